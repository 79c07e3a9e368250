import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { evidenceOfSplits } from './average-splits.js';
import { fitUplift, predictUplift } from './fit-uplift.js';
import { measureUplift } from './measure-uplift.js';
import { qiniCurve } from './qini.js';
import { simulateTrial } from './uplift-simulation.test-support.js';

describe('the Qini curve', () => {
  it('adds up what the first so many gain, and is compared with a straight line', () => {
    const { share, gain, coefficient } = qiniCurve([4, 3, 2, 1], [0.4, 0.2, 0.2, 0], 4);
    expect([...share]).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect([...gain].map((value) => +value.toFixed(12))).toEqual([0, 0.1, 0.15, 0.2, 0.2]);
    // The trapezoids under it, (0.1 / 2 + 0.125 + 0.175 + 0.2) / 4 = 0.1375, less the triangle 0.2 / 2.
    expect(coefficient).toBeCloseTo(0.0375, 12);
  });

  it('lets rows with the same prediction share their places', () => {
    const { gain, coefficient } = qiniCurve([2, 2, 1, 1], [0.4, 0, 0.1, 0.1], 4);
    expect([...gain].map((value) => +value.toFixed(12))).toEqual([0, 0.05, 0.1, 0.125, 0.15]);
    expect(coefficient).toBeCloseTo((0.05 / 2 + 0.075 + 0.1125 + 0.1375) / 4 - 0.15 / 2, 12);
    expect(qiniCurve([1, 1, 1], [5, -2, 7]).coefficient).toBeCloseTo(0, 12);
  });

  it('has the errors that orders by chance show', () => {
    const random = createRandom(3);
    const scores = Float64Array.from({ length: 400 }, () => random.normal() + 0.3);
    const places = Float64Array.from(scores, (_, i) => -i);
    const { coefficientError, standardError } = qiniCurve(places, scores, 2);
    const drawn = Array.from({ length: 4000 }, () =>
      qiniCurve(
        places,
        scores.map(() => scores[random.integer(400)]!),
        2,
      ),
    );
    const deviation = (values: readonly number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    expect(coefficientError / deviation(drawn.map((own) => own.coefficient))).toBeCloseTo(1, 1);
    expect(standardError[1]! / deviation(drawn.map(({ gain }) => gain[1]!))).toBeCloseTo(1, 1);
  });
});

describe('the evidence of splits', () => {
  const splits = { offsets: Int32Array.of(0, 1, 1), points: Float64Array.of(1) };
  /** Rows of a column in two bins and of one that cannot be split, half of them above; scores of ±1 whose means differ. */
  const sums = (difference: number, rows = 100) => ({
    weights: Float64Array.of(rows / 2, rows / 2, rows),
    scores: Float64Array.of(0, (difference * rows) / 2, (difference * rows) / 2),
    variances: Float64Array.of(rows / 2, rows / 2, rows),
  });
  const evidence = (difference: number, rows?: number) =>
    evidenceOfSplits(sums(difference, rows), splits, Int32Array.of(0, 1));

  it('is the logarithm of the average of its likelihood ratios, 0.3 for a difference and 0.7 for none', () => {
    // The difference of the means has the variance 1 / 50 + 1 / 50; the normal of effects is nine times as wide.
    const z2 = 0.5 ** 2 / (2 / 50);
    const ratio = Math.exp(((z2 * 9) / 10) * 0.5) / Math.sqrt(10);
    expect(evidence(0.5)).toBeCloseTo(Math.log(0.7 + 0.3 * ratio), 10);
    expect(evidence(-0.5)).toBeCloseTo(evidence(0.5), 10);
  });

  it('is below 0 where nothing differs, and a number however much does', () => {
    expect(evidence(0)).toBeLessThan(0);
    expect(evidence(0.9, 1e8)).toBeGreaterThan(1e6);
    expect(Number.isFinite(evidence(0.9, 1e8))).toBe(true);
    expect(evidenceOfSplits(sums(0.5), { ...splits, offsets: new Int32Array(3) }, Int32Array.of(0, 1))).toBe(
      0,
    );
  });
});

describe('an uplift model', () => {
  const planted = { customers: 20_000, heldOut: 0.5, effect: 0.08 } as const;

  it('tells those who gain from those who do not', async () => {
    const trial = simulateTrial({ ...planted, gainers: 'contract', seed: 5 });
    const expected = predictUplift(await fitUplift(trial), trial.table);
    const means = [0, 0];
    const counts = [0, 0];
    trial.truth.forEach((gain, i) => {
      const group = gain > 0 ? 1 : 0;
      means[group]! += expected[i]!;
      counts[group]!++;
    });
    const [others, gainers] = means.map((sum, group) => sum / counts[group]!) as [number, number];
    expect(gainers - others).toBeGreaterThan(0.03);
    expect(Math.abs((gainers + others) / 2 - 0.04)).toBeLessThan(0.02);
  });

  it.each([
    ['contract', 0.5],
    ['age or visits', 0.5],
    ['contract', 0.1],
    ['age', 0.1],
  ] as const)(
    'finds that a half of 20,000 customers, by %s, gain 8 points and the others none, with %f left alone',
    async (gainers, heldOut) => {
      const { differs, interval, curve } = await measureUplift(
        simulateTrial({ ...planted, heldOut, gainers, seed: 1 }),
      );
      expect(differs).toBe(true);
      // The best order of all gains 0.08 × (½ × ¼) over one by chance.
      expect(interval.low).toBeLessThan(0.01);
      expect(interval.high).toBeGreaterThan(0.01);
      expect(curve.gain.at(-1)).toBeCloseTo(0.04, 1);
    },
  );

  it('says of campaigns with one effect for all that nothing differs, but for one in twenty', async () => {
    let said = 0;
    for (let seed = 0; seed < 16; seed++) {
      const trial = simulateTrial({ customers: 2000, heldOut: 0.2, effect: 0.08, gainers: 'all', seed });
      if ((await measureUplift(trial, { seed })).differs) said++;
    }
    // With a chance of 5 % each, three of sixteen come in 4 % of tries.
    expect(said).toBeLessThanOrEqual(2);
  });

  it('gives the same answer for the same seed, and refuses an arm of nine', async () => {
    const trial = simulateTrial({ customers: 1000, heldOut: 0.3, effect: 0.08, gainers: 'age', seed: 2 });
    const [one, other] = [await measureUplift(trial, { seed: 7 }), await measureUplift(trial, { seed: 7 })];
    expect(other).toEqual(one);
    const few = { ...trial, treated: Uint8Array.from(trial.treated, (_, i) => Number(i < 9)) };
    await expect(fitUplift(few)).rejects.toThrow('has 9 rows; it must have at least 50');
  });
});
