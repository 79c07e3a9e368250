import type { Matrix } from '@holdfast/ml-core';

/**
 * How many rows of X differ from one another, counted up to `limit`. Looks no further than it must: usually at the
 * first `limit` rows. O(rows × limit × columns) at worst.
 */
export function countDistinctRows({ rows, columns, data }: Matrix, limit: number): number {
  const distinct: Float64Array[] = [];
  for (let i = 0; i < rows && distinct.length < limit; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    if (!distinct.some((known) => known.every((value, j) => value === row[j]))) distinct.push(row);
  }
  return distinct.length;
}
