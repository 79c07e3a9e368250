import { createArena } from '../kernels/arena.js';
import { gramKernel } from '../kernels/generated/gram.js';
import { loadKernel } from '../kernels/kernel.js';
import type { Matrix } from '../types.js';
import { refuseOverflow } from '../validation.js';

/** About what the first-level cache holds: rows of a block are read once for each tile of the matrix. */
const BLOCK_BYTES = 16_384;

/**
 * The covariance matrix of the columns (over rows - 1) and their means, in float64. O(rows × columns²); beyond X it
 * takes memory for one block of rows and the matrix. Its shape is already validated.
 * @throws InvalidParameterError naming the first cell that is NaN or infinite.
 */
export function covariance(X: Matrix): { mean: Float64Array; matrix: number[][] } {
  const { rows, columns } = X;
  const shift = roughMeans(X);
  // The kernel takes columns in pairs: an odd last one is joined by zeros.
  const width = columns + (columns % 2);
  const block = Math.max(8, Math.floor(BLOCK_BYTES / (width * 8)));
  const { memory, offsets } = createArena({
    rows: block * width * 8,
    shift: width * 8,
    sums: width * 8,
    gram: width * width * 8,
  });
  const { addGram, centreRows } = loadKernel(gramKernel, memory);
  new Float64Array(memory.buffer, offsets.shift, width).set(shift);
  const staged = new Float64Array(memory.buffer, offsets.rows, block * width);
  for (let from = 0; from < rows; from += block) {
    const count = Math.min(block, rows - from);
    stageRows(X, from, count, width, staged);
    centreRows(offsets.rows, count, width, offsets.shift, offsets.sums);
    addGram(offsets.rows, count, width, offsets.gram);
  }
  const sums = new Float64Array(memory.buffer, offsets.sums, width);
  const gram = new Float64Array(memory.buffer, offsets.gram, width * width);
  if (!gram.every(Number.isFinite)) refuseOverflow('X', X);
  const matrix = Array.from({ length: columns }, (_, i) =>
    Array.from({ length: columns }, (_, j) => {
      const product = gram[Math.min(i, j) * width + Math.max(i, j)]!;
      return (product - (sums[i]! * sums[j]!) / rows) / (rows - 1);
    }),
  );
  return { mean: shift.map((mean, j) => mean + sums[j]! / rows), matrix };
}

/** Rows that give the rough means. */
const ROUGH_ROWS = 1024;

/**
 * Column means of some rows from all over. Around these the products stay small enough that the covariance, a
 * difference of two sums, keeps its digits; the exact means come out of the same pass.
 */
function roughMeans({ rows, columns, data }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  const count = Math.min(rows, ROUGH_ROWS);
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * rows) / count) * columns;
    for (let j = 0; j < columns; j++) means[j]! += data[from + j]! / count;
  }
  return means;
}

function stageRows(
  { columns, data }: Matrix,
  from: number,
  count: number,
  width: number,
  staged: Float64Array,
) {
  if (width === columns) {
    staged.set(data.subarray(from * columns, (from + count) * columns));
    return;
  }
  for (let i = 0; i < count; i++) {
    staged.set(data.subarray((from + i) * columns, (from + i + 1) * columns), i * width);
  }
}
