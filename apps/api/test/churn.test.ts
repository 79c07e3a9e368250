import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { CallContext } from '../src/platform/call/call-context.js';
import { toGlobalId } from '../src/platform/graphql/global-id.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { askTraining, promote, readModel, train, trainChampion } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;
let modelId: string;

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, [...sampleCsv(generateSample({ size: 1200 }).customers)].join(''));
  const { id, outcome } = await train(app, { datasetId });
  expect(outcome).toEqual({ state: 'COMPLETED', error: null });
  modelId = id;
});
afterAll(() => app.stop());

interface Scored {
  externalId: string;
  attributes: Record<string, unknown>;
  churn: {
    probability: number;
    riskBand: string;
    baseValue: number;
    expectedLoss: number | null;
    model: { id: string };
    peers: { count: number; left: number };
    contributions: { feature: string; value: string | null; contribution: number; text: string }[];
  };
}

async function firstCustomers(count: number): Promise<Scored[]> {
  const ids = await app.dataSource.query<{ external_id: string }[]>(
    'select external_id from customers order by dataset_id, row limit $1',
    [count],
  );
  return Promise.all(
    ids.map(async ({ external_id: externalId }) => {
      const { customer } = await app.query<{ customer: Scored }>(
        `query ($datasetId: ID!, $externalId: String!) {
          customer(datasetId: $datasetId, externalId: $externalId) {
            externalId attributes
            churn {
              probability riskBand baseValue expectedLoss model { id } peers { count left }
              contributions(first: 100) { feature value contribution text }
            }
          }
        }`,
        { datasetId, externalId },
      );
      return customer;
    }),
  );
}

