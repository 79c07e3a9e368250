import { type ScoreRuns, scoreRuns } from './score-runs.js';
import { Z_95 } from './z95.js';

/**
 * The probability that a random positive scores higher than a random negative, ties counting half: the area under the
 * ROC curve. 0.5 is chance, 1 a perfect order. O(n log n).
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument
 */
export function rocAuc(y: ArrayLike<number>, scores: ArrayLike<number>): number {
  return aucOf(scoreRuns(y, scores));
}

/** An AUC and the ends of its confidence interval, all within 0..1. */
export interface AucInterval {
  readonly auc: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The AUC with its 95 % interval after DeLong, DeLong and Clarke-Pearson (1988), computed from counts of tied scores
 * in O(n log n) as in Sun and Xu (2014).
 *
 * Where the classes are perfectly apart the estimated variance is 0, which would claim certainty from any number of
 * rows. There the far end is the AUC at which min(positives, negatives) independent pairs would all come out in
 * order with a chance of 2.5 %. Where all scores are one the variance is 0 as well, and that of a random order (Mann and
 * Whitney 1947) stands for it.
 * @throws what `rocAuc` throws
 */
export function rocAucInterval(y: ArrayLike<number>, scores: ArrayLike<number>): AucInterval {
  const { auc, low, high } = aucWithin(y, scores, { z: Z_95, alpha: 0.05 });
  return { auc, low, high };
}

/** How sure an interval is to be, and how many standard deviations that reaches either way. */
export interface Level {
  readonly z: number;
  readonly alpha: number;
}

/** The same at another level, with the standard error that it rests on: 0 where the classes are perfectly apart. */
export function aucWithin(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  level: Level,
): AucInterval & { readonly error: number } {
  return aucOfRuns(scoreRuns(y, scores), level);
}

/** The same of counted scores. */
export function aucOfRuns(
  runs: Omit<ScoreRuns, 'score'>,
  { z, alpha }: Level,
): AucInterval & { readonly error: number } {
  const auc = aucOf(runs);
  const variance = deLongVariance(runs, auc);
  if (variance === 0 && (auc === 1 || auc === 0)) {
    const end = (alpha / 2) ** (1 / Math.min(runs.totalPositives, runs.totalNegatives));
    return auc === 1 ? { auc, low: end, high: 1, error: 0 } : { auc, low: 0, high: 1 - end, error: 0 };
  }
  const { totalPositives: m, totalNegatives: n } = runs;
  const error = Math.sqrt(variance > 0 ? variance : (m + n + 1) / (12 * m * n));
  return { auc, low: Math.max(0, auc - z * error), high: Math.min(1, auc + z * error), error };
}

/**
 * Precision averaged over the recall gained at each threshold, without interpolation: the area under the
 * precision-recall curve. Chance is the share of positives. O(n log n).
 * @throws what `rocAuc` throws
 */
export function averagePrecision(y: ArrayLike<number>, scores: ArrayLike<number>): number {
  const { positives, negatives, totalPositives } = scoreRuns(y, scores);
  let found = 0;
  let taken = 0;
  let area = 0;
  for (let run = positives.length - 1; run >= 0; run--) {
    found += positives[run]!;
    taken += positives[run]! + negatives[run]!;
    area += (positives[run]! / totalPositives) * (found / taken);
  }
  return area;
}

/**
 * How many times more positives the highest-scored tenth holds than a random tenth would.
 * The tenth is n / 10 rounded, at least one row; where the cut goes through tied rows it takes their average.
 * @throws what `rocAuc` throws
 */
export function topDecileLift(y: ArrayLike<number>, scores: ArrayLike<number>): number {
  const { positives, negatives, totalPositives, totalNegatives } = scoreRuns(y, scores);
  const total = totalPositives + totalNegatives;
  const size = Math.max(1, Math.round(total / 10));
  let room = size;
  let found = 0;
  for (let run = positives.length - 1; room > 0; run--) {
    const rows = positives[run]! + negatives[run]!;
    found += positives[run]! * Math.min(1, room / rows);
    room -= rows;
  }
  return found / size / (totalPositives / total);
}

function aucOf({ positives, negatives, totalPositives, totalNegatives }: Omit<ScoreRuns, 'score'>): number {
  let below = 0;
  let wins = 0;
  for (let run = 0; run < positives.length; run++) {
    wins += positives[run]! * (below + negatives[run]! / 2);
    below += negatives[run]!;
  }
  return wins / (totalPositives * totalNegatives);
}

/** Spread of each row's own share of wins, positives against negatives and the other way round. */
function deLongVariance(runs: Omit<ScoreRuns, 'score'>, auc: number): number {
  const { positives, negatives, totalPositives, totalNegatives } = runs;
  let negativesBelow = 0;
  let positivesBelow = 0;
  let positiveSpread = 0;
  let negativeSpread = 0;
  for (let run = 0; run < positives.length; run++) {
    const winsOfPositive = (negativesBelow + negatives[run]! / 2) / totalNegatives;
    const winsOverNegative = 1 - (positivesBelow + positives[run]! / 2) / totalPositives;
    positiveSpread += positives[run]! * (winsOfPositive - auc) ** 2;
    negativeSpread += negatives[run]! * (winsOverNegative - auc) ** 2;
    negativesBelow += negatives[run]!;
    positivesBelow += positives[run]!;
  }
  return sampleVariance(positiveSpread, totalPositives) + sampleVariance(negativeSpread, totalNegatives);
}

/** Variance of a mean of n values; of a single one the spread is unknown and half its range is assumed. */
function sampleVariance(spread: number, n: number): number {
  return n > 1 ? spread / (n - 1) / n : 0.25;
}
