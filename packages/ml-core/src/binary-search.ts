import { InvalidParameterError } from './errors.js';
import { showValue } from './show-value.js';
import { requireInstance } from './validation.js';

/**
 * How many of `ascending` are below `value`, which is also where `value` would be inserted first. O(log n).
 * @throws InvalidParameterError unless `ascending` is a Float64Array and `value` a number other than NaN
 */
export function countBelow(ascending: Float64Array, value: number): number {
  requireSearch(ascending, value);
  return firstAtLeast(ascending, value, 0, ascending.length);
}

/**
 * How many of `ascending` are at most `value`, which is also where `value` would be inserted last. O(log n).
 * @throws InvalidParameterError unless `ascending` is a Float64Array and `value` a number other than NaN
 */
export function countAtMost(ascending: Float64Array, value: number): number {
  requireSearch(ascending, value);
  return firstAbove(ascending, value, 0, ascending.length);
}

/** The first index in from..to-1 whose value is at least `value`, or `to`. Already validated. */
export function firstAtLeast(ascending: Float64Array, value: number, from: number, to: number): number {
  let low = from;
  // Halved without a branch, which would go either way as often.
  for (let left = to - from; left > 0; left >>= 1) {
    const half = (left + 1) >> 1;
    low += Math.imul(half, Number(ascending[low + half - 1]! < value));
  }
  return low;
}

/** The first index in from..to-1 whose value is above `value`, or `to`. Already validated. */
export function firstAbove(ascending: Float64Array, value: number, from: number, to: number): number {
  let low = from;
  for (let left = to - from; left > 0; left >>= 1) {
    const half = (left + 1) >> 1;
    low += Math.imul(half, Number(ascending[low + half - 1]! <= value));
  }
  return low;
}

function requireSearch(ascending: Float64Array, value: number): void {
  requireInstance('ascending', ascending, Float64Array);
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw new InvalidParameterError(`value is ${showValue(value)}; it must be a number`);
  }
}
