import { adjustedRandIndex } from '@holdfast/ml-core';
import { graphql, MAX_PROJECTION_SAMPLE, type ResultOf } from '@holdfast/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { CallContext } from '../src/platform/call/call-context.js';
import { createTestApp, type TestApp } from './test-app.js';

const AnalysisQuery = graphql(`
  query Analysis($id: ID!, $sample: Int!) {
    dataset(id: $id) {
      activeSegmentation { recommendedK selectedK projection(sample: $sample) { externalIds segmentIndex } }
      champion { metrics { rocAuc } }
    }
  }
`);

let app: TestApp;
let analysis: NonNullable<ResultOf<typeof AnalysisQuery>['dataset']>;
const { customers, truth } = generateSample();

beforeAll(async () => {
  app = await createTestApp();
  const imported = await app.slices.sampleData.service.importIntoEmpty(CallContext.ofServer());
  const id = Buffer.from(`Dataset:${imported!.dataset.id}`).toString('base64url');
  await app.idle(id);
  const { dataset } = await app.query(AnalysisQuery, { id, sample: MAX_PROJECTION_SAMPLE });
  analysis = dataset!;
});
afterAll(() => app.stop());

/** Chance that a random leaver is ranked before a random stayer; ties count half. Ranks, O(n log n). */
function rocAuc(left: readonly boolean[], scores: ArrayLike<number>): number {
  const order = left.map((_, row) => row).sort((a, b) => scores[a]! - scores[b]!);
  const rank = new Float64Array(left.length);
  for (let i = 0, j = 0; i < order.length; i = j) {
    while (j < order.length && scores[order[j]!] === scores[order[i]!]) j++;
    for (let n = i; n < j; n++) rank[order[n]!] = (i + j + 1) / 2;
  }
  const leavers = left.filter(Boolean).length;
  const sum = left.reduce((total, gone, row) => total + (gone ? rank[row]! : 0), 0);
  return (sum - (leavers * (leavers + 1)) / 2) / (leavers * (left.length - leavers));
}

describe('the sample, analysed as a user’s file is', () => {
  it('gives back the planted segments under the recommended k', () => {
    const { recommendedK, selectedK, projection } = analysis.activeSegmentation!;
    expect([recommendedK, selectedK]).toEqual([4, 4]);
    const found = new Map(projection.externalIds.map((id, place) => [id, projection.segmentIndex[place]!]));
    const labels = Int32Array.from(customers, ({ id }) => found.get(id)!);
    expect(adjustedRandIndex(Int32Array.from(truth.segment), labels)).toBeGreaterThanOrEqual(0.9);
  });

  it('predicts who leaves nearly as well as the planted probability itself', () => {
    const left = customers.map(({ churned }) => churned);
    const best = rocAuc(left, truth.churnProbability);
    expect(analysis.champion!.metrics!.rocAuc).toBeGreaterThanOrEqual(best - 0.01);
  });

  it('is imported once', async () => {
    expect(await app.slices.sampleData.service.importIntoEmpty(CallContext.ofServer())).toBeNull();
  });
});
