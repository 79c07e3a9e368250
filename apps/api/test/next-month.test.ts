import { describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { CallContext } from '../src/platform/call/call-context.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { train } from './churn-client.js';
import { type ImportAnswer, importUpload, upload } from './import-client.js';
import { app, csv, datasetId, find, fit, idOf, key, QUICK, useLivingDataset } from './living-dataset.js';

useLivingDataset();

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

  it('is scored once, whoever else scores at the same moment', async () => {
    const champion = await train(app, { datasetId, ...QUICK });
    await app.idle(datasetId);
    const histories = async (): Promise<{ row: number; scores: number }[]> =>
      app.dataSource.query(
        `select row, count(*)::int as scores from churn_score_history
         where churn_model_id = $1 group by row order by row`,
        [fromGlobalId('ChurnModel', champion.id)],
      );
    const before = await histories();
    await app.dataSource.query('update customers set revision = revision + 1 where dataset_id = $1', [key]);
    const { scores } = app.slices.churn;
    await Promise.all([1, 2, 3].map(() => scores.update(CallContext.ofServer(), key, null)));
    expect(await histories()).toEqual(before.map(({ row, scores: was }) => ({ row, scores: was + 1 })));
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
