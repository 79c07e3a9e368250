import { fitLogisticRegression } from '../linear-model/logistic-regression.js';
import { createMatrix } from '../matrix.js';
import { requireProbabilities } from '../metrics/score-runs.js';
import { requireBinaryTarget, requireLength, requireNumbers } from '../validation.js';

/** log-odds = intercept + slope · log-odds of the score. */
export interface PlattCalibrator {
  readonly kind: 'calibrator';
  readonly version: 1;
  readonly method: 'platt';
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Learns the slope and intercept on the log-odds of a score that fit the outcomes best (Platt 1999, with his smoothed
 * targets). Needs fewer rows than isotonic calibration and keeps the order of rows. Scores that point the wrong way get
 * slope 0: every row gets the average rate. O(n).
 *
 * @param scores uncalibrated probabilities of rows the model did not learn from
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument
 */
export function fitPlatt(scores: ArrayLike<number>, y: ArrayLike<number>): PlattCalibrator {
  requireNumbers('y', y);
  requireLength('scores', scores, 'y', y.length);
  requireProbabilities('scores', scores);
  const positives = requireBinaryTarget(y, scores.length);
  const rows = y.length;
  // A target between 0 and 1 is both outcomes at once, each with its share of the weight.
  const ones = (positives + 1) / (positives + 2);
  const zeros = 1 / (rows - positives + 2);
  const X = createMatrix(2 * rows, 1);
  const label = new Uint8Array(2 * rows);
  const sampleWeight = new Float64Array(2 * rows);
  for (let i = 0; i < rows; i++) {
    const target = y[i] === 1 ? ones : zeros;
    X.data[2 * i] = X.data[2 * i + 1] = scoreLogOdds(scores[i]!);
    label[2 * i] = 1;
    sampleWeight[2 * i] = target;
    sampleWeight[2 * i + 1] = 1 - target;
  }
  const { coefficients, intercept } = fitLogisticRegression(X, label, { l2: 0, sampleWeight });
  const slope = coefficients[0]!;
  if (slope > 0) return { kind: 'calibrator', version: 1, method: 'platt', slope, intercept };
  const rate = (positives * ones + (rows - positives) * zeros) / rows;
  return {
    kind: 'calibrator',
    version: 1,
    method: 'platt',
    slope: 0,
    intercept: Math.log(rate / (1 - rate)),
  };
}

/** Keeps the log-odds of 0 and 1 finite: a forest of which no tree saw a positive says about 1 in 10,000. */
export const SOFTENING = 1e-4;

/** The log-odds of a probability, softened near 0 and 1 but still rising all the way. */
export function scoreLogOdds(score: number): number {
  return Math.log((score + SOFTENING) / (1 - score + SOFTENING));
}
