import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { fromGlobalId } from '../src/platform/graphql/global-id.js';
import { train } from './churn-client.js';
import { findInconsistencies } from './consistency.js';
import { type ImportAnswer, importCsv, importUpload, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const sample = generateSample({ size: 400 });
const csv = [...sampleCsv(sample.customers)].join('');
const QUICK = { algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' };

let app: TestApp;
let datasetId: string;
let key: string;
beforeAll(async () => {
  app = await createTestApp();
}, 60_000);
afterAll(() => app.stop());
beforeEach(async () => {
  datasetId = await importCsv(app, csv);
  key = fromGlobalId('Dataset', datasetId)!;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await app.slices.outbox.delivered(key, 10_000);
  expect(
    await findInconsistencies((statement) => app.dataSource.query(statement), app.storage.dataDir),
  ).toEqual([]);
  await app.query(
    'mutation ($input: DeleteDatasetInput!) { deleteDataset(input: $input) { deletedDatasetId } }',
    {
      input: { datasetId },
    },
  );
});

async function fit(input: object = {}): Promise<string> {
  const { fitSegmentation } = await app.query<{
    fitSegmentation: { segmentation: { id: string }; job: { id: string } };
  }>(
    `mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) {
      segmentation { id } job { id } userErrors { message } } }`,
    { input: { datasetId, maxK: 4, ...input } },
  );
  expect(await app.settled(fitSegmentation.job.id)).toEqual({ state: 'COMPLETED', error: null });
  return fitSegmentation.segmentation.id;
}

async function upsert(customers: readonly { externalId: string; attributes: object }[]) {
  const { upsertCustomers } = await app.query<{
    upsertCustomers: { created: number; updated: number; userErrors: { message: string }[] };
  }>(
    `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) {
      created updated userErrors { message } } }`,
    { input: { datasetId, customers } },
  );
  expect(upsertCustomers.userErrors).toEqual([]);
  return upsertCustomers;
}

const erase = (externalId: string) =>
  app.query(
    'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { erased userErrors { message } } }',
    { input: { datasetId, externalId } },
  );

interface CustomerAnswer {
  attributes: Record<string, unknown>;
  segment: { key: string } | null;
  churn: { probability: number } | null;
}

async function find(externalId: string): Promise<CustomerAnswer> {
  const { customer } = await app.query<{ customer: CustomerAnswer }>(
    `query ($datasetId: ID!, $externalId: String!) { customer(datasetId: $datasetId, externalId: $externalId) {
      attributes segment { key } churn { probability } } }`,
    { datasetId, externalId },
  );
  return customer;
}

/** What the champion and the active segmentation say of attributes, whoever has them. */
async function score(attributes: object) {
  const { score } = await app.query<{ score: { segmentKey: string; probability: number }[] }>(
    'query ($datasetId: ID!, $customers: [JSONObject!]!) { score(datasetId: $datasetId, customers: $customers) { segmentKey probability } }',
    { datasetId, customers: [attributes] },
  );
  return score[0]!;
}

const idOf = (i: number) => sample.customers[i]!.id;

describe('an import with analysis', () => {
  it('succeeds if the data allow no segments, and still trains a churn model', async () => {
    const rows = Array.from(
      { length: 1000 },
      (_, i) => `c${i},${(i * 37) % 500},${i % 4 === 0 ? 'yes' : 'no'}`,
    );
    const { dataset, job } = await importUpload(
      app,
      await upload(app, `customer_id,total_spend,churn\n${rows.join('\n')}\n`),
      {
        analyse: true,
        columns: [
          { name: 'customer_id', role: 'CUSTOMER_ID' },
          { name: 'total_spend', role: 'MONETARY_VALUE' },
          { name: 'churn', role: 'CHURN_LABEL' },
        ],
      },
    );
    expect(await app.settled(job!.id)).toEqual({ state: 'COMPLETED', error: null });
    const { dataset: read } = await app.query<{
      dataset: { status: string; churnModels: { edges: { node: { id: string } }[] } };
    }>('query ($id: ID!) { dataset(id: $id) { status churnModels { edges { node { id } } } } }', {
      id: dataset!.id,
    });
    expect(read.status).toBe('READY');
    expect(read.churnModels.edges).toHaveLength(1);
    const other = fromGlobalId('Dataset', dataset!.id)!;
    expect(readdirSync(join(app.storage.snapshots, other))).toHaveLength(1);
    await app.slices.jobs.service.cancelAllOf(other);
    await app.slices.datasets.service.delete(other);
  });

  it('that is stored is not stored again by a second attempt of its job', async () => {
    const [{ payload }] = await app.dataSource.query(
      `select payload from jobs where kind = 'import-dataset' and dataset_id = $1`,
      [key],
    );
    await upsert([{ externalId: 'new', attributes: {} }]);
    const again = await app.slices.jobs.service.enqueue('import-dataset', payload, { datasetId: key });
    for await (const { state } of await app.slices.jobs.service.watch(again)) {
      if (state === 'COMPLETED') break;
    }
    expect(await find('new')).not.toBeNull();
  });

  it('that fails leaves the files of a READY dataset alone', async () => {
    const [{ payload }] = await app.dataSource.query(
      `select payload from jobs where kind = 'import-dataset' and dataset_id = $1`,
      [key],
    );
    const { definitions } = app.slices.jobs.worker;
    const outcome = { code: 'INTERNAL' as const, message: 'lost', cancelled: false };
    await definitions.get('import-dataset')!.onFailed!(payload, outcome);
    expect(readdirSync(join(app.storage.snapshots, key))).toHaveLength(1);
    await fit();
  });
});

describe('customers who change while a segmentation is fitted', () => {
  it('are in its segments afterwards, by their current attributes', async () => {
    await fit();
    const { store } = app.slices.segmentation.memberships;
    const write = store.write.bind(store);
    const richest = { ...(await find(idOf(0))).attributes, income: 1e6, spend_total: 1e5 };
    vi.spyOn(store, 'write').mockImplementationOnce(async (...batch) => {
      await upsert([
        { externalId: 'new', attributes: richest },
        { externalId: idOf(1), attributes: richest },
      ]);
      await write(...batch);
    });
    await fit({ seed: 5 });
    await app.slices.outbox.delivered(key, 5000);
    const { segmentKey } = await score(richest);
    expect((await find('new')).segment!.key).toBe(segmentKey);
    expect((await find(idOf(1))).segment!.key).toBe(segmentKey);
  });

  it('are placed even if they change between the last check and the activation', async () => {
    const { memberships } = app.slices.segmentation;
    const catchUp = memberships.catchUp.bind(memberships);
    vi.spyOn(memberships, 'catchUp').mockImplementationOnce(async (...asked) => {
      await catchUp(...asked);
      await upsert([{ externalId: 'late', attributes: {} }]);
    });
    await fit();
    await app.slices.outbox.delivered(key, 5000);
    expect((await find('late')).segment).not.toBeNull();
  });

  it('or are erased are not counted', async () => {
    const { store } = app.slices.segmentation.memberships;
    const write = store.write.bind(store);
    vi.spyOn(store, 'write').mockImplementationOnce(async (...batch) => {
      await erase(idOf(0));
      await write(...batch);
      await erase(idOf(1));
    });
    const id = await fit();
    const { segmentation } = await app.query<{ segmentation: { segments: { size: number }[] } }>(
      'query ($id: ID!) { segmentation(id: $id) { segments { size } } }',
      { id },
    );
    expect(segmentation.segments.reduce((sum, { size }) => sum + size, 0)).toBe(398);
  });

  it('do not remove the file that it is fitted on', async () => {
    const writing = Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        await upsert([{ externalId: `w${i}`, attributes: { income: i } }]);
        if (i % 3 === 0) await erase(idOf(100 + i));
      }),
    );
    await Promise.all([fit(), fit({ seed: 1 }), writing]);
  });
});

