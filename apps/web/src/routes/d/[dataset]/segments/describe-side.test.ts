import { describe, expect, it } from 'vitest';
import { describeSide } from './describe-side';

const difference = { feature: 'spend', meanA: 12.345, meanB: null, value: null, shareA: null, shareB: null };

describe('one side of a comparison', () => {
  it('is the mean of a number, and a dash where there is none', () => {
    expect(describeSide(difference, 'A')).toBe('12.3');
    expect(describeSide(difference, 'B')).toBe('–');
  });

  it('is the share that has the value of a category or of yes and no', () => {
    const share = { ...difference, feature: 'plan', meanA: null, value: 'gold', shareA: 1, shareB: 0.083 };
    expect([describeSide(share, 'A'), describeSide(share, 'B')]).toEqual(['100 %', '8.3 %']);
  });

  it('is the day of a date', () => {
    expect(describeSide({ ...difference, meanA: 19_723.4 }, 'A', true)).toBe('2024-01-01');
  });
});
