import { refuseOverflow } from '../validation.js';
import { logisticPass, SAMPLED_ROWS, type WeightedRows } from './logistic-pass.js';
import { solveCholesky } from './solve-cholesky.js';

/** When to stop, and how strongly large coefficients are penalised. */
export interface MinimiserSettings {
  readonly l2: number;
  readonly maxIterations: number;
  readonly tolerance: number;
  /** Where to begin; left out: at 0, or where a sample of many rows has its minimum. */
  readonly start?: LogisticStart | undefined;
}

/** Where a minimisation begins. */
export interface LogisticStart {
  readonly parameters: Float64Array;
  /** What is known of the curvature there: the Hessian under a penalty. Left out: it is computed. */
  readonly curvature?: { readonly hessian: Float64Array; readonly l2: number };
}

/** Coefficients and intercept, and how they were found. */
export interface LogisticMinimum {
  readonly parameters: Float64Array;
  /** The last Hessian, at the minimum or near it. */
  readonly hessian: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** A large problem starts from a sample of one row in this many, ... */
const SAMPLE_EVERY = 8;
/** ... if that leaves this many for each parameter: fewer say little about the whole. */
const ROWS_PER_PARAMETER = 64;
/** How close to the sample's minimum to get, as a share of its own distance by chance from that of all rows. */
const CHANCE = 0.01;
/** A sample that takes longer has no minimum, or one far away: classes that a plane separates in it. */
const SAMPLE_ITERATIONS = 20;

/**
 * A Hessian that it began with is kept while the step that it gave brings the decrement down to this part: computing the
 * gradient alone takes a third of the time (1M × 20).
 */
const SERVES = 1e-2;

interface Point {
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  loss: number;
}

/**
 * Minimises the penalised logistic loss by Newton's method with step-halving. Large problems start where a sample of
 * their rows has its minimum and from the Hessian there, which leaves only a few gradients to compute on all rows.
 * Already validated, except for the cells of X.
 * @throws InvalidParameterError if X holds NaN, infinity or numbers whose products overflow
 */
export function minimiseLogisticLoss(rows: WeightedRows, settings: MinimiserSettings): LogisticMinimum {
  const { l2, maxIterations, tolerance } = settings;
  const width = rows.X.columns + 1;
  const totalWeight = weightOf(rows);
  let current = createPoint(width);
  let next = createPoint(width);
  const hessian = new Float64Array(width * width);
  const step = new Float64Array(width);

  const started = settings.start
    ? startFrom(settings.start, l2, current.parameters, hessian)
    : startFromSample(rows, settings, totalWeight, current.parameters, hessian);
  evaluate(rows, l2, current, started ? undefined : hessian);
  // NaN and infinity spread through the first pass over all rows: no scan of its own looks for them.
  if (!Number.isFinite(current.loss) || !current.gradient.every(Number.isFinite)) refuseOverflow('X', rows.X);
  let before = Number.POSITIVE_INFINITY;
  for (let iterations = 0; iterations < maxIterations; iterations++) {
    if (!newtonStep(hessian, current.gradient, step))
      return { ...current, hessian, iterations, converged: false };
    const decrement = dot(current.gradient, step) / 2 / totalWeight;
    if (decrement <= tolerance && isSmall(step, current.parameters)) {
      for (let j = 0; j < width; j++) current.parameters[j]! -= step[j]!;
      return { ...current, hessian, iterations: iterations + 1, converged: true };
    }
    const keeps = started && decrement <= SERVES * before;
    if (!stepDown(rows, l2, current, step, next, keeps ? undefined : hessian)) {
      return { ...current, hessian, iterations, converged: false };
    }
    if (keeps) learnCurvature(hessian, current, next, step);
    [current, next] = [next, current];
    before = decrement;
  }
  return { ...current, hessian, iterations: maxIterations, converged: false };
}

/** Writes where to begin, and the Hessian there where it is known; says whether it is. */
function startFrom(
  { parameters: from, curvature }: LogisticStart,
  l2: number,
  parameters: Float64Array,
  hessian: Float64Array,
): boolean {
  parameters.set(from);
  if (!curvature) return false;
  hessian.set(curvature.hessian);
  const width = from.length;
  for (let j = 0; j < width - 1; j++) hessian[j * width + j]! += l2 - curvature.l2;
  return true;
}

/**
 * Writes the minimum of a sample, with the penalty's part of the whole, and the Hessian there, raised to the whole.
 * @returns false, with zeros for parameters, where the rows are too few for that or the sample has no minimum
 */
function startFromSample(
  rows: WeightedRows,
  settings: MinimiserSettings,
  totalWeight: number,
  parameters: Float64Array,
  hessian: Float64Array,
): boolean {
  const every = rows.every * SAMPLE_EVERY;
  const count = rows.X.rows / every;
  if (count < ROWS_PER_PARAMETER * parameters.length) return false;
  const sample = { ...rows, every };
  const share = weightOf(sample) / totalWeight;
  // By chance alone the sample's minimum is so far from that of all rows that half a decrement is left for each parameter.
  const tolerance = Math.max(settings.tolerance, (CHANCE * parameters.length) / count);
  const maxIterations = Math.min(settings.maxIterations, SAMPLE_ITERATIONS);
  const part = { l2: settings.l2 * share, maxIterations, tolerance };
  const minimum = minimiseLogisticLoss(sample, part);
  if (!minimum.converged) return false;
  parameters.set(minimum.parameters);
  evaluate(sample, part.l2, createPoint(parameters.length, parameters), hessian);
  for (let i = 0; i < hessian.length; i++) hessian[i]! /= share;
  return true;
}

function weightOf({ weights, every }: WeightedRows): number {
  let sum = 0;
  for (let first = 0; first < weights.length; first += SAMPLED_ROWS * every) {
    const end = Math.min(weights.length, first + SAMPLED_ROWS);
    for (let i = first; i < end; i++) sum += weights[i]!;
  }
  return sum;
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
 * Brings the Hessian that gave `step` into line with what the gradients at both ends say about the curvature along it:
 * the BFGS update, in which the Hessian times the step is the gradient where it began.
 */
function learnCurvature(hessian: Float64Array, from: Point, to: Point, step: Float64Array): void {
  const width = step.length;
  const slope = from.gradient;
  const change = to.gradient.map((after, j) => after - slope[j]!);
  const move = to.parameters.map((after, j) => after - from.parameters[j]!);
  const found = dot(change, move);
  const expected = dot(slope, step);
  if (!(found > 0 && expected > 0)) return;
  for (let i = 0; i < width; i++) {
    for (let j = i; j < width; j++) {
      hessian[i * width + j]! += (change[i]! * change[j]!) / found - (slope[i]! * slope[j]!) / expected;
    }
  }
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

function createPoint(width: number, parameters: Float64Array = new Float64Array(width)): Point {
  return { parameters, gradient: new Float64Array(width), loss: 0 };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
