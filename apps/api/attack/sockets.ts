import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { createApiClient } from '../test/client.js';
import type { Attack, Target } from './attack.js';

interface Message {
  readonly id?: string;
  readonly type: string;
  readonly payload?: Refusal[] | { readonly errors?: Refusal[] };
}

interface Refusal {
  readonly extensions?: { readonly code: string };
}

const WAIT_MS = 10_000;

/** A socket whose caller is known, and what it has received. */
async function open(
  { url, viewer }: Target,
  secret = viewer,
): Promise<{ socket: WebSocket; said: Message[] }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const said: Message[] = [];
  socket.on('message', (data) => said.push(JSON.parse(String(data)) as Message));
  // What it is closed for is seen in what was said.
  socket.on('error', () => {});
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${secret}` } }));
  await until(() => said.length > 0 || socket.readyState !== socket.OPEN);
  return { socket, said };
}

function subscribe(socket: WebSocket, id: string, query: string): void {
  socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } }));
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + WAIT_MS; !holds() && Date.now() < end; ) await sleep(10);
}

/** The code of what is refused before it begins, or as its first answer. */
function codeOf({ payload }: Message): string {
  const errors = Array.isArray(payload) ? payload : payload?.errors;
  return errors?.[0]?.extensions?.code ?? '';
}

/** One subscription that has to be refused with a code. */
const refusedSubscription = (name: string, code: string, query: (target: Target) => string): Attack => ({
  name,
  expected: code,
  run: async (target) => {
    const { socket, said } = await open(target);
    subscribe(socket, '1', query(target));
    await until(() => said.length > 1 || socket.readyState !== socket.OPEN);
    socket.terminate();
    const got = said[1] ? codeOf(said[1]) || said[1].type : 'closed';
    return { got, holds: got === code };
  },
});

/** Bytes that end the socket, and nothing else. */
const closedFor = (name: string, bytes: string | Buffer): Attack => ({
  name,
  expected: 'the socket is closed',
  run: async (target) => {
    const { socket } = await open(target);
    socket.send(bytes);
    await until(() => socket.readyState === socket.CLOSED);
    const holds = socket.readyState === socket.CLOSED;
    socket.terminate();
    return { got: holds ? 'closed' : 'open', holds };
  },
});

/** What ends a key, and when it has ended. */
type End = (target: Target, apiKeyId: string) => Promise<number>;

const KEY_LASTS_MS = 4000;

const asAdmin = ({ url, admin }: Target) => createApiClient(url, admin);

const ENDS: Readonly<Record<string, { readonly expires?: true; readonly end: End }>> = {
  'is revoked': {
    end: async (target, id) => {
      await asAdmin(target).query(
        `mutation { revokeApiKey(input: { apiKeyId: "${id}" }) { apiKey { id } } }`,
      );
      return Date.now();
    },
  },
  'is replaced without an overlap': {
    end: async (target, id) => {
      await asAdmin(target).query(
        `mutation { rotateApiKey(input: { apiKeyId: "${id}", overlapHours: 0 }) { apiKey { id } } }`,
      );
      return Date.now();
    },
  },
  expires: {
    expires: true,
    end: async (target, id) => {
      const { apiKeys } = await asAdmin(target).query<{
        apiKeys: { edges: { node: { id: string; expiresAt: string } }[] };
      }>('{ apiKeys(first: 100) { edges { node { id expiresAt } } } }');
      return Date.parse(apiKeys.edges.find(({ node }) => node.id === id)!.node.expiresAt);
    },
  },
};

/** Sockets whose key ends while they are open. */
const keysThatEnd = Object.entries(ENDS).map(
  ([what, { expires, end }]): Attack => ({
    leaves: ['api_keys'],
    name: `a key that ${what} while its socket is open`,
    expected: 'the socket is closed within a second of it',
    run: async (target) => {
      const expiresAt = expires ? `, expiresAt: "${new Date(Date.now() + KEY_LASTS_MS).toISOString()}"` : '';
      const { createApiKey } = await asAdmin(target).query<{
        createApiKey: { secret: string; apiKey: { id: string } };
      }>(
        `mutation { createApiKey(input: { name: "to end", role: VIEWER${expiresAt} }) { secret apiKey { id } } }`,
      );
      const { socket } = await open(target, createApiKey.secret);
      const wasOpen = socket.readyState === socket.OPEN;
      const ended = await end(target, createApiKey.apiKey.id);
      await until(() => socket.readyState === socket.CLOSED);
      const ms = Date.now() - ended;
      const closed = socket.readyState === socket.CLOSED;
      socket.terminate();
      return { got: closed ? `closed after ${ms} ms` : 'open', holds: wasOpen && closed && ms <= 1000 };
    },
  }),
);

/** Attacks over WebSocket. */
export const sockets: readonly Attack[] = [
  refusedSubscription('a subscription of 50,000 levels', 'BAD_USER_INPUT', ({ jobId }) =>
    `subscription { job(id: "${jobId}") ${'{ state '.repeat(50_000)}`.slice(0, 200_000),
  ),
  {
    name: '2,000 subscriptions on a socket',
    expected: '100 are served, the others TOO_MANY_SUBSCRIPTIONS',
    run: async (target) => {
      const { socket, said } = await open(target);
      for (let i = 0; i < 2000; i++) {
        subscribe(socket, String(i), `subscription { job(id: "${target.jobId}") { state } }`);
      }
      // A settled job's subscription ends after its first answer, and makes room for another.
      const answered = () => new Set(said.flatMap(({ id }) => id ?? [])).size;
      await until(() => answered() === 2000 || socket.readyState !== socket.OPEN);
      socket.terminate();
      const refusals = said.filter(({ type }) => type === 'error');
      const holds = answered() === 2000 && refusals.every((one) => codeOf(one) === 'TOO_MANY_SUBSCRIPTIONS');
      return { got: `${2000 - refusals.length} served, ${refusals.length} refused`, holds };
    },
  },
  refusedSubscription('a subscription to pages in pages', 'QUERY_TOO_COSTLY', ({ jobId }) => {
    const page = (inner: string) => `customers(first: 100) { edges { node { ${inner} } } }`;
    return `subscription { job(id: "${jobId}") { dataset { ${page(`segment { ${page(`segment { ${page('id')} }`)} }`)} } } }`;
  }),
  refusedSubscription('a query over WebSocket', 'BAD_USER_INPUT', () => '{ viewer { id } }'),
  refusedSubscription(
    'a mutation over WebSocket',
    'BAD_USER_INPUT',
    () => 'mutation { createApiKey(input: { name: "x", role: ADMIN }) { secret } }',
  ),
  refusedSubscription('what is no GraphQL', 'BAD_USER_INPUT', () => '}{'),
  refusedSubscription(
    'a job that there is not',
    'NOT_FOUND',
    () => 'subscription { job(id: "x") { state } }',
  ),
  {
    name: '300 sockets that never say who they are',
    expected: 'all are closed within some seconds',
    run: async (target) => {
      const silent = Array.from(
        { length: 300 },
        () => new WebSocket(`${target.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws'),
      );
      for (const socket of silent) socket.on('error', () => {});
      const left = () => silent.filter(({ readyState }) => readyState !== WebSocket.CLOSED).length;
      await until(() => left() === 0);
      const got = `${left()} are open`;
      for (const socket of silent) socket.terminate();
      return { got, holds: got === '0 are open' };
    },
  },
  closedFor('a message that is no JSON', 'hello'),
  closedFor('a message that the protocol does not know', '{"type":"attack"}'),
  closedFor('a message of 10 MB', Buffer.alloc(10_000_000, 'x')),
  ...keysThatEnd,
];
