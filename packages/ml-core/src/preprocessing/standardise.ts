import { createArena } from '../kernels/arena.js';
import { standardiseKernel } from '../kernels/generated/standardise.js';
import { loadKernel } from '../kernels/kernel.js';
import { createMatrix, type Matrix } from '../matrix.js';
import { refuseOverflow, requireMatrixShape } from '../validation.js';
import { BLOCK_ROWS } from './column-means.js';

/** A matrix of which every column has mean 0 and standard deviation 1, and what was taken off. */
export interface Standardised {
  readonly X: Matrix;
  readonly means: Float64Array;
  /** Standard deviation of each column (over n), 1 for a constant one: what the column was divided by. */
  readonly scales: Float64Array;
}

/**
 * Centres and scales the columns of a matrix that is complete already; `fitPreprocessor` does the same and more to a
 * table. O(rows × columns).
 * @throws DegenerateDataError without rows, InvalidParameterError for NaN or infinity, naming the place
 */
export function standardise(X: Matrix): Standardised {
  requireMatrixShape('X', X);
  const { rows, columns, data } = X;
  const { memory, offsets } = createArena({
    rows: 8 * BLOCK_ROWS * columns,
    means: 8 * columns,
    sums: 8 * columns,
    squares: 8 * columns,
    factors: 8 * columns,
  });
  const { addMoments, rescaleRows } = loadKernel(standardiseKernel, memory);
  const block = new Float64Array(memory.buffer, offsets.rows, BLOCK_ROWS * columns);
  const sums = new Float64Array(memory.buffer, offsets.sums, columns);
  const squares = new Float64Array(memory.buffer, offsets.squares, columns);
  // Measured from the first row, which no column has more than √rows deviations from its mean: so one look is enough, and
  // a constant column has a deviation of exactly 0.
  const first = data.slice(0, columns);
  const means = new Float64Array(memory.buffer, offsets.means, columns);
  means.set(first);
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - from);
    block.set(data.subarray(from * columns, (from + count) * columns));
    addMoments(offsets.rows, count, columns, offsets.means, offsets.sums, offsets.squares);
  }
  if (!squares.every(Number.isFinite)) refuseOverflow('X', X);

  const scales = squares.map(
    (square, j) => Math.sqrt(Math.max(0, square / rows - (sums[j]! / rows) ** 2)) || 1,
  );
  new Float64Array(memory.buffer, offsets.factors, columns).set(scales.map((scale) => 1 / scale));
  means.set(first.map((value, j) => value + sums[j]! / rows));
  const scaled = createMatrix(rows, columns);
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - from);
    block.set(data.subarray(from * columns, (from + count) * columns));
    rescaleRows(offsets.rows, count, columns, offsets.means, offsets.factors);
    scaled.data.set(count === BLOCK_ROWS ? block : block.subarray(0, count * columns), from * columns);
  }
  return { X: scaled, means: means.slice(), scales };
}
