import { firstAtLeast } from '../binary-search.js';
import { createArena } from '../kernels/arena.js';
import { sortKernel } from '../kernels/generated/sort.js';
import { loadKernel } from '../kernels/kernel.js';
import { createRandom } from '../random.js';
import { sampleRows } from '../sample-rows.js';
import type { Matrix } from '../types.js';

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

/** Split points are taken from at most this many rows, drawn evenly: 128 of them to each of 255 bins. */
const SAMPLE_ROWS = 32_768;
/** What the sorting kernel counts in. */
const COUNTER_BYTES = 8 * 256 * 4;

/**
 * Chooses split points: between every two distinct values where there are few, else so that bins hold equal numbers of
 * rows, except that equal values share a bin and what they take is shared out among the bins that are left. NaN is
 * missing and takes part in nothing. A weight of 2 is the same as the row twice, as long as both have no more than
 * 32,768 rows. O(columns × sample).
 */
export function fitBins(X: Matrix, sampleWeight?: Float64Array): FeatureBins {
  const { rows, columns, data } = X;
  // Every n-th row would show one of two sorts alone where a table has them in turn.
  const drawn = sampleRows(rows, SAMPLE_ROWS, createRandom(0));
  const { length } = drawn;
  const { memory, offsets } = createArena({ values: 8 * length, spare: 8 * length, counters: COUNTER_BYTES });
  const { sortNumbers } = loadKernel(sortKernel, memory);
  const values = new Float64Array(memory.buffer, offsets.values, length);
  const distinct = new Float64Array(length);
  const masses = new Float64Array(length);
  const splitOffsets = new Int32Array(columns + 1);
  const splitPoints: number[] = [];
  for (let j = 0; j < columns; j++) {
    let present = 0;
    for (const row of drawn) {
      const value = data[row * columns + j]!;
      if (!Number.isNaN(value) && sampleWeight?.[row] !== 0) values[present++] = value;
    }
    if (present > 0) sortNumbers(offsets.values, offsets.spare, offsets.counters, present);
    const count = countValues(values.subarray(0, present), distinct, masses);
    if (sampleWeight) weighValues(distinct.subarray(0, count), masses, drawn, X, j, sampleWeight);
    pushSplitPoints(distinct.subarray(0, count), masses, splitPoints);
    splitOffsets[j + 1] = splitPoints.length;
  }
  return { splitOffsets, splitPoints: Float64Array.from(splitPoints) };
}

/** Writes each of the sorted values down once, and how often it occurs. @returns how many there are. */
function countValues(sorted: Float64Array, distinct: Float64Array, masses: Float64Array): number {
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) {
      distinct[count] = sorted[i]!;
      masses[count++] = 0;
    }
    masses[count - 1]!++;
  }
  return count;
}

/** Puts the weight of the rows that have a value in the place of their number. */
function weighValues(
  distinct: Float64Array,
  masses: Float64Array,
  drawn: Int32Array,
  { columns, data }: Matrix,
  column: number,
  sampleWeight: Float64Array,
): void {
  masses.fill(0, 0, distinct.length);
  for (const row of drawn) {
    const value = data[row * columns + column]!;
    if (!Number.isNaN(value) && sampleWeight[row] !== 0) {
      masses[firstAtLeast(distinct, value, 0, distinct.length)]! += sampleWeight[row]!;
    }
  }
}

function pushSplitPoints(distinct: Float64Array, masses: Float64Array, splitPoints: number[]): void {
  const { length } = distinct;
  let left = 0;
  for (let i = 0; i < length; i++) left += masses[i]!;
  let binsLeft = MAX_BINS;
  let open = 0;
  for (let i = 1; i < length; i++) {
    open += masses[i - 1]!;
    // Once every value left can have a bin of its own, it gets it.
    if (length - i >= binsLeft && open * binsLeft < left) continue;
    splitPoints.push(between(distinct[i - 1]!, distinct[i]!));
    left -= open;
    open = 0;
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
  return 1 + firstAtLeast(splitPoints, value, begin, splitOffsets[column + 1]!) - begin;
}
