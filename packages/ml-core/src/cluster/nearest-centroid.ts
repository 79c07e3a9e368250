import type { Matrix } from '../types.js';

/** The centroid nearest to a row of X by squared distance in float64; the lower index on a tie. Already validated. */
export function nearestCentroidOf(X: Matrix, row: number, centroids: Matrix): number {
  const { columns, data } = X;
  const from = row * columns;
  const { rows: k, data: places } = centroids;
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let c = 0, at = 0; c < k; c++) {
    let distance = 0;
    for (let j = 0; j < columns; j++, at++) {
      const difference = data[from + j]! - places[at]!;
      distance += difference * difference;
    }
    if (distance < least) {
      least = distance;
      nearest = c;
    }
  }
  return nearest;
}