describe('customers who change while a model is trained', () => {
  it('have scores for their current attributes, and none if they were erased', async () => {
    const { store } = app.slices.churn.scores;
    const writerFor = store.writerFor.bind(store);
    const changed = { ...(await find(idOf(2))).attributes, recency_days: 99, complained: true };
    vi.spyOn(store, 'writerFor').mockImplementationOnce((...of) => {
      const sink = writerFor(...of);
      return async (batch) => {
        await upsert([{ externalId: idOf(2), attributes: changed }]);
        await erase(idOf(3));
        await sink(batch);
      };
    });
    await train(app, { datasetId, ...QUICK });
    await app.slices.outbox.delivered(key, 5000);
    const { probability } = await score(changed);
    expect((await find(idOf(2))).churn!.probability).toBeCloseTo(probability, 12);
  });

  it('are scored even if they change between the last check and the promotion', async () => {
    const { scores } = app.slices.churn;
    const catchUp = scores.catchUp.bind(scores);
    vi.spyOn(scores, 'catchUp').mockImplementationOnce(async (...asked) => {
      await catchUp(...asked);
      await upsert([{ externalId: 'late', attributes: {} }]);
    });
    await train(app, { datasetId, ...QUICK });
    await app.slices.outbox.delivered(key, 5000);
    expect((await find('late')).churn).not.toBeNull();
  });
});

