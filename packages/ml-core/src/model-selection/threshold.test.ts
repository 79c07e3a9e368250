import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidParameterError, ShapeError } from '../errors.js';
import { f1Score } from '../metrics/classification.js';
import { bestF1Threshold, bestProfitThreshold, profitCurve } from './threshold.js';

const scored = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 15 })), { maxLength: 40 })
  .map((rows) => [[0, 3], [1, 5], ...rows])
  .map((rows) => ({
    y: Uint8Array.from(rows, (row) => row[0]!),
    p: Float64Array.from(rows, (row) => row[1]! / 15),
  }));

describe('bestF1Threshold', () => {
  it('is as good as trying every cut-off', () => {
    fc.assert(
      fc.property(scored, ({ y, p }) => {
        const best = bestF1Threshold(y, p);
        expect(best.f1Score).toBeCloseTo(f1Score(y, p, best.threshold), 12);
        for (const threshold of p)
          expect(best.f1Score).toBeGreaterThanOrEqual(f1Score(y, p, threshold) - 1e-12);
      }),
    );
  });
});

describe('bestProfitThreshold', () => {
  const campaign = { contactCost: 10, saveRate: 0.5, savedValue: 100 };

  it('by hand: contacts every row that brings more than it costs', () => {
    // Gains: 0.9 → 35, 0.3 → 5, 0.1 → −5.
    const p = Float64Array.of(0.1, 0.9, 0.3);
    expect(bestProfitThreshold(null, p, campaign)).toEqual({
      threshold: 0.3,
      contacted: 2,
      expectedSaved: expect.closeTo(0.6, 12),
      expectedProfit: expect.closeTo(40, 12),
      baselineProfit: expect.closeTo(35, 12),
    });
  });

  it('counts the positives where they are known', () => {
    const best = bestProfitThreshold(Uint8Array.of(0, 1, 0), Float64Array.of(0.1, 0.9, 0.3), campaign);
    expect(best).toMatchObject({ threshold: 0.9, contacted: 1, expectedSaved: 0.5, expectedProfit: 40 });
  });

  it('takes a value for each row', () => {
    const each = { ...campaign, savedValue: Float64Array.of(1000, 10, 10) };
    expect(bestProfitThreshold(null, Float64Array.of(0.1, 0.9, 0.3), each)).toMatchObject({
      threshold: 0.1,
      contacted: 3,
    });
  });

  it('contacts no row where none is worth it', () => {
    const best = bestProfitThreshold(null, Float64Array.of(0.1, 0.2), { ...campaign, contactCost: 50 });
    expect(best).toMatchObject({
      threshold: 1,
      contacted: 0,
      expectedProfit: 0,
      baselineProfit: expect.closeTo(-85, 12),
    });
  });

  it('is the best of contacting every row above a cut-off, for every cut-off', () => {
    fc.assert(
      fc.property(scored, fc.double({ min: 0, max: 60, noNaN: true }), ({ y, p }, contactCost) => {
        for (const outcomes of [null, y]) {
          const best = bestProfitThreshold(outcomes, p, { ...campaign, contactCost });
          for (const threshold of p) {
            const profit = p.reduce((sum, probability, i) => {
              const positive = outcomes ? outcomes[i]! : probability;
              return probability >= threshold ? sum + positive * 50 - contactCost : sum;
            }, 0);
            expect(best.expectedProfit).toBeGreaterThanOrEqual(profit - 1e-9);
          }
        }
      }),
    );
  });

  it('gives a cut-off that no row reaches where contacting none is best', () => {
    const dear = { contactCost: 50, saveRate: 0.1, savedValue: 10 };
    for (const highest of [0.9, 1]) {
      const p = Float64Array.of(highest, 0.1);
      const { threshold, contacted } = bestProfitThreshold(null, p, dear);
      expect(contacted).toBe(0);
      expect(p.filter((value) => value >= threshold)).toEqual(new Float64Array(0));
    }
  });

  it('refuses positives that are counted twice, and money that overflows or is owed, one by one as together', () => {
    const p = Float64Array.of(0.1, 0.9);
    expect(() => bestProfitThreshold(Uint8Array.of(2, 0), p, campaign)).toThrow(
      'y[0] is 2; it must be 0 or 1',
    );
    const worth =
      (...savedValue: number[]) =>
      () =>
        bestProfitThreshold(null, p, { ...campaign, savedValue: Float64Array.from(savedValue) });
    expect(worth(5, -10)).toThrow('savedValue[1] is -10; it must be a number 0..1e+100');
    expect(worth(5, 1.7e308)).toThrow('savedValue[1] is 1.7e+308');
  });

  it('refuses bad assumptions by name', () => {
    const p = Float64Array.of(0.1, 0.9);
    const best = (assumptions: Partial<typeof campaign>) => () =>
      bestProfitThreshold(null, p, { ...campaign, ...assumptions });
    expect(best({ saveRate: 1.5 })).toThrow('saveRate is 1.5; it must be a number 0..1');
    expect(best({ contactCost: -1 })).toThrow(InvalidParameterError);
    expect(best({ savedValue: Number.NaN })).toThrow('savedValue is NaN');
    expect(() => bestProfitThreshold(new Uint8Array(3), p, campaign)).toThrow(ShapeError);
    expect(() => bestProfitThreshold(null, new Float64Array(0), campaign)).toThrow('p has 0 values');
  });
});

describe('profitCurve', () => {
  it('has one entry for each probability that occurs, and can be thinned', () => {
    const p = Float64Array.from({ length: 500 }, (_, i) => (i % 250) / 250);
    const campaign = { contactCost: 10, saveRate: 0.5, savedValue: 100 };
    const whole = profitCurve(null, p, campaign);
    expect(whole.threshold.length).toBe(250);
    expect([...whole.contacted.subarray(0, 3)]).toEqual([2, 4, 6]);
    const thinned = profitCurve(null, p, campaign, { maxPoints: 11 });
    expect(thinned.threshold.length).toBe(11);
    expect(thinned.contacted[10]).toBe(500);
    expect(thinned.expectedProfit[10]).toBe(whole.expectedProfit[249]);
  });
});
