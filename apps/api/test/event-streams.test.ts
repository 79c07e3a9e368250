import { graphql } from '@holdfast/schema';
import { print } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { CallContext } from '../src/platform/call/call-context.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
const running = new Set<() => void>();
const finish = () => {
  for (const end of running) end();
  running.clear();
};
beforeAll(async () => {
  app = await createTestApp({ limits: { subscriptionsPerCaller: 3, jobsAtOnce: 20 } });
  app.slices.jobs.service.define({
    kind: 'test-stream',
    run: () => new Promise<void>((resolve) => running.add(resolve)),
  });
});
afterAll(() => {
  finish();
  return app.stop();
});

const JobSubscription = graphql(`subscription Job($id: ID!) { job(id: $id) { state } }`);
const follow = (id: string) => ({ query: print(JobSubscription), variables: { id } });

interface Opening {
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
}

/** Sends what is asked as it is; the stream ends with the test. */
function post({ body = {}, headers = {} }: Opening): Promise<Response> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  return fetch(`${app.url}/graphql/stream`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${app.adminKey}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: stop.signal,
  });
}

/** What comes next on a stream: all that is there, in one piece; null once it has ended or broken. */
function reading(response: Response): () => Promise<string | null> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  return () =>
    reader.read().then(
      ({ value }) => value ?? null,
      () => null,
    );
}

/** Reads until a text has come, or the end. */
async function until(next: () => Promise<string | null>, text: string): Promise<string> {
  let said = '';
  while (!said.includes(text)) {
    const more = await next();
    if (more === null) break;
    said += more;
  }
  return said;
}

/** A stream of a job that goes on until the end of the test. */
async function openFor(headers: Record<string, string>) {
  const job = await app.slices.jobs.service.enqueue(CallContext.ofServer(), 'test-stream', {});
  onTestFinished(finish);
  const id = Buffer.from(`Job:${job}`).toString('base64url');
  const next = reading(await post({ body: follow(id), headers }));
  await until(next, 'RUNNING');
  return { id, next };
}

async function createKey(): Promise<{ id: string; secret: string }> {
  const { createApiKey } = await app.query<{ createApiKey: { apiKey: { id: string }; secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } secret } }',
    { input: { name: 'stream', role: 'VIEWER' } },
  );
  return { id: createApiKey.apiKey.id, secret: createApiKey.secret };
}

