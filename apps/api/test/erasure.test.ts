import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { vacuumErased } from '../src/modules/datasets/vacuum-erased.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { train } from './churn-client.js';
import { findInconsistencies } from './consistency.js';
import { importCsv, importUpload, upload } from './import-client.js';
import type { ErasureAnswer } from './living-dataset.js';
import { createTestApp, type TestApp } from './test-app.js';

/** The first of all texts, so that the figures of a column name it. */
const PERSON = 'aaa-erased-person';

let app: TestApp;
let datasetId: string;
let key: string;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  datasetId = await importCsv(app, fileOf([PERSON, ...others(300)]), {
    columns: [{ name: 'note', role: 'IGNORED', type: 'TEXT' }],
  });
  key = fromGlobalId('Dataset', datasetId)!;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await app.idle(datasetId);
  const found = await findInconsistencies((sql) => app.dataSource.query(sql), app.storage.dataDir);
  await app.query(
    'mutation ($input: DeleteDatasetInput!) { deleteDataset(input: $input) { deletedDatasetId } }',
    {
      input: { datasetId, forever: true },
    },
  );
  expect(found).toEqual([]);
});

/** None of them can be part of a UUID. */
const others = (count: number) => Array.from({ length: count }, (_, i) => `k${i}`);

/** A file with a note that nobody else has; the last row is rejected. */
function fileOf(ids: readonly string[], rejected = 'k0'): string {
  const rows = ids.map((id, i) => {
    const spend = (i * 37) % 101;
    const left = spend + ((i * 53) % 67) > 90 ? 'yes' : 'no';
    return `${id},${spend},${i % 7},${left},note of ${id}`;
  });
  return `id,spend,visits,churned,note\n${rows.join('\n')}\n${rejected},far too much,1,no,note of ${rejected}\n`;
}

async function erase(externalId = PERSON, from = datasetId): Promise<ErasureAnswer> {
  const { eraseCustomer } = await app.query<{ eraseCustomer: ErasureAnswer }>(
    `mutation ($input: EraseCustomerInput!) {
      eraseCustomer(input: $input) { erased complete userErrors { code message } } }`,
    { input: { datasetId: from, externalId } },
  );
  return eraseCustomer;
}

async function fit(): Promise<void> {
  await app.query(
    'mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { job { id } } }',
    {
      input: { datasetId, maxK: 3 },
    },
  );
  await app.idle(datasetId);
}

async function importInto(mode: string, csv: string): Promise<void> {
  const { job } = await importUpload(app, await upload(app, csv), {
    mode,
    intoDatasetId: datasetId,
  });
  expect((await app.settled(job!.id)).state).toBe('COMPLETED');
}

/** Every table and every file that names somebody. */
async function tracesOf(name: string): Promise<string[]> {
  const found: string[] = [];
  const tables = await app.dataSource.query<{ name: string }[]>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  for (const table of tables) {
    const [{ count }] = await app.dataSource.query(
      `select count(*)::int as count from ${table.name} t where t::text like $1`,
      [`%${name}%`],
    );
    if (count > 0) found.push(table.name);
  }
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const entry of readdirSync(app.storage.dataDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile()) continue;
    if (entry.name.endsWith('.parquet')) {
      const reader = await connection.runAndReadAll(
        `select count(*)::int from read_parquet('${path}') t where t::varchar like '%${name}%'`,
      );
      if ((reader.getRows()[0]![0] as number) > 0) found.push(path);
    } else if (readFileSync(path).includes(name)) found.push(path);
  }
  connection.closeSync();
  instance.closeSync();
  return found;
}

