import { rowWeights, type WeightOptions } from '../imbalance/class-weight.js';
import { columnMoments } from '../preprocessing/column-moments.js';
import type { Matrix } from '../types.js';
import {
  requireBoolean,
  requireColumns,
  requireFinite,
  requireFiniteCells,
  requireInstance,
  requireInteger,
  requireLength,
  requireMatrixShape,
  requireModel,
  requireNumber,
  requireOptions,
  requireTarget,
} from '../validation.js';
import type { WeightedRows } from './logistic-pass.js';
import { type LogisticMinimum, type LogisticStart, minimiseLogisticLoss } from './minimise-logistic-loss.js';

/** How a logistic regression is fitted. */
export interface LogisticRegressionOptions extends WeightOptions {
  /** Strength of the penalty l2/2 · ‖coefficients‖², at least 0: scikit-learn's 1/C. Default 1. */
  l2?: number;
  /**
   * Penalises the effect of a standard deviation of each feature instead of that of a unit, as if the columns had been
   * standardised first, by sample weight. The model is still in the units of X. Default false.
   */
  standardise?: boolean;
  /** Most Newton steps, 1..10,000. Default 100; 5 to 8 are usual. */
  maxIterations?: number;
  /** A model of the same columns to begin at: the minimum is the same, fewer steps lead to a near one. Default: 0. */
  start?: LogisticRegressionModel;
  /** Half the squared Newton decrement per unit of weight below which the next step is the last. Default 1e-10. */
  tolerance?: number;
}

/** log-odds = intercept + coefficients · x. Plain data. */
export interface LogisticRegressionModel {
  readonly kind: 'logisticRegression';
  readonly version: 1;
  readonly coefficients: Float64Array;
  readonly intercept: number;
  /** Mean of each feature over the training rows by sample weight: where its contribution is 0. */
  readonly means: Float64Array;
  readonly iterations: number;
  /** False where no finite optimum was reached: classes that a plane separates, without a penalty. */
  readonly converged: boolean;
}

/**
 * Fits a logistic regression by Newton's method with step-halving (iteratively reweighted least squares). The intercept
 * carries no penalty. The loss is convex, so that the same data gives the same model to rounding, whatever the order of
 * rows; a weight of 2 is the same as the row twice. O(iterations · n · d²).
 *
 * @param X rows × features, finite; for the penalty to mean the same for each feature, in one scale, or see
 * `standardise`
 * @param y 0 or 1 per row, both present
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the argument
 */
export function fitLogisticRegression(
  X: Matrix,
  y: Uint8Array,
  options: LogisticRegressionOptions = {},
): LogisticRegressionModel {
  const {
    l2 = 1,
    standardise = false,
    maxIterations = 100,
    tolerance = 1e-10,
    start,
  } = requireOptions(options);
  requireMatrixShape('X', X);
  requireTarget(y, X.rows);
  requireNumber('l2', l2, 0);
  requireBoolean('standardise', standardise);
  requireInteger('maxIterations', maxIterations, 1, 10_000);
  requireNumber('tolerance', tolerance, 0);
  const weights = rowWeights(y, options);
  const { means, scales } = columnMoments(X, options.sampleWeight);
  const rows = { X, means, scales: ones(X.columns + 1), y, weights, every: 1 };
  if (standardise) rows.scales.set(scales);
  const settings = {
    l2,
    maxIterations,
    tolerance,
    start: start === undefined ? undefined : { parameters: parametersOf(start, means, rows.scales) },
  };
  return toModel(rows, minimiseLogisticLoss(rows, settings));
}

/**
 * Fits one logistic regression for each penalty, as `fitLogisticRegression` does for that `l2`. Each begins where the one
 * before it ended, with the Hessian from there: from one penalty to the next it hardly changes, and takes most of the time.
 * @param penalties descending
 * @returns in their order
 */
export function fitLogisticPath(
  X: Matrix,
  y: Uint8Array,
  penalties: readonly number[],
  { tolerance }: { readonly tolerance: number },
): LogisticRegressionModel[] {
  const { means } = columnMoments(X);
  const rows = { X, means, scales: ones(X.columns + 1), y, weights: ones(X.rows), every: 1 };
  let start: LogisticStart | undefined;
  return penalties.map((l2) => {
    const minimum = minimiseLogisticLoss(rows, { l2, maxIterations: 100, tolerance, start });
    start = { parameters: minimum.parameters, curvature: { hessian: minimum.hessian, l2 } };
    return toModel(rows, minimum);
  });
}

function ones(length: number): Float64Array {
  return new Float64Array(length).fill(1);
}

/** A minimum in the units of X. */
function toModel(
  { X, means, scales }: WeightedRows,
  { parameters, iterations, converged }: LogisticMinimum,
): LogisticRegressionModel {
  const coefficients = parameters.slice(0, X.columns).map((value, j) => value / scales[j]!);
  const intercept = coefficients.reduce((sum, value, j) => sum - value * means[j]!, parameters[X.columns]!);
  return { kind: 'logisticRegression', version: 1, coefficients, intercept, means, iterations, converged };
}

/** A model's coefficients for each scale, and its log-odds at the means. */
function parametersOf(
  model: LogisticRegressionModel,
  means: Float64Array,
  scales: Float64Array,
): Float64Array {
  const { coefficients, intercept } = requireLogistic(model, 'start');
  requireLength('start.coefficients', coefficients, 'a row of X', means.length);
  requireFinite('start.coefficients', coefficients);
  const parameters = new Float64Array(scales.length);
  for (let j = 0; j < means.length; j++) parameters[j] = coefficients[j]! * scales[j]!;
  parameters[means.length] = coefficients.reduce((sum, value, j) => sum + value * means[j]!, intercept);
  return parameters;
}

/**
 * The log-odds of class 1 for each row; empty for an X without rows.
 * @throws ShapeError if X has a different number of columns than the model was fitted on; InvalidParameterError for NaN
 * or infinity in it, and for a model of another kind.
 */
export function logisticLogOdds(model: LogisticRegressionModel, X: Matrix): Float64Array {
  const { coefficients, intercept } = requireLogistic(model);
  requireColumns(X, coefficients.length);
  requireFiniteCells('X', X);
  const { rows, columns, data } = X;
  const logOdds = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let z = intercept;
    for (let j = 0; j < columns; j++) z += coefficients[j]! * data[i * columns + j]!;
    logOdds[i] = z;
  }
  return logOdds;
}

function requireLogistic(model: LogisticRegressionModel, name = 'model'): LogisticRegressionModel {
  requireModel(model, 'logisticRegression', name);
  requireInstance(`${name}.coefficients`, model.coefficients, Float64Array);
  requireNumber(`${name}.intercept`, model.intercept, -Number.MAX_VALUE);
  return model;
}
