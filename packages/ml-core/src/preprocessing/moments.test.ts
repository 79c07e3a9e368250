import { expect, it } from 'vitest';
import { momentsOf } from './moments.js';

it('moments do not suffer from a large mean', () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => (i % 4 === 0 ? 1 : 0));
  const exact = momentsOf(values, undefined);
  expect(exact.mean).toBe(0.25);
  expect(exact.deviation).toBeCloseTo(Math.sqrt(0.1875), 14);
  expect(exact.skewness).toBeCloseTo(2 / Math.sqrt(3), 12);
  for (const offset of [1e9, -1e12, 1e15]) {
    const { mean, deviation, skewness } = momentsOf(
      values.map((value) => value + offset),
      undefined,
    );
    expect(mean - offset).toBeCloseTo(0.25, offset === 1e15 ? 0 : 3);
    expect(deviation).toBeCloseTo(exact.deviation, 9);
    expect(skewness).toBeCloseTo(exact.skewness, 9);
  }
});

it('moments of weighted values are those of the values repeated', () => {
  const weighted = momentsOf(Float64Array.of(3, 5, 11), Float64Array.of(2, 1, 3));
  const repeated = momentsOf(Float64Array.of(3, 3, 5, 11, 11, 11), undefined);
  expect(weighted.mean).toBeCloseTo(repeated.mean, 14);
  expect(weighted.deviation).toBeCloseTo(repeated.deviation, 14);
  expect(weighted.skewness).toBeCloseTo(repeated.skewness, 14);
});
