import { createArena } from '../kernels/arena.js';
import { sortKernel } from '../kernels/generated/sort.js';
import { loadKernel } from '../kernels/kernel.js';
import type { Matrix } from '../matrix.js';

/**
 * Where each feature is cut: the split points of feature j are `splitPoints[splitOffsets[j] .. splitOffsets[j + 1]]`,
 * ascending raw values, at most 254. A value's bin is how many of them lie below it, so `x ≤ splitPoints[b]` and
 * `bin ≤ b` say the same.
 */
export interface FeatureBins {
  readonly splitOffsets: Int32Array;
  readonly splitPoints: Float64Array;
}

/** The most bins a feature can have; with the one for missing values a bin fits a byte. */
export const MAX_BINS = 255;

/** Split points are taken from at most this many rows, evenly spaced: 128 of them to each of 255 bins. */
const SAMPLE_ROWS = 32_768;
/** What the sorting kernel counts in. */
const COUNTER_BYTES = 8 * 256 * 4;

/**
 * Chooses split points: between every two distinct values where there are few, else so that bins hold equal numbers
 * of rows, except that equal values share a bin and what they take is shared out among the bins that are left.
 * NaN is missing and takes part in nothing. O(columns × sample).
 */
export function fitBins({ rows, columns, data }: Matrix): FeatureBins {
  const sampled = Math.min(rows, SAMPLE_ROWS);
  const starts = Float64Array.from({ length: sampled }, (_, i) => Math.floor((i * rows) / sampled) * columns);
  const { memory, offsets } = createArena({
    values: 8 * sampled,
    spare: 8 * sampled,
    counters: COUNTER_BYTES,
  });
  const { sortNumbers } = loadKernel(sortKernel, memory);
  const values = new Float64Array(memory.buffer, offsets.values, sampled);
  const splitOffsets = new Int32Array(columns + 1);
  const splitPoints: number[] = [];
  for (let j = 0; j < columns; j++) {
    let present = 0;
    for (let i = 0; i < sampled; i++) {
      const value = data[starts[i]! + j]!;
      if (!Number.isNaN(value)) values[present++] = value;
    }
    if (present > 0) sortNumbers(offsets.values, offsets.spare, offsets.counters, present);
    pushSplitPoints(values.subarray(0, present), splitPoints);
    splitOffsets[j + 1] = splitPoints.length;
  }
  return { splitOffsets, splitPoints: Float64Array.from(splitPoints) };
}

function pushSplitPoints(sorted: Float64Array, splitPoints: number[]): void {
  const { length } = sorted;
  let distinct = Math.min(length, 1);
  for (let i = 1; i < length; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  let binsLeft = MAX_BINS;
  let begin = 0;
  let distinctLeft = distinct;
  for (let i = 1; i < length; i++) {
    const below = sorted[i - 1]!;
    const above = sorted[i]!;
    if (below === above) continue;
    distinctLeft--;
    // Once every value left can have a bin of its own, it gets it.
    if (distinctLeft >= binsLeft && (i - begin) * binsLeft < length - begin) continue;
    splitPoints.push(between(below, above));
    begin = i;
    if (--binsLeft === 1) return;
  }
}

/** A number p with below ≤ p < above: the middle, unless rounding takes it up to `above`. */
function between(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  return middle < above ? middle : below;
}

/** The bin byte of a value: 0 if it is missing, else 1 + its bin. */
export function binByte({ splitOffsets, splitPoints }: FeatureBins, column: number, value: number): number {
  if (Number.isNaN(value)) return 0;
  const begin = splitOffsets[column]!;
  let low = begin;
  // Halved without a branch, which would go either way as often.
  for (let left = splitOffsets[column + 1]! - begin; left > 0; left >>= 1) {
    const half = (left + 1) >> 1;
    low += Math.imul(half, Number(splitPoints[low + half - 1]! < value));
  }
  return 1 + low - begin;
}
