import { createMatrix } from '../matrix.js';
import { selectInPlace } from '../preprocessing/select-in-place.js';
import type { Matrix } from '../types.js';
import {
  requireFinite,
  requireFiniteCells,
  requireInstance,
  requireInteger,
  requireLength,
  requireMatrixShape,
  requireModel,
  requireNumbers,
  requireOptions,
} from '../validation.js';

/** Rows that lend their values to incomplete ones: a k-nearest-neighbour hot deck. Plain data. */
export interface DonorPool {
  readonly kind: 'donorPool';
  /** The donors, encoded. */
  readonly X: Matrix;
  /** Encoded column → original column. */
  readonly sourceIndex: Int32Array;
  /** What a squared difference in an encoded column counts. */
  readonly weights: Float64Array;
}

/** Weight that a column without any relevance keeps beside the average one, so that it still decides between equals. */
const LEAST_RELEVANCE = 0.02;

/**
 * Makes a pool of encoded rows. Between two rows drawn at random every original column counts as much as its relevance,
 * whatever its unit and however many encoded columns it has. O(rows × encoded columns).
 *
 * @param X rows × encoded columns
 * @param sourceIndex the original column of each encoded one
 * @param relevance how much each original column matters, from 0 on, in any unit; negative counts as 0
 * @throws ShapeError if the lengths do not fit; InvalidParameterError for NaN or infinity
 */
export function createDonorPool(X: Matrix, sourceIndex: Int32Array, relevance: ArrayLike<number>): DonorPool {
  requireMatrixShape('X', X);
  requireFiniteCells('X', X);
  requireInteger('X.rows', X.rows, 1, Number.MAX_SAFE_INTEGER);
  requireNumbers('relevance', relevance);
  requireFinite('relevance', relevance);
  requireInstance('sourceIndex', sourceIndex, Int32Array);
  requireLength('sourceIndex', sourceIndex, 'an encoded column', X.columns);
  for (const source of sourceIndex) requireInteger('a source', source, 0, relevance.length - 1);
  const spread = spreadBySource(X, sourceIndex, relevance.length);
  const positive = Array.from(relevance, (value) => Math.max(0, value));
  const mean = positive.reduce((sum, value) => sum + value, 0) / positive.length || 1;
  const weights = Float64Array.from(sourceIndex, (source) =>
    spread[source] === 0 ? 0 : (positive[source]! / mean + LEAST_RELEVANCE) / spread[source]!,
  );
  return { kind: 'donorPool', X, sourceIndex, weights };
}

/** The summed variance of each original column's encoded ones. */
function spreadBySource({ rows, columns, data }: Matrix, sourceIndex: Int32Array, sources: number) {
  const spread = new Float64Array(sources);
  for (let j = 0; j < columns; j++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += data[i * columns + j]! / rows;
    for (let i = 0; i < rows; i++) spread[sourceIndex[j]!]! += (data[i * columns + j]! - mean) ** 2 / rows;
  }
  return spread;
}

/** How a row is completed. */
export interface CompleteRowOptions {
  /** How many donors at least; all that are as near as the last of them lend as well. Default 15. */
  readonly neighbours?: number;
  /** How many donors at most: of more that are equally near, some from all over. Default 200. */
  readonly most?: number;
}

/**
 * Completes a row of which only some original columns are known: once by each of the donors nearest in those, which lends
 * all the others. What a model says of the completions, averaged, is what it says of rows that share the known values; how
 * far the completions are apart is what the unknown ones leave open. O(donors × encoded columns).
 *
 * @param x one encoded row; only its known columns are read
 * @param isKnown whether each original column is known
 * @returns completions × encoded columns; nearest first, as far as they differ
 * @throws ShapeError if x has another number of columns than the pool; InvalidParameterError for options out of range
 */
export function completeRow(
  pool: DonorPool,
  x: Float64Array,
  isKnown: readonly boolean[],
  options: CompleteRowOptions = {},
): Matrix {
  const { neighbours = 15, most = 200 } = requireOptions(options);
  requireModel(pool, 'donorPool');
  requireMatrixShape('pool.X', pool.X);
  requireInteger('neighbours', neighbours, 1, Number.MAX_SAFE_INTEGER);
  requireInteger('most', most, neighbours, Number.MAX_SAFE_INTEGER);
  requireLength('x', x, 'a row of the pool', pool.X.columns);
  requireFinite('x', x);
  requireInstance('isKnown', isKnown, Array);
  const columns = Int32Array.from(x.keys()).filter((j) => isKnown[pool.sourceIndex[j]!]);
  const donors = nearest(distances(pool, x, columns), neighbours, most);
  const { data, columns: width } = pool.X;
  const completed = createMatrix(donors.length, width);
  donors.forEach((donor, i) => {
    completed.data.set(data.subarray(donor * width, (donor + 1) * width), i * width);
    for (const j of columns) completed.data[i * width + j] = x[j]!;
  });
  return completed;
}

function distances({ X, weights }: DonorPool, x: Float64Array, columns: Int32Array): Float64Array {
  const result = new Float64Array(X.rows);
  for (let i = 0, row = 0; i < X.rows; i++, row += X.columns) {
    let sum = 0;
    for (const j of columns) {
      const difference = X.data[row + j]! - x[j]!;
      sum += weights[j]! * difference * difference;
    }
    result[i] = sum;
  }
  return result;
}

/** Distances that differ by rounding alone are equal. */
const EQUAL = 1e-9;

/** The rows up to the `count`-th smallest distance, those as far off included; `most` of them from all over if there are more. */
function nearest(distance: Float64Array, count: number, most: number): Int32Array {
  const last = selectInPlace(distance.slice(), Math.min(count, distance.length) - 1);
  const limit = last * (1 + EQUAL) + EQUAL;
  const near = Int32Array.from(distance.keys())
    .filter((row) => distance[row]! <= limit)
    .sort((a, b) => distance[a]! - distance[b]! || a - b);
  if (near.length <= most) return near;
  return Int32Array.from({ length: most }, (_, i) => near[Math.floor((i * near.length) / most)]!);
}
