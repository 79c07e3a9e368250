import { createRandom, type FeatureColumn, summarise } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { TableInMemory } from '../../engine/index.js';
import { findOutliers, summariseOrdinary } from './find-outliers.js';

const ROWS = 400;
const random = createRandom(2);
const spend = Float64Array.from({ length: ROWS }, (_, row) => (row < 30 ? 1e6 + row : random.normal()));
const income = Float64Array.from({ length: ROWS }, (_, row) =>
  row === 7 ? 666_666 : 50_000 + 9000 * random.normal(),
);
const columns: FeatureColumn[] = [
  { kind: 'numeric', name: 'income', values: income },
  { kind: 'numeric', name: 'since', values: income, isDate: true },
  { kind: 'numeric', name: 'spend', values: spend },
  { kind: 'categorical', name: 'city', levels: ['Bonn'], codes: new Int32Array(ROWS) },
];
const numbers = Int32Array.from({ length: ROWS }, (_, row) => 10 * row);
const sample = new TableInMemory({ rows: ROWS, columns }, numbers);

describe('outliers', () => {
  it('are told by the number of their row, of columns of numbers that are clustered on', () => {
    expect(findOutliers(sample, 4)).toMatchObject([{ feature: 'income', rows: [70], count: 1 }]);
    expect(findOutliers(sample, 0)).toEqual([]);
  });

  it('count as the last ordinary value in the figures of their column, and nowhere else', () => {
    const outliers = findOutliers(sample, 4);
    const summaries = summarise(sample.table);
    const ordinary = summariseOrdinary(summaries, sample, outliers);
    expect(ordinary.slice(1)).toEqual(summaries.slice(1));
    expect(ordinary[0]).toMatchObject({ rows: ROWS, values: { most: outliers[0]!.high } });
    expect(summariseOrdinary(summaries, sample, outliers, { tails: true })[0]).toMatchObject({
      values: { tail: expect.objectContaining({ unit: expect.any(Number) }) },
    });
  });
});
