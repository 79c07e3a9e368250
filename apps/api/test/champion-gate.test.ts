import { createRandom } from '@holdfast/ml-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  features,
  LUCKY,
  shuffledBy,
} from '../src/modules/churn/training/shuffled-customers.test-support.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { type ModelAnswer, promote, readModel, train, trainChampion } from './churn-client.js';
import { findInconsistencies } from './consistency.js';
import { importCsv, importUpload, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const QUICK = { algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' };

let app: TestApp;
let datasetId: string;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());
afterEach(async () => {
  vi.restoreAllMocks();
  const { dataDir } = app.storage;
  await app.slices.outbox.delivered(fromGlobalId('Dataset', datasetId)!, 10_000);
  await app.idle(datasetId);
  expect(await findInconsistencies((statement) => app.dataSource.query(statement), dataDir)).toEqual([]);
});

/** Customers of whom calls and months say a good deal about leaving, and the shoe size next to nothing. */
function customers(count: number, seed: number): string {
  const random = createRandom(seed);
  const lines = Array.from({ length: count }, (_, i) => {
    const [calls, months] = [random.integer(9), random.integer(60)];
    const size = 36 + random.integer(10);
    const logOdds = 0.7 * calls - 0.08 * months - 0.6 + 0.08 * (size - 40);
    const churned = random.next() < 1 / (1 + Math.exp(-logOdds)) ? 'yes' : 'no';
    return `p${seed}-${i},${calls},${months},${size},${churned}`;
  });
  return ['customer_id,calls,months,shoe_size,churned', ...lines, ''].join('\n');
}

const begin = async (body: string) => {
  datasetId = await importCsv(app, body);
};

async function append(body: string): Promise<void> {
  const file = await upload(app, body);
  const { job, userErrors } = await importUpload(app, file, { intoDatasetId: datasetId, mode: 'APPEND' });
  expect(userErrors).toEqual([]);
  expect(await app.settled(job!.id)).toEqual({ state: 'COMPLETED', error: null });
  await app.slices.outbox.delivered(fromGlobalId('Dataset', datasetId)!, 10_000);
}

async function trained(input: object = {}): Promise<ModelAnswer> {
  const { id, outcome } = await train(app, { datasetId, ...QUICK, ...input });
  expect(outcome).toEqual({ state: 'COMPLETED', error: null });
  return readModel(app, id);
}

async function championVersion(): Promise<number> {
  const { dataset } = await app.query<{ dataset: { champion: { version: number } } }>(
    'query ($id: ID!) { dataset(id: $id) { champion { version } } }',
    { id: datasetId },
  );
  return dataset.champion.version;
}

/** Customers of whom nothing tells who left, but in whom a forest finds an AUC whose interval is above chance. */
function luckyCustomers(): string {
  const outcomes = shuffledBy(LUCKY);
  const cellsOf = features.map((column) =>
    column.kind === 'numeric' ? [...column.values] : [...column.codes].map((code) => column.levels[code]!),
  );
  const lines = [...outcomes].map((left, i) =>
    [`p${i}`, ...cellsOf.map((cells) => cells[i]!), left ? 'yes' : 'no'].join(','),
  );
  return [['customer_id', ...features.map(({ name }) => name), 'churned'].join(','), ...lines, ''].join('\n');
}

const RULE = { definition: { rule: { column: 'calls', operator: 'GT', value: 4 } } };

describe('a newly trained model', () => {
  it('waits if it is worse than the champion on the same customers, and says so; it can be promoted by hand', async () => {
    await begin(customers(900, 1));
    const first = await trained();
    expect(first).toMatchObject({ stage: 'CHAMPION', comparison: null });
    const second = await trained({ features: ['shoe_size', 'months'] });
    expect(second).toMatchObject({
      stage: 'CANDIDATE',
      status: 'COMPLETED',
      comparison: { champion: { version: first.version }, rows: 900, better: false },
    });
    const { rocAucDifference, brierDifference, sentence } = second.comparison!;
    const difference = second.metrics!.rocAuc - first.metrics!.rocAuc;
    expect(rocAucDifference.low).toBeLessThan(difference);
    expect(rocAucDifference.high).toBeGreaterThan(difference);
    expect(rocAucDifference.high).toBeLessThan(0);
    expect(brierDifference.low).toBeGreaterThan(0);
    expect(sentence).toContain('is worse by more than chance, so it did not become champion by itself.');
    expect(await championVersion()).toBe(first.version);

    await promote(app, second.id);
    expect(await championVersion()).toBe(second.version);
    expect((await readModel(app, second.id)).comparison).toEqual(second.comparison);
  });

  it('becomes champion if it is better by more than chance', async () => {
    await begin(customers(900, 2));
    await trained({ features: ['shoe_size', 'months'] });
    const second = await trained();
    expect(second).toMatchObject({ stage: 'CHAMPION', comparison: { better: true, rows: 900 } });
    expect(second.comparison!.rocAucDifference.low).toBeGreaterThan(0);
  });

  it('waits if it is the same again, whatever the seed and the spelling of the definition', async () => {
    await begin(customers(600, 3));
    const first = await trained();
    expect((await trained()).comparison).toMatchObject({
      better: false,
      rocAucDifference: { low: 0, high: 0 },
    });
    expect(await trained({ seed: 7 })).toMatchObject({ stage: 'CANDIDATE', comparison: { better: false } });
    const definition = { labelColumn: 'churned', positiveValue: 'Yes' };
    expect(await trained({ definition, features: ['shoe_size', 'months'] })).toMatchObject({
      stage: 'CANDIDATE',
      comparison: { better: false },
    });
    expect(await championVersion()).toBe(first.version);
  });

  it('is compared on customers that the champion learned from, new ones, and changed ones, each unseen', async () => {
    await begin(customers(600, 4));
    const champion = await trained({ algorithm: 'RANDOM_FOREST' });
    expect(champion.warnings.map(({ code }) => code)).toContain('SCORED_OUT_OF_FOLD');
    await append(customers(600, 4));
    await append(customers(300, 5));
    const challenger = await trained({ algorithm: 'RANDOM_FOREST' });
    expect(challenger.comparison).toMatchObject({ rows: 900 });
    // Scores of customers whom the forest has memorised would put it far above.
    expect(challenger.comparison!.rocAucDifference.high).toBeGreaterThan(-0.02);
  });

  it('takes the place of a champion that predicts something else, and of one that cannot be read', async () => {
    await begin(customers(600, 6));
    await trained();
    const other = await trained({ ...RULE, features: ['months', 'shoe_size', 'churned'] });
    expect(other).toMatchObject({ stage: 'CHAMPION', comparison: null });
    await app.dataSource.query(
      `update churn_artefacts set model = set_byte(model, 100, get_byte(model, 100) # 1) where churn_model_id = $1`,
      [fromGlobalId('ChurnModel', other.id)],
    );
    const instead = await trained({ ...RULE, features: ['months', 'churned'] });
    expect(instead).toMatchObject({ stage: 'CHAMPION', comparison: null });
  });

  it('waits where it cannot be champion at all, with the comparison beside the reason', async () => {
    await begin(customers(600, 8));
    const first = await trained();
    const noise = await trained({ features: ['shoe_size'] });
    expect(noise.warnings.map(({ code }) => code)).toContain('MODEL_TOO_WEAK');
    expect(noise).toMatchObject({ stage: 'CANDIDATE', comparison: { better: false } });
    expect(await championVersion()).toBe(first.version);
  });

  it('waits where what it learned may be luck, with no champion before it; it cannot be promoted, and no money is told', async () => {
    await begin(luckyCustomers());
    const model = await trained({ algorithm: 'AUTO', imbalance: 'AUTO' });
    expect(model.metrics!.rocAucLow).toBeGreaterThan(0.55);
    const { needed } = model.metrics!.shuffled!;
    expect(needed).toBeGreaterThan(model.metrics!.rocAuc);
    expect(model).toMatchObject({ stage: 'CANDIDATE', comparison: null });
    const weakness = model.warnings.find(({ code }) => code === 'MODEL_TOO_WEAK')!;
    expect(weakness.message).toContain('39 tables with shuffled outcomes');
    await expect(promote(app, model.id)).rejects.toThrow('MODEL_TOO_WEAK');
    const { errors } = await app.ask(
      'query ($id: ID!) { churnModel(id: $id) { profitCurve(contactCost: 5, saveRate: 0.3, customerValue: 100) { threshold } } }',
      { id: model.id },
    );
    expect(errors![0]!.message).toContain('No money is told by a model that guesses.');
  });

  it('is judged again if another model was promoted meanwhile', async () => {
    await begin(customers(600, 9));
    const weak = await trained({ features: ['shoe_size', 'months'] });
    const strong = await trainChampion(app, { datasetId, ...QUICK });
    await promote(app, weak.id);
    const { models } = app.slices.churn;
    const complete = models.complete.bind(models);
    vi.spyOn(models, 'complete').mockImplementationOnce(async (...asked) => {
      await promote(app, strong);
      return complete(...asked);
    });
    const third = await trained({ seed: 3 });
    expect(third).toMatchObject({ stage: 'CANDIDATE', comparison: { champion: { version: 2 } } });
    expect(await championVersion()).toBe(2);
  });
});

describe('the history of champions', () => {
  const history = async () =>
    (
      await app.query<{ dataset: { championChanges: object[] } }>(
        `query ($id: ID!) { dataset(id: $id) { championChanges {
          decidedBy reason churnModel { version } replaced { version } } } }`,
        { id: datasetId },
      )
    ).dataset.championChanges;

  it('has who took over, by itself or by whom, and why', async () => {
    await begin(customers(900, 1));
    const first = await trained();
    const second = await trained({ features: ['shoe_size', 'months'] });
    await promote(app, second.id, '  The file of May was wrong.  ');
    await promote(app, first.id);
    // Once more changes nothing.
    await promote(app, first.id, 'Again');
    const decidedBy = expect.stringMatching(/./);
    expect(await history()).toEqual([
      {
        decidedBy,
        reason: '',
        churnModel: { version: first.version },
        replaced: { version: second.version },
      },
      {
        ...{ decidedBy, reason: 'The file of May was wrong.' },
        ...{ churnModel: { version: second.version }, replaced: { version: first.version } },
      },
      {
        ...{ decidedBy: null, reason: 'It is the first that is good enough.' },
        ...{ churnModel: { version: first.version }, replaced: null },
      },
    ]);
  });

  it('says what a model was found to be that took over by itself', async () => {
    await begin(customers(900, 2));
    await trained({ features: ['shoe_size', 'months'] });
    const second = await trained();
    const [last] = await history();
    expect(last).toMatchObject({ decidedBy: null, reason: second.comparison!.sentence });
  });

  it('refuses a reason that is too long', async () => {
    await begin(customers(600, 3));
    const { id } = await trained();
    await expect(promote(app, id, 'x'.repeat(1001))).rejects.toThrow(
      'reason has 1001 characters; it must have at most 1000.',
    );
  });
});