describe('a stream', () => {
  it('sends the job now, then every change, and says that it is complete', async () => {
    const job = await app.slices.jobs.service.enqueue(CallContext.ofServer(), 'test-stream', {});
    const response = await post({ body: follow(Buffer.from(`Job:${job}`).toString('base64url')) });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const next = reading(response);
    const first = await until(next, 'RUNNING');
    expect(first).toMatch(/^:\n\nevent: next\ndata: {"data":{"job":{"state":"/);
    finish();
    expect(await until(next, 'nothing more')).toMatch(/COMPLETED.*\n\nevent: complete\ndata:/s);
  });

  it.each([
    ['of a stranger', { headers: { authorization: 'Bearer none' } }, 401, /no valid session or API key/],
    [
      'that takes no events',
      { headers: { accept: 'application/json' } },
      406,
      /must have text\/event-stream/,
    ],
    ['without a query', { body: {} }, 400, /Missing query/],
    ['with variables that are none', { body: { query: '{ a }', variables: [] } }, 400, /Invalid variables/],
    ['that is no JSON', { body: 'x' }, 400, /valid JSON/],
    ['of a form', { headers: { 'content-type': 'text/plain' } }, 415, /./],
    ['that is large', { body: { query: ' '.repeat(300_000) } }, 413, /./],
  ] as [string, Opening, number, RegExp][])(
    'refuses a request %s',
    async (_what, opening, status, message) => {
      const response = await post(opening);
      expect(response.status).toBe(status);
      expect(await response.json()).toEqual({
        code: expect.any(String),
        message: expect.stringMatching(message),
      });
    },
  );

  it('is not opened by a GET, which a page of another site could send', async () => {
    const response = await fetch(`${app.url}/graphql/stream?query=subscription{job(id:1){id}}`);
    expect(response.status).toBe(405);
  });

  it.each([
    ['{ viewer { id } }', 'BAD_USER_INPUT', /Only subscriptions/],
    [
      'mutation { revokeSession(input: { sessionId: "x" }) { userErrors { code } } }',
      'BAD_USER_INPUT',
      /Only/,
    ],
    ['subscription { job(id: "x") { nme } }', 'BAD_USER_INPUT', /Cannot query field "nme"/],
    ['subscription { job(id: "x") @skip(if: true) { id } }', 'BAD_USER_INPUT', /at its root/],
    ['}{', 'BAD_USER_INPUT', /Syntax Error/],
    ['subscription { job(id: "bm9uZQ") { id } }', 'NOT_FOUND', /./],
  ])('is told in one event why %s is refused', async (query, code, message) => {
    const events = await (await post({ body: { query } })).text();
    const [, data] = /event: next\ndata: (.*)\n\nevent: complete/.exec(events) ?? [];
    const { errors } = JSON.parse(data!) as { errors: { message: string; extensions: object }[] };
    expect(errors[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code } });
  });

  it('costs no more than other requests', async () => {
    const page = (inner: string) =>
      `customers(first: 100) { ... on CustomerConnection { edges { node { ${inner} } } } }`;
    const query = `subscription { job(id: "x") { dataset { ${page(`segment { ${page('id')} }`)} } } }`;
    expect(await (await post({ body: { query } })).text()).toMatch(/The query costs .*QUERY_TOO_COSTLY/);
  });

  it('counts with the sockets of its caller', async () => {
    const { secret } = await createKey();
    const authorization = `Bearer ${secret}`;
    const { id } = await openFor({ authorization });
    const socket = createClient({
      url: `${app.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
    });
    onTestFinished(async () => socket.dispose());
    const answers = [socket.iterate(follow(id)), socket.iterate(follow(id))];
    await Promise.all(answers.map((answer) => answer.next()));
    const refused = async () => (await post({ body: follow(id), headers: { authorization } })).text();
    expect(await refused()).toMatch(/4 open subscriptions; it may have 3.*TOO_MANY_SUBSCRIPTIONS/);
    // One that ends makes room for another.
    await answers[0]!.return!();
    const opened = async () =>
      until(reading(await post({ body: follow(id), headers: { authorization } })), 'RUNNING');
    await expect.poll(opened).not.toMatch(/TOO_MANY/);
  });
});

describe('an open stream', () => {
  const update = (globalId: string, change: string) =>
    app.dataSource.query(`update api_keys set ${change} where id = $1`, [
      Buffer.from(globalId, 'base64url').toString().split(':')[1],
    ]);
  const ends: [string, (id: string) => Promise<unknown>][] = [
    [
      'is revoked',
      (id) =>
        app.query('mutation ($id: ID!) { revokeApiKey(input: { apiKeyId: $id }) { apiKey { id } } }', { id }),
    ],
    // As another process would.
    ['expires', (id) => update(id, "expires_at = now() - interval '1 second'")],
    ['gets another role', (id) => update(id, "role = 'ANALYST'")],
    ['is confined to datasets', (id) => update(id, 'dataset_ids = array[gen_random_uuid()]')],
  ];

  it.each(ends)('is cut when its key %s', async (_how, end) => {
    const key = await createKey();
    const { next } = await openFor({ authorization: `Bearer ${key.secret}` });
    await end(key.id);
    expect(await until(next, 'nothing more')).not.toContain('complete');
  });

  it('is cut when its session ends', async () => {
    const { secret } = await createKey();
    const signedIn = await fetch(`${app.url}/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.url },
      body: JSON.stringify({ apiKey: secret }),
    });
    const session = { cookie: signedIn.headers.getSetCookie()[0]!.split(';')[0]!, origin: app.url };
    const { next } = await openFor({ ...session, authorization: '' });
    await fetch(`${app.url}/auth/session`, { method: 'DELETE', headers: session });
    expect(await until(next, 'nothing more')).not.toContain('complete');
  });

  it('is not opened with the cookie of a session by a page of another site', async () => {
    const { secret } = await createKey();
    const signedIn = await fetch(`${app.url}/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.url },
      body: JSON.stringify({ apiKey: secret }),
    });
    const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    const headers = { cookie, origin: 'https://elsewhere.example', authorization: '' };
    expect((await post({ body: follow('bm9uZQ'), headers })).status).toBe(401);
  });
});

it('ends every stream when the server stops, so that nobody waits for it', async () => {
  const stopping = await createTestApp();
  const run = () => new Promise<void>((resolve) => running.add(resolve));
  stopping.slices.jobs.service.define({ kind: 'test-stream', run });
  const job = await stopping.slices.jobs.service.enqueue(CallContext.ofServer(), 'test-stream', {});
  const response = await fetch(`${stopping.url}/graphql/stream`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stopping.adminKey}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
    },
    body: JSON.stringify(follow(Buffer.from(`Job:${job}`).toString('base64url'))),
  });
  const next = reading(response);
  await until(next, 'state');
  const stopped = stopping.stop();
  await until(next, 'nothing more');
  finish();
  await stopped;
});
