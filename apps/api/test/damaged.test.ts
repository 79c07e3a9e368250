import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { readSegmentModels } from '../src/modules/segmentation/membership/segment-models.js';
import { DamagedError } from '../src/platform/errors/damaged-error.js';
import { train, trainChampion } from './churn-client.js';
import {
  app,
  datasetId,
  erase,
  find,
  fit,
  idOf,
  key,
  QUICK,
  restart,
  upsert,
  useLivingDataset,
} from './living-dataset.js';

useLivingDataset();

interface StoredFile {
  readonly id: string;
  readonly path: string;
  readonly sha256: string;
  readonly lost: boolean;
}

/** The snapshots of the dataset, oldest first. */
async function storedFiles(): Promise<StoredFile[]> {
  const rows = await app.dataSource.query<StoredFile[]>(
    `select id, path, sha256, lost_at is not null as lost from snapshots where dataset_id = $1 order by revision`,
    [key],
  );
  return rows.map((row) => ({ ...row, path: join(app.storage.dataDir, row.path) }));
}

function isIntact({ path, sha256 }: StoredFile): boolean {
  return createHash('sha256').update(readFileSync(path)).digest('hex') === sha256;
}

/** Writes another valid file in the place of a column file: ten times the income. */
async function falsify({ path }: StoredFile): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `copy (select * replace (10 * income as income) from read_parquet('${path}')) to '${path}.new' (format parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  renameSync(`${path}.new`, path);
}

function flipBit({ path }: StoredFile): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
}

async function meanIncome(segmentationId: string): Promise<number> {
  const { segmentation } = await app.query<{
    segmentation: { segments: { share: number; profile: { feature: string; mean: number }[] }[] };
  }>('query ($id: ID!) { segmentation(id: $id) { segments { share profile { feature mean } } } }', {
    id: segmentationId,
  });
  return segmentation.segments.reduce(
    (sum, { share, profile }) => sum + share * profile.find(({ feature }) => feature === 'income')!.mean,
    0,
  );
}

const readiness = async () =>
  (await app.fetch('/readyz')).json() as Promise<{ status: string; cause?: string }>;

describe('a damaged column file', () => {
  it.each([
    ['with other values', falsify],
    ['with a flipped bit', flipBit],
    ['that is empty', ({ path }: StoredFile) => writeFileSync(path, '')],
    ['that is gone', ({ path }: StoredFile) => rmSync(path)],
  ])('%s is written anew from the database before anything is learned from it', async (_, damage) => {
    const truth = await meanIncome(await fit());
    const before = await storedFiles();
    await damage(before[0]!);
    expect(await meanIncome(await fit())).toBeCloseTo(truth, 6);
    const after = await storedFiles();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.every(isIntact)).toBe(true);
  });

  it('is replaced by a new snapshot if customers changed since, and keeps nobody from being erased', async () => {
    await fit();
    await upsert([{ externalId: 'x', attributes: { income: 1 } }]);
    await fit({ seed: 1 });
    const [older, newer] = await storedFiles();
    flipBit(older!);
    expect((await erase(idOf(3))).eraseCustomer).toMatchObject({ complete: true, erased: { snapshots: 1 } });
    const after = await storedFiles();
    expect(after.map(({ id, lost }) => [id, lost])).toEqual([
      [older!.id, true],
      [newer!.id, false],
    ]);
    expect(existsSync(older!.path)).toBe(false);
    expect(isIntact(after[1]!)).toBe(true);
  });

  it('that is the newest is replaced at once when somebody is erased, with figures without them', async () => {
    await fit();
    await upsert([{ externalId: 'x', attributes: { income: 9_999_999 } }]);
    await fit({ seed: 1 });
    flipBit((await storedFiles())[1]!);
    expect((await erase('x')).eraseCustomer.complete).toBe(true);
    const { dataset } = await app.query<{ dataset: { columns: { name: string; max: number }[] } }>(
      'query ($id: ID!) { dataset(id: $id) { columns { name max } } }',
      { id: datasetId },
    );
    expect(dataset.columns.find(({ name }) => name === 'income')!.max).toBeLessThan(1_000_000);
    expect((await storedFiles()).filter(({ lost }) => !lost).every(isIntact)).toBe(true);
  });
});

describe('a damaged champion', () => {
  const trained = async () => {
    const id = await trainChampion(app, { datasetId, ...QUICK });
    await app.slices.outbox.delivered(key, 10_000);
    return Buffer.from(id, 'base64url').toString().slice('ChurnModel:'.length);
  };

  /** Flips a bit of what a model scores with, where no process has it in memory. */
  const damage = (churnModelId: string, column = 'model', byte = 100) =>
    restart(async () => {}).then(() =>
      app.dataSource.query(
        `update churn_artefacts set ${column} = set_byte(${column}, $2, get_byte(${column}, $2) # 1) where churn_model_id = $1`,
        [churnModelId, byte],
      ),
    );

  interface State {
    dataset: {
      champion: { version: number; confusionMatrix: object | null };
      churnSummary: { meanProbability: number };
    };
    customers: {
      edges: { node: { externalId: string; churn: { probability: number; peers: object | null } | null } }[];
    };
  }
  const look = () =>
    app.query<State>(
      `query ($id: ID!) { dataset(id: $id) { champion { version } churnSummary { meanProbability } }
        customers(datasetId: $id, first: 5) { edges { node { externalId churn { probability peers { count } } } } } }`,
      { id: datasetId },
    );
  const score = async () => {
    const { score: scores } = await app.query<{
      score: { probability: number | null; warnings: string[] }[];
    }>('query ($id: ID!) { score(datasetId: $id, customers: [{ income: 5 }]) { probability warnings } }', {
      id: datasetId,
    });
    return scores[0]!;
  };

  it('gives way to the champion before it, which scores everybody', async () => {
    await trained();
    const second = await trained();
    await damage(second);
    expect((await score()).probability).toBeGreaterThan(0);
    expect((await look()).dataset.champion.version).toBe(1);
    await upsert([{ externalId: idOf(0), attributes: { income: 1 } }]);
    expect((await find(idOf(0))).churn!.probability).toBeGreaterThan(0);
    expect(await readiness()).toEqual({
      status: 'degraded',
      cause: `version 2 of the churn model of dataset ${key} is damaged: version 1 scores instead`,
    });
    // Compared with version 1, which scores: no better, but nothing is missing any more.
    await train(app, { datasetId, ...QUICK });
    expect((await look()).dataset.champion.version).toBe(1);
    expect(await readiness()).toEqual({ status: 'ready' });
  });

  it('that is the only one leaves its scores, but none of earlier attributes, until another is trained', async () => {
    const only = await trained();
    const before = await look();
    await damage(only);
    await upsert([
      { externalId: idOf(0), attributes: { income: 1 } },
      { externalId: 'new', attributes: { income: 2 } },
    ]);
    await app.slices.outbox.delivered(key, 10_000);
    expect((await find(idOf(0))).churn).toBeNull();
    expect((await find('new')).churn).toBeNull();
    expect((await find(idOf(1))).churn).not.toBeNull();
    expect((await look()).dataset.churnSummary.meanProbability).toBeCloseTo(
      before.dataset.churnSummary.meanProbability,
      2,
    );
    expect(await score()).toMatchObject({
      probability: null,
      warnings: expect.arrayContaining(['the champion model is damaged, so there is no probability']),
    });
    expect((await erase(idOf(2))).eraseCustomer).toMatchObject({ complete: true, userErrors: [] });
    expect(
      (await app.fetch(`/churn-models/${Buffer.from(`ChurnModel:${only}`).toString('base64url')}/onnx`))
        .status,
    ).toBe(409);
    expect(await readiness()).toEqual({
      status: 'degraded',
      cause: `version 1 of the churn model of dataset ${key} is damaged: nothing scores customers`,
    });
    await trained();
    expect((await find(idOf(0))).churn).not.toBeNull();
    expect((await find('new')).churn).not.toBeNull();
    expect(await readiness()).toEqual({ status: 'ready' });
  });

  it('does not give way to one with another definition of leaving', async () => {
    const rule = { column: 'web_visits_per_month', operator: 'GT', value: 5 };
    await train(app, { datasetId, ...QUICK, definition: { rule } });
    expect((await look()).dataset.champion.version).toBe(1);
    const second = await trained();
    await damage(second);
    expect((await score()).probability).toBeNull();
    expect((await look()).dataset.champion.version).toBe(2);
  });

  it('whose predictions are damaged scores on, and answers no question about them', async () => {
    const only = await trained();
    await damage(only, 'out_of_fold', 3);
    const { customers } = await look();
    expect(customers.edges.map(({ node }) => node.churn!.peers)).toEqual([null, null, null, null, null]);
    const { errors } = await app.ask(
      'query ($id: ID!) { dataset(id: $id) { champion { confusionMatrix { truePositive } } } }',
      { id: datasetId },
    );
    expect(errors![0]).toMatchObject({
      message: 'The predictions of the churn model are damaged. Train it again.',
      extensions: { code: 'CONFLICT' },
    });
    expect((await score()).probability).toBeGreaterThan(0);

    const { artefacts } = app.slices.churn.models;
    await app.dataSource.query('update churn_artefacts set columns = columns - 0');
    await expect(artefacts.scoringModel(only)).rejects.toThrow(DamagedError);
    await app.dataSource.query('delete from churn_artefacts');
    await expect(artefacts.scoringModel(only)).rejects.toThrow(DamagedError);
    await expect(artefacts.outOfFold(only)).rejects.toThrow(DamagedError);
  });
});

