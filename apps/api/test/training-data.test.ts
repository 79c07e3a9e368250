import { graphql } from '@holdfast/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const TrainingDataQuery = graphql(`
  query TrainingData($id: ID!, $datasetId: ID!) {
    churnModel(id: $id) {
      trainedOn
      features
      metrics { rocAuc }
      trainingData {
        customers
        unknownOutcome
        imports
        firstImportAt
        lastImportAt
        observationDate
        dates { column first last }
        leftOut { column reason }
      }
      folds { keptTogether fresh text folds { customers left } }
    }
    dataset(id: $datasetId) { imports { edges { node { settledAt } } } }
  }
`);

/** 500 customers since 2020-01-01, one a day, of whom the last 20 repeat the first 20 and 25 have no answer. */
const CUSTOMERS = 500;
const REPEATED = 20;

function line(i: number): string {
  const like = i < CUSTOMERS - REPEATED ? i : i - (CUSTOMERS - REPEATED);
  const since = new Date(Date.UTC(2020, 0, 1 + like)).toISOString().slice(0, 10);
  const visits = (like * 7) % 41;
  const churn = like % 20 === 3 ? '' : visits + ((like * 13) % 17) < 24 ? 'yes' : 'no';
  return `C${i},${since},${visits},${(like * 31) % 97},a note,${churn}`;
}

const HEADER = 'customer_id,since,visits,luck,note,churn';
const file = (from: number, to: number) =>
  [HEADER, ...Array.from({ length: to - from }, (_, i) => line(from + i))].join('\n');

describe('the card of a model', () => {
  let app: TestApp;
  let datasetId: string;
  beforeAll(async () => {
    app = await createTestApp();
    const columns = [{ name: 'luck', role: 'IGNORED' }];
    datasetId = await importCsv(app, file(0, 300), { columns });
    await importCsv(app, file(300, CUSTOMERS), { intoDatasetId: datasetId, mode: 'APPEND' });
  });
  afterAll(() => app.stop());

  const card = async (options: object) => {
    const { id } = await train(app, { datasetId, imbalance: 'NONE', ...options });
    const { churnModel, dataset } = await app.query(TrainingDataQuery, { id, datasetId });
    return { ...churnModel!, imports: dataset!.imports.edges.map(({ node }) => node.settledAt) };
  };

  it('tells from when to when its data are, how much of them it learned from, and what it left out', async () => {
    const { trainingData, trainedOn, features, imports } = await card({ algorithm: 'LOGISTIC_REGRESSION' });
    const answered = Array.from({ length: CUSTOMERS }, (_, i) => line(i)).filter((row) => !row.endsWith(','));
    expect(trainedOn).toBe(answered.length);
    const days = answered.map((row) => row.split(',')[1]!).sort();
    expect(trainingData).toEqual({
      customers: CUSTOMERS,
      unknownOutcome: CUSTOMERS - answered.length,
      imports: 2,
      firstImportAt: imports[1],
      lastImportAt: imports[0],
      observationDate: null,
      dates: [{ column: 'since', first: days[0], last: days.at(-1) }],
      leftOut: [
        { column: 'luck', reason: 'has the role IGNORED' },
        { column: 'note', reason: 'has the role IGNORED' },
      ],
    });
    expect(features).toEqual(['since', 'visits']);
  });

  it('tells how many parts it was judged on, of how many, and who was kept together', async () => {
    const { folds, trainedOn } = await card({ algorithm: 'LOGISTIC_REGRESSION' });
    const parts = folds!.folds;
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(parts).toHaveLength(5);
    expect(sum(parts.map(({ customers }) => customers))).toBe(trainedOn);
    const left = Array.from({ length: CUSTOMERS }, (_, i) => line(i)).filter((row) => row.endsWith('yes'));
    expect(sum(parts.map((part) => part.left))).toBe(left.length);
    const rate = left.length / trainedOn;
    for (const part of parts) expect(Math.abs(part.left / part.customers - rate)).toBeLessThan(0.05);
    // The repeated ones with an answer.
    const repeated = Array.from({ length: REPEATED }, (_, i) => line(i)).filter((row) => !row.endsWith(','));
    expect(folds!.keptTogether).toBe(repeated.length);
    expect(folds!.text).toMatch(/^5 parts of 95 customers, .* the same share that left in each/);
    expect(folds!.text).toContain(`${repeated.length} customers may be the same as another`);
  });

  it('says whether it was judged on other parts than it was chosen on, and which columns were not asked for', async () => {
    const one = await card({ algorithm: 'LOGISTIC_REGRESSION', features: ['visits'] });
    expect(one.folds!.fresh).toBe(false);
    expect(one.trainingData!.dates).toEqual([]);
    expect(one.trainingData!.leftOut).toContainEqual({ column: 'since', reason: 'was not asked for' });
    const several = await card({});
    expect(several.folds!.fresh).toBe(true);
  });
});
