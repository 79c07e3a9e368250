import { Readable } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CallContext } from '../src/platform/call/call-context.js';
import { toGlobalId } from '../src/platform/graphql/global-id.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { createTestApp, type TestApp } from './test-app.js';

const SECONDS = 3;

let app: TestApp;
let datasetId: string;
beforeAll(async () => {
  app = await createTestApp({ limits: { queryTimeout: SECONDS } });
  const rows = Array.from({ length: 20 }, (_, i) => `c${i},${i},${i % 7}`);
  const csv = ['id,visits,spend', ...rows].join('\n');
  const { imports } = app.slices.datasets;
  // Without the limit of a request.
  const { dataset } = await imports.importText(CallContext.ofServer(), Readable.from([csv]), {
    fileName: 'customers.csv',
    name: 'customers',
    analyse: false,
  });
  datasetId = toGlobalId('Dataset', dataset.id);
  await app.idle(datasetId);
  // It would wait for the locks as well.
  await app.slices.outboxDelivery.stop();
});
afterAll(() => app.stop());

/** Another program locks a table, so that whatever asks for it waits. */
async function lock(table: string): Promise<void> {
  const client = new pg.Client({ connectionString: app.databaseUrl });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('begin');
  await client.query(`lock table ${table} in access exclusive mode`);
}

/** How many statements wait for a lock. */
async function waiting(): Promise<number> {
  const [row] = await app.dataSource.query(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row.count;
}

/** Waits until so many statements wait for a lock, which another program holds all the while. */
async function until(count: number): Promise<void> {
  await expect.poll(waiting, { timeout: 30_000 }).toBe(count);
}

function post(query: string, variables: object, signal?: AbortSignal): Promise<Response> {
  return app.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    ...(signal ? { signal } : {}),
  });
}

/** The cookie of a session that was opened with the key. */
async function openSession(): Promise<string> {
  const opened = await app.fetch('/auth/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.url },
    body: JSON.stringify({ apiKey: app.adminKey }),
  });
  return opened.headers.getSetCookie()[0]!.split(';')[0]!;
}

const UPSERT = `mutation ($datasetId: ID!) {
  upsertCustomers(input: { datasetId: $datasetId, customers: [{ externalId: "new", attributes: {} }] }) {
    created
    userErrors { code }
  }
}`;

const slow: [string, string, string][] = [
  [
    'a query',
    'query ($datasetId: ID!) { dataset(id: $datasetId) { audiences { totalCount } } }',
    'audiences',
  ],
  [
    'a query with many statements',
    `query ($datasetId: ID!) { dataset(id: $datasetId) {
      audiences { totalCount } more: audiences(first: 1) { totalCount } campaigns { totalCount } } }`,
    'audiences',
  ],
  ['a mutation', UPSERT, 'outbox'],
];

describe('a request whose client goes', () => {
  it.each(slow)('ends in the database as well: %s', async (_name, query, table) => {
    await lock(table);
    const gone = new AbortController();
    const asked = post(query, { datasetId }, gone.signal);
    const ended = expect(asked).rejects.toThrow();
    await expect.poll(waiting).toBeGreaterThan(0);
    gone.abort();
    await ended;
    await until(0);
  });
});

describe('a request that takes too long', () => {
  it.each(slow)('is answered, and ends in the database: %s', async (_name, query, table) => {
    await lock(table);
    const answer = await post(query, { datasetId });
    expect(answer.status).toBe(503);
    const { errors } = (await answer.json()) as { errors: object[] };
    expect(errors[0]).toMatchObject({
      message: `The request was stopped after ${SECONDS} s; it may take ${SECONDS} s. Ask for less at once.`,
      extensions: { code: 'TIMED_OUT' },
    });
    await until(0);
  });

  it.each(['api_keys', 'auth."session"'])('is answered before it is known who asks: %s', async (table) => {
    const bySession = table !== 'api_keys';
    const cookie = bySession ? await openSession() : '';
    await lock(table);
    const answer = await app.fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bySession ? { authorization: '', origin: app.url, cookie } : {}),
      },
      body: JSON.stringify({ query: '{ viewer { id } }' }),
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).not.toBeNull();
    expect(await answer.json()).toMatchObject({
      errors: [{ message: `The database did not say within ${SECONDS} s who asks. Try again in a moment.` }],
    });
    await until(0);
  });

  it('is answered when it waits for a job that does not stop', async () => {
    let finish = () => {};
    const started = new Promise<void>((tellStarted) => {
      app.slices.jobs.service.define({
        kind: 'test-endless',
        run: () => {
          tellStarted();
          return new Promise((resolve) => {
            finish = resolve;
          });
        },
      });
    });
    await app.slices.jobs.service.enqueue(
      CallContext.ofServer(),
      'test-endless',
      {},
      { datasetId: fromGlobalId('Dataset', datasetId)! },
    );
    await started;
    const answer = await post(
      'mutation ($datasetId: ID!) { deleteDataset(input: { datasetId: $datasetId }) { deletedDatasetId } }',
      { datasetId },
    );
    finish();
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { errors: [{ extensions: { code: 'TIMED_OUT' } }] },
    ]);
  });

  it('leaves others their connections, and none of its changes', async () => {
    await lock('outbox');
    const asked = Array.from({ length: 3 }, () => post(UPSERT, { datasetId }));
    await expect.poll(waiting).toBeGreaterThan(0);
    const { datasets } = await app.query<{ datasets: { totalCount: number } }>('{ datasets { totalCount } }');
    expect(datasets.totalCount).toBe(1);
    for (const answer of await Promise.all(asked)) expect(answer.status).toBe(503);
    const { customer } = await app.query<{ customer: null }>(
      'query ($datasetId: ID!) { customer(datasetId: $datasetId, externalId: "new") { id } }',
      { datasetId },
    );
    expect(customer).toBeNull();
  });
});
