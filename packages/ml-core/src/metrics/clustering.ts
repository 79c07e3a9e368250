import { DegenerateDataError, InvalidParameterError } from '../errors.js';
import { createMatrix } from '../matrix.js';
import { showValue } from '../show-value.js';
import type { Matrix } from '../types.js';
import { refuseOverflow, requireLength, requireMatrix, requireNumbers } from '../validation.js';

/** Labels renumbered 0..clusters-1 in the order in which they first appear, and how many rows have each. */
export interface CompactLabels {
  readonly labels: Int32Array;
  readonly clusters: number;
  readonly sizes: Float64Array;
}

/**
 * The labels of `rows` (by default of all), renumbered without gaps.
 * @throws ShapeError if there is not one label for each row of X, InvalidParameterError for one that is not an integer
 * of at least 0, DegenerateDataError if there are not 2..rows-1 clusters.
 */
export function compactLabels(count: number, labels: ArrayLike<number>, rows?: Int32Array): CompactLabels {
  requireLength('labels', labels, 'X', count);
  const compact = renumber(labels, rows);
  const { length } = compact.labels;
  if (compact.clusters < 2 || compact.clusters >= length) {
    throw new DegenerateDataError(
      `labels name ${compact.clusters} clusters in ${length} rows; there must be 2..${length - 1}`,
    );
  }
  return compact;
}

function renumber(labels: ArrayLike<number>, rows?: Int32Array): CompactLabels {
  const count = rows?.length ?? labels.length;
  const renumbered = new Int32Array(count);
  const known = new Map<number, number>();
  const sizes: number[] = [];
  for (let i = 0; i < count; i++) {
    const label = labels[rows ? rows[i]! : i]!;
    let cluster = known.get(label);
    if (cluster === undefined) {
      if (!Number.isInteger(label) || label < 0) {
        throw new InvalidParameterError(
          `a label is ${showValue(label)}; it must be an integer of at least 0`,
        );
      }
      cluster = known.size;
      known.set(label, cluster);
      sizes.push(0);
    }
    renumbered[i] = cluster;
    sizes[cluster]!++;
  }
  return { labels: renumbered, clusters: sizes.length, sizes: Float64Array.from(sizes) };
}

/**
 * Adjusted Rand index (Hubert and Arabie 1985) of two labelings of the same rows: 1 when they agree up to names, 0 on
 * average when they are independent. O(rows), whatever the number of clusters.
 * @throws ShapeError if the labelings differ in length, InvalidParameterError for a label that is not an integer of at
 * least 0.
 */
