import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DegenerateDataError, InvalidParameterError, ShapeError } from '../errors.js';
import { expectedCalibrationError } from '../metrics/calibration.js';
import { rocAuc } from '../metrics/ranking.js';
import { stratifiedKFold } from '../model-selection/stratified-k-fold.js';
import { createRandom } from '../random.js';
import { calibrate, crossFitCalibration } from './calibrate.js';
import { fitIsotonic, poolAdjacentViolators } from './isotonic.js';
import { fitPlatt } from './platt.js';

const golden: {
  scores: number[];
  y: number[];
  isotonic: number[];
  platt: { slope: number; intercept: number };
} = JSON.parse(readFileSync(new URL('../../golden/calibration.golden.json', import.meta.url), 'utf8'));
const goldenY = Uint8Array.from(golden.y);

/** Scores whose log-odds are twice too far out, as class weights or a boosted model make them. */
function overconfident(rows: number, seed: number) {
  const random = createRandom(seed);
  const truth = Float64Array.from({ length: rows }, () => 1 / (1 + Math.exp(1.5 - random.normal())));
  const y = truth.map((p) => (random.next() < p ? 1 : 0));
  const scores = truth.map((p) => p ** 2 / (p ** 2 + (1 - p) ** 2 / 6));
  return { truth, scores, y: Uint8Array.from(y) };
}

const outcomes = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 20 })), { maxLength: 50 })
  .map((rows) => [[0, 3], [1, 5], ...rows])
  .map((rows) => ({
    y: Uint8Array.from(rows, ([label]) => label!),
    scores: rows.map(([, score]) => score! / 20),
  }));

describe('fitIsotonic', () => {
  it('pools into the steps that scikit-learn finds', () => {
    const steps = poolAdjacentViolators(golden.scores, golden.y);
    const rates = steps.flatMap((step) => new Array<number>(step.rows).fill(step.positives / step.rows));
    const expected = [...golden.isotonic].sort((a, b) => a - b);
    expect(rates.length).toBe(expected.length);
    for (let i = 0; i < rates.length; i++) expect(rates[i]).toBeCloseTo(expected[i]!, 12);
  });

  it('by hand: a step down is levelled, and the level stands at the middle of its scores', () => {
    const { x, y } = fitIsotonic([0.1, 0.2, 0.4, 0.6, 0.9], [0, 1, 0, 1, 1]);
    expect([...x]).toEqual([0.1, expect.closeTo(0.3, 12), 0.75]);
    expect([...y]).toEqual([1 / 12, 0.5, 11 / 12]);
  });

  it('rises where rounding would lift it over the end of a step', () => {
    const curve = fitIsotonic([0.15, 0.25, 0.55, 0.4, 0.75, 0.4, 0.05], [0, 1, 1, 1, 0, 1, 0]);
    const scores = Float64Array.from({ length: 101 }, (_, i) => i / 100);
    const calibrated = calibrate(curve, scores);
    expect(calibrated).toEqual(calibrated.toSorted());
  });

  it('rises, whatever the outcomes', () => {
    fc.assert(
      fc.property(outcomes, ({ scores, y }) => {
        const calibrated = calibrate(
          fitIsotonic(scores, y),
          Float64Array.from({ length: 101 }, (_, i) => i / 100),
        );
        for (let i = 1; i < 101; i++) expect(calibrated[i]).toBeGreaterThanOrEqual(calibrated[i - 1]!);
        expect(calibrated[0]).toBeGreaterThan(0);
        expect(calibrated[100]).toBeLessThan(1);
      }),
    );
  });
});

describe('fitPlatt', () => {
  it('agrees with scikit-learn', () => {
    const { slope, intercept } = fitPlatt(golden.scores, goldenY);
    expect(slope).toBeCloseTo(golden.platt.slope, 5);
    expect(intercept).toBeCloseTo(golden.platt.intercept, 5);
  });

  it('keeps the order of scores', () => {
    const { scores, y } = overconfident(500, 1);
    expect(rocAuc(y, calibrate(fitPlatt(scores, y), scores))).toBe(rocAuc(y, scores));
  });

  it('gives every row the average rate when scores point the wrong way', () => {
    const calibrated = calibrate(fitPlatt([0.1, 0.2, 0.8, 0.9], Uint8Array.of(1, 1, 0, 0)), [0.1, 0.9]);
    expect(calibrated[0]).toBe(calibrated[1]);
    expect(calibrated[0]).toBeCloseTo(0.5, 9);
  });

  it('stays away from certainty on scores in perfect order', () => {
    const y = Uint8Array.from({ length: 40 }, (_, i) => (i < 20 ? 0 : 1));
    const calibrated = calibrate(
      fitPlatt(
        Float64Array.from(y, (label) => 0.2 + 0.6 * label),
        y,
      ),
      [0, 1],
    );
    expect(calibrated[0]).toBeGreaterThan(0);
    expect(calibrated[1]).toBeLessThan(1);
  });
});

describe.each([fitPlatt, fitIsotonic])('%o', (fit) => {
  it('brings overconfident scores to the rates behind them, on rows that it never saw', () => {
    const learning = overconfident(20_000, 2);
    const later = overconfident(20_000, 3);
    const calibrated = calibrate(fit(learning.scores, learning.y), later.scores);
    expect(expectedCalibrationError(later.y, later.scores)).toBeGreaterThan(0.1);
    expect(expectedCalibrationError(later.y, calibrated)).toBeLessThan(0.015);
    const distance =
      calibrated.reduce((sum, p, i) => sum + Math.abs(p - later.truth[i]!), 0) / calibrated.length;
    expect(distance).toBeLessThan(0.015);
  });

  it('refuses bad input by name', () => {
    expect(() => fit([0.1, 2], Uint8Array.of(0, 1))).toThrow('scores[1] is 2; it must be a probability 0..1');
    expect(() => fit([0.1, Number.NaN], Uint8Array.of(0, 1))).toThrow(InvalidParameterError);
    expect(() => fit([0.1], Uint8Array.of(0, 1))).toThrow(ShapeError);
    expect(() => fit([0.1, 0.2], Uint8Array.of(1, 1))).toThrow(DegenerateDataError);
  });
});

describe('crossFitCalibration', () => {
  const { scores, y } = overconfident(600, 4);
  const folds = stratifiedKFold(y);

  it('never lets a row calibrate itself: its own outcome does not move its probability', () => {
    for (const method of ['platt', 'isotonic'] as const) {
      const { calibrated } = crossFitCalibration(scores, y, folds, { method });
      const flipped = y.map((label, i) => (folds[i] === 2 ? 1 - label : label));
      const again = crossFitCalibration(scores, flipped, folds, { method }).calibrated;
      const inFold = (p: Float64Array) => p.filter((_, i) => folds[i] === 2);
      expect(inFold(again)).toEqual(inFold(calibrated));
      expect(again).not.toEqual(calibrated);
    }
  });

  it('takes the method with the better log loss by default, and returns a calibrator fitted on all rows', () => {
    expect(crossFitCalibration(scores, y, folds).calibrator).toEqual(fitPlatt(scores, y));
    const steps = overconfident(6000, 6);
    const bent = steps.truth.map((p) => (p < 0.2 ? p / 4 : p < 0.22 ? 0.05 + (p - 0.2) * 40 : 0.85 + p / 10));
    expect(crossFitCalibration(bent, steps.y, stratifiedKFold(steps.y)).calibrator.method).toBe('isotonic');
  });

  it('refuses a single fold', () => {
    expect(() => crossFitCalibration(scores, y, new Int32Array(600))).toThrow('folds holds 1 fold');
  });
});
