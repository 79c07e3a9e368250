import { ShapeError } from '../errors.js';
import { rowWeights, type WeightOptions } from '../imbalance/class-weight.js';
import type { Matrix } from '../matrix.js';
import { requireBinaryTarget, requireInteger, requireMatrix, requireNumber } from '../validation.js';
import { logisticPass } from './logistic-pass.js';
import { solveCholesky } from './solve-cholesky.js';

export interface LogisticRegressionOptions extends WeightOptions {
  /** Strength of the penalty l2/2 · ‖coefficients‖², at least 0: scikit-learn's 1/C. Default 1. */
  l2?: number;
  /** Newton steps, at least 1. Default 100; 5 to 8 are usual. */
  maxIterations?: number;
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
 * Fits a logistic regression by Newton's method with step-halving (iteratively reweighted least squares). The
 * intercept carries no penalty. The loss is convex, so that the same data gives the same model to rounding,
 * whatever the order of rows; a weight of 2 is the same as the row twice. O(iterations · n · d²).
 *
 * @param X rows × features, finite; standardised features make the penalty mean the same for each
 * @param y 0 or 1 a row, both present
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the argument
 */
export function fitLogisticRegression(
  X: Matrix,
  y: Uint8Array,
  options: LogisticRegressionOptions = {},
): LogisticRegressionModel {
  const { l2 = 1, maxIterations = 100, tolerance = 1e-10 } = options;
  requireMatrix('X', X);
  requireBinaryTarget(y, X.rows);
  requireNumber('l2', l2, 0);
  requireInteger('maxIterations', maxIterations, 1);
  requireNumber('tolerance', tolerance, 0);
  const weights = rowWeights(y, options);
  const { parameters, iterations, converged } = minimise(X, y, weights, l2, maxIterations, tolerance);
  return {
    kind: 'logisticRegression',
    version: 1,
    coefficients: parameters.slice(0, X.columns),
    intercept: parameters[X.columns]!,
    means: columnMeans(X, options.sampleWeight),
    iterations,
    converged,
  };
}

/**
 * The log-odds of class 1 for each row.
 * @throws ShapeError if X has another number of columns than the model was fitted on.
 */
export function logisticLogOdds(model: LogisticRegressionModel, X: Matrix): Float64Array {
  const { coefficients, intercept } = model;
  const { rows, columns, data } = X;
  if (columns !== coefficients.length) {
    throw new ShapeError(`X has ${columns} columns; the model was fitted on ${coefficients.length}`);
  }
  requireMatrix('X', X);
  const logOdds = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let z = intercept;
    for (let j = 0; j < columns; j++) z += coefficients[j]! * data[i * columns + j]!;
    logOdds[i] = z;
  }
  return logOdds;
}

interface Point {
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  loss: number;
}

function minimise(
  X: Matrix,
  y: Uint8Array,
  weights: Float64Array,
  l2: number,
  maxIterations: number,
  tolerance: number,
) {
  const width = X.columns + 1;
  const totalWeight = weights.reduce((sum, w) => sum + w, 0);
  const step = new Float64Array(width);
  let current = startingPoint(width);
  let next = startingPoint(width);
  evaluate(X, y, weights, l2, current);
  let converged = false;
  let iterations = 0;
  while (iterations < maxIterations && !converged) {
    if (!newtonStep(current, step)) break;
    iterations++;
    const decrement = dot(current.gradient, step) / 2;
    const settled = decrement <= tolerance * totalWeight && isSmall(step, current.parameters);
    if (!stepDown(X, y, weights, l2, current, step, next)) {
      // No step lowers the loss any more: at the optimum to rounding, or at the end of double precision.
      converged = settled;
      break;
    }
    [current, next] = [next, current];
    converged = settled;
  }
  return { parameters: current.parameters, iterations, converged };
}

/** Moves by the step, or by a half, a quarter ... of it, to the first place where the loss is no higher. */
function stepDown(
  X: Matrix,
  y: Uint8Array,
  weights: Float64Array,
  l2: number,
  from: Point,
  step: Float64Array,
  to: Point,
): boolean {
  // Near the optimum the loss is flat to the last digits; a rise within rounding is none.
  const acceptable = from.loss + Math.abs(from.loss) * 1e-13;
  for (let share = 1; share > 1e-6; share /= 2) {
    for (let j = 0; j < step.length; j++) to.parameters[j] = from.parameters[j]! - share * step[j]!;
    evaluate(X, y, weights, l2, to);
    if (to.loss <= acceptable) return true;
  }
  return false;
}

function evaluate(X: Matrix, y: Uint8Array, weights: Float64Array, l2: number, at: Point): void {
  const { parameters, gradient, hessian } = at;
  at.loss = logisticPass(X, y, weights, parameters, gradient, hessian);
  const width = parameters.length;
  for (let j = 0; j < width - 1; j++) {
    at.loss += (l2 / 2) * parameters[j]! * parameters[j]!;
    gradient[j]! += l2 * parameters[j]!;
    hessian[j * width + j]! += l2;
  }
}

/** Solves Hessian · step = gradient; where columns repeat one another without penalty, a hair of ridge decides. */
function newtonStep({ hessian, gradient }: Point, step: Float64Array): boolean {
  const width = gradient.length;
  const factor = new Float64Array(width * width);
  let largest = 0;
  for (let j = 0; j < width; j++) largest = Math.max(largest, hessian[j * width + j]!);
  // Below this the rows are all but certain and the curvature is rounding error.
  if (!(largest > 1e-280)) return false;
  for (let ridge = 0; ridge < 1; ridge = ridge === 0 ? 1e-9 : ridge * 100) {
    const ridged = hessian.slice();
    for (let j = 0; j < width; j++) ridged[j * width + j]! += ridge * largest;
    if (solveCholesky(ridged, gradient, width, factor, step)) return true;
  }
  return false;
}

/**
 * Whether the step is small beside where it starts. Without a finite optimum the loss flattens out while the
 * parameters still move by about 1 each time, and a small loss must not pass for convergence.
 */
function isSmall(step: Float64Array, parameters: Float64Array): boolean {
  const reach = Math.max(...step.map(Math.abs));
  return reach <= 1e-3 * (1 + Math.max(...parameters.map(Math.abs)));
}

function columnMeans({ rows, columns, data }: Matrix, sampleWeight: Float64Array | undefined): Float64Array {
  const sums = new Float64Array(columns);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const w = sampleWeight ? sampleWeight[i]! : 1;
    total += w;
    for (let j = 0; j < columns; j++) sums[j]! += w * data[i * columns + j]!;
  }
  return sums.map((sum) => sum / total);
}

function startingPoint(width: number): Point {
  return {
    parameters: new Float64Array(width),
    gradient: new Float64Array(width),
    hessian: new Float64Array(width * width),
    loss: 0,
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
