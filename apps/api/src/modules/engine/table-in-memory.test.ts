import {
  applyPreprocessor,
  createRandom,
  type FeatureTable,
  fitKMeans,
  predictKMeans,
  preprocessorFrom,
  summarise,
} from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import type { ClusterBatch } from './analytics-engine.js';
import { TableInMemory } from './table-in-memory.js';

/** More than are assigned at a time. */
const ROWS = 70_000;

describe('a table in memory', () => {
  it('assigns rows part by part as it would all at once', async () => {
    const random = createRandom(1);
    const numbers = () => Float64Array.from({ length: ROWS }, (_, row) => random.normal() + 8 * (row % 3));
    const table: FeatureTable = {
      rows: ROWS,
      columns: ['x', 'y'].map((name) => ({ kind: 'numeric', name, values: numbers() })),
    };
    const preprocessor = preprocessorFrom(summarise(table), { scaling: 'standard' });
    const X = applyPreprocessor(preprocessor, table);
    const models = await Promise.all([2, 3].map((k) => fitKMeans(X, { k, seed: 0, nInit: 1 })));
    const source = new TableInMemory(
      table,
      Int32Array.from({ length: ROWS }, (_, row) => row),
    );
    const labels = models.map(() => [] as number[]);
    await source.send(await source.assign({ preprocessor, models }), async (batch: ClusterBatch) => {
      for (const [i, label] of batch.labels.entries()) labels[i % 2]!.push(label);
    });
    expect(labels).toEqual(models.map((model) => [...predictKMeans(model, X)]));
  });
});
