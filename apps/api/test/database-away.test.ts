import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { CallContext } from '../src/platform/call/call-context.js';
import { toGlobalId } from '../src/platform/graphql/global-id.js';
import { type CommitFault, DatabaseProxy } from './database-proxy.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const CONNECTIONS = 6;

let proxy: DatabaseProxy;
let app: TestApp;
/** A connection of our own, past the proxy. */
let direct: pg.Client;
let datasetId: string;
/** Whether jobs of the kind `wait` may end. */
let mayEnd = false;
beforeAll(async () => {
  app = await createTestApp({
    limits: { databaseConnections: CONNECTIONS },
    reach: async (url) => {
      proxy = await DatabaseProxy.open(url);
      return proxy.url;
    },
  });
  app.slices.jobs.service.define({
    kind: 'wait',
    run: async (_payload, { call }) => {
      while (!mayEnd) await delay(20, undefined, { signal: call.signal });
    },
  });
  direct = new pg.Client({ connectionString: app.databaseUrl });
  await direct.connect();
  datasetId = await importCsv(app, 'id,a\nx,1\ny,2\nz,3\n');
});
afterAll(async () => {
  await direct.end();
  await app.stop();
  await proxy.close();
});
beforeEach(untilReady);

/** A way in which a database is away: how it begins, and how it ends. */
const FAULTS: Readonly<Record<string, { begin: () => unknown; end: () => unknown; cause: RegExp }>> = {
  'is frozen': {
    begin: () => proxy.freeze(),
    end: () => proxy.thaw(),
    cause: /has not answered for 1\.5 s/,
  },
  'refuses connections': {
    begin: () => proxy.refuse(),
    end: () => proxy.accept(),
    cause: /cannot be reached/,
  },
  'is starting': {
    begin: () => proxy.greetWith('57P03'),
    end: () => proxy.greetWith(null),
    cause: /is starting or stopping/,
  },
  'has no room for connections': {
    begin: () => proxy.greetWith('53300'),
    end: () => proxy.greetWith(null),
    cause: /out of connections to the database/,
  },
};

/** How long something took, in milliseconds. */
async function timed<T>(work: () => Promise<T>): Promise<{ answer: T; took: number }> {
  const began = performance.now();
  const answer = await work();
  return { answer, took: performance.now() - began };
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** The code of the first error. */
  readonly code: string | undefined;
  readonly data: Record<string, unknown> | null | undefined;
}

async function ask(query: string, variables: object = {}): Promise<Answer> {
  const body = JSON.stringify({ query, variables });
  const headers = { 'content-type': 'application/json' };
  const response = await app.fetch('/graphql', { method: 'POST', body, headers });
  const { data, errors } = (await response.json()) as {
    data?: Record<string, unknown> | null;
    errors?: { extensions: { code: string } }[];
  };
  const code = errors?.[0]?.extensions.code;
  return { status: response.status, retryAfter: response.headers.get('retry-after'), code, data };
}

const REFUSED = { status: 503, retryAfter: '1', code: 'UNAVAILABLE' };

const list = () =>
  ask('query ($id: ID!) { dataset(id: $id) { customers { totalCount } } }', { id: datasetId });

const upsert = (externalId: string, idempotencyKey?: string) =>
  ask(
    'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { created updated userErrors { code } } }',
    { input: { datasetId, customers: [{ externalId, attributes: { a: 1 } }], idempotencyKey } },
  );

const CREATED = { status: 200, data: { upsertCustomers: { created: 1, updated: 0, userErrors: [] } } };

/** How many customers have an id like this. */
async function stored(pattern: string): Promise<number> {
  const { rows } = await direct.query(
    'select count(*)::int as count from customers where external_id like $1',
    [pattern],
  );
  return rows[0].count;
}

async function untilReady(): Promise<void> {
  while ((await app.fetch('/readyz')).status !== 200) await delay(100);
}

