import { graphql } from '@holdfast/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const BandsQuery = graphql(`
  query Bands($id: ID!) {
    dataset(id: $id) {
      champion { bandRates { band minProbability count } }
      churnSummary { highRiskCount bands { band customers } }
      contactPlan { suggestedContacts }
      assumptions { mediumFrom highFrom }
      high: customers(filter: { riskBand: HIGH, left: false }, first: 100) {
        totalCount
        edges { node { externalId churn { probability riskBand } } }
      }
      low: customers(filter: { riskBands: [LOW], left: false }, first: 1) { totalCount }
    }
  }
`);
const ScoreQuery = graphql(`
  query Score($datasetId: ID!, $customers: [JSONObject!]!) {
    score(datasetId: $datasetId, customers: $customers) { probability riskBand }
  }
`);
const SetMutation = graphql(`
  mutation Set($input: SetAssumptionsInput!) {
    setAssumptions(input: $input) { userErrors { message field } }
  }
`);

let app: TestApp;
let datasetId: string;

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, [...sampleCsv(generateSample({ size: 1200 }).customers)].join(''));
  await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
});
afterAll(() => app.stop());

async function read() {
  const { dataset } = await app.query(BandsQuery, { id: datasetId });
  return dataset!;
}

async function set(levels: { mediumFrom?: number | null; highFrom?: number | null }) {
  const { setAssumptions } = await app.query(SetMutation, { input: { datasetId, ...levels } });
  return setAssumptions.userErrors;
}

it('no band is nearly empty or half of everybody but LOW, before anybody sets where they begin', async () => {
  const { champion } = await read();
  const rates = champion!.bandRates!;
  const all = rates.reduce((sum, { count }) => sum + count, 0);
  const [low, medium, high] = rates.map(({ count }) => count / all);
  expect(low).toBeGreaterThan(0.25);
  expect(medium).toBeGreaterThanOrEqual(0.1);
  expect(high).toBeGreaterThanOrEqual(0.05);
  expect(high).toBeLessThanOrEqual(0.26);
});

it('bands that are set hold in every list, count and filter at once, and are given back', async () => {
  const before = await read();
  expect(await set({ mediumFrom: 0.1, highFrom: 0.6 })).toEqual([]);
  const moved = await read();
  expect(moved.assumptions).toEqual({ mediumFrom: 0.1, highFrom: 0.6 });
  expect(moved.champion!.bandRates!.map(({ minProbability }) => minProbability)).toEqual([0, 0.1, 0.6]);
  expect(moved.churnSummary!.highRiskCount).toBe(moved.high.totalCount);
  expect(moved.churnSummary!.bands.find(({ band }) => band === 'LOW')!.customers).toBe(moved.low.totalCount);
  expect(moved.high.totalCount).not.toBe(before.high.totalCount);
  for (const { node } of moved.high.edges) expect(node.churn!.probability).toBeGreaterThanOrEqual(0.6);

  const { score } = await app.query(ScoreQuery, { datasetId, customers: [{ days_silent: 400 }] });
  const { probability, riskBand } = score[0]!;
  expect(riskBand).toBe(probability! >= 0.6 ? 'HIGH' : probability! >= 0.1 ? 'MEDIUM' : 'LOW');

  expect(await set({ mediumFrom: null, highFrom: null })).toEqual([]);
  expect(await read()).toEqual(before);
});

it('a model that is trained later is banded by what was set', async () => {
  await set({ highFrom: 0.9 });
  await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
  const { high, churnSummary } = await read();
  for (const { node } of high.edges) expect(node.churn!.probability).toBeGreaterThanOrEqual(0.9);
  expect(churnSummary!.highRiskCount).toBe(high.totalCount);
  await set({ highFrom: null });
});

it('MEDIUM cannot begin above HIGH', async () => {
  expect(await set({ mediumFrom: 0.6, highFrom: 0.4 })).toMatchObject([
    {
      message: 'mediumFrom is 0.6 and highFrom is 0.4; mediumFrom must be at most highFrom.',
      field: ['mediumFrom'],
    },
  ]);
});
