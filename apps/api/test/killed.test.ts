import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { findInconsistencies } from './consistency.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** How often the process is killed; `KILLS=50` for a thorough run. */
const KILLS = Number(process.env.KILLS ?? 3);
const MAIN = join(import.meta.dirname, '../dist/main.js');
const sample = generateSample({ size: 1200 });

let database: TestDatabase;
let client: pg.Client;
let dataDir: string;
let child: ChildProcess | undefined;
let url: string;
let random = 12_345;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  dataDir = mkdtempSync(join(tmpdir(), 'holdfast-killed-'));
});
afterAll(async () => {
  await kill();
  await client.end();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The same numbers in every run: 0..n − 1. */
function draw(n: number): number {
  random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
  return random % n;
}

async function start(): Promise<void> {
  child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, DATABASE_URL: database.url, SAMPLE_DATA: 'false' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  url = await new Promise<string>((resolve, reject) => {
    child!.stdout!.on('data', (chunk: Buffer) => {
      output += chunk;
      const found = /ready at (\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    });
    child!.once('exit', () => reject(new Error(`It ended: ${output}`)));
  });
}

async function kill(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function send(path: string, body: string): Promise<unknown> {
  const authorization = `Bearer ${readFileSync(join(dataDir, 'admin-api-key'), 'utf8').trim()}`;
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { authorization, ...(path === '/graphql' ? { 'content-type': 'application/json' } : {}) },
    body,
  });
  return response.json();
}

async function mutate(name: string, input: object): Promise<Record<string, unknown>> {
  const [type, fields] = [`${name[0]!.toUpperCase()}${name.slice(1)}Input!`, 'userErrors { code message }'];
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { ${fields} ${ANSWERS[name] ?? ''} } }`;
  const { data, errors } = (await send('/graphql', JSON.stringify({ query, variables: { input } }))) as {
    data?: Record<string, Record<string, unknown>>;
    errors?: { message: string }[];
  };
  if (errors) throw new Error(errors[0]!.message);
  return data![name]!;
}

const ANSWERS: Readonly<Record<string, string>> = {
  importDataset: 'dataset { id }',
  upsertCustomers: 'created updated',
};

/** Waits until nothing is to be done any more. */
async function settle(): Promise<void> {
  for (;;) {
    const { rows } = await client.query(
      `select (select count(*) from jobs where state in ('PENDING', 'RUNNING'))::int
         + (select count(*) from outbox where given_up_at is null)::int as open`,
    );
    if (rows[0].open === 0) return;
    await delay(50);
  }
}

/** What was answered to writes, and so must hold from then on. */
const acknowledged = new Map<string, number | null>();
/** Customers whose last write was not answered: it may have happened or not. */
const uncertain = new Set<string>();

async function upsertForEver(datasetId: string): Promise<never> {
  for (;;) {
    const customers = Array.from({ length: 1 + draw(20) }, () => ({
      externalId: draw(3) ? sample.customers[draw(1100)]!.id : `new${draw(200)}`,
      attributes: { income: draw(100_000) },
    }));
    const unique = [...new Map(customers.map((customer) => [customer.externalId, customer])).values()];
    for (const { externalId } of unique) uncertain.add(externalId);
    await mutate('upsertCustomers', { datasetId, customers: unique });
    for (const { externalId, attributes } of unique) {
      acknowledged.set(externalId, attributes.income);
      uncertain.delete(externalId);
    }
  }
}

/** Work of every kind, each at a moment of its own, until the process is gone. */
async function work(datasetId: string): Promise<void> {
  const later = async (name: string, input: object) => {
    await delay(draw(800));
    await mutate(name, input);
  };
  const { rows } = await client.query(
    `select id from churn_models where status = 'COMPLETED' order by version`,
  );
  const models = rows.map(({ id }) => Buffer.from(`ChurnModel:${id}`).toString('base64url'));
  const erased = sample.customers[1100 + draw(100)]!.id;
  await Promise.allSettled([
    upsertForEver(datasetId),
    later('fitSegmentation', { datasetId, maxK: 5, seed: draw(1000) }),
    later('trainChurnModel', { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' }),
    later('eraseCustomer', { datasetId, externalId: erased }).then(() => acknowledged.set(erased, null)),
    ...(models.length > 0 ? [later('promoteChurnModel', { churnModelId: models[draw(models.length)] })] : []),
  ]);
}

/** Answered writes that are not stored; what became of the others holds from now on. */
async function lostWrites(): Promise<string[]> {
  const { rows } = await client.query(`select external_id, attributes ->> 'income' as income from customers`);
  const stored = new Map<string, number>(
    rows.map(({ external_id, income }) => [external_id, Number(income)]),
  );
  for (const id of uncertain) acknowledged.set(id, stored.get(id) ?? null);
  uncertain.clear();
  return [...acknowledged]
    .filter(([id, income]) => (stored.get(id) ?? null) !== income)
    .map(([id, income]) => `${id} should have ${income} and has ${stored.get(id)}`);
}

it(
  `loses nothing when it is killed ${KILLS} times at any moment`,
  async () => {
    await start();
    const { uploadId } = (await send(
      '/uploads?filename=customers.csv',
      [...sampleCsv(sample.customers)].join(''),
    )) as {
      uploadId: string;
    };
    const imported = await mutate('importDataset', { uploadId, name: 'Customers', analyse: true });
    const datasetId = (imported.dataset as { id: string }).id;
    // The first one hits the import, or what follows from it.
    await delay(draw(1500));
    for (let kills = 1; kills <= KILLS; kills++) {
      await kill();
      await start();
      await settle();
      expect(
        await findInconsistencies(async (s) => (await client.query(s)).rows, dataDir),
        `kill ${kills}`,
      ).toEqual([]);
      expect(await lostWrites(), `kill ${kills}`).toEqual([]);
      const working = work(datasetId);
      await delay(draw(2500));
      await kill();
      await working;
    }
    await start();
    await settle();
    expect(await findInconsistencies(async (s) => (await client.query(s)).rows, dataDir)).toEqual([]);
  },
  KILLS * 60_000,
);
