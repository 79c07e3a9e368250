import { InvalidParameterError } from '../errors.js';
import { showValue } from '../show-value.js';
import { requireBinaryTarget, requireFinite, requireLength, requireNumbers } from '../validation.js';

/**
 * The distinct scores, ascending, and how many rows of each class have them.
 * Every metric of a ranking follows from these counts, so none of them depends on the order of tied rows.
 */
export interface ScoreRuns {
  readonly score: Float64Array;
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
  readonly totalPositives: number;
  readonly totalNegatives: number;
}

/**
 * Counts rows by score. O(n log n): each class is sorted as plain numbers, then both are merged.
 * @throws ShapeError, InvalidParameterError or DegenerateDataError for lengths that differ, targets other than 0 and 1,
 * scores that are not finite, or one class only.
 */
export function scoreRuns(y: ArrayLike<number>, scores: ArrayLike<number>): ScoreRuns {
  requireNumbers('y', y);
  requireLength('scores', scores, 'y', y.length);
  requireFinite('scores', scores);
  const totalPositives = requireBinaryTarget(y, scores.length);
  const totalNegatives = y.length - totalPositives;
  const positiveScores = sortedScoresOf(1, y, scores, totalPositives);
  const negativeScores = sortedScoresOf(0, y, scores, totalNegatives);

  const score = new Float64Array(y.length);
  const positives = new Float64Array(y.length);
  const negatives = new Float64Array(y.length);
  let runs = 0;
  let p = 0;
  let n = 0;
  while (p < totalPositives || n < totalNegatives) {
    const nextPositive = p < totalPositives ? positiveScores[p]! : Number.POSITIVE_INFINITY;
    const nextNegative = n < totalNegatives ? negativeScores[n]! : Number.POSITIVE_INFINITY;
    const current = Math.min(nextPositive, nextNegative);
    const firstPositive = p;
    const firstNegative = n;
    while (p < totalPositives && positiveScores[p] === current) p++;
    while (n < totalNegatives && negativeScores[n] === current) n++;
    score[runs] = current;
    positives[runs] = p - firstPositive;
    negatives[runs] = n - firstNegative;
    runs++;
  }
  return {
    score: score.subarray(0, runs),
    positives: positives.subarray(0, runs),
    negatives: negatives.subarray(0, runs),
    totalPositives,
    totalNegatives,
  };
}

/** Throws unless the value is an array of probabilities 0..1, naming the first that is not. */
export function requireProbabilities(name: string, p: ArrayLike<number>): void {
  requireNumbers(name, p);
  for (let i = 0; i < p.length; i++) {
    const value = p[i]!;
    if (!(value >= 0 && value <= 1)) {
      throw new InvalidParameterError(`${name}[${i}] is ${showValue(value)}; it must be a probability 0..1`);
    }
  }
}

function sortedScoresOf(label: number, y: ArrayLike<number>, scores: ArrayLike<number>, count: number) {
  const own = new Float64Array(count);
  let at = 0;
  // Adding 0 turns −0 into 0: both are one score.
  for (let i = 0; i < y.length; i++) if (y[i] === label) own[at++] = scores[i]! + 0;
  return own.sort();
}
