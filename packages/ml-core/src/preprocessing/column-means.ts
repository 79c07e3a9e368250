import { createArena } from '../kernels/arena.js';
import { logisticKernel } from '../kernels/generated/logistic.js';
import { loadKernel } from '../kernels/kernel.js';
import type { Matrix } from '../matrix.js';

/** Rows that pass through kernel memory together. */
export const BLOCK_ROWS = 1024;

/** The mean of each column, rows weighing `sampleWeight` or the same. Already validated. O(rows × columns). */
export function columnMeans({ rows, columns, data }: Matrix, sampleWeight?: Float64Array): Float64Array {
  const { memory, offsets } = createArena({
    rows: 8 * BLOCK_ROWS * columns,
    weights: 8 * BLOCK_ROWS,
    sums: 8 * (columns + 1),
  });
  const { addScaledRows } = loadKernel(logisticKernel, memory);
  const block = new Float64Array(memory.buffer, offsets.rows, BLOCK_ROWS * columns);
  const weights = new Float64Array(memory.buffer, offsets.weights, BLOCK_ROWS).fill(1);
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - first);
    block.set(data.subarray(first * columns, (first + count) * columns));
    if (sampleWeight) weights.set(sampleWeight.subarray(first, first + count));
    // The kernel takes four rows at a time: what fills the last block up weighs nothing.
    const padded = (count + 3) & ~3;
    block.fill(0, count * columns, padded * columns);
    weights.fill(0, count, padded);
    addScaledRows(offsets.rows, padded, columns, offsets.weights, offsets.sums);
  }
  const sums = new Float64Array(memory.buffer, offsets.sums, columns + 1);
  return Float64Array.from({ length: columns }, (_, j) => sums[j]! / sums[columns]!);
}
