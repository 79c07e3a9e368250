import { firstAbove, firstAtLeast } from '../binary-search.js';
import { requireBinaryTarget, requireFinite, requireLength, requireNumbers } from '../validation.js';
import { requireProbabilities } from './score-runs.js';
import { Z_95 } from './z95.js';

/** By how much a figure of the second scores differs from that of the first, and the ends of its 95 % interval. */
export interface PairedDifference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/**
 * AUC of the second scores minus that of the first, on the same rows: above 0 the second ranks better. The interval is
 * that of DeLong, DeLong and Clarke-Pearson (1988) for two correlated curves: what both get right or wrong alike cancels
 * out. O(n log n), from the place of each row among those of the other class (Sun and Xu 2014).
 *
 * Where no row stands better or worse by one than by the other, the estimated variance is 0, which would claim certainty
 * from any number of rows. Equal scores do differ by exactly 0; otherwise the interval reaches as far as
 * min(positives, negatives) pairs without a difference allow with a chance of 2.5 %.
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument
 */
export function rocAucDifference(
  y: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): PairedDifference {
  requireNumbers('y', y);
  requireScores('first', first, y.length);
  requireScores('second', second, y.length);
  requireBinaryTarget(y, first.length);
  const before = placements(y, first);
  const after = placements(y, second);
  const ofPositives = meanAndVariance(after.positives.map((place, i) => place - before.positives[i]!));
  const ofNegatives = meanAndVariance(after.negatives.map((place, i) => place - before.negatives[i]!));
  const variance = ofPositives.variance + ofNegatives.variance;
  if (variance === 0 && !equal(first, second)) {
    const pairs = Math.min(before.positives.length, before.negatives.length);
    return reaching(ofPositives.mean, 1 - 0.025 ** (1 / pairs));
  }
  return reaching(ofPositives.mean, Z_95 * Math.sqrt(variance));
}

/**
 * Brier score of the second probabilities minus that of the first, on the same rows: below 0 the second is nearer to what
 * happened. The interval is that of a mean of paired differences. O(n).
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument
 */
export function brierDifference(
  y: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): PairedDifference {
  requireNumbers('y', y);
  for (const [name, p] of Object.entries({ first, second })) {
    requireProbabilities(name, p);
    requireLength(name, p, 'y', y.length);
  }
  requireBinaryTarget(y, first.length);
  const differences = Float64Array.from(
    y,
    (label, i) => (second[i]! - label) ** 2 - (first[i]! - label) ** 2,
  );
  const { mean, variance } = meanAndVariance(differences);
  return reaching(mean, Z_95 * Math.sqrt(variance));
}

function requireScores(name: string, scores: ArrayLike<number>, rows: number): void {
  requireNumbers(name, scores);
  requireLength(name, scores, 'y', rows);
  requireFinite(name, scores);
}

/** For each positive the share of negatives below it, for each negative the share of positives above it; ties are halves. */
function placements(y: ArrayLike<number>, scores: ArrayLike<number>) {
  const of = (label: number) => Float64Array.from(scores).filter((_, i) => y[i] === label);
  const [negative, positive] = [of(0), of(1)];
  const below = (others: Float64Array) => {
    const ascending = others.slice().sort();
    const { length } = ascending;
    return (score: number) =>
      (firstAtLeast(ascending, score, 0, length) + firstAbove(ascending, score, 0, length)) / 2 / length;
  };
  const negativesBelow = below(negative);
  const positivesBelow = below(positive);
  return {
    positives: positive.map(negativesBelow),
    negatives: negative.map((score) => 1 - positivesBelow(score)),
  };
}

/** The mean of n values and the variance of that mean; of a single one the spread is unknown, half its range is assumed. */
function meanAndVariance(values: Float64Array): { mean: number; variance: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: n > 1 ? spread / (n - 1) / n : 1 };
}

/** Both figures are within 0..1, so that their difference is within −1..1. */
function reaching(difference: number, reach: number): PairedDifference {
  return { difference, low: Math.max(-1, difference - reach), high: Math.min(1, difference + reach) };
}

function equal(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
