import { InvalidParameterError } from '../errors.js';
import { logLoss } from '../metrics/calibration.js';
import { requireProbabilities } from '../metrics/score-runs.js';
import { requireLength } from '../validation.js';
import { fitIsotonic, type IsotonicCalibrator } from './isotonic.js';
import { fitPlatt, type PlattCalibrator, scoreLogOdds } from './platt.js';

/** Turns a model's scores into probabilities that can be multiplied by money. Plain data. */
export type Calibrator = IsotonicCalibrator | PlattCalibrator;
export type CalibrationMethod = Calibrator['method'];

/** Calibrated probabilities, strictly between 0 and 1. @throws InvalidParameterError for scores outside 0..1 */
export function calibrate(calibrator: Calibrator, scores: ArrayLike<number>): Float64Array {
  requireProbabilities('scores', scores);
  if (calibrator.method === 'platt') {
    const { slope, intercept } = calibrator;
    return Float64Array.from(
      scores,
      (score) => 1 / (1 + Math.exp(-(intercept + slope * scoreLogOdds(score)))),
    );
  }
  return Float64Array.from(scores, (score) => interpolate(calibrator, score));
}

export interface CrossFitOptions {
  /** Default: whichever gives the out-of-fold rows the better log loss. */
  method?: CalibrationMethod;
}

export interface CrossFitted {
  /** One probability a row, from a calibrator that was fitted without the row's fold: for honest metrics. */
  readonly calibrated: Float64Array;
  /** Fitted on all rows: for scoring customers. */
  readonly calibrator: Calibrator;
}

/**
 * Calibrates out-of-fold scores without letting a row calibrate itself: each fold by a calibrator that saw the others.
 *
 * @param scores out-of-fold probabilities, see `crossValidate`
 * @param folds the fold of each row, at least two
 * @throws DegenerateDataError if the rows outside some fold are of one class
 */
export function crossFitCalibration(
  scores: ArrayLike<number>,
  y: Uint8Array,
  folds: Int32Array,
  { method }: CrossFitOptions = {},
): CrossFitted {
  requireLength('folds', folds.length, 'y', y.length);
  requireLength('scores', scores.length, 'y', y.length);
  const methods: CalibrationMethod[] = method ? [method] : ['platt', 'isotonic'];
  const tried = methods.map((candidate) => {
    const calibrated = calibrateFolds(scores, y, folds, candidate);
    return { candidate, calibrated, loss: logLoss(y, calibrated) };
  });
  const best = tried.reduce((a, b) => (b.loss < a.loss ? b : a));
  return { calibrated: best.calibrated, calibrator: fitters[best.candidate](scores, y) };
}

const fitters = { platt: fitPlatt, isotonic: fitIsotonic };

function calibrateFolds(
  scores: ArrayLike<number>,
  y: Uint8Array,
  folds: Int32Array,
  method: CalibrationMethod,
): Float64Array {
  const calibrated = new Float64Array(y.length);
  const names = new Set(folds);
  if (names.size < 2)
    throw new InvalidParameterError(`folds holds ${names.size} fold; it must hold at least 2`);
  for (const fold of names) {
    const others = Int32Array.from(folds.keys()).filter((i) => folds[i] !== fold);
    const own = Int32Array.from(folds.keys()).filter((i) => folds[i] === fold);
    const calibrator = fitters[method](
      Float64Array.from(others, (i) => scores[i]!),
      Uint8Array.from(others, (i) => y[i]!),
    );
    const probabilities = calibrate(
      calibrator,
      Float64Array.from(own, (i) => scores[i]!),
    );
    for (let i = 0; i < own.length; i++) calibrated[own[i]!] = probabilities[i]!;
  }
  return calibrated;
}

function interpolate({ x, y }: IsotonicCalibrator, score: number): number {
  let low = 0;
  let high = x.length - 1;
  if (score <= x[low]!) return y[low]!;
  if (score >= x[high]!) return y[high]!;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (x[middle]! <= score) low = middle;
    else high = middle;
  }
  return y[low]! + ((y[high]! - y[low]!) * (score - x[low]!)) / (x[high]! - x[low]!);
}
