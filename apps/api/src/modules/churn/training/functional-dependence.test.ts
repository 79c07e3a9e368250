import { createRandom, type FeatureColumn } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { functionalDependence, isComputedFrom } from './functional-dependence.js';

const numeric = (name: string, values: ArrayLike<number>): FeatureColumn => ({
  kind: 'numeric',
  name,
  values: Float64Array.from(values),
});

const random = createRandom(1);
const days = numeric(
  'days',
  Array.from({ length: 1000 }, () => random.integer(100)),
);
const over = (f: (day: number) => number) =>
  numeric('other', (days as { values: Float64Array }).values.map(f));

describe('functional dependence', () => {
  it("is Chatterjee's 1 − 3·Σ|jumps| / (n² − 1) if nothing is tied", () => {
    const cause = numeric('x', [1, 2, 3, 4, 5]);
    const effect = numeric('y', [2, 1, 4, 3, 5]);
    // Jumps of the ranks: 1 + 3 + 1 + 2 = 7; 1 − 21 / 24.
    expect(functionalDependence(cause, effect, 0)).toBeCloseTo(1 - 21 / 24, 12);
  });

  it('is near 0 for independent columns, within 0.1 at 1000 rows', () => {
    const noise = numeric(
      'noise',
      Array.from({ length: 1000 }, () => random.next()),
    );
    expect(Math.abs(functionalDependence(days, noise, 0))).toBeLessThan(0.1);
  });

  it('leaves missing values out', () => {
    const cause = numeric('x', [1, 2, Number.NaN, 3, 4]);
    const effect = numeric('y', [1, 2, 9, 3, Number.NaN]);
    expect(functionalDependence(cause, effect, 0)).toBe(
      functionalDependence(numeric('x', [1, 2, 3]), numeric('y', [1, 2, 3]), 0),
    );
  });

  it('is 0 for a constant and for fewer than two rows', () => {
    expect(
      functionalDependence(
        days,
        over(() => 1),
        0,
      ),
    ).toBe(0);
    expect(functionalDependence(numeric('x', [1]), numeric('y', [1]), 0)).toBe(0);
  });
});

describe('a column computed from another', () => {
  it.each([
    ['weeks', (day: number) => day / 7],
    ['coarse steps', (day: number) => Math.floor(day / 25)],
    ['a shape that goes up and down', (day: number) => (day - 50) ** 2],
    ['the opposite', (day: number) => 100 - day],
  ])('is found as %s', (_, f) => {
    expect(isComputedFrom(over(f), days, 0)).toBe(true);
  });

  it('is found if it is the finer of the two', () => {
    expect(
      isComputedFrom(
        over((day) => day + random.next()),
        days,
        0,
      ),
    ).toBe(true);
  });

  it('is not one that is only correlated', () => {
    expect(
      isComputedFrom(
        over((day) => day + 60 * random.normal()),
        days,
        0,
      ),
    ).toBe(false);
  });

  it('is found among categories as well', () => {
    const codes = Int32Array.from(
      (days as { values: Float64Array }).values,
      (day) => [2, 0, 1][Math.floor(day / 34)]!,
    );
    const band: FeatureColumn = { kind: 'categorical', name: 'band', codes, levels: ['b', 'c', 'a'] };
    expect(isComputedFrom(band, days, 0)).toBe(true);
  });
});
