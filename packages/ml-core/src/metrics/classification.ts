import { InvalidParameterError } from '../errors.js';
import { showValue } from '../show-value.js';
import { requireBinaryTarget, requireFinite, requireLength, requireNumbers } from '../validation.js';

/**
 * Counts of right and wrong predictions at a cut-off; a row is predicted positive if its probability is at least the
 * threshold.
 */
export interface ConfusionMatrix {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly trueNegative: number;
  readonly falseNegative: number;
}

/**
 * Counts right and wrong at a cut-off; a probability equal to it counts as positive. O(n).
 * @param y 0 or 1 per row, both present. @param p one finite score per row
 * @param threshold any number except NaN; at Infinity no row counts as positive
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument
 */
export function confusionMatrix(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  threshold = 0.5,
): ConfusionMatrix {
  if (typeof threshold !== 'number' || Number.isNaN(threshold)) {
    throw new InvalidParameterError(`threshold is ${showValue(threshold)}; it must be a number`);
  }
  requireNumbers('y', y);
  requireLength('p', p, 'y', y.length);
  requireFinite('p', p);
  const positives = requireBinaryTarget(y, p.length);
  let truePositive = 0;
  let falsePositive = 0;
  for (let i = 0; i < y.length; i++) {
    if (p[i]! < threshold) continue;
    if (y[i] === 1) truePositive++;
    else falsePositive++;
  }
  const trueNegative = y.length - positives - falsePositive;
  return { truePositive, falsePositive, trueNegative, falseNegative: positives - truePositive };
}

/** Share of the predicted positives that are positive; 0 if none is predicted. @throws what `confusionMatrix` throws */
export function precisionScore(y: ArrayLike<number>, p: ArrayLike<number>, threshold = 0.5): number {
  const { truePositive, falsePositive } = confusionMatrix(y, p, threshold);
  return truePositive === 0 ? 0 : truePositive / (truePositive + falsePositive);
}

/** Share of the positives that are predicted positive. @throws what `confusionMatrix` throws */
export function recallScore(y: ArrayLike<number>, p: ArrayLike<number>, threshold = 0.5): number {
  const { truePositive, falseNegative } = confusionMatrix(y, p, threshold);
  return truePositive / (truePositive + falseNegative);
}

/** Harmonic mean of precision and recall; 0 if no predicted positive is one. @throws what `confusionMatrix` throws */
export function f1Score(y: ArrayLike<number>, p: ArrayLike<number>, threshold = 0.5): number {
  const { truePositive, falsePositive, falseNegative } = confusionMatrix(y, p, threshold);
  return (2 * truePositive) / (2 * truePositive + falsePositive + falseNegative);
}

/**
 * Share of the rows that are predicted right; flattering where positives are rare. @throws what `confusionMatrix`
 * throws
 */
export function accuracyScore(y: ArrayLike<number>, p: ArrayLike<number>, threshold = 0.5): number {
  const { truePositive, trueNegative } = confusionMatrix(y, p, threshold);
  return (truePositive + trueNegative) / y.length;
}