it('leaves no trace of a person, not even in figures', async () => {
  await fit();
  expect(
    (await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' })).outcome.state,
  ).toBe('COMPLETED');
  await importInto('APPEND', fileOf([PERSON, 'another'], PERSON));
  await fit();
  expect((await tracesOf(PERSON)).length).toBeGreaterThan(3);
  // What checks the model meanwhile refers to column files that nothing else does.
  await app.idle(datasetId);
  const { erased, complete, userErrors } = await erase();
  expect({ complete, userErrors }).toEqual({ complete: true, userErrors: [] });
  expect(erased).toMatchObject({ customers: 1, rejectedRows: 1, snapshots: 2 });
  expect(await tracesOf(PERSON)).toEqual([]);
});

it('leaves no trace of a person while something is being learned from them', async () => {
  const fitting = fit();
  await vi.waitUntil(async () => {
    const [{ count }] = await app.dataSource.query(`select count(*)::int from jobs where state = 'RUNNING'`);
    return count > 0;
  });
  expect((await erase()).complete).toBe(true);
  await fitting;
  expect(await tracesOf(PERSON)).toEqual([]);
});

it('erases a person who is known by rejected rows alone', async () => {
  await importInto('APPEND', fileOf(['another'], 'only-rejected'));
  expect(await tracesOf('only-rejected')).not.toEqual([]);
  expect(await erase('only-rejected')).toMatchObject({ erased: { rejectedRows: 1 }, complete: true });
  expect(await tracesOf('only-rejected')).toEqual([]);
  expect((await erase('only-rejected')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
});

it('erases a rejected row whose end was not kept, since it may be the person’s', async () => {
  const header = 'spend,visits,churned,note,id';
  const bad = (id: string, length: number) => `far too much,1,no,${'of a person '.repeat(length)},${id}`;
  const columns = [{ name: 'note', role: 'IGNORED', type: 'TEXT' }];
  const whole = [`${PERSON}2`, ...others(200)].map((id, i) => `${i % 50},${i % 7},no,whole,${id}`);
  const rows = [...whole, bad('somebody-else', 100), bad(`${PERSON}2`, 5000)];
  const file = [header, ...rows, ''].join('\n');
  const other = await importCsv(app, file, { columns });
  const { dataset } = await app.query<{ dataset: { rejectedRowCount: number } }>(
    'query ($id: ID!) { dataset(id: $id) { rejectedRowCount } }',
    { id: other },
  );
  expect(dataset).toEqual({ rejectedRowCount: 2 });
  expect(await erase(`${PERSON}2`, other)).toMatchObject({ erased: { customers: 1, rejectedRows: 1 } });
});

it('erases a person who was rejected for an id that is too long', async () => {
  const long = 'too-long.'.repeat(20_000);
  await importInto('APPEND', fileOf(['another'], long));
  expect(await erase(long)).toMatchObject({ erased: { rejectedRows: 1 }, complete: true });
  expect((await erase(long)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
});

it.each(['', ' '])('does not take %j for an id, which would be in the rows of others', async (blank) => {
  await importInto('APPEND', fileOf(['another'], blank));
  expect((await erase(blank)).userErrors).toEqual([
    { code: 'BAD_USER_INPUT', message: 'externalId is blank; it must be the ID of a customer.' },
  ]);
});

it('removes those who are not in a file that replaces all from earlier column files as well', async () => {
  await fit();
  await importInto('REPLACE', fileOf(others(280)));
  await app.slices.outbox.delivered(key, 10_000);
  expect(await tracesOf(PERSON)).toEqual([]);
  expect(await tracesOf('k290')).toEqual([]);
});

it('has the database forget the dead rows and the statistics that name a person', async () => {
  await erase();
  const dead = async () => {
    // Counted when a connection has been idle for a moment.
    await app.dataSource.query('select pg_stat_force_next_flush()');
    const [{ count }] = await app.dataSource.query(
      `select n_dead_tup::int as count from pg_stat_user_tables where relname = 'customers'`,
    );
    return count as number;
  };
  const named = async () => {
    const [{ count }] = await app.dataSource.query(
      `select count(*)::int as count from pg_stats where tablename = 'customers' and histogram_bounds::text like $1`,
      [`%${PERSON}%`],
    );
    return count as number;
  };
  await vi.waitUntil(async () => (await dead()) > 0, { timeout: 20_000 });
  expect(await named()).toBeGreaterThan(0);
  await vacuumErased(app.dataSource);
  expect(await dead()).toBe(0);
  expect(await named()).toBe(0);
});

it('waits for an import whose file may name the person', async () => {
  await app.dataSource.query(`update imports set status = 'RUNNING' where dataset_id = $1`, [key]);
  expect(await erase()).toMatchObject({
    complete: false,
    erased: null,
    userErrors: [
      { code: 'CONFLICT', message: expect.stringContaining('Import 1 into the dataset is RUNNING') },
    ],
  });
  await app.dataSource.query(`update imports set status = 'COMPLETED' where dataset_id = $1`, [key]);
  expect((await erase()).complete).toBe(true);
});

it('says so if the column files could not be rewritten yet, and does it later', async () => {
  const { outbox, snapshots } = app.slices.datasets.service.deps;
  const { duckDb } = snapshots.deps;
  const failing = vi.spyOn(duckDb, 'with').mockRejectedValue(new Error('no'));
  const impatient = vi.spyOn(outbox, 'delivered').mockResolvedValue(false);
  expect(await erase()).toMatchObject({
    complete: false,
    erased: { customers: 1, snapshots: 0 },
    userErrors: [],
  });
  failing.mockRestore();
  impatient.mockRestore();
  expect(await outbox.delivered(key, 20_000)).toBe(true);
  expect(await tracesOf(PERSON)).toEqual([]);
});
