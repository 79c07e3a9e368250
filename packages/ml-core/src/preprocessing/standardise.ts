import { createArena } from '../kernels/arena.js';
import { standardiseKernel } from '../kernels/generated/standardise.js';
import { loadKernel } from '../kernels/kernel.js';
import { createMatrix } from '../matrix.js';
import type { Matrix } from '../types.js';
import { requireMatrixShape } from '../validation.js';
import { BLOCK_ROWS, type ColumnMoments, columnMoments } from './column-moments.js';

/** A matrix whose columns have mean 0 and standard deviation 1, with the means and scales that were applied. */
export interface Standardised extends ColumnMoments {
  readonly X: Matrix;
}

/**
 * Centres and scales the columns of a matrix that is complete already; `fitPreprocessor` does the same and more to a
 * table. O(rows × columns).
 * @throws DegenerateDataError without rows, InvalidParameterError for NaN or infinity, naming the place
 */
export function standardise(X: Matrix): Standardised {
  requireMatrixShape('X', X);
  const { rows, columns, data } = X;
  const { means, scales } = columnMoments(X);
  const { memory, offsets } = createArena({
    rows: 8 * BLOCK_ROWS * columns,
    means: 8 * columns,
    factors: 8 * columns,
  });
  const { rescaleRows } = loadKernel(standardiseKernel, memory);
  const block = new Float64Array(memory.buffer, offsets.rows, BLOCK_ROWS * columns);
  new Float64Array(memory.buffer, offsets.means, columns).set(means);
  new Float64Array(memory.buffer, offsets.factors, columns).set(scales.map((scale) => 1 / scale));
  const scaled = createMatrix(rows, columns);
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - from);
    block.set(data.subarray(from * columns, (from + count) * columns));
    rescaleRows(offsets.rows, count, columns, offsets.means, offsets.factors);
    scaled.data.set(count === BLOCK_ROWS ? block : block.subarray(0, count * columns), from * columns);
  }
  return { X: scaled, means, scales };
}
