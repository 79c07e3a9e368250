import { describe, expect, it } from 'vitest';
import type { ColumnProfile } from '../fit/column-profile.js';
import { contrastFeatures } from './feature-contrast.js';

const blank: ColumnProfile = {
  name: 'x',
  rows: 10,
  missing: 0,
  mean: null,
  standardDeviation: null,
  median: null,
  topValue: null,
  topValueShare: null,
  levelShares: null,
};

describe('a column of a segment compared with that of all customers', () => {
  it('has its distance in overall standard deviations', () => {
    const part = { ...blank, mean: 12, median: 11 };
    const all = { ...blank, mean: 10, standardDeviation: 4 };
    expect(contrastFeatures([{ name: 'x', type: 'NUMBER' }], [part], [all])[0]).toMatchObject({
      mean: 12,
      median: 11,
      overallMean: 10,
      zScore: 0.5,
      topValue: null,
    });
  });

  it('has no distance if nothing varies or nothing is known', () => {
    const column = [{ name: 'x', type: 'NUMBER' as const }];
    const constant = { ...blank, mean: 10, standardDeviation: 0 };
    expect(contrastFeatures(column, [{ ...blank, mean: 10 }], [constant])[0]!.zScore).toBeNull();
    expect(contrastFeatures(column, [blank], [{ ...constant, standardDeviation: 1 }])[0]!.zScore).toBeNull();
  });

  it('has the top value with its share here and overall', () => {
    const part = { ...blank, topValue: 'a', topValueShare: 0.75, levelShares: { a: 0.75, b: 0.25 } };
    const all = { ...blank, topValue: 'b', topValueShare: 0.6, levelShares: { b: 0.6, a: 0.4 } };
    expect(contrastFeatures([{ name: 'x', type: 'CATEGORY' }], [part], [all])[0]).toMatchObject({
      topValue: 'a',
      topValueShare: 0.75,
      topValueOverallShare: 0.4,
    });
  });

  it('has the more frequent answer of a yes or no', () => {
    const part = { ...blank, mean: 0.2 };
    const all = { ...blank, mean: 0.5, standardDeviation: 0.5 };
    const [flag] = contrastFeatures([{ name: 'x', type: 'BOOLEAN' }], [part], [all]);
    expect(flag).toMatchObject({
      mean: 0.2,
      topValue: 'false',
      topValueShare: 0.8,
      topValueOverallShare: 0.5,
    });
    expect(flag!.zScore).toBeCloseTo(-0.6, 12);
  });
});
