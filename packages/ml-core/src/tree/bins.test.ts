import { describe, expect, it } from 'vitest';
import { createMatrix } from '../matrix.js';
import { createRandom } from '../random.js';
import { binByte, fitBins, MAX_BINS } from './bins.js';

const binsOf = (values: number[]) => fitBins(createMatrix(values.length, 1, Float64Array.from(values)));

describe('feature bins', () => {
  it('cut halfway between the distinct values of a short column', () => {
    expect([...binsOf([3, 1, 1, 2, 3]).splitPoints]).toEqual([1.5, 2.5]);
  });

  it('leave a constant column uncut', () => {
    expect(binsOf([7, 7, 7]).splitPoints).toHaveLength(0);
  });

  it('pay no heed to missing values, and give them byte 0', () => {
    const bins = binsOf([Number.NaN, 1, Number.NaN, 2]);
    expect([...bins.splitPoints]).toEqual([1.5]);
    expect([Number.NaN, 1, 1.5, 1.6, 99].map((value) => binByte(bins, 0, value))).toEqual([0, 1, 1, 2, 2]);
  });

  it('hold equal numbers of rows where values are many', () => {
    const random = createRandom(1);
    const values = Array.from({ length: 25_500 }, () => random.normal());
    const bins = binsOf(values);
    const counts = new Array(MAX_BINS + 1).fill(0);
    for (const value of values) counts[binByte(bins, 0, value)]++;
    expect(bins.splitPoints).toHaveLength(MAX_BINS - 1);
    expect(Math.min(...counts.slice(1))).toBeGreaterThanOrEqual(95);
    expect(Math.max(...counts)).toBeLessThanOrEqual(105);
  });

  it('share out the bins that a heap of equal values does not need', () => {
    const random = createRandom(2);
    const values = Array.from({ length: 10_000 }, (_, i) => (i < 8_000 ? 0 : 1 + random.next()));
    expect(binsOf(values).splitPoints.length).toBeGreaterThan(240);
  });

  it('see both of two sorts of rows that come in turn', () => {
    for (const rows of [65_536, 131_072]) {
      expect([...binsOf(Array.from({ length: rows }, (_, i) => i % 2)).splitPoints]).toEqual([0.5]);
    }
  });

  it('take a weight as the row repeated that often, and know no unit of weights', () => {
    const random = createRandom(4);
    const values = Array.from({ length: 3000 }, () => (random.next() < 0.2 ? 5 : random.normal()));
    const weights = values.map(() => random.integer(4));
    const repeated = values.flatMap((value, i) => new Array<number>(weights[i]!).fill(value));
    const X = createMatrix(values.length, 1, Float64Array.from(values));
    const weighted = fitBins(X, Float64Array.from(weights));
    expect(weighted.splitPoints.length).toBe(MAX_BINS - 1);
    expect(weighted).toEqual(binsOf(repeated));
    expect(
      fitBins(
        X,
        Float64Array.from(weights, (weight) => weight / 4096),
      ),
    ).toEqual(weighted);
    expect(weighted).not.toEqual(binsOf(values));
  });

  it('lie in order whatever the signs and sizes, with a constant digit or none', () => {
    const random = createRandom(3);
    const sizes = [-1e300, -2.5, -5e-324, -0, 0, 5e-324, 1, 1e300];
    const few = [...sizes, ...Array.from({ length: 100 }, () => random.normal() * 10 ** random.integer(9))];
    const distinct = [...new Set(few)].sort((a, b) => a - b);
    const cuts = distinct.slice(1).map((above, i) => [distinct[i]!, above] as const);
    const { splitPoints } = binsOf(few.toReversed());
    expect(splitPoints).toHaveLength(cuts.length);
    cuts.forEach(([below, above], i) => {
      expect(splitPoints[i]! >= below && splitPoints[i]! < above).toBe(true);
    });
  });

  it('tell two neighbouring floats apart', () => {
    const above = 1 + Number.EPSILON;
    const bins = binsOf([1, above]);
    expect(binByte(bins, 0, 1)).toBe(1);
    expect(binByte(bins, 0, above)).toBe(2);
  });
});
