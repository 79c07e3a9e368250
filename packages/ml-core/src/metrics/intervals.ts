import { requireNumber } from '../validation.js';
import { calibrationCurve } from './calibration.js';
import { confusionMatrix } from './classification.js';
import { averagePrecision, topDecileLift } from './ranking.js';
import { compareRates } from './risk-ratio.js';
import { requireProbabilities } from './score-runs.js';
import { Z_95 } from './z95.js';

/** Ends of a 95 % confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 95 % intervals of the metrics; see `metricIntervals`. */
export interface MetricIntervals {
  readonly averagePrecision: Interval;
  readonly precision: Interval;
  readonly recall: Interval;
  readonly f1Score: Interval;
  readonly accuracy: Interval;
  readonly brierScore: Interval;
  readonly logLoss: Interval;
  readonly topDecileLift: Interval;
  readonly calibrationError: Interval;
}

/**
 * 95 % intervals of the figures at a threshold and over all of them, for rows that are independent of each other and of
 * the model. Shares by Wilson (1927). F1 too, by way of TP / (TP + FP + FN), a share of which it is a rising function.
 * Average precision on the scale of its log-odds (Boyd, Eng and Page 2013). Brier score and log loss as means. The lift
 * by the risk ratio of the top tenth and the rest (Katz et al. 1978), of which it is a rising function. The calibration
 * error by what chance may have added to it and hidden of it, see `calibrationErrorInterval`. O(n log n).
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument
 */
export function metricIntervals(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  threshold = 0.5,
): MetricIntervals {
  requireProbabilities('p', p);
  const counts = confusionMatrix(y, p, threshold);
  const { truePositive: right, falsePositive: false1, falseNegative: missed, trueNegative } = counts;
  const positives = right + missed;
  const overlap = proportionInterval(right, right + false1 + missed);
  const held = (i: number) => Math.min(Math.max(p[i]!, Number.EPSILON), 1 - Number.EPSILON);
  return {
    averagePrecision: averagePrecisionInterval(averagePrecision(y, p), positives),
    precision: proportionInterval(right, right + false1),
    recall: proportionInterval(right, positives),
    f1Score: { low: doubled(overlap.low), high: doubled(overlap.high) },
    accuracy: proportionInterval(right + trueNegative, y.length),
    brierScore: meanInterval(y.length, (i) => (p[i]! - y[i]!) ** 2),
    logLoss: meanInterval(y.length, (i) => -Math.log(y[i] === 1 ? held(i) : 1 - held(i))),
    topDecileLift: liftInterval(topDecileLift(y, p), positives, y.length),
    calibrationError: calibrationErrorInterval(y, p),
  };
}

/**
 * 95 % of the expected calibration error over its ten bins, or more: the low end takes off the most that chance adds to
 * a calibrated model's, so that 0 says there may be no error at all; the high end adds the most that chance can hide.
 *
 * Let d be the gap of a bin, w its share of rows, s the deviation of d. Σw|d| exceeds the true Σw|δ| by no more than
 * Σws|Z| with independent normal Z, which has the mean √(2/π)·Σws and the variance (1 − 2/π)·Σw²s². It falls short by no
 * more than Σw(±s)Z with the signs of δ, which has the variance Σw²s².
 */
export function calibrationErrorInterval(y: ArrayLike<number>, p: ArrayLike<number>): Interval {
  const { x, y: rate, count } = calibrationCurve(y, p);
  let error = 0;
  let spread = 0;
  let variance = 0;
  for (let bin = 0; bin < count.length; bin++) {
    const share = count[bin]! / y.length;
    const ofOutcome = Math.max(x[bin]! * (1 - x[bin]!), rate[bin]! * (1 - rate[bin]!));
    const deviation = share * Math.sqrt(ofOutcome / count[bin]!);
    error += share * Math.abs(x[bin]! - rate[bin]!);
    spread += deviation;
    variance += deviation ** 2;
  }
  const added = Math.sqrt(2 / Math.PI) * spread + Z_95 * Math.sqrt((1 - 2 / Math.PI) * variance);
  return {
    low: Math.max(0, error - added),
    high: Math.min(1, error + Z_95 * Math.sqrt(variance)),
  };
}

/**
 * Wilson's score interval of a share: `successes` of `trials`. Anything from 0 to 1 without trials. `z`: how many standard
 * deviations it reaches either way; default that of 95 %.
 * @throws InvalidParameterError unless 0 ≤ successes ≤ trials
 */
export function proportionInterval(successes: number, trials: number, z = Z_95): Interval {
  requireNumber('trials', trials, 0);
  requireNumber('successes', successes, 0, trials);
  if (trials === 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const centre = share + z ** 2 / (2 * trials);
  const reach = z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  const scale = 1 + z ** 2 / trials;
  return {
    low: successes === 0 ? 0 : (centre - reach) / scale,
    high: successes === trials ? 1 : (centre + reach) / scale,
  };
}

/** F1 of TP / (TP + FP + FN). */
function doubled(overlap: number): number {
  return (2 * overlap) / (1 + overlap);
}

function averagePrecisionInterval(value: number, positives: number): Interval {
  // A perfect order has no spread: as low as one at which every positive would still come out first, 1 time in 40.
  if (value === 1) return { low: 0.025 ** (1 / positives), high: 1 };
  const logOdds = Math.log(value / (1 - value));
  const reach = Z_95 / Math.sqrt(positives * value * (1 - value));
  const share = (odds: number) => 1 / (1 + Math.exp(-odds));
  return { low: share(logOdds - reach), high: share(logOdds + reach) };
}

function liftInterval(lift: number, positives: number, rows: number): Interval {
  const top = Math.max(1, Math.round(rows / 10));
  const share = top / rows;
  const { low, high } = compareRates(lift * share * positives, top, positives, rows);
  const liftOf = (ratio: number) => 1 / (share + (1 - share) / ratio);
  // With no positive on one side the ratio is that of half a case more, and the lift may lie outside. More than positives
  // alone the top tenth cannot hold.
  return {
    low: Math.min(lift, liftOf(low)),
    high: Math.min(rows / positives, Math.max(lift, liftOf(high))),
  };
}

/** Of a mean of n values that are at least 0. */
export function meanInterval(n: number, valueAt: (i: number) => number, z = Z_95): Interval {
  let mean = 0;
  let square = 0;
  for (let i = 0; i < n; i++) {
    const value = valueAt(i);
    const delta = value - mean;
    mean += delta / (i + 1);
    square += delta * (value - mean);
  }
  const reach = n > 1 ? z * Math.sqrt(square / (n - 1) / n) : mean;
  return { low: Math.max(0, mean - reach), high: mean + reach };
}
