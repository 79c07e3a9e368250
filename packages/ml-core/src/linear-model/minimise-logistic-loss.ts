import { createMatrix } from '../matrix.js';
import { refuseOverflow } from '../validation.js';
import { logisticPass, type WeightedRows } from './logistic-pass.js';
import { solveCholesky } from './solve-cholesky.js';

/** When to stop, and how strongly large coefficients are held back. */
export interface MinimiserSettings {
  readonly l2: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

/** Coefficients and intercept, and how they were come by. */
export interface LogisticMinimum {
  readonly parameters: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** From this many rows on a problem is large: a sample of an eighth or less finds where to start. */
const LARGE_ROWS = 262_144;
const SAMPLE_ROWS = 32_768;

/**
 * Below this decrement per unit of weight the Hessian of a large problem is taken to stand still: a step then errs by
 * about its root, 1 %, and looking at the gradient alone takes half the time (1M × 20).
 */
const STILL = 1e-4;

interface Point {
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  loss: number;
}

/**
 * Minimises the penalised logistic loss by Newton's method with step-halving. Large problems start where a sample of
 * their rows has its minimum. Already validated, but for the cells of X.
 * @throws InvalidParameterError if X holds NaN, infinity or numbers whose products overflow
 */
export function minimiseLogisticLoss(rows: WeightedRows, settings: MinimiserSettings): LogisticMinimum {
  const { maxIterations, tolerance } = settings;
  const width = rows.X.columns + 1;
  const totalWeight = rows.weights.reduce((sum, weight) => sum + weight, 0);
  let current = createPoint(startParameters(rows, settings, totalWeight));
  let next = createPoint(new Float64Array(width));
  const hessian = new Float64Array(width * width);
  const step = new Float64Array(width);

  evaluate(rows, settings.l2, current, hessian);
  // NaN and infinity spread through the first pass over all rows: no scan of its own looks for them.
  if (!Number.isFinite(current.loss) || !current.gradient.every(Number.isFinite)) refuseOverflow('X', rows.X);
  for (let iterations = 0; iterations < maxIterations; iterations++) {
    if (!newtonStep(hessian, current.gradient, step)) return { ...current, iterations, converged: false };
    const decrement = dot(current.gradient, step) / 2 / totalWeight;
    if (decrement <= tolerance && isSmall(step, current.parameters)) {
      for (let j = 0; j < width; j++) current.parameters[j]! -= step[j]!;
      return { ...current, iterations: iterations + 1, converged: true };
    }
    const still = decrement <= STILL && rows.X.rows >= LARGE_ROWS;
    if (!stepDown(rows, settings.l2, current, step, next, still ? undefined : hessian)) {
      return { ...current, iterations, converged: false };
    }
    [current, next] = [next, current];
  }
  return { ...current, iterations: maxIterations, converged: false };
}

/** Zeros, or for many rows the minimum of evenly spaced ones, with the penalty's part of the whole. */
function startParameters(rows: WeightedRows, settings: MinimiserSettings, totalWeight: number): Float64Array {
  const { X, y, weights } = rows;
  if (X.rows < LARGE_ROWS) return new Float64Array(X.columns + 1);
  const every = Math.floor(X.rows / SAMPLE_ROWS);
  const count = Math.floor(X.rows / every);
  const sample = {
    X: createMatrix(count, X.columns),
    y: Uint8Array.from({ length: count }, (_, i) => y[i * every]!),
    weights: Float64Array.from({ length: count }, (_, i) => weights[i * every]!),
  };
  for (let i = 0; i < count; i++) {
    const from = i * every * X.columns;
    sample.X.data.set(X.data.subarray(from, from + X.columns), i * X.columns);
  }
  const sampleWeight = sample.weights.reduce((sum, weight) => sum + weight, 0);
  const part = { ...settings, l2: (settings.l2 * sampleWeight) / totalWeight };
  const { parameters, converged } = minimiseLogisticLoss(sample, part);
  return converged ? parameters : parameters.fill(0);
}

/** Moves by the step, or by a half, a quarter ... of it, to the first place where the loss is no higher. */
function stepDown(
  rows: WeightedRows,
  l2: number,
  from: Point,
  step: Float64Array,
  to: Point,
  hessian: Float64Array | undefined,
): boolean {
  // Near the minimum the loss is flat to the last digits; a rise within rounding is none.
  const acceptable = from.loss + Math.abs(from.loss) * 1e-13;
  for (let share = 1; share > 1e-6; share /= 2) {
    for (let j = 0; j < step.length; j++) to.parameters[j] = from.parameters[j]! - share * step[j]!;
    evaluate(rows, l2, to, hessian);
    if (to.loss <= acceptable) return true;
  }
  return false;
}

function evaluate(rows: WeightedRows, l2: number, at: Point, hessian: Float64Array | undefined): void {
  const { parameters, gradient } = at;
  at.loss = logisticPass(rows, parameters, gradient, hessian);
  const width = parameters.length;
  for (let j = 0; j < width - 1; j++) {
    at.loss += (l2 / 2) * parameters[j]! * parameters[j]!;
    gradient[j]! += l2 * parameters[j]!;
    if (hessian) hessian[j * width + j]! += l2;
  }
}

/** Solves Hessian · step = gradient; where columns repeat one another without penalty, a hair of ridge decides. */
function newtonStep(hessian: Float64Array, gradient: Float64Array, step: Float64Array): boolean {
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
 * Whether the step is small beside where it starts. Without a finite minimum the loss flattens out while the parameters
 * still move by about 1 each time, and a small loss must not pass for convergence.
 */
function isSmall(step: Float64Array, parameters: Float64Array): boolean {
  return largestSize(step) <= 1e-3 * (1 + largestSize(parameters));
}

function largestSize(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest;
}

function createPoint(parameters: Float64Array): Point {
  return { parameters, gradient: new Float64Array(parameters.length), loss: 0 };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
