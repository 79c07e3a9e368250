import {
  requireBinaryTarget,
  requireInteger,
  requireLength,
  requireNumbers,
  requireOptions,
} from '../validation.js';
import { requireProbabilities, scoreRuns } from './score-runs.js';

/**
 * Mean squared distance between probability and outcome: 0 is perfect, and predicting the mean for every row
 * gives the variance of y. O(n).
 * @param y 0 or 1 per row, both present. @param p probabilities 0..1, one per row
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument
 */
export function brierScore(y: ArrayLike<number>, p: ArrayLike<number>): number {
  requireOutcomes(y, p);
  let sum = 0;
  for (let i = 0; i < y.length; i++) sum += (p[i]! - y[i]!) ** 2;
  return sum / y.length;
}

/**
 * Mean −log of the probability given to the actual outcome. Probabilities are kept 2⁻⁵² away from 0 and 1. O(n).
 * @throws what `brierScore` throws
 */
export function logLoss(y: ArrayLike<number>, p: ArrayLike<number>): number {
  requireOutcomes(y, p);
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const held = Math.min(Math.max(p[i]!, Number.EPSILON), 1 - Number.EPSILON);
    sum -= Math.log(y[i] === 1 ? held : 1 - held);
  }
  return sum / y.length;
}

/** One entry per bin that holds rows, ascending: mean probability, share of positives, number of rows. */
export interface CalibrationCurve {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly count: Float64Array;
}

/** How rows are binned to compare rates. */
export interface CalibrationOptions {
  /** Number of bins of equal count, 1..1000. Default 10. */
  bins?: number;
}

/**
 * Compares predicted with observed rates in bins of equal count: on the diagonal, 30 of 100 rows scored 0.3 are
 * positive. Bins are cut at the quantiles of p; rows of equal probability share a bin, so there are fewer bins where
 * there are many ties. O(n log n).
 * @throws what `brierScore` throws, and InvalidParameterError for bins out of range
 */
export function calibrationCurve(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  options: CalibrationOptions = {},
): CalibrationCurve {
  const { bins = 10 } = requireOptions(options);
  requireInteger('bins', bins, 1, 1000);
  requireOutcomes(y, p);
  const { score, positives, negatives } = scoreRuns(y, p);
  const edges = quantileEdges(score, positives, negatives, bins);
  const sumOfP = new Float64Array(bins);
  const sumOfY = new Float64Array(bins);
  const rows = new Float64Array(bins);
  let bin = 0;
  for (let run = 0; run < score.length; run++) {
    while (bin < edges.length && score[run]! > edges[bin]!) bin++;
    const count = positives[run]! + negatives[run]!;
    sumOfP[bin]! += score[run]! * count;
    sumOfY[bin]! += positives[run]!;
    rows[bin]! += count;
  }
  return {
    x: sumOfP.map((sum, i) => sum / rows[i]!).filter((_, i) => rows[i]! > 0),
    y: sumOfY.map((sum, i) => sum / rows[i]!).filter((_, i) => rows[i]! > 0),
    count: rows.filter((count) => count > 0),
  };
}

/**
 * How far predicted and observed rates are apart, averaged over the rows of the calibration curve, 0..1. Of a
 * calibrated model with n rows it is not 0 but about 0.8·√(bins·p(1 − p) / n).
 * @throws what `calibrationCurve` throws
 */
export function expectedCalibrationError(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  options: CalibrationOptions = {},
): number {
  const curve = calibrationCurve(y, p, options);
  let sum = 0;
  for (let i = 0; i < curve.count.length; i++) sum += curve.count[i]! * Math.abs(curve.x[i]! - curve.y[i]!);
  return sum / y.length;
}

/** The inner edges: quantiles at 1/bins, 2/bins ..., interpolated between neighbouring rows. */
function quantileEdges(
  score: Float64Array,
  positives: Float64Array,
  negatives: Float64Array,
  bins: number,
): Float64Array {
  let rows = 0;
  for (let run = 0; run < score.length; run++) rows += positives[run]! + negatives[run]!;
  const edges = new Float64Array(bins - 1);
  let run = 0;
  let passed = positives[0]! + negatives[0]!;
  for (let edge = 0; edge < edges.length; edge++) {
    const position = ((rows - 1) * (edge + 1)) / bins;
    const lower = Math.floor(position);
    while (passed <= lower) {
      run++;
      passed += positives[run]! + negatives[run]!;
    }
    const next = passed > lower + 1 ? score[run]! : score[Math.min(run + 1, score.length - 1)]!;
    edges[edge] = score[run]! + (next - score[run]!) * (position - lower);
  }
  return edges;
}

function requireOutcomes(y: ArrayLike<number>, p: ArrayLike<number>): void {
  requireNumbers('y', y);
  requireLength('p', p, 'y', y.length);
  requireBinaryTarget(y, p.length);
  requireProbabilities('p', p);
}
