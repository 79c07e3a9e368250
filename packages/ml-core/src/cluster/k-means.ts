import type { Matrix, Pool, StopSignal } from '../types.js';
import {
  requireColumns,
  requireFiniteCells,
  requireInstance,
  requireInteger,
  requireMatrixShape,
  requireModel,
  requireOptions,
} from '../validation.js';
import { fitKMeansRange } from './fit/fit-k-means-range.js';
import { type KMeansModel, MAX_CLUSTERS } from './k-means-model.js';
import { nearestCentroidOf } from './nearest-centroid.js';

/** How k-means is fitted. */
export interface KMeansOptions {
  /** Clusters, 1..254 and no more than there are distinct rows. */
  readonly k: number;
  readonly seed?: number;
  /**
   * Starts, of which the best is kept, 1..1000. On fewer than 4,096 rows, where they cost little, up to ten times as
   * many are made.
   */
  readonly nInit?: number;
  /** Passes over all rows, 1..100,000. */
  readonly maxIterations?: number;
  /** Stops once the squared moves of the centroids add up to less than this share of the columns' mean variance. */
  readonly tolerance?: number;
  readonly pool?: Pool;
  readonly signal?: StopSignal;
}

/**
 * Fits k-means: keeps the clusters with the least inertia among `nInit` starts (k-means++), then improves them by
 * swapping clusters, each time followed by Lloyd's algorithm. Scale the columns first, since k-means only sees
 * distances. Where there are many rows, starts are tried on a sample of 4,096 and the best continue on more rows and
 * finally all. Distances are computed in float32 around the mean; sums, and every label that float32 cannot decide, in
 * float64. The same seed gives the same model, bit by bit, whatever the pool.
 *
 * @throws DegenerateDataError if X has fewer than k distinct rows.
 * @throws InvalidParameterError for an option out of range, or NaN or infinity in X.
 */
export async function fitKMeans(X: Matrix, options: KMeansOptions): Promise<KMeansModel> {
  const { k, ...others } = requireOptions(options);
  requireInteger('k', k, 1, MAX_CLUSTERS);
  const [fit] = await fitKMeansRange(X, { ...others, minK: k, maxK: k });
  return fit!.model;
}

/**
 * The nearest centroid of each row by squared distance in float64; the lower index on a tie. O(rows × k × columns). For
 * the rows of the fit these are the fit's labels.
 * @throws ShapeError if X has a different number of columns than the model; InvalidParameterError for NaN or infinity
 * in it, and for a model of another kind.
 */
export function predictKMeans(model: KMeansModel, X: Matrix): Int32Array {
  requireModel(model, 'kMeans');
  const { centroids } = model;
  requireMatrixShape('model.centroids', centroids);
  requireColumns(X, centroids.columns);
  requireFiniteCells('X', X);
  const labels = new Int32Array(X.rows);
  for (let row = 0; row < X.rows; row++) labels[row] = nearestCentroidOf(X, row, centroids);
  return labels;
}

/**
 * The nearest centroid of one row, as `predictKMeans` finds it. O(k × columns).
 * @throws ShapeError if x has a different number of values than the model has columns; InvalidParameterError for NaN or
 * infinity in it, and for a model of another kind.
 */
export function nearestCentroid(model: KMeansModel, x: Float64Array): number {
  requireInstance('x', x, Float64Array);
  return predictKMeans(model, { rows: 1, columns: x.length, data: x })[0]!;
}

/**
 * The distance of one row to each centroid, in the units of the columns. O(k × columns).
 * @throws ShapeError if x has a different number of values than the model has columns; InvalidParameterError for NaN or
 * infinity in it, and for a model of another kind.
 */
export function centroidDistances(model: KMeansModel, x: Float64Array): Float64Array {
  requireInstance('x', x, Float64Array);
  requireModel(model, 'kMeans');
  const { rows: k, columns, data } = model.centroids;
  requireColumns({ rows: 1, columns: x.length, data: x }, columns);
  requireFiniteCells('x', { rows: 1, columns, data: x });
  return Float64Array.from({ length: k }, (_, c) =>
    Math.sqrt(x.reduce((sum, value, j) => sum + (value - data[c * columns + j]!) ** 2, 0)),
  );
}
