import { adjustedRandIndex } from '@holdfast/ml-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;
const { customers, truth } = generateSample();

beforeAll(async () => {
  app = await createTestApp();
  const imported = await app.slices.sampleData.service.importIntoEmpty();
  datasetId = imported!.dataset.id;
  for (;;) {
    const { edges } = await app.slices.jobs.service.list({ datasetId, states: ['PENDING', 'RUNNING'] }, 1);
    if (edges.length === 0) break;
    for await (const _ of await app.slices.jobs.service.watch(edges[0]!.node.id));
  }
}, 300_000);
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
  it('gives back the planted segments under the recommended k', async () => {
    const [found] = await app.dataSource.query(
      'select id, min_k, recommended_k, selected_k from segmentations where dataset_id = $1 and active',
      [datasetId],
    );
    expect(found).toMatchObject({ recommended_k: 4, selected_k: 4 });
    const rows = await app.dataSource.query(
      'select labels[$2] as label from segment_memberships where segmentation_id = $1 order by row',
      [found.id, found.recommended_k - found.min_k + 1],
    );
    const labels = Int32Array.from(rows, ({ label }: { label: number }) => label);
    expect(adjustedRandIndex(Int32Array.from(truth.segment), labels)).toBeGreaterThanOrEqual(0.9);
  });

  it('tells who leaves nearly as well as the planted probability itself', async () => {
    const left = customers.map(({ churned }) => churned);
    const [{ metrics }] = await app.dataSource.query(
      `select metrics from churn_models where dataset_id = $1 and stage = 'CHAMPION'`,
      [datasetId],
    );
    expect(metrics.rocAuc).toBeGreaterThanOrEqual(rocAuc(left, truth.churnProbability) - 0.01);
  });

  it('is imported once', async () => {
    expect(await app.slices.sampleData.service.importIntoEmpty()).toBeNull();
  });
});
