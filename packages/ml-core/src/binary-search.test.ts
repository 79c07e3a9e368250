import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countAtMost, countBelow, firstAbove, firstAtLeast } from './binary-search.js';

const ascending = fc
  .array(fc.integer({ min: -5, max: 5 }), { maxLength: 40 })
  .map((values) => Float64Array.from(values).sort());
const value = fc.oneof(fc.integer({ min: -6, max: 6 }), fc.constantFrom(0.5, -Infinity, Infinity));

describe('binary search', () => {
  it('counts what looking at every value counts', () => {
    fc.assert(
      fc.property(ascending, value, (values, wanted) => {
        expect(countBelow(values, wanted)).toBe(values.filter((other) => other < wanted).length);
        expect(countAtMost(values, wanted)).toBe(values.filter((other) => other <= wanted).length);
      }),
    );
  });

  it('stays within the stretch that it is given', () => {
    const values = Float64Array.of(9, 1, 2, 2, 3, 0);
    expect([1, 2, 2.5, 9].map((wanted) => firstAtLeast(values, wanted, 1, 5))).toEqual([1, 2, 4, 5]);
    expect([0, 1, 2, 9].map((wanted) => firstAbove(values, wanted, 1, 5))).toEqual([1, 2, 4, 5]);
  });
});
