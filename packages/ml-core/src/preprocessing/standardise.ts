import { createArena } from '../kernels/arena.js';
import { standardiseKernel } from '../kernels/generated/standardise.js';
import { loadKernel } from '../kernels/kernel.js';
import { createMatrix, type Matrix } from '../matrix.js';
import { refuseOverflow, requireMatrixShape } from '../validation.js';
import { BLOCK_ROWS, columnMeans } from './column-means.js';

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
  const means = columnMeans(X);
  const { memory, offsets } = createArena({
    rows: 8 * BLOCK_ROWS * columns,
    means: 8 * columns,
    squares: 8 * columns,
    factors: 8 * columns,
  });
  const { addSquares, rescaleRows } = loadKernel(standardiseKernel, memory);
  const block = new Float64Array(memory.buffer, offsets.rows, BLOCK_ROWS * columns);
  const squares = new Float64Array(memory.buffer, offsets.squares, columns);
  new Float64Array(memory.buffer, offsets.means, columns).set(means);
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - first);
    block.set(data.subarray(first * columns, (first + count) * columns));
    addSquares(offsets.rows, count, columns, offsets.means, offsets.squares);
  }
  if (!squares.every(Number.isFinite)) refuseOverflow('X', X);

  const scales = Float64Array.from(squares, (square) => Math.sqrt(square / rows) || 1);
  new Float64Array(memory.buffer, offsets.factors, columns).set(scales.map((scale) => 1 / scale));
  const scaled = createMatrix(rows, columns);
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - first);
    block.set(data.subarray(first * columns, (first + count) * columns));
    rescaleRows(offsets.rows, count, columns, offsets.means, offsets.factors);
    scaled.data.set(count === BLOCK_ROWS ? block : block.subarray(0, count * columns), first * columns);
  }
  return { X: scaled, means, scales };
}
