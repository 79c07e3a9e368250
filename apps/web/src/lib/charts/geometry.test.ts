import { describe, expect, it } from 'vitest';
import { extent, widen } from './extent';
import { linePath, stepPath } from './line-path';
import { nearestPoint } from './nearest-point';

describe('extent', () => {
  it('spans the finite values', () => {
    expect(extent([3, Number.NaN, -1, Number.POSITIVE_INFINITY, 2])).toEqual([-1, 3]);
  });

  it('has a width around one value, and a default for none', () => {
    expect(extent([4, 4])).toEqual([3.5, 4.5]);
    expect(extent([])).toEqual([0, 1]);
  });

  it('is widened on both sides', () => {
    expect(widen([0, 10], 0.1)).toEqual([-1, 11]);
  });
});

describe('a line', () => {
  it('runs through its points', () => {
    expect(linePath([0, 1, 2], [5, 6.25, 7])).toBe('M0.0,5.0L1.0,6.3L2.0,7.0');
  });

  it('breaks where a value is missing', () => {
    expect(linePath([0, 1, 2], [5, Number.NaN, 7])).toBe('M0.0,5.0M2.0,7.0');
  });
});

describe('a histogram', () => {
  it('is one step a bin, closed along its base', () => {
    expect(stepPath([0, 10, 20], [4, 8], 100)).toBe('M0.0,100.0V96.0H10.0V92.0H20.0V100.0Z');
  });

  it('of no bins is nothing', () => {
    expect(stepPath([], [], 100)).toBe('');
  });
});

describe('the nearest point', () => {
  const x = [0, 10, 20];
  const y = [0, 10, 20];

  it('is the one a search over all finds', () => {
    expect(nearestPoint(x, y, 12, 9, 14)).toBe(1);
  });

  it('is none beyond the reach', () => {
    expect(nearestPoint(x, y, 100, 100, 14)).toBe(-1);
  });
});
