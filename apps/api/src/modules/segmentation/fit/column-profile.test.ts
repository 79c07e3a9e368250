import { type FeatureColumn, summarise } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import type { FeatureColumnSpec } from '../../engine/index.js';
import { profileOf } from './column-profile.js';

function profile(column: FeatureColumn, type: FeatureColumnSpec['type']) {
  const rows = column.kind === 'numeric' ? column.values.length : column.codes.length;
  return profileOf(summarise({ rows, columns: [column] })[0]!, type);
}

const numbers = (...values: number[]): FeatureColumn => ({
  kind: 'numeric',
  name: 'x',
  values: Float64Array.from(values),
});
const levels = (codes: number[], names: string[]): FeatureColumn => ({
  kind: 'categorical',
  name: 'c',
  codes: Int32Array.from(codes),
  levels: names,
});

describe('the profile of a column', () => {
  it('has the mean, deviation and median of the known numbers', () => {
    const described = profile(numbers(10, Number.NaN, 20), 'NUMBER');
    expect(described).toMatchObject({ rows: 3, missing: 1, mean: 15, standardDeviation: 5, median: 15 });
    expect(described.topValue).toBeNull();
  });

  it('has the most frequent level and the share of all', () => {
    const described = profile(levels([0, 1, 1, -1], ['a', 'b']), 'CATEGORY');
    expect(described).toMatchObject({ rows: 4, missing: 1, topValue: 'b', topValueShare: 2 / 3, mean: null });
    expect(described.levelShares).toEqual({ a: 1 / 3, b: 2 / 3 });
  });

  it('has the share of yes, as a number, for a yes or no', () => {
    const described = profile(levels([0, 0, 0, 1, -1], ['true', 'false']), 'BOOLEAN');
    expect(described).toMatchObject({ rows: 5, missing: 1, mean: 0.75, median: 1, topValue: null });
    expect(described.standardDeviation).toBeCloseTo(Math.sqrt(0.1875), 12);
  });

  it.each([
    [numbers(Number.NaN), 'NUMBER'],
    [levels([-1], ['a']), 'CATEGORY'],
    [levels([-1], ['true', 'false']), 'BOOLEAN'],
  ] as const)('has no figures where nothing is known', (column, type) => {
    expect(profile(column, type)).toMatchObject({
      missing: 1,
      mean: null,
      topValue: null,
      levelShares: null,
    });
  });
});
