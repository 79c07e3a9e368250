import { requireInteger, requireOptions } from '../validation.js';
import { type ScoreRuns, scoreRuns } from './score-runs.js';

/**
 * A curve as parallel columns, one point per threshold, thresholds descending.
 * The first threshold is Infinity: no row is above it.
 */
export interface Curve {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly threshold: Float64Array;
}

/** How many points a curve may have. */
export interface CurveOptions {
  /** At most this many points, spread evenly and with both ends; at least 2. Default: all of them. */
  maxPoints?: number;
}

/**
 * x: share of negatives at or above the threshold; y: share of positives. Points on a straight line are left out.
 * O(n log n).
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument
 */
export function rocCurve(y: ArrayLike<number>, scores: ArrayLike<number>, options: CurveOptions = {}): Curve {
  const runs = scoreRuns(y, scores);
  const found = foundFromTheTop(runs);
  const corners = [...found.threshold.keys()].filter((i) => isCorner(found.positives, found.negatives, i));
  const x = Float64Array.from(corners, (i) => found.negatives[i]! / runs.totalNegatives);
  const sensitivity = Float64Array.from(corners, (i) => found.positives[i]! / runs.totalPositives);
  return thin({ x, y: sensitivity, threshold: pick(found.threshold, corners) }, options);
}

/** x: recall; y: precision, 1 by convention where no row is above the threshold. @throws what `rocCurve` throws */
export function precisionRecallCurve(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  options: CurveOptions = {},
): Curve {
  const runs = scoreRuns(y, scores);
  const { positives, negatives, threshold } = foundFromTheTop(runs);
  const recall = positives.map((count) => count / runs.totalPositives);
  const precision = positives.map((count, i) => (i === 0 ? 1 : count / (count + negatives[i]!)));
  return thin({ x: recall, y: precision, threshold }, options);
}

/**
 * x: share of all rows at or above the threshold; y: share of the positives among them. The diagonal is chance.
 * @throws what `rocCurve` throws
 */
export function cumulativeGains(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  options: CurveOptions = {},
): Curve {
  const runs = scoreRuns(y, scores);
  const { positives, negatives, threshold } = foundFromTheTop(runs);
  const rows = runs.totalPositives + runs.totalNegatives;
  const x = positives.map((count, i) => (count + negatives[i]!) / rows);
  return thin({ x, y: positives.map((count) => count / runs.totalPositives), threshold }, options);
}

/** Rows of each class at or above each distinct score, from the highest; the first entry stands above them all. */
function foundFromTheTop({ score, positives, negatives }: ScoreRuns) {
  const points = score.length + 1;
  const found = {
    positives: new Float64Array(points),
    negatives: new Float64Array(points),
    threshold: new Float64Array(points).fill(Number.POSITIVE_INFINITY, 0, 1),
  };
  for (let i = 1; i < points; i++) {
    const run = score.length - i;
    found.positives[i] = found.positives[i - 1]! + positives[run]!;
    found.negatives[i] = found.negatives[i - 1]! + negatives[run]!;
    found.threshold[i] = score[run]!;
  }
  return found;
}

/** Whether the direction changes at point i. The counts are whole numbers, so the comparison is exact. */
function isCorner(up: Float64Array, right: Float64Array, i: number): boolean {
  if (i === 0 || i === up.length - 1) return true;
  return (
    (up[i]! - up[i - 1]!) * (right[i + 1]! - right[i]!) !==
    (up[i + 1]! - up[i]!) * (right[i]! - right[i - 1]!)
  );
}

function thin(curve: Curve, options: CurveOptions): Curve {
  const { maxPoints = Number.MAX_SAFE_INTEGER } = requireOptions(options);
  requireInteger('maxPoints', maxPoints, 2);
  const points = curve.x.length;
  if (points <= maxPoints) return curve;
  const kept = Array.from({ length: maxPoints }, (_, i) => Math.round((i * (points - 1)) / (maxPoints - 1)));
  return { x: pick(curve.x, kept), y: pick(curve.y, kept), threshold: pick(curve.threshold, kept) };
}

function pick(values: Float64Array, indices: number[]): Float64Array {
  return Float64Array.from(indices, (i) => values[i]!);
}
