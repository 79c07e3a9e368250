/** A function to minimise: its value at a point, and its gradient, which it writes. */
export type Smooth = (point: Float64Array, gradient: Float64Array) => number;

/** Where a function is least, and how sharply. */
export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** The inverse of the Hessian at the point, row-major; null where that is not positive definite: the minimum is flat. */
  readonly covariance: Float64Array | null;
}

const MAX_ITERATIONS = 500;
/** What is left to gain, by the curvature known so far, at which a point counts as the minimum: in units of log-likelihood. */
const LEFT_TO_GAIN = 1e-10;
/** No coordinate, the logarithm of a parameter, moves further in one step. */
const LONGEST_STEP = 2;
/** The step of the differences of gradients that make the Hessian: the cube root of the rounding error. */
const DIFFERENCE = 6e-6;

/**
 * Minimises a smooth function of few variables by the method of Broyden, Fletcher, Goldfarb and Shanno, halving steps until
 * the value falls by enough. `inverse`, if it is known, is about the inverse of the Hessian. That of the end is of central
 * differences of the gradient.
 */
export function minimise(f: Smooth, start: ArrayLike<number>, inverse: Float64Array | null = null): Minimum {
  let at = evaluate(f, Float64Array.from(start));
  let curvature = inverse?.slice() ?? steepest(at.gradient);
  let iterations = 0;
  let converged = false;
  for (; iterations < MAX_ITERATIONS && !converged; iterations++) {
    let direction = times(curvature, at.gradient).map((part) => -part);
    if (!(dot(direction, at.gradient) < 0)) {
      curvature = steepest(at.gradient);
      direction = times(curvature, at.gradient).map((part) => -part);
    }
    const next = stepDown(f, at, direction);
    if (next === null) break;
    converged = -dot(direction, at.gradient) / 2 <= LEFT_TO_GAIN;
    curvature = learnCurvature(curvature, next, at);
    at = next;
  }
  return {
    point: at.point,
    value: at.value,
    iterations,
    converged,
    covariance: invertedHessian(f, at.point),
  };
}

function evaluate(f: Smooth, point: Float64Array<ArrayBuffer>): Place {
  const gradient = new Float64Array(point.length);
  const value = f(point, gradient);
  return { point, gradient, value };
}

/** Stands in for the inverse of a Hessian that is not known: a step of length 1 or less down the slope. */
function steepest(gradient: Float64Array): Float64Array<ArrayBuffer> {
  return identity(gradient.length, 1 / Math.max(1, norm(gradient)));
}

interface Place {
  readonly point: Float64Array<ArrayBuffer>;
  readonly gradient: Float64Array<ArrayBuffer>;
  readonly value: number;
}

/** The first of the whole step, half of it, a quarter … that lowers the value by a part of what the slope promises. */
function stepDown(f: Smooth, from: Place, direction: Float64Array): Place | null {
  const slope = dot(direction, from.gradient);
  const longest = Math.max(...direction.map(Math.abs));
  // Near the minimum the value is flat to its last digits; a rise within rounding is none.
  const rounding = Math.abs(from.value) * 1e-13;
  for (let share = Math.min(1, LONGEST_STEP / longest); share > 1e-9; share /= 2) {
    const next = evaluate(
      f,
      from.point.map((at, i) => at + share * direction[i]!),
    );
    if (next.value <= from.value + 1e-4 * share * slope + rounding) return next;
  }
  return null;
}

/** The inverse of the Hessian after what two gradients say about it: the update of BFGS. */
function learnCurvature(
  inverse: Float64Array<ArrayBuffer>,
  to: Place,
  from: Place,
): Float64Array<ArrayBuffer> {
  const size = to.point.length;
  const move = to.point.map((at, i) => at - from.point[i]!);
  const change = to.gradient.map((at, i) => at - from.gradient[i]!);
  const product = dot(move, change);
  if (!(product > 1e-12 * norm(move) * norm(change))) return inverse;
  const turned = times(inverse, change);
  const factor = (1 + dot(change, turned) / product) / product;
  return inverse.map((cell, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return cell + factor * move[i]! * move[j]! - (turned[i]! * move[j]! + move[i]! * turned[j]!) / product;
  });
}

function invertedHessian(f: Smooth, point: Float64Array): Float64Array | null {
  const size = point.length;
  const hessian = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const sides = [1, -1].map((sign) => {
      const gradient = new Float64Array(size);
      f(
        point.map((at, j) => (j === i ? at + sign * DIFFERENCE : at)),
        gradient,
      );
      return gradient;
    });
    for (let j = 0; j < size; j++) {
      const second = (sides[0]![j]! - sides[1]![j]!) / (2 * DIFFERENCE);
      hessian[i * size + j]! += second / 2;
      hessian[j * size + i]! += second / 2;
    }
  }
  return invertPositive(hessian, size);
}

/** The inverse of a symmetric matrix by Gauss and Jordan; null unless all pivots, and so the matrix, are positive. */
function invertPositive(matrix: Float64Array, size: number): Float64Array | null {
  const left = matrix.slice();
  const right = identity(size, 1);
  for (let k = 0; k < size; k++) {
    const pivot = left[k * size + k]!;
    if (!(pivot > 1e-9 * Math.abs(matrix[k * size + k]!))) return null;
    for (let j = 0; j < size; j++) {
      left[k * size + j]! /= pivot;
      right[k * size + j]! /= pivot;
    }
    for (let i = 0; i < size; i++) {
      if (i === k) continue;
      const factor = left[i * size + k]!;
      for (let j = 0; j < size; j++) {
        left[i * size + j]! -= factor * left[k * size + j]!;
        right[i * size + j]! -= factor * right[k * size + j]!;
      }
    }
  }
  return right.every(Number.isFinite) ? right : null;
}

function identity(size: number, scale: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? scale : 0));
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array<ArrayBuffer> {
  const size = vector.length;
  return Float64Array.from(vector, (_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += matrix[i * size + j]! * vector[j]!;
    return sum;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
