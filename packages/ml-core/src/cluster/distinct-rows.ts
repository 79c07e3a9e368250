import { DegenerateDataError } from '../errors.js';
import type { Matrix } from '../matrix.js';

/**
 * Refuses data with fewer than k distinct rows, in which k clusters cannot all have a place.
 * Looks no further than it must: usually at the first k rows. O(rows × k × columns) at worst.
 */
export function requireDistinctRows(X: Matrix, k: number): void {
  const { rows, columns, data } = X;
  const distinct: number[] = [];
  for (let row = 0; row < rows && distinct.length < k; row++) {
    const from = row * columns;
    const known = distinct.some((other) => {
      for (let j = 0; j < columns; j++) if (data[from + j] !== data[other + j]) return false;
      return true;
    });
    if (!known) distinct.push(from);
  }
  if (distinct.length < k) {
    throw new DegenerateDataError(
      `k is ${k}, but X has ${distinct.length} distinct rows; k may be at most that`,
    );
  }
}
