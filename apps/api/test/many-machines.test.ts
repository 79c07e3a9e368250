import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { emptyDatabase } from './empty-database.js';
import { Fleet, type Member } from './fleet.js';
import { type LocalBucket, startLocalBucket } from './local-bucket.js';

const sample = generateSample({ size: 300 });
const csv = [...sampleCsv(sample.customers)].join('');

let bucket: LocalBucket;
let fleet: Fleet;
let folders: string[];
let one: Member;
let other: Member;

beforeAll(async () => {
  bucket = await startLocalBucket();
  fleet = await Fleet.create();
  // A folder each, as if each were a machine of its own.
  folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'holdfast-machine-')));
  one = await fleet.start('api', bucket.env);
  other = await fleet.start('api', { ...bucket.env, DATA_DIR: folders[0]! });
  await fleet.start('worker', { ...bucket.env, DATA_DIR: folders[1]! });
});
afterAll(async () => {
  await fleet.remove();
  await bucket.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function send<T>({ url }: Member, query: string, variables: object = {}): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fleet.adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** Until nothing is to be done, and nothing will follow from what was: that begins with an event. */
async function idle(): Promise<void> {
  const open = `select kind from jobs where state in ('PENDING', 'RUNNING')
    union all select event from outbox where given_up_at is null`;
  await expect.poll(() => fleet.ask(open), { timeout: 400_000, interval: 100 }).toEqual([]);
}

async function upload({ url }: Member): Promise<string> {
  const sent = await fetch(`${url}/uploads?filename=shop.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fleet.adminKey}` },
    body: csv,
  });
  return ((await sent.json()) as { uploadId: string }).uploadId;
}

/** The names in the bucket below a folder. */
function inBucket(folder: string): string[] {
  const path = join(bucket.folder, folder);
  const names = existsSync(path) ? (readdirSync(path, { recursive: true }) as string[]) : [];
  return names.filter((name) => name.endsWith('_object'));
}

/** The ids in the newest snapshot there; none while it is being replaced. */
async function customersIn(folder: string): Promise<string[]> {
  const [name, ...others] = inBucket(folder);
  if (name === undefined || others.length > 0) return [];
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const path = join(bucket.folder, folder, name);
    const reader = await connection.runAndReadAll(`select * from read_parquet('${path}')`);
    const at = reader.columnNames().indexOf('customer_id');
    return reader.getColumnsJS()[at] as string[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const ERASE =
  'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { complete userErrors { message } } }';
const PREVIEW = 'query ($id: ID!) { uploadPreview(uploadId: $id) { fileName } }';

let datasetId: string;

it('reads on one machine what came to another, and works on a third', async () => {
  const uploadId = await upload(one);
  expect(await send(other, PREVIEW, { id: uploadId })).toEqual({ uploadPreview: { fileName: 'shop.csv' } });
  const { importDataset } = await send<{ importDataset: { dataset: { id: string } } }>(
    other,
    'mutation ($input: ImportDatasetInput!) { importDataset(input: $input) { dataset { id } } }',
    { input: { uploadId, name: 'Shop', analyse: true } },
  );
  datasetId = importDataset.dataset.id;
  await idle();
  const jobs = await fleet.ask<{ kind: string; state: string }>('select kind, state from jobs');
  expect(jobs.filter(({ state }) => state !== 'COMPLETED')).toEqual([]);
  expect(jobs.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['import-dataset', 'train-churn-model']),
  );
  expect(inBucket('snapshots')).toHaveLength(1);
  // What was imported is gone from everywhere.
  expect(inBucket('uploads')).toEqual([]);
  await expect(send(one, PREVIEW, { id: uploadId })).rejects.toThrow(/NOT_FOUND/);
});

it('hands out on any machine a list that another one wrote', async () => {
  const { exportCustomers } = await send<{ exportCustomers: { customerExport: { id: string } } }>(
    one,
    'mutation ($input: ExportCustomersInput!) { exportCustomers(input: $input) { customerExport { id } } }',
    { input: { datasetId, format: 'CSV' } },
  );
  await idle();
  const { customerExport } = await send<{ customerExport: { url: string } }>(
    other,
    'query ($id: ID!) { customerExport(id: $id) { url } }',
    { id: exportCustomers.customerExport.id },
  );
  const { pathname, search } = new URL(customerExport.url);
  for (const { url } of [one, other]) {
    const list = await (await fetch(url + pathname + search)).text();
    expect(list.trim().split('\n')).toHaveLength(301);
  }
});

it('erases somebody from what all machines share, and everybody with the dataset', async () => {
  const { id: externalId } = sample.customers[7]!;
  await send(one, ERASE, { input: { datasetId, externalId } });
  await idle();
  await expect.poll(() => inBucket('exports'), { timeout: 60_000 }).toEqual([]);
  await expect.poll(() => customersIn('snapshots'), { timeout: 60_000 }).toHaveLength(299);
  expect(await customersIn('snapshots')).not.toContain(externalId);
});

it('is backed up and restored with what is in the bucket, into another one, without who was erased since', async () => {
  const database = await emptyDatabase();
  const [from, to] = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'holdfast-backup-')));
  const file = join(from!, 'holdfast.tar.gz');
  // The bucket is served by this process, which must not wait.
  const run = async (command: string, env: Readonly<Record<string, string>>) => {
    const program = join(import.meta.dirname, `../dist/${command}.js`);
    const settings = { env: { ...process.env, ...bucket.env, ...env } };
    return (await promisify(execFile)(process.execPath, [program, file], settings)).stdout;
  };
  await run('backup', { DATA_DIR: from!, DATABASE_URL: fleet.database.ownerUrl });
  // Erased by one machine and noted by another, and restored on a third that has only a copy of the notes.
  const { id: externalId } = sample.customers[8]!;
  await send(other, ERASE, { input: { datasetId, externalId } });
  await expect.poll(() => inBucket('erasures').length, { timeout: 60_000 }).toBe(2);
  cpSync(join(bucket.folder, 'erasures'), join(bucket.folder, '../restored/erasures'), { recursive: true });
  const said = await run('restore', {
    DATA_DIR: to!,
    DATABASE_URL: database.url,
    STORE: 's3://holdfast/restored',
  });
  expect(said).toContain('Everything is as it was');
  expect(said).toContain('Erased again: 1');
  const restored = await customersIn('../restored/snapshots');
  expect(restored).toHaveLength(298);
  expect(restored).not.toContain(externalId);
  const here = readdirSync(join(to!, 'snapshots'), { recursive: true }) as string[];
  expect(here.filter((name) => name.endsWith('.parquet'))).toEqual([]);
  await database.drop();
  for (const folder of [from!, to!]) rmSync(folder, { recursive: true, force: true });
});
