import { firstAbove } from '../binary-search.js';
import { logLoss } from '../metrics/calibration.js';
import { requireProbabilities } from '../metrics/score-runs.js';
import { requireFolds } from '../model-selection/require-folds.js';
import { splitFold } from '../model-selection/split-fold.js';
import {
  requireInstance,
  requireLength,
  requireNumber,
  requireObject,
  requireOneOf,
  requireOptions,
  requireTarget,
} from '../validation.js';
import { fitIsotonic, type IsotonicCalibrator } from './isotonic.js';
import { fitPlatt, type PlattCalibrator, scoreLogOdds } from './platt.js';

/** Turns a model's scores into probabilities that match observed rates. Plain data. */
export type Calibrator = IsotonicCalibrator | PlattCalibrator;
/** How a calibrator is fitted: `fitIsotonic` or `fitPlatt`. */
export type CalibrationMethod = Calibrator['method'];

/**
 * Returns calibrated probabilities. Isotonic ones stay away from 0 and 1, see `fitIsotonic`; Platt's may round to 0 or
 * 1 where the slope is steep. O(n log steps).
 * @throws InvalidParameterError for scores outside 0..1, and for anything that is not a calibrator
 */
export function calibrate(calibrator: Calibrator, scores: ArrayLike<number>): Float64Array {
  requireOneOf('calibrator.method', requireObject('calibrator', calibrator).method, methodNames);
  requireProbabilities('scores', scores);
  if (calibrator.method === 'platt') {
    const { slope, intercept } = calibrator;
    requireNumber('calibrator.slope', slope, 0);
    requireNumber('calibrator.intercept', intercept, -Number.MAX_VALUE);
    return Float64Array.from(
      scores,
      (score) => 1 / (1 + Math.exp(-(intercept + slope * scoreLogOdds(score)))),
    );
  }
  requireInstance('calibrator.x', calibrator.x, Float64Array);
  requireInstance('calibrator.y', calibrator.y, Float64Array);
  requireLength('calibrator.y', calibrator.y, 'calibrator.x', calibrator.x.length);
  return Float64Array.from(scores, (score) => interpolate(calibrator, score));
}

/** How out-of-fold scores are calibrated. */
export interface CrossFitOptions {
  /** Default: whichever gives the out-of-fold rows the better log loss. */
  method?: CalibrationMethod;
}

/** Out-of-fold scores after calibration, and a calibrator for new scores. */
export interface CrossFitted {
  /** One probability per row, from a calibrator fitted without the row's fold, for honest metrics. */
  readonly calibrated: Float64Array;
  /** Fitted on all rows: for scoring new rows. */
  readonly calibrator: Calibrator;
}

/**
 * Calibrates out-of-fold scores without letting a row calibrate itself: each fold uses a calibrator fitted on the
 * others.
 *
 * @param scores out-of-fold probabilities, see `crossValidate`
 * @param folds the fold of each row, 2..1000 of them
 * @throws DegenerateDataError if the rows outside some fold are of one class; ShapeError or InvalidParameterError,
 * naming the argument
 */
export function crossFitCalibration(
  scores: ArrayLike<number>,
  y: Uint8Array,
  folds: Int32Array,
  options: CrossFitOptions = {},
): CrossFitted {
  const { method } = requireOptions(options);
  if (method !== undefined) requireOneOf('method', method, methodNames);
  requireTarget(y);
  requireLength('scores', scores, 'y', y.length);
  const names = requireFolds(folds, y);
  const methods: CalibrationMethod[] = method ? [method] : ['platt', 'isotonic'];
  const parts = names.map((fold) => takeFold(scores, y, folds, fold));
  const tried = methods.map((candidate) => {
    const calibrated = calibrateFolds(parts, y.length, candidate);
    return { candidate, calibrated, loss: logLoss(y, calibrated) };
  });
  const best = tried.reduce((a, b) => (b.loss < a.loss ? b : a));
  return { calibrated: best.calibrated, calibrator: fitters[best.candidate](scores, y) };
}

const fitters = { platt: fitPlatt, isotonic: fitIsotonic };
const methodNames = Object.keys(fitters);

/** A fold's own rows and scores, and the scores and answers of all others. */
interface FoldScores {
  readonly held: Int32Array;
  readonly heldScores: Float64Array;
  readonly learningScores: Float64Array;
  readonly learningY: Uint8Array;
}

function takeFold(scores: ArrayLike<number>, y: Uint8Array, folds: Int32Array, fold: number): FoldScores {
  const { learning, held } = splitFold(folds, fold);
  const heldScores = new Float64Array(held.length);
  const learningScores = new Float64Array(learning.length);
  const learningY = new Uint8Array(learning.length);
  for (let i = 0; i < held.length; i++) heldScores[i] = scores[held[i]!]!;
  for (let i = 0; i < learning.length; i++) {
    learningScores[i] = scores[learning[i]!]!;
    learningY[i] = y[learning[i]!]!;
  }
  return { held, heldScores, learningScores, learningY };
}

function calibrateFolds(parts: readonly FoldScores[], rows: number, method: CalibrationMethod): Float64Array {
  const calibrated = new Float64Array(rows);
  for (const { held, heldScores, learningScores, learningY } of parts) {
    const probabilities = calibrate(fitters[method](learningScores, learningY), heldScores);
    for (let i = 0; i < held.length; i++) calibrated[held[i]!] = probabilities[i]!;
  }
  return calibrated;
}

function interpolate({ x, y }: IsotonicCalibrator, score: number): number {
  const last = x.length - 1;
  if (score <= x[0]!) return y[0]!;
  if (score >= x[last]!) return y[last]!;
  const high = firstAbove(x, score, 0, x.length);
  const low = high - 1;
  const between = y[low]! + ((y[high]! - y[low]!) * (score - x[low]!)) / (x[high]! - x[low]!);
  // Rounding may lift a point just below the end over it, and the curve would fall there.
  return Math.min(between, y[high]!);
}