export function adjustedRandIndex(first: ArrayLike<number>, second: ArrayLike<number>): number {
  requireNumbers('first', first);
  requireLength('second', second, 'first', first.length);
  const rows = first.length;
  if (rows < 2) return 1;
  const a = renumber(first);
  const b = renumber(second);
  const together = sumOfPairs(countTogether(a, b));
  const pairsA = sumOfPairs(a.sizes);
  const pairsB = sumOfPairs(b.sizes);
  const expected = (pairsA * pairsB) / ((rows * (rows - 1)) / 2);
  const most = (pairsA + pairsB) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/** Rows of each pair of clusters that share any: in a table where that is no larger than the labelings themselves. */
function countTogether(a: CompactLabels, b: CompactLabels): Float64Array {
  const cells = a.clusters * b.clusters;
  if (cells <= Math.max(65_536, a.labels.length)) {
    const table = new Float64Array(cells);
    for (let i = 0; i < a.labels.length; i++) table[a.labels[i]! * b.clusters + b.labels[i]!]!++;
    return table;
  }
  const pairs = a.labels.length;
  const keys = Float64Array.from({ length: pairs }, (_, i) => a.labels[i]! * b.clusters + b.labels[i]!);
  return renumber(keys).sizes;
}

function sumOfPairs(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}

/**
 * Davies-Bouldin index (1979), 0 upwards, smaller is better: for each cluster the worst ratio of two clusters' mean
 * distances from their own means to the distance between these means; then the mean over clusters.
 * O(rows × columns + clusters² × columns).
 * @throws DegenerateDataError without 2..rows-1 clusters; ShapeError or InvalidParameterError, naming the argument.
 */
export function daviesBouldinScore(X: Matrix, labels: ArrayLike<number>): number {
  requireMatrix('X', X);
  const compact = compactLabels(X.rows, labels);
  const means = clusterMeans(X, compact);
  const spread = new Float64Array(compact.clusters);
  for (let row = 0; row < X.rows; row++) {
    const cluster = compact.labels[row]!;
    spread[cluster]! += Math.sqrt(squaredDistance(X, row, means, cluster));
  }
  for (let c = 0; c < spread.length; c++) spread[c]! /= compact.sizes[c]!;
  let total = 0;
  for (let c = 0; c < spread.length; c++) {
    let worst = 0;
    for (let other = 0; other < spread.length; other++) {
      const apart = Math.sqrt(squaredDistance(means, c, means, other));
      // Means in one place separate nothing; scikit-learn leaves such pairs out too.
      if (other !== c && apart > 0) worst = Math.max(worst, (spread[c]! + spread[other]!) / apart);
    }
    total += worst;
  }
  if (!spread.every(Number.isFinite) || !Number.isFinite(total)) refuseOverflow('X', X);
  return total / spread.length;
}

/**
 * Calinski-Harabasz index (1974), larger is better: dispersion between the clusters over dispersion within, each by its
 * degrees of freedom; 1 where nothing is left within. O(rows × columns).
 * @throws what `daviesBouldinScore` throws
 */
export function calinskiHarabaszScore(X: Matrix, labels: ArrayLike<number>): number {
  const { between, within, clusters } = disperse(X, labels);
  if (within === 0) return 1;
  return (between * (X.rows - clusters)) / (within * (clusters - 1));
}

/**
 * The share of the rows' dispersion around their mean that lies between the clusters, 0..1: what is known of a row once
 * its cluster is. 1 where nothing is left within. O(rows × columns).
 * @throws what `daviesBouldinScore` throws
 */
export function explainedShare(X: Matrix, labels: ArrayLike<number>): number {
  const { between, within } = disperse(X, labels);
  return within === 0 ? 1 : between / (between + within);
}

/** Sums of squared distances from the clusters' means to the mean of all, and from the rows to their clusters' means. */
function disperse(X: Matrix, labels: ArrayLike<number>) {
  requireMatrix('X', X);
  const compact = compactLabels(X.rows, labels);
  const { clusters, sizes } = compact;
  const means = clusterMeans(X, compact);
  const centre = clusterMeans(X, {
    labels: new Int32Array(X.rows),
    clusters: 1,
    sizes: Float64Array.of(X.rows),
  });
  let between = 0;
  for (let c = 0; c < clusters; c++) between += sizes[c]! * squaredDistance(means, c, centre, 0);
  let within = 0;
  for (let row = 0; row < X.rows; row++) within += squaredDistance(X, row, means, compact.labels[row]!);
  if (!Number.isFinite(between + within)) refuseOverflow('X', X);
  return { between, within, clusters };
}

function clusterMeans(X: Matrix, { labels, clusters, sizes }: CompactLabels): Matrix {
  const { rows, columns, data } = X;
  const means = createMatrix(clusters, columns);
  for (let row = 0, at = 0; row < rows; row++) {
    const to = labels[row]! * columns;
    for (let j = 0; j < columns; j++, at++) means.data[to + j]! += data[at]!;
  }
  for (let i = 0; i < means.data.length; i++) means.data[i]! /= sizes[Math.floor(i / columns)]!;
  return means;
}

function squaredDistance(A: Matrix, row: number, B: Matrix, other: number): number {
  const { columns } = A;
  let sum = 0;
  for (let j = 0, a = row * columns, b = other * columns; j < columns; j++) {
    const difference = A.data[a + j]! - B.data[b + j]!;
    sum += difference * difference;
  }
  return sum;
}
