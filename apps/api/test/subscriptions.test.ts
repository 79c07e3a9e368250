import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { graphql, type ResultOf } from '@holdfast/schema';
import { print } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { CallContext } from '../src/platform/call/call-context.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
const running = new Set<() => void>();
/** Ends every job that runs. */
const finish = () => {
  for (const end of running) end();
  running.clear();
};
beforeAll(async () => {
  app = await createTestApp({
    limits: { subscriptionsPerSocket: 3, subscriptionsPerCaller: 5, jobsAtOnce: 20 },
  });
  app.slices.jobs.service.define({
    kind: 'test-subscription',
    run: (_payload, { progress }) => {
      progress(0.5, 'half-way');
      return new Promise((resolve) => running.add(resolve));
    },
  });
});
afterAll(() => {
  finish();
  return app.stop();
});

const JobSubscription = graphql(`
  subscription Job($id: ID!) {
    job(id: $id) { state progress step }
  }
`);
type Job = ResultOf<typeof JobSubscription>['job'];

const follow = (id: string) => ({ query: print(JobSubscription), variables: { id } });

const connect = (authorization: string | undefined) =>
  createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization },
  });

describe('Subscription.job', () => {
  it('sends the job now, then every change until it settles', async () => {
    const key = await app.slices.jobs.service.enqueue(CallContext.ofServer(), 'test-subscription', {});
    const id = Buffer.from(`Job:${key}`).toString('base64url');
    const client = connect(`Bearer ${app.adminKey}`);
    const seen: Job[] = [];
    for await (const { data } of client.iterate<{ job: Job }>(follow(id))) {
      seen.push(data!.job);
      if (data!.job.step === 'half-way') finish();
    }
    expect(seen.at(-1)).toEqual({ state: 'COMPLETED', progress: 1, step: null });
    expect(seen).toContainEqual({ state: 'RUNNING', progress: 0.5, step: 'half-way' });
    await client.dispose();
  });

  it('refuses an unknown job with a code', async () => {
    const client = connect(`Bearer ${app.adminKey}`);
    const answers = client.iterate(follow('bm9uZQ'));
    const outcome = await answers.next().then(
      ({ value }) => value.errors,
      (errors: unknown) => errors,
    );
    expect(outcome).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    await client.dispose();
  });

  it.each(['@skip(if: true)', '@include(if: $v)'])('must not be left out by %s', async (directive) => {
    const client = connect(`Bearer ${app.adminKey}`);
    const query = `subscription ($v: Boolean = false) { job(id: "a") ${directive} { id __typename @skip(if: $v) } }`;
    await expect(client.iterate({ query }).next()).rejects.toMatchObject([
      { message: expect.stringMatching(/ at its root; /), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    await client.dispose();
  });

  it('closes the socket of a caller without a key', async () => {
    const client = connect(undefined);
    const answers = client.iterate(follow('bm9uZQ'));
    await expect(answers.next()).rejects.toMatchObject({ code: 4401 });
    await client.dispose();
  });

  it('serves no query or mutation over the socket', async () => {
    const client = connect(`Bearer ${app.adminKey}`);
    const answers = client.iterate({ query: '{ viewer { id } }' });
    await expect(answers.next()).rejects.toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    await client.dispose();
  });
});

/** A client with a key of its own, and a job that goes on until the end of the test. */
async function openFor(authorization: string) {
  const job = await app.slices.jobs.service.enqueue(CallContext.ofServer(), 'test-subscription', {});
  const client = connect(authorization);
  onTestFinished(async () => {
    finish();
    await client.dispose();
  });
  const id = Buffer.from(`Job:${job}`).toString('base64url');
  const closed = new Promise<{ code: number }>((resolve) => {
    client.on('closed', (event) => resolve(event as { code: number }));
  });
  return { client, id, closed };
}

async function createKey(expiresAt?: string): Promise<{ id: string; secret: string }> {
  const { createApiKey } = await app.query<{ createApiKey: { apiKey: { id: string }; secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } secret } }',
    { input: { name: 'socket', role: 'VIEWER', expiresAt } },
  );
  return { id: createApiKey.apiKey.id, secret: createApiKey.secret };
}

describe('an open socket', () => {
  const ends: [string, (key: { id: string; secret: string }) => Promise<unknown>, number][] = [
    [
      'is revoked',
      ({ id }) =>
        app.query('mutation ($id: ID!) { revokeApiKey(input: { apiKeyId: $id }) { apiKey { id } } }', { id }),
      4401,
    ],
    // As another process would.
    ['expires', ({ id }) => update(id, "expires_at = now() - interval '1 second'"), 4401],
    ['gets another role', ({ id }) => update(id, "role = 'ANALYST'"), 4403],
    ['is confined to datasets', ({ id }) => update(id, 'dataset_ids = array[gen_random_uuid()]'), 4403],
  ];
  const update = (globalId: string, change: string) =>
    app.dataSource.query(`update api_keys set ${change} where id = $1`, [
      Buffer.from(globalId, 'base64url').toString().split(':')[1],
    ]);

  it.each(ends)('is closed within a second when its key %s', async (_how, end, code) => {
    const key = await createKey();
    const { client, id, closed } = await openFor(`Bearer ${key.secret}`);
    const answers = client.iterate(follow(id));
    await answers.next();
    await end(key);
    const since = performance.now();
    expect((await closed).code).toBe(code);
    expect(performance.now() - since).toBeLessThan(1000);
  });

  it('is closed within a second when its session ends', async () => {
    const key = await createKey();
    const headers = { 'content-type': 'application/json', origin: app.url };
    const signedIn = await fetch(`${app.url}/auth/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ apiKey: key.secret }),
    });
    const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: { cookie, origin: app.url },
    });
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    await fetch(`${app.url}/auth/session`, { method: 'DELETE', headers: { origin: app.url, cookie } });
    const [code] = await once(socket, 'close');
    expect(code).toBe(4401);
  });

  it('stays open for a key that is as it was', async () => {
    const { client, id, closed } = await openFor(`Bearer ${(await createKey()).secret}`);
    const answers = client.iterate(follow(id));
    await answers.next();
    const still = Symbol();
    expect(await Promise.race([closed, setTimeout(1200, still)])).toBe(still);
  });
});

describe('the subscriptions of a socket', () => {
  const errorsOf = async (answers: AsyncIterableIterator<unknown>) => {
    try {
      return ((await answers.next()).value as { errors?: object[] }).errors;
    } catch (errors) {
      return errors as object[];
    }
  };

  it('are so many, and so many of a caller', async () => {
    const { client, id } = await openFor(`Bearer ${app.adminKey}`);
    const open = Array.from({ length: 3 }, () => client.iterate(follow(id)));
    await Promise.all(open.map((answers) => answers.next()));
    expect(await errorsOf(client.iterate(follow(id)))).toMatchObject([
      {
        message: 'The socket would have 4 open subscriptions; it may have 3.',
        extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' },
      },
    ]);
    const second = await openFor(`Bearer ${app.adminKey}`);
    const two = Array.from({ length: 2 }, () => second.client.iterate(follow(id)));
    await Promise.all(two.map((answers) => answers.next()));
    expect(await errorsOf(second.client.iterate(follow(id)))).toMatchObject([
      { message: 'The caller would have 6 open subscriptions; it may have 5.' },
    ]);
    // One that ends makes room for another.
    await open[0]!.return!();
    await expect.poll(() => errorsOf(second.client.iterate(follow(id)))).toBeUndefined();
  });

  it('cost no more than other requests', async () => {
    const { client, id } = await openFor(`Bearer ${app.adminKey}`);
    const page = (inner: string) =>
      `customers(first: 100) { ... on CustomerConnection { edges { node { ${inner} } } } }`;
    const query = `subscription ($id: ID!) { job(id: $id) { dataset { ${page(`segment { ${page('id')} }`)} } } }`;
    expect(await errorsOf(client.iterate({ query, variables: { id } }))).toMatchObject([
      { message: expect.stringMatching(/^The query costs/), extensions: { code: 'QUERY_TOO_COSTLY' } },
    ]);
    expect(await errorsOf(client.iterate({ query: 'subscription { job(id: 1) { nme } }' }))).toMatchObject([
      { message: 'Cannot query field "nme" on type "Job".', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('see each time what is there now', async () => {
    const csv = ['id,visits', ...Array.from({ length: 20 }, (_, i) => `c${i},${i}`)].join('\n');
    const datasetId = await importCsv(app, csv);
    await app.idle(datasetId);
    const key = fromGlobalId('Dataset', datasetId)!;
    const job = await app.slices.jobs.service.enqueue(
      CallContext.ofServer(),
      'test-subscription',
      {},
      { datasetId: key },
    );
    const { client } = await openFor(`Bearer ${app.adminKey}`);
    const answers = client.iterate<{ job: { state: string; dataset: { name: string } } }>({
      query: 'subscription ($id: ID!) { job(id: $id) { state dataset { name } } }',
      variables: { id: Buffer.from(`Job:${job}`).toString('base64url') },
    });
    let last: unknown;
    for await (const { data } of answers) {
      last = data!.job.dataset.name;
      if (data!.job.state !== 'RUNNING') continue;
      await app.dataSource.query(`update datasets set name = 'another' where id = $1`, [key]);
      finish();
    }
    expect(last).toBe('another');
  });
});