describe('scores of models that were champions', () => {
  it('are kept for the last few, remembered for all, and given again where an old one is promoted', async () => {
    const models: string[] = [];
    for (let i = 0; i < 5; i++) models.push((await train(app, { datasetId, ...QUICK, seed: i })).id);
    await app.slices.outbox.delivered(key, 10_000);
    const scored: { version: number; count: number }[] = await app.dataSource.query(
      `select m.version, count(s.row)::int as count from churn_models m
       left join churn_scores s on s.churn_model_id = m.id where m.dataset_id = $1 group by 1 order by 1`,
      [key],
    );
    expect(scored.map(({ count }) => count)).toEqual([0, 400, 400, 400, 400]);
    const [{ remembered }] = await app.dataSource.query(
      'select count(distinct model_version)::int as remembered from churn_score_history where dataset_id = $1',
      [key],
    );
    expect(remembered).toBe(5);

    const { promoteChurnModel } = await app.query<{ promoteChurnModel: { churnModel: { stage: string } } }>(
      `mutation ($input: PromoteChurnModelInput!) { promoteChurnModel(input: $input) {
        churnModel { stage } userErrors { message } } }`,
      { input: { churnModelId: models[0] } },
    );
    expect(promoteChurnModel.churnModel.stage).toBe('CHAMPION');
    expect((await find(idOf(0))).churn).not.toBeNull();
  });
});

describe('an upsert', () => {
  it('succeeds even if follow-up work fails, which is done later', async () => {
    await fit();
    const { store } = app.slices.segmentation.memberships;
    vi.spyOn(store, 'place').mockRejectedValueOnce(new Error('the handler breaks'));
    expect(await upsert([{ externalId: 'new', attributes: {} }])).toMatchObject({ created: 1 });
    await app.slices.outbox.delivered(key, 10_000);
    expect((await find('new')).segment).not.toBeNull();
  });

  it('of the same customers by many callers at once is answered for each of them', async () => {
    await fit();
    await train(app, { datasetId, ...QUICK });
    const ids = [...Array.from({ length: 10 }, (_, i) => idOf(i)), 'x', 'y', 'z'];
    const calls = Array.from({ length: 20 }, (_, call) => {
      const customers = ids.map((externalId) => ({ externalId, attributes: { income: 1000 * call } }));
      return upsert(call % 2 ? customers : customers.toReversed());
    });
    const answers = await Promise.all(calls);
    expect(answers.reduce((sum, { created }) => sum + created, 0)).toBe(3);
    expect(answers.reduce((sum, { updated }) => sum + updated, 0)).toBe(20 * 13 - 3);
  });

  it('never reuses the row of an erased customer', async () => {
    await upsert([{ externalId: 'last', attributes: {} }]);
    const rowOf = async (externalId: string) =>
      (
        await app.dataSource.query('select row from customers where dataset_id = $1 and external_id = $2', [
          key,
          externalId,
        ])
      )[0].row;
    const before = await rowOf('last');
    await erase('last');
    await upsert([{ externalId: 'next', attributes: {} }]);
    expect(await rowOf('next')).toBe(before + 1);
  });
});