describe.each(Object.entries(FAULTS))('a database that %s', (name, { begin, end, cause }) => {
  it('is said to be away by every answer, and nothing has to be started again after it', async () => {
    const askAll = () => Promise.all(Array.from({ length: 2 * CONNECTIONS }, () => timed(list)));
    // Connections that are open already notice it in another way than those that are to be opened.
    await askAll();
    await begin();
    try {
      const ready = await timed(() => app.fetch('/readyz'));
      expect(ready.answer.status).toBe(503);
      expect(ready.took).toBeLessThan(3000);
      // The first answer may be about a connection that has just been broken.
      await expect
        .poll(async () => (await app.fetch('/readyz')).json(), { timeout: 30_000 })
        .toMatchObject({
          status: 'not ready',
          cause: expect.stringMatching(cause),
        });
      const asked = askAll();
      const sent = app.fetch('/uploads?filename=a.csv', { method: 'POST', body: 'a' });
      expect((await app.fetch('/healthz')).status).toBe(200);
      for (const { answer, took } of await asked) {
        expect(answer).toMatchObject(REFUSED);
        expect(took).toBeLessThan(25_000);
      }
      const { status, headers } = await sent;
      expect({ status, retryAfter: headers.get('retry-after') }).toEqual({ status: 503, retryAfter: '1' });
    } finally {
      await end();
    }
    await untilReady();
    expect(await upsert(`after ${name}`)).toMatchObject(CREATED);
    // Jobs are being taken as well.
    await importCsv(app, 'id,a\nx,1\ny,2\n');
  });
});

describe('a database that ends its connections', () => {
  it('makes the requests on them fail as a whole, and is fine for the next ones', async () => {
    const blocking = new pg.Client({ connectionString: app.databaseUrl });
    await blocking.connect();
    onTestFinished(() => blocking.end());
    const ours = `datname = current_database() and application_name like 'holdfast%'`;
    for (let round = 0; round < 3; round++) {
      await blocking.query('begin; lock table customers in access exclusive mode');
      const asked = Promise.all([list(), list(), upsert(`killed ${round}`), upsert(`killed too ${round}`)]);
      await expect
        .poll(async () => {
          const { rows } = await direct.query(
            `select count(*)::int as count from pg_stat_activity where ${ours} and wait_event_type = 'Lock'`,
          );
          return rows[0].count;
        })
        .toBe(4);
      await direct.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${ours}`);
      for (const answer of await asked) expect(answer).toMatchObject(REFUSED);
      await blocking.query('rollback');
      // A free connection may be told of its end only now; what it refuses can be repeated.
      await expect.poll(() => upsert(`next ${round}`), { timeout: 5000 }).toMatchObject(CREATED);
    }
    expect(await stored('killed%')).toBe(0);
  });

  it.each([
    ['lost on the way', 0],
    ['answer lost', 1],
  ] satisfies [CommitFault, number][])(
    'during a commit that is %s is said to have an unknown outcome, and a repetition makes sure of it',
    async (fault, kept) => {
      proxy.failNextCommit(fault);
      expect(await upsert(fault, fault)).toMatchObject({ status: 500, code: 'OUTCOME_UNKNOWN' });
      expect(await stored(fault)).toBe(kept);
      expect(await upsert(fault, fault)).toMatchObject(CREATED);
      expect(await stored(fault)).toBe(1);
    },
  );
});

it('says that every connection is in use, and goes on when one is free', async () => {
  const runners = Array.from({ length: CONNECTIONS }, () => app.dataSource.createQueryRunner());
  await Promise.all(runners.map((runner) => runner.connect()));
  try {
    expect(await (await app.fetch('/readyz')).json()).toEqual({
      status: 'not ready',
      cause: `All ${CONNECTIONS} connections to the database are in use.`,
    });
    expect(await list()).toMatchObject(REFUSED);
  } finally {
    await Promise.all(runners.map((runner) => runner.release()));
  }
  expect(await list()).toMatchObject({ status: 200 });
});

describe('a subscription', () => {
  const connect = () =>
    createClient({
      url: `${app.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${app.adminKey}` },
    });
  const follow = async () => {
    const id = toGlobalId('Job', await app.slices.jobs.service.enqueue(CallContext.ofServer(), 'wait', {}));
    const client = connect();
    onTestFinished(() => void client.dispose());
    return client.iterate<{ job: { state: string } }>({
      query: 'subscription ($id: ID!) { job(id: $id) { state } }',
      variables: { id },
    });
  };

  it('outlives the database’s absence, and tells the end of a job that had to begin again', async () => {
    const events = await follow();
    const seen: string[] = [];
    let away: Promise<void> | undefined;
    for await (const { data, errors } of events) {
      expect(errors).toBeUndefined();
      seen.push(data!.job.state);
      if (data!.job.state !== 'RUNNING') continue;
      if (away) mayEnd = true;
      away ??= proxy
        .refuse()
        .then(() => delay(1500))
        .then(() => proxy.accept());
    }
    await away;
    expect(seen.at(-1)).toBe('COMPLETED');
  });

  it('is refused for a while if the database is away when it begins', async () => {
    await proxy.refuse();
    const events = connect().iterate({ query: 'subscription { job(id: "bm9uZQ") { state } }' });
    await expect(events.next()).rejects.toMatchObject({ code: 1013 });
    await proxy.accept();
  });
});
