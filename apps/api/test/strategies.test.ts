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
          churn { meanProbability expectedChurners observedRate highRiskCount }
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

const sample = generateSample({ size: 1200 });
let app: TestApp;
let datasetId: string;

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, [...sampleCsv(sample.customers)].join(''));
  const { fitSegmentation } = await app.query(FitMutation, { input: { datasetId, minK: 4, maxK: 4 } });
  await app.settled(fitSegmentation.job!.id);
}, 180_000);
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
      expect(churn!.expectedChurners).toBeCloseTo(churn!.meanProbability * size, 6);
      for (const { expectedSaved, expectedValue, targetCount, assumptions } of strategies) {
        expect(expectedSaved).toBeLessThanOrEqual(churn!.expectedChurners * assumptions.saveRate + 1e-9);
        if (assumptions.customerValue !== null) {
          const money = expectedSaved! * assumptions.customerValue - targetCount * assumptions.contactCost;
          expect(expectedValue).toBeCloseTo(money, 6);
        }
      }
    }
  }, 180_000);
});