describe('a trained model', () => {
  it('is champion, with every candidate evaluated on the same folds and one of them chosen', async () => {
    const model = await readModel(app, modelId);
    expect(model).toMatchObject({ stage: 'CHAMPION', status: 'COMPLETED', version: 1, trainedOn: 1200 });
    expect(model.candidates.map(({ imbalance }) => imbalance)).toEqual([
      'NONE',
      'NONE',
      'NONE',
      'CLASS_WEIGHT',
      'RANDOM_OVERSAMPLE',
      'RANDOM_UNDERSAMPLE',
      'SMOTE',
    ]);
    const chosen = model.candidates.filter((candidate) => candidate.chosen);
    expect(chosen).toHaveLength(1);
    expect(chosen[0]).toMatchObject({ algorithm: model.algorithm, imbalance: model.imbalance });
    expect(chosen[0]!.metrics).toEqual(model.metrics);
  });

  it('keeps to its interval and its calibration', async () => {
    const { metrics } = await readModel(app, modelId);
    expect(metrics!.rocAucLow).toBeGreaterThan(0.55);
    expect(metrics!.rocAucLow).toBeLessThan(metrics!.rocAuc!);
    expect(metrics!.rocAucHigh).toBeGreaterThan(metrics!.rocAuc!);
    expect(metrics!.calibrationError).toBeLessThanOrEqual(0.04);
  });

  it('lists each original column once, most important first', async () => {
    const { features, featureImportances } = await readModel(app, modelId);
    expect(featureImportances.map(({ feature }) => feature).sort()).toEqual([...features].sort());
    const importances = featureImportances.map(({ importance }) => importance);
    expect(importances).toEqual([...importances].sort((a, b) => b - a));
  });

  it('says what goes with leaving, with a ratio inside its interval', async () => {
    const { statements } = await readModel(app, modelId);
    expect(statements.length).toBeGreaterThan(0);
    for (const { text, low, high, riskRatio } of statements) {
      expect(text).toMatch(
        /^Of customers .+ [\d.]+ of 100 left, of the others [\d.]+( \([\d.]+ (times|%) (as many|more|fewer)\))?\.$/,
      );
      expect(low).toBeLessThanOrEqual(riskRatio!);
      expect(high).toBeGreaterThanOrEqual(riskRatio!);
    }
  });

  it('draws its curves from corner to corner', async () => {
    const { churnModel } = await app.query<{ churnModel: Record<string, { x: number[]; y: number[] }> }>(
      `query ($id: ID!) { churnModel(id: $id) {
        rocCurve { x y threshold } gainsCurve { x y threshold } precisionRecallCurve { x y } calibrationCurve { x y threshold }
      } }`,
      { id: modelId },
    );
    for (const curve of [churnModel.rocCurve!, churnModel.gainsCurve!]) {
      expect([curve.x[0], curve.y[0], curve.x.at(-1), curve.y.at(-1)]).toEqual([0, 0, 1, 1]);
      expect(curve.x.length).toBeLessThanOrEqual(200);
    }
  });

  it('separates those who have left from those who can still be kept', async () => {
    const list = async (left: boolean) => {
      const { customers } = await app.query<{
        customers: {
          totalCount: number;
          edges: { node: { attributes: { churned: boolean }; churn: { probability: number } } }[];
        };
      }>(
        `query ($datasetId: ID!, $left: Boolean!) {
          customers(datasetId: $datasetId, first: 100, orderBy: CHURN_PROBABILITY_DESC, filter: { left: $left }) {
            totalCount edges { node { attributes churn { probability } } }
          }
        }`,
        { datasetId, left },
      );
      return customers;
    };
    const [left, stayed] = [await list(true), await list(false)];
    expect(left.edges.every(({ node }) => node.attributes.churned)).toBe(true);
    expect(stayed.edges.some(({ node }) => node.attributes.churned)).toBe(false);
    expect(left.totalCount).toBe(Math.round((await readModel(app, modelId)).churnRate * 1200));
    expect(left.totalCount + stayed.totalCount).toBe(1200);
  });

  it('counts right and wrong at any threshold, and refuses one outside 0..1', async () => {
    const ask = (threshold: string) =>
      app.ask<{ churnModel: { confusionMatrix: Record<string, number> } }>(
        `{ churnModel(id: "${modelId}") { confusionMatrix(${threshold}) {
          truePositive falsePositive trueNegative falseNegative } } }`,
      );
    const { churnRate } = await readModel(app, modelId);
    const leavers = Math.round(churnRate * 1200);
    expect((await ask('threshold: 0')).data!.churnModel.confusionMatrix).toEqual({
      truePositive: leavers,
      falsePositive: 1200 - leavers,
      trueNegative: 0,
      falseNegative: 0,
    });
    expect((await ask('threshold: 1.5')).errors).toMatchObject([
      { message: 'threshold is 1.5; it must be 0..1.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('recommends the threshold at the peak of the profit curve', async () => {
    const terms = 'contactCost: 5, saveRate: 0.3, customerValue: 100';
    const { churnModel } = await app.query<{
      churnModel: {
        threshold: Record<string, number>;
        profitCurve: {
          threshold: number[];
          contacted: number[];
          expectedProfit: number[];
          expectedSaved: number[];
        };
      };
    }>(
      `{ churnModel(id: "${modelId}") {
        threshold(${terms}) { threshold contacted expectedSaved expectedProfit baselineProfit }
        profitCurve(${terms}) { threshold contacted expectedSaved expectedProfit }
      } }`,
    );
    const { threshold: advice, profitCurve: curve } = churnModel;
    expect(advice.expectedProfit).toBeCloseTo(advice.expectedSaved! * 100 - advice.contacted! * 5, 6);
    expect(advice.expectedProfit).toBeGreaterThan(advice.baselineProfit!);
    expect(advice.expectedProfit).toBeGreaterThanOrEqual(Math.max(...curve.expectedProfit) - 1e-9);
    expect(curve.threshold).toEqual([...curve.threshold].sort((a, b) => a - b));
    const stayers = 1200 - Math.round((await readModel(app, modelId)).churnRate * 1200);
    expect(curve.contacted[0]).toBe(stayers);
    expect(curve.expectedProfit[0]).toBeCloseTo(advice.baselineProfit!, 6);
  });
});

describe("a customer's score", () => {
  it('is there for every customer, with its peers and parts in words', async () => {
    const customers = await firstCustomers(50);
    expect(customers).toHaveLength(50);
    for (const { churn, attributes } of customers) {
      expect(churn.probability).toBeGreaterThan(0);
      expect(churn.probability).toBeLessThan(1);
      expect(churn.model.id).toBe(modelId);
      expect(churn.peers.count).toBeGreaterThanOrEqual(100);
      const sizes = churn.contributions.map(({ contribution }) => Math.abs(contribution));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      for (const { feature, text } of churn.contributions) {
        expect(attributes).toHaveProperty([feature]);
        expect(text).toMatch(/^\P{Ll}.*(: (of 100 |too few )| is unknown$)/su);
      }
    }
  });

  it('adds up from base value and contributions to the raw output, to 1e-9', async () => {
    const rows = await app.dataSource.query<{ raw_output: number; base_value: number; parts: number[] }[]>(
      `select s.raw_output, s.base_value, c.values as parts
       from churn_scores s join churn_contributions c using (churn_model_id, row)`,
    );
    expect(rows).toHaveLength(1200);
    for (const { raw_output, base_value, parts } of rows) {
      expect(parts.reduce((sum, part) => sum + part, base_value)).toBeCloseTo(raw_output, 9);
    }
  });

  it('can be multiplied by money: the stored probabilities add up to those who left, within 5 %', async () => {
    const { dataset } = await app.query<{ dataset: { churnSummary: Record<string, number> } }>(
      `{ dataset(id: "${datasetId}") { churnSummary {
        customers leftCount meanProbability low high expectedChurners highRiskCount expectedLoss } } }`,
    );
    const { churnRate } = await readModel(app, modelId);
    const [{ mean }] = (await app.dataSource.query('select avg(probability) as mean from churn_scores')) as [
      { mean: number },
    ];
    expect(mean / churnRate).toBeGreaterThan(0.95);
    expect(mean / churnRate).toBeLessThan(1.05);
    const { customers, leftCount, meanProbability, low, high, expectedChurners } = dataset.churnSummary;
    expect(leftCount).toBe(Math.round(churnRate * 1200));
    expect(customers).toBe(1200 - leftCount!);
    expect(expectedChurners).toBeCloseTo(meanProbability! * customers!, 6);
    expect(low).toBeLessThan(meanProbability!);
    expect(high).toBeGreaterThan(meanProbability!);
  });
});

describe('score', () => {
  const ask = (customers: unknown) =>
    app.ask<{ score: Record<string, unknown>[] }>(
      `query ($datasetId: ID!, $customers: [JSONObject!]!) {
        score(datasetId: $datasetId, customers: $customers) {
          externalId segmentKey segmentName probability riskBand contributions { feature value contribution text } warnings
        }
      }`,
      { datasetId, customers },
    );

  it('returns the stored score for a customer that the model does not memorise', async () => {
    const features = (await readModel(app, modelId)).features.slice(0, 6);
    const recipe = { algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE', features };
    const id = await trainChampion(app, { datasetId, ...recipe });
    expect((await readModel(app, id)).warnings.map(({ code }) => code)).not.toContain('SCORED_OUT_OF_FOLD');
    const stored = await firstCustomers(20);
    const { data } = await ask(stored.map(({ attributes }) => attributes));
    data!.score.forEach((score, i) => {
      expect(score.probability).toBeCloseTo(stored[i]!.churn.probability, 9);
      expect(score.riskBand).toBe(stored[i]!.churn.riskBand);
    });
  });

  it('says what it had to assume', async () => {
    const [{ attributes }] = (await firstCustomers(1)) as [Scored];
    const { features } = await readModel(app, modelId);
    const number = features.find((name) => typeof attributes[name] === 'number')!;
    const category = features.find(
      (name) => typeof attributes[name] === 'string' && Number.isNaN(Date.parse(String(attributes[name]))),
    )!;
    const record = { ...attributes, [number]: 'many', [category]: 'never heard of', shoeSize: 44 };
    const { data } = await ask([record]);
    const warnings = (data!.score[0]!.warnings as string[]).join('\n');
    expect(warnings).toContain(`"${number}" is "many"; it must be a number like`);
    expect(warnings).toContain(`${category} is "never heard of"`);
    expect(warnings).toContain('"shoeSize" is not an attribute of the dataset');
  });

  it('accepts 1..100 customers of an existing dataset', async () => {
    expect((await ask([])).errors).toMatchObject([
      { message: 'customers has 0 entries; it must have 1..100.' },
    ]);
    expect((await ask(Array.from({ length: 101 }, () => ({})))).errors).toMatchObject([
      { message: 'customers has 101 entries; it must have 1..100.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    const unknown = await app.ask('{ score(datasetId: "nothing", customers: [{}]) { probability } }');
    expect(unknown.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});

describe('versions', () => {
  it('count up; promoting an earlier one rolls back, with its scores still there', async () => {
    const before = await firstCustomers(5);
    expect((await readModel(app, modelId)).stage).toBe('ARCHIVED');
    await promote(app, modelId);
    const after = await firstCustomers(5);
    expect(after.every(({ churn }) => churn.model.id === modelId)).toBe(true);
    expect(after[0]!.churn.probability).not.toBe(before[0]!.churn.probability);
    const { dataset } = await app.query<{
      dataset: {
        champion: { id: string };
        churnModels: { totalCount: number; edges: { node: { version: number; stage: string } }[] };
      };
    }>(`{ dataset(id: "${datasetId}") {
      champion { id } churnModels { totalCount edges { node { version stage } } } } }`);
    expect(dataset.champion.id).toBe(modelId);
    expect(dataset.churnModels.edges.map(({ node }) => [node.version, node.stage])).toEqual([
      [2, 'ARCHIVED'],
      [1, 'CHAMPION'],
    ]);
  });
});

describe('customers that change', () => {
  it('are scored again at once', async () => {
    const [first] = (await firstCustomers(1)) as [Scored];
    const { features } = await readModel(app, modelId);
    const { contributions } = first.churn;
    const number = contributions.find(
      ({ feature }) => typeof first.attributes[feature] === 'number',
    )!.feature;
    expect(features).toContain(number);
    const attributes = { ...first.attributes, [number]: null };
    const { upsertCustomers } = await app.query<{
      upsertCustomers: { updated: number; userErrors: unknown[] };
    }>(
      `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated userErrors { message } } }`,
      { input: { datasetId, customers: [{ externalId: first.externalId, attributes }] } },
    );
    expect(upsertCustomers).toEqual({ updated: 1, userErrors: [] });
    const [again] = (await firstCustomers(1)) as [Scored];
    expect(again.churn.probability).not.toBe(first.churn.probability);
    expect(again.churn.contributions.find(({ feature }) => feature === number)!.value).toBeNull();
  });

  it('leave no score behind when they are erased', async () => {
    const [first] = (await firstCustomers(1)) as [Scored];
    const { eraseCustomer } = await app.query<{ eraseCustomer: { erased: Record<string, number> } }>(
      'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { erased userErrors { message } } }',
      { input: { datasetId, externalId: first.externalId } },
    );
    // One by each of the two models.
    expect(eraseCustomer.erased.churnScores).toBe(2);
  });
});

describe('a training', () => {
  const countScores = async (key: string) => {
    const [found] = await app.dataSource.query<{ count: number }[]>(
      'select count(*)::int from churn_scores where churn_model_id = $1',
      [key],
    );
    return found!.count;
  };

  it('that is cancelled leaves a model that says so, without results', async () => {
    const { churnModel, job } = await askTraining(app, { datasetId });
    await app.query('mutation ($input: CancelJobInput!) { cancelJob(input: $input) { job { id } } }', {
      input: { jobId: job!.id },
    });
    expect((await app.settled(job!.id)).state).toBe('CANCELLED');
    expect(await readModel(app, churnModel!.id)).toMatchObject({
      status: 'CANCELLED',
      stage: 'CANDIDATE',
      metrics: null,
      warnings: [{ code: 'CANCELLED' }],
    });
    expect(await countScores(fromGlobalId('ChurnModel', churnModel!.id)!)).toBe(0);
  });

  it('that is run again after its process was lost starts clean', async () => {
    const features = (await readModel(app, modelId)).features.slice(0, 3);
    const recipe = { algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE', features };
    const { id, outcome } = await train(app, { datasetId, ...recipe });
    expect(outcome.state).toBe('COMPLETED');
    const key = fromGlobalId('ChurnModel', id)!;
    const scores = await countScores(key);
    const before = await readModel(app, id);
    const jobKey = await app.slices.jobs.service.enqueue(CallContext.ofServer(), 'train-churn-model', {
      churnModelId: key,
    });
    expect((await app.settled(toGlobalId('Job', jobKey))).state).toBe('COMPLETED');
    expect(await countScores(key)).toBe(scores);
    expect((await readModel(app, id)).metrics).toEqual(before.metrics);
  });
});