describe('a snapshot', () => {
  /** The ids in each column file of the dataset. */
  async function idsInFiles(): Promise<string[][]> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const folder = join(app.storage.snapshots, key);
    const ids: string[][] = [];
    for (const name of readdirSync(folder)) {
      const reader = await connection.runAndReadAll(
        `select customer_id from read_parquet('${join(folder, name)}') order by __row`,
      );
      ids.push(reader.getRows().map(([id]) => String(id)));
    }
    connection.closeSync();
    instance.closeSync();
    return ids;
  }

  it('stays while a segmentation references it, and is removed once nothing does', async () => {
    await fit();
    await upsert([{ externalId: 'x', attributes: {} }]);
    await fit({ seed: 1 });
    expect((await idsInFiles()).map((ids) => ids.length).sort()).toEqual([400, 401]);
    // One that only a failed fit looked at is not kept beside the one after it.
    await upsert([{ externalId: 'y', attributes: {} }]);
    await app.slices.datasets.service.withSnapshot(
      key,
      async () => {},
      async ({ rows }) => expect(rows).toBe(402),
    );
    await upsert([{ externalId: 'z', attributes: {} }]);
    await fit({ seed: 2 });
    expect((await idsInFiles()).map((ids) => ids.length).sort()).toEqual([400, 401, 403]);
  });

  it('survives a sweep, which removes left-over files and no others', async () => {
    const folder = join(app.storage.snapshots, key);
    const strange = [
      join(app.storage.snapshots, '.DS_Store'),
      join(folder, 'left-behind.parquet'),
      join(app.storage.snapshots, randomUUID()),
      join(app.storage.dataDir, 'work', 'p1-left-behind'),
      join(app.storage.uploads, `p1-${randomUUID()}`),
    ];
    for (const path of strange) writeFileSync(path, '');
    await app.slices.datasets.service.sweep();
    expect(strange.map((path) => existsSync(path))).toEqual([true, false, true, false, false]);
    expect(await idsInFiles()).toHaveLength(1);
    for (const path of [strange[0]!, strange[2]!]) rmSync(path);
  });

  it('loses every erased customer, and so do earlier ones', async () => {
    await fit();
    await upsert([{ externalId: 'x', attributes: {} }]);
    await fit({ seed: 1 });
    await erase(idOf(7));
    const files = await idsInFiles();
    expect(files.map((ids) => ids.length).sort()).toEqual([399, 400]);
    expect(files.flat()).not.toContain(idOf(7));
    expect(files.flat()).toContain(idOf(8));
  });

  it('that is being written when a customer is erased does not bring them back', async () => {
    await upsert([{ externalId: 'x', attributes: {} }]);
    let first = true;
    const { duckDb } = app.slices.datasets.service.deps;
    const use = duckDb.with.bind(duckDb);
    vi.spyOn(duckDb, 'with').mockImplementation(async (...asked) => {
      if (first) {
        first = false;
        await erase(idOf(9));
      }
      return use(...asked);
    });
    await fit();
    expect((await idsInFiles()).flat()).not.toContain(idOf(9));
  });
});