describe('a damaged segmentation', () => {
  const change = (what: string) =>
    app.dataSource.query(`update segmentations set ${what} where dataset_id = $1`, [key]);

  it('answers without segments of changed customers until it is fitted again', async () => {
    await fit();
    await restart();
    await change('models[2] = set_byte(models[2], 90, get_byte(models[2], 90) # 1)');
    await upsert([{ externalId: idOf(0), attributes: { income: 1 } }]);
    await app.slices.outbox.delivered(key, 10_000);
    expect((await find(idOf(0))).segment).toBeNull();
    expect((await find(idOf(1))).segment).not.toBeNull();
    const { score } = await app.query<{ score: { segmentKey: string | null; warnings: string[] }[] }>(
      'query ($id: ID!) { score(datasetId: $id, customers: [{ income: 5 }]) { segmentKey warnings } }',
      { id: datasetId },
    );
    expect(score[0]).toMatchObject({
      segmentKey: null,
      warnings: expect.arrayContaining([
        'the active segmentation is damaged, so there is no segment; fit it again',
      ]),
    });
    expect(await readiness()).toEqual({
      status: 'degraded',
      cause: `the active segmentation of dataset ${key} is damaged: changed customers have no segment`,
    });
    await fit();
    expect((await find(idOf(0))).segment).not.toBeNull();
    expect(await readiness()).toEqual({ status: 'ready' });
  });

  it.each([
    ['a model too few', 'models = trim_array(models, 1)'],
    ['other columns', 'columns = columns - 0'],
    ['no models', 'models = null'],
  ])('is found by %s', async (_, what) => {
    await fit();
    const [{ id }] = await app.dataSource.query('select id from segmentations where dataset_id = $1', [key]);
    await expect(readSegmentModels(app.dataSource, id)).resolves.toBeDefined();
    await change(what);
    await expect(readSegmentModels(app.dataSource, id)).rejects.toThrow(DamagedError);
  });
});
