import { createRandom } from '../random.js';
import { requireOptions, requireTarget } from '../validation.js';

/** How rows are drawn. */
export interface ResampleOptions {
  /** Determines which rows are drawn. Default 0. */
  seed?: number;
}

/**
 * All rows, then rows of the smaller class drawn with repetition until both classes are equally large.
 * @returns row indices
 * @throws DegenerateDataError if y holds one class only; InvalidParameterError, naming the argument
 */
export function randomOverSample(y: Uint8Array, options: ResampleOptions = {}): Int32Array {
  const { seed = 0 } = requireOptions(options);
  const { smaller, larger } = splitByClass(y);
  const random = createRandom(seed);
  const indices = new Int32Array(2 * larger.length);
  for (let i = 0; i < y.length; i++) indices[i] = i;
  for (let i = y.length; i < indices.length; i++) indices[i] = smaller[random.integer(smaller.length)]!;
  return indices;
}

/**
 * All rows of the smaller class and as many of the larger, drawn without repetition; in their old order.
 * @returns row indices
 * @throws DegenerateDataError if y holds one class only; InvalidParameterError, naming the argument
 */
export function randomUnderSample(y: Uint8Array, options: ResampleOptions = {}): Int32Array {
  const { seed = 0 } = requireOptions(options);
  const { smaller, larger } = splitByClass(y);
  createRandom(seed).shuffle(larger);
  const indices = new Int32Array(2 * smaller.length);
  indices.set(smaller);
  indices.set(larger.subarray(0, smaller.length), smaller.length);
  return indices.sort();
}

/** Row indices of the rarer class (of class 1 where both are equal) and of the other. */
export function splitByClass(y: Uint8Array): { smaller: Int32Array; larger: Int32Array; rare: 0 | 1 } {
  const positives = requireTarget(y);
  const rows = Int32Array.from(y, (_, i) => i);
  const ones = rows.filter((i) => y[i] === 1);
  const zeros = rows.filter((i) => y[i] === 0);
  return positives <= y.length - positives
    ? { smaller: ones, larger: zeros, rare: 1 }
    : { smaller: zeros, larger: ones, rare: 0 };
}
