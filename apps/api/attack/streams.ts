import { setTimeout as sleep } from 'node:timers/promises';
import { createApiClient } from '../test/client.js';
import { type Attack, ask, describe, type Target } from './attack.js';

const WAIT_MS = 10_000;

/** Opens a stream of events. */
function open(
  { url, viewer }: Target,
  query: string,
  secret = viewer,
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${secret}`,
    },
    body: JSON.stringify({ query }),
    ...(signal ? { signal } : {}),
  });
}

/** The code of what is refused; empty where it is not. */
function codeIn(events: string): string {
  return /"code":"(\w+)"/.exec(events)?.[1] ?? '';
}

/** One stream that has to be refused with a code. */
const refusedStream = (name: string, code: string, query: (target: Target) => string): Attack => ({
  name,
  expected: code,
  run: async (target) => {
    const got = codeIn(await (await open(target, query(target))).text());
    return { got, holds: got === code };
  },
});

/** Attacks over server-sent events. */
export const streams: readonly Attack[] = [
  refusedStream('a stream of 50,000 levels', 'BAD_USER_INPUT', ({ jobId }) =>
    `subscription { job(id: "${jobId}") ${'{ state '.repeat(50_000)}`.slice(0, 200_000),
  ),
  refusedStream('a stream of pages in pages', 'QUERY_TOO_COSTLY', ({ jobId }) => {
    const page = (inner: string) => `customers(first: 100) { edges { node { ${inner} } } }`;
    return `subscription { job(id: "${jobId}") { dataset { ${page(`segment { ${page(`segment { ${page('id')} }`)} }`)} } } }`;
  }),
  refusedStream(
    'a mutation over a stream',
    'BAD_USER_INPUT',
    () => 'mutation { createApiKey(input: { name: "x", role: ADMIN }) { secret } }',
  ),
  {
    name: '500 streams at once',
    expected: 'each is served or TOO_MANY_SUBSCRIPTIONS',
    run: async (target) => {
      const query = `subscription { job(id: "${target.jobId}") { state } }`;
      const said = await Promise.all(
        Array.from({ length: 500 }, async () => (await open(target, query)).text()),
      );
      const codes = said.map(codeIn).filter((code) => code !== '');
      const holds = codes.every((code) => ['TOO_MANY_SUBSCRIPTIONS', 'RATE_LIMITED'].includes(code));
      return { got: `${500 - codes.length} served, ${[...new Set(codes)].join(', ')}`, holds };
    },
  },
  {
    leaves: ['api_keys'],
    name: 'a key that is revoked while its stream is open',
    expected: 'the stream is cut, or has ended with its job',
    run: async (target) => {
      const { createApiKey } = await createApiClient(target.url, target.admin).query<{
        createApiKey: { secret: string; apiKey: { id: string } };
      }>(
        'mutation { createApiKey(input: { name: "to be revoked", role: VIEWER }) { secret apiKey { id } } }',
      );
      const { secret, apiKey } = createApiKey;
      const stop = new AbortController();
      const stream = await open(
        target,
        `subscription { job(id: "${target.jobId}") { state } }`,
        secret,
        stop.signal,
      );
      const revoke = `mutation { revokeApiKey(input: { apiKeyId: "${apiKey.id}" }) { apiKey { id } } }`;
      const revoked = await ask(target, revoke, { secret: target.admin });
      if (revoked.code !== '') return { got: describe(revoked), holds: false };
      const ended = stream.text().then(
        () => 'ended',
        () => 'cut',
      );
      const got = await Promise.race([ended, sleep(WAIT_MS, 'open')]);
      stop.abort();
      const again = await open(target, 'subscription { job(id: "x") { state } }', secret);
      return { got: `${got}, then ${again.status}`, holds: got !== 'open' && again.status === 401 };
    },
  },
];
