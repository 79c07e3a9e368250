import {
  accuracyScore,
  averagePrecision,
  bestF1Threshold,
  brierScore,
  type Curve,
  calibrationCurve,
  cumulativeGains,
  expectedCalibrationError,
  f1Score,
  logLoss,
  metricIntervals,
  precisionRecallCurve,
  precisionScore,
  recallScore,
  rocAucInterval,
  rocCurve,
  topDecileLift,
} from '@holdfast/ml-core';
import type { ClassifierMetrics, PlainCurve } from './training.types.js';

/** Points of a stored curve, enough to look smooth. */
const CURVE_POINTS = 200;

/** All quality figures of calibrated probabilities for rows that the model had not seen. */
export function describeQuality(y: Uint8Array, p: Float64Array): ClassifierMetrics {
  const { auc, low, high } = rocAucInterval(y, p);
  const { threshold } = bestF1Threshold(y, p);
  return {
    rocAuc: auc,
    rocAucLow: low,
    rocAucHigh: high,
    averagePrecision: averagePrecision(y, p),
    f1Score: f1Score(y, p, threshold),
    precision: precisionScore(y, p, threshold),
    recall: recallScore(y, p, threshold),
    accuracy: accuracyScore(y, p, threshold),
    brierScore: brierScore(y, p),
    logLoss: logLoss(y, p),
    calibrationError: expectedCalibrationError(y, p),
    topDecileLift: topDecileLift(y, p),
    decisionThreshold: threshold,
    intervals: metricIntervals(y, p, threshold),
  };
}

/** The four curves of calibrated probabilities, thinned for the screen. */
export function drawCurves(y: Uint8Array, p: Float64Array) {
  const options = { maxPoints: CURVE_POINTS };
  const calibration = calibrationCurve(y, p);
  return {
    rocCurve: toPlainCurve(rocCurve(y, p, options)),
    precisionRecallCurve: toPlainCurve(precisionRecallCurve(y, p, options)),
    calibrationCurve: { x: [...calibration.x], y: [...calibration.y], threshold: null },
    gainsCurve: toPlainCurve(cumulativeGains(y, p, options)),
  };
}

function toPlainCurve({ x, y, threshold }: Curve): PlainCurve {
  const finite = Array.from(threshold, (value) => (Number.isFinite(value) ? value : null));
  return { x: [...x], y: [...y], threshold: finite };
}
