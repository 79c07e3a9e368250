import { DegenerateDataError } from '../errors.js';
import type { Matrix } from '../types.js';
import { requireInteger, requireMatrixData } from '../validation.js';

/** Throws where X has fewer than k distinct rows, too few for k clusters. */
export function requireDistinctRows(X: Matrix, k: number): void {
  const distinct = countDistinctRows(X, k);
  if (distinct < k) {
    throw new DegenerateDataError(`k is ${k}, but X has ${distinct} distinct rows; k may be at most that`);
  }
}

/**
 * Counts distinct rows, up to `most`. It stops as soon as it can, usually after the first rows. NaN differs from
 * everything, itself included. O(rows × most × columns) at worst.
 * @throws ShapeError or InvalidParameterError for anything that is not a matrix, InvalidParameterError unless `most` is
 * an integer of at least 1
 */
export function countDistinctRows(X: Matrix, most: number): number {
  requireMatrixData('X', X);
  requireInteger('most', most, 1);
  const { rows, columns, data } = X;
  const distinct: number[] = [];
  for (let row = 0; row < rows && distinct.length < most; row++) {
    const from = row * columns;
    const known = distinct.some((other) => {
      for (let j = 0; j < columns; j++) if (data[from + j] !== data[other + j]) return false;
      return true;
    });
    if (!known) distinct.push(from);
  }
  return distinct.length;
}
