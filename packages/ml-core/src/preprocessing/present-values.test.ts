import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presentValues, quantile } from './present-values.js';

const golden: { income: (number | null)[]; quantiles: Record<string, number> } = JSON.parse(
  readFileSync(new URL('../../golden/preprocessing.golden.json', import.meta.url), 'utf8'),
);

describe('quantile', () => {
  it('agrees with numpy', () => {
    const present = presentValues(Float64Array.from(golden.income, (value) => value ?? Number.NaN));
    for (const [share, expected] of Object.entries(golden.quantiles)) {
      expect(quantile(present, Number(share))).toBeCloseTo(expected, 9);
    }
  });

  it('finds what sorting finds', () => {
    const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.nat(), (numbers, seed) => {
        const k = seed % numbers.length;
        const sorted = [...numbers].sort((a, b) => a - b);
        const share = numbers.length === 1 ? 0 : k / (numbers.length - 1);
        expect(quantile(presentValues(Float64Array.from(numbers)), share)).toBeCloseTo(sorted[k]!, 9);
      }),
    );
  });

  it('takes weights as repetition', () => {
    const item = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 4 }));
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (items, share) => {
          const repeated = items.flatMap(([value, times]) => new Array<number>(times).fill(value));
          const weighted = presentValues(
            Float64Array.from(items, ([v]) => v),
            Float64Array.from(items, ([, w]) => w),
          );
          expect(quantile(weighted, share)).toBeCloseTo(
            quantile(presentValues(Float64Array.from(repeated)), share),
            9,
          );
        },
      ),
    );
  });

  it('knows no unit of weights below 1', () => {
    const values = Float64Array.from({ length: 10 }, (_, i) => i);
    for (const weight of [1 / 11, 0.5, 1e-9, 1]) {
      const present = presentValues(values, new Float64Array(10).fill(weight));
      expect(quantile(present, 0.5)).toBeCloseTo(4.5, 9);
      expect(quantile(present, 0.25)).toBeCloseTo(2.25, 9);
    }
    const halves = presentValues(
      values,
      Float64Array.from(values, (i) => (i < 5 ? 0.5 : 1)),
    );
    const doubled = presentValues(
      values,
      Float64Array.from(values, (i) => (i < 5 ? 1 : 2)),
    );
    expect(quantile(halves, 0.3)).toBeCloseTo(quantile(doubled, 0.3), 9);
  });

  it('does not slow down on sorted, equal or alternating values', () => {
    const n = 300_000;
    for (const shape of [(i: number) => i, () => 1, (i: number) => i % 2, (i: number) => n - i]) {
      const values = Float64Array.from({ length: n }, (_, i) => shape(i));
      expect(quantile(presentValues(values), 0.5)).toBe(
        Float64Array.from(values).sort()[n / 2 - 1]! / 2 + Float64Array.from(values).sort()[n / 2]! / 2,
      );
    }
  });

  it('refuses to make up a value', () => {
    expect(() => quantile(presentValues(Float64Array.of(Number.NaN)), 0.5)).toThrow('values has 0 values');
  });
});