describe("next month's file", () => {
  const later = generateSample({ size: 450, seed: 11 });
  const monthly = (from: number, to: number) =>
    [
      ...sampleCsv(
        later.customers.slice(from, to).map((customer, i) => ({ ...customer, id: idAt(from + i) })),
      ),
    ].join('');
  const idAt = (i: number) => (i < 400 ? idOf(i) : `new${i}`);
  const load = async (body: string, input: Record<string, unknown>): Promise<ImportAnswer> => {
    const answer = await importUpload(app, await upload(app, body), { intoDatasetId: datasetId, ...input });
    if (answer.job) expect(await app.settled(answer.job.id)).toEqual({ state: 'COMPLETED', error: null });
    return answer;
  };
  const readImports = async () => {
    const { dataset } = await app.query<{
      dataset: { customerCount: number; imports: { edges: { node: Record<string, unknown> }[] } };
    }>(
      `query ($id: ID!) { dataset(id: $id) { customerCount imports { edges { node {
        number mode status createdCount updatedCount removedCount rejectedRowCount fileSha256 } } } } }`,
      { id: datasetId },
    );
    return { customers: dataset.customerCount, imports: dataset.imports.edges.map(({ node }) => node) };
  };

  it('is appended: customers are matched, keep ids and segment keys, and earlier scores stay available', async () => {
    await fit();
    await train(app, { datasetId, ...QUICK });
    const keysOf = async () =>
      (
        await app.dataSource.query('select key from segment_identities where gone_at is null order by key')
      ).map((row: { key: string }) => row.key);
    const [keys, { probability }] = [await keysOf(), (await find(idOf(5))).churn!];
    const [{ row }] = await app.dataSource.query(
      'select row from customers where dataset_id = $1 and external_id = $2',
      [key, idOf(5)],
    );

    await load(monthly(0, 420), { mode: 'APPEND' });
    await load(monthly(0, 440), { mode: 'APPEND' });
    await app.slices.outbox.delivered(key, 10_000);

    const { customers, imports } = await readImports();
    expect(customers).toBe(440);
    expect(imports).toMatchObject([
      {
        number: 3,
        mode: 'APPEND',
        status: 'COMPLETED',
        createdCount: 20,
        updatedCount: 420,
        removedCount: 0,
      },
      {
        number: 2,
        mode: 'APPEND',
        status: 'COMPLETED',
        createdCount: 20,
        updatedCount: 400,
        removedCount: 0,
      },
      { number: 1, mode: 'NEW', status: 'COMPLETED', createdCount: 400, updatedCount: 0, removedCount: 0 },
    ]);
    expect(
      await app.dataSource.query('select row from customers where dataset_id = $1 and external_id = $2', [
        key,
        idOf(5),
      ]),
    ).toEqual([{ row }]);
    expect(await keysOf()).toEqual(keys);
    const { customer } = await app.query<{
      customer: {
        churn: { probability: number };
        scoreHistory: { probability: number; modelVersion: number }[];
      };
    }>(
      `query ($datasetId: ID!, $externalId: String!) { customer(datasetId: $datasetId, externalId: $externalId) {
        churn { probability } scoreHistory { probability modelVersion } } }`,
      { datasetId, externalId: idOf(5) },
    );
    const history = customer.scoreHistory.toReversed();
    expect(history.at(-1)).toEqual({ ...customer.churn, modelVersion: 1 });
    expect(history.length).toBe(3);
    expect(history[0]!.probability).toBe(probability);

    await fit({ seed: 3, k: 4 });
    expect(await keysOf()).toEqual(expect.arrayContaining(keys.slice(0, 1)));
  });

  it('replaces the dataset: customers not in it are removed, with everything known about them', async () => {
    await fit();
    await load(monthly(100, 450), { mode: 'REPLACE' });
    const { customers, imports } = await readImports();
    expect(customers).toBe(350);
    expect(imports[0]).toMatchObject({ createdCount: 50, updatedCount: 300, removedCount: 100 });
  });

  it('keeps to the columns of the dataset, whatever else the file has or lacks', async () => {
    await load(`customer_id,income,loyalty\n${idOf(0)},4321,gold\n`, { mode: 'APPEND' });
    const { attributes } = await find(idOf(0));
    expect(attributes.income).toBe(4321);
    expect(attributes.education).toBeNull();
    expect(attributes).not.toHaveProperty('loyalty');
  });

  it.each([
    [
      { mode: 'APPEND', intoDatasetId: null },
      'intoDatasetId',
      'mode is APPEND and intoDatasetId is missing; it must name the dataset to import into.',
    ],
    [
      { mode: 'NEW' },
      'mode',
      'mode is NEW and intoDatasetId is given; to import into a dataset it must be APPEND or REPLACE.',
    ],
  ])('is refused with %j', async (input, field, message) => {
    expect((await load(csv, input)).userErrors).toEqual([
      { code: 'BAD_USER_INPUT', field: [field], message },
    ]);
  });

  it('is refused if it lacks the id column', async () => {
    const { userErrors } = await load('name,income\nx,1\n', { mode: 'APPEND' });
    expect(userErrors).toMatchObject([
      {
        code: 'BAD_USER_INPUT',
        field: ['uploadId'],
        message:
          'The file has no column "customer_id", which identifies the customers of the dataset; its columns are "name", "income".',
      },
    ]);
  });
});
