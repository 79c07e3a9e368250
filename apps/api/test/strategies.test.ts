import { graphql } from '@holdfast/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const FitMutation = graphql(`
  mutation Fit($input: FitSegmentationInput!) {
    fitSegmentation(input: $input) { job { id } userErrors { message } }
  }
`);

const SegmentsQuery = graphql(`
  query Segments($id: ID!) {
    dataset(id: $id) {
      activeSegmentation {
        segments {
          name
          size
          churn { customers leftCount meanProbability expectedChurners observedRate highRiskCount }
          strategies {
            title
            targetCount
            expectedSaved
            expectedValue
            assumptions { saveRate contactCost customerValue }
          }
        }
      }
    }
  }
`);

const PlanQuery = graphql(`
  query Plan($id: ID!) {
    dataset(id: $id) {
      churnSummary { customers }
      activeSegmentation {
        plan {
          targetCount
          expectedSaved
          notChosen { title segment { key } reason }
          plays {
            id
            targetCount
            countedCount
            rows {
              segment { key }
              countedCount
              others { title customers }
              strategy { id targetCount minProbability expectedSaved savedLow savedHigh }
            }
          }
        }
      }
    }
  }
`);
const CountQuery = graphql(`
  query Count($id: ID!, $filter: CustomerFilter) {
    dataset(id: $id) { customers(filter: $filter, first: 1) { totalCount } }
  }
`);

const sample = generateSample({ size: 1200 });
let app: TestApp;
let datasetId: string;

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, [...sampleCsv(sample.customers)].join(''));
  const { fitSegmentation } = await app.query(FitMutation, { input: { datasetId, minK: 4, maxK: 4 } });
  await app.settled(fitSegmentation.job!.id);
});
afterAll(() => app.stop());

async function readSegments() {
  const { dataset } = await app.query(SegmentsQuery, { id: datasetId });
  return dataset!.activeSegmentation!.segments;
}

describe('strategies', () => {
  it('come from the profile alone before a model is trained', async () => {
    for (const { churn, strategies, size } of await readSegments()) {
      expect(churn).toBeNull();
      expect(strategies.length).toBeGreaterThan(0);
      for (const { expectedSaved, targetCount } of strategies) {
        expect([expectedSaved, targetCount]).toEqual([null, size]);
      }
    }
  });

  it('have churn rates and arithmetic once there is a champion, and lead differently for each segment', async () => {
    await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
    const segments = await readSegments();
    expect(new Set(segments.map(({ strategies }) => strategies[0]!.title)).size).toBe(4);
    const left = sample.customers.filter(({ churned }) => churned).length;
    const observed = segments.reduce((sum, { churn, size }) => sum + churn!.observedRate! * size, 0);
    expect(observed).toBeCloseTo(left, 6);
    for (const { churn, size, strategies } of segments) {
      expect(churn!.customers + churn!.leftCount).toBe(size);
      expect(churn!.expectedChurners).toBeCloseTo(churn!.meanProbability * churn!.customers, 6);
      for (const { expectedSaved, expectedValue, targetCount, assumptions } of strategies) {
        expect(targetCount).toBeLessThanOrEqual(churn!.customers);
        expect(expectedSaved).toBeLessThanOrEqual(churn!.expectedChurners * assumptions.saveRate + 1e-9);
        if (assumptions.customerValue !== null) {
          const money = expectedSaved! * assumptions.customerValue - targetCount * assumptions.contactCost;
          expect(expectedValue).toBeCloseTo(money, 6);
        }
      }
    }
  });

  it('are each told once, and a list has exactly the customers that a row names', async () => {
    const { dataset } = await app.query(PlanQuery, { id: datasetId });
    const { plays, targetCount, expectedSaved } = dataset!.activeSegmentation!.plan!;
    expect(new Set(plays.map(({ id }) => id)).size).toBe(plays.length);
    expect(targetCount).toBeLessThanOrEqual(dataset!.churnSummary!.customers);
    expect(plays.reduce((sum, { countedCount }) => sum + countedCount, 0)).toBe(targetCount);
    let saved = 0;
    for (const { segment, strategy, others } of plays.flatMap(({ rows }) => rows)) {
      const filter = { segmentKey: segment.key, minProbability: strategy.minProbability, left: false };
      const { dataset: counted } = await app.query(CountQuery, { id: datasetId, filter });
      expect(counted!.customers.totalCount).toBe(strategy.targetCount);
      for (const { customers } of others) expect(customers).toBeLessThanOrEqual(strategy.targetCount);
      if (strategy.expectedSaved === null) continue;
      saved += strategy.expectedSaved;
      expect(strategy.savedLow!).toBeLessThanOrEqual(strategy.expectedSaved);
      expect(strategy.savedHigh!).toBeGreaterThanOrEqual(strategy.expectedSaved);
    }
    expect(expectedSaved!).toBeLessThan(saved);
  });
});
