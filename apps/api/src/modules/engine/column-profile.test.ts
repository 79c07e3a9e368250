import { describe, expect, it } from 'vitest';
import { profileColumn } from './column-profile.js';

describe('a column within groups', () => {
  it('has mean, deviation and median of the known numbers of each group', () => {
    const values = Float64Array.of(1, 10, 3, Number.NaN, 20, 2);
    const groups = Uint8Array.of(0, 1, 0, 1, 1, 0);
    const [first, second] = profileColumn({ kind: 'numeric', name: 'x', values }, groups, 2);
    expect(first).toMatchObject({ rows: 3, missing: 0, mean: 2, median: 2, topValue: null });
    expect(first!.standardDeviation).toBeCloseTo(Math.sqrt(2 / 3), 12);
    expect(second).toMatchObject({ rows: 3, missing: 1, mean: 15, standardDeviation: 5, median: 15 });
  });

  it('has the most frequent level of each group and the share of all', () => {
    const column = {
      kind: 'categorical' as const,
      name: 'c',
      codes: Int32Array.of(0, 1, 1, -1, 0),
      levels: ['a', 'b'],
    };
    const [first, second] = profileColumn(column, Uint8Array.of(0, 0, 0, 1, 1), 2);
    expect(first).toMatchObject({ topValue: 'b', topValueShare: 2 / 3, levelShares: { a: 1 / 3, b: 2 / 3 } });
    expect(second).toMatchObject({ rows: 2, missing: 1, topValue: 'a', topValueShare: 1 });
  });

  it('has no figures where nothing is known', () => {
    const numbers = { kind: 'numeric' as const, name: 'x', values: Float64Array.of(Number.NaN) };
    expect(profileColumn(numbers, Uint8Array.of(0), 1)[0]).toMatchObject({
      missing: 1,
      mean: null,
      standardDeviation: null,
      median: null,
    });
    const levels = { kind: 'categorical' as const, name: 'c', codes: Int32Array.of(-1), levels: ['a'] };
    expect(profileColumn(levels, Uint8Array.of(0), 1)[0]).toMatchObject({
      topValue: null,
      topValueShare: null,
      levelShares: null,
    });
  });

  it('leaves the numbers as they were', () => {
    const values = Float64Array.of(3, 1, 2);
    profileColumn({ kind: 'numeric', name: 'x', values }, new Uint8Array(3), 1);
    expect([...values]).toEqual([3, 1, 2]);
  });
});
