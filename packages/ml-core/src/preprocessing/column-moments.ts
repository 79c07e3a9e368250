import { createArena } from '../kernels/arena.js';
import { standardiseKernel } from '../kernels/generated/standardise.js';
import { loadKernel } from '../kernels/kernel.js';
import type { Matrix } from '../types.js';
import { refuseOverflow } from '../validation.js';

/** Rows that pass through kernel memory together. */
export const BLOCK_ROWS = 1024;

/** Where the columns of a matrix lie and how wide they are spread. */
export interface ColumnMoments {
  readonly means: Float64Array;
  /** Standard deviation of each column (over n), 1 for a constant one: what to divide by. */
  readonly scales: Float64Array;
}

/**
 * Measures each column, rows weighing `sampleWeight` or the same. O(rows × columns). Already validated, except for the
 * cells.
 * @throws InvalidParameterError naming the first cell that is NaN or infinite
 */
export function columnMoments(X: Matrix, sampleWeight?: Float64Array): ColumnMoments {
  const { rows, columns, data } = X;
  const { memory, offsets } = createArena({
    rows: 8 * BLOCK_ROWS * columns,
    weights: 8 * BLOCK_ROWS,
    origin: 8 * columns,
    sums: 8 * columns,
    squares: 8 * columns,
  });
  const { addMoments } = loadKernel(standardiseKernel, memory);
  const block = new Float64Array(memory.buffer, offsets.rows, BLOCK_ROWS * columns);
  const weights = new Float64Array(memory.buffer, offsets.weights, BLOCK_ROWS).fill(1);
  // Measured from the heaviest row, which no column has more than √rows deviations from its mean: so one look is enough,
  // and a constant column has a deviation of exactly 0.
  const heaviest = sampleWeight ? indexOfMost(sampleWeight) : 0;
  const origin = data.slice(heaviest * columns, (heaviest + 1) * columns);
  new Float64Array(memory.buffer, offsets.origin, columns).set(origin);
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - from);
    block.set(data.subarray(from * columns, (from + count) * columns));
    if (sampleWeight) weights.set(sampleWeight.subarray(from, from + count));
    // The kernel takes four rows at a time: what fills the last block up weighs nothing.
    const padded = (count + 3) & ~3;
    block.fill(0, count * columns, padded * columns);
    weights.fill(0, count, padded);
    addMoments(offsets.rows, padded, columns, offsets.weights, offsets.origin, offsets.sums, offsets.squares);
  }
  const sums = new Float64Array(memory.buffer, offsets.sums, columns);
  const squares = new Float64Array(memory.buffer, offsets.squares, columns);
  if (!squares.every(Number.isFinite)) refuseOverflow('X', X);
  const total = sampleWeight ? sampleWeight.reduce((sum, weight) => sum + weight, 0) : rows;
  return {
    means: origin.map((value, j) => value + sums[j]! / total),
    scales: origin.map((_, j) => Math.sqrt(Math.max(0, squares[j]! / total - (sums[j]! / total) ** 2)) || 1),
  };
}

function indexOfMost(values: Float64Array): number {
  let most = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[most]!) most = i;
  return most;
}
