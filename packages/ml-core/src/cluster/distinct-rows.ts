import { DegenerateDataError } from '../errors.js';
import type { Matrix } from '../matrix.js';
import { requireInteger, requireMatrixData } from '../validation.js';

/** Refuses data with fewer than k distinct rows, in which k clusters cannot all have a place. */
export function requireDistinctRows(X: Matrix, k: number): void {
  const distinct = countDistinctRows(X, k);
  if (distinct < k) {
    throw new DegenerateDataError(`k is ${k}, but X has ${distinct} distinct rows; k may be at most that`);
  }
}

/**
 * The number of distinct rows, counted up to `most`. Looks no further than it must: usually at the first rows.
 * O(rows × most × columns) at worst.
 */
export function countDistinctRows(X: Matrix, most: number): number {
  requireMatrixData('X', X);
  const { rows, columns, data } = X;
  requireInteger('most', most, 0);
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
