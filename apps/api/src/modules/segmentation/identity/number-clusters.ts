import { alignClusters, createMatrix, type KMeansModel, type Matrix } from '@holdfast/ml-core';

/** The clusters of one k as found, in counts of rows. */
export interface CountedClusters {
  readonly k: number;
  readonly sizes: readonly number[];
  /** Rows shared with the clusters of the previous model of the same k (columns); null without one. */
  readonly withPrevious: Matrix | null;
  /** Rows shared with the clusters of the next smaller k (columns) as found; null for the smallest k. */
  readonly withSmaller: Matrix | null;
}

/** Numbers for the clusters of one k, and where each comes from. */
export interface NumberedClusters {
  /** The number of each cluster as found. */
  readonly order: readonly number[];
  /** For each number, the cluster of the previous model of the same k that it continues, or −1. */
  readonly continues: readonly number[];
  /** For each number, the number of the next smaller k that it keeps, or −1. */
  readonly parents: readonly number[];
  /** Share of rows that stay in the cluster of the previous model; null without one. */
  readonly kept: number | null;
}

/**
 * Numbers the clusters of each k so that a number stays with the same rows: first as in the previous model of the same k,
 * else as in the next smaller k, and for the smallest k by size. Clusters that continue nothing get the remaining
 * numbers in order. `found` is ascending in k.
 */
export function numberClusters(found: readonly CountedClusters[]): NumberedClusters[] {
  const numbered: NumberedClusters[] = [];
  for (const { k, sizes, withPrevious, withSmaller } of found) {
    const smaller = numbered.at(-1)?.order;
    const fromPrevious = matches(withPrevious, k);
    const fromSmaller = matches(smaller && withSmaller ? renumberColumns(withSmaller, smaller) : null, k);
    const ancestors = withPrevious ? fromPrevious : fromSmaller;
    const order = withPrevious || smaller ? takeNumbers(ancestors) : bySize(sizes);
    numbered.push({
      order,
      continues: renumber(fromPrevious, order),
      parents: renumber(fromSmaller, order),
      kept: withPrevious && shareKept(withPrevious, order),
    });
  }
  return numbered;
}

/** The entries in the order of their clusters' numbers. */
export function renumber<T>(values: readonly T[], order: readonly number[]): T[] {
  const renumbered = new Array<T>(values.length);
  for (const [cluster, number] of order.entries()) renumbered[number] = values[cluster]!;
  return renumbered;
}

/** The model with its centroids in the order of their numbers. */
export function renumberModel(model: KMeansModel, order: readonly number[]): KMeansModel {
  const { rows, columns, data } = model.centroids;
  const centroids = createMatrix(rows, columns);
  for (const [cluster, number] of order.entries()) {
    centroids.data.set(data.subarray(cluster * columns, (cluster + 1) * columns), number * columns);
  }
  return { ...model, centroids };
}

/** For each cluster, the ancestor that holds the same rows, or −1; no two share an ancestor. */
function matches(overlap: Matrix | null, k: number): number[] {
  return overlap ? [...alignClusters({ overlap }).mapping] : new Array<number>(k).fill(-1);
}

function renumberColumns({ rows, columns, data }: Matrix, order: readonly number[]): Matrix {
  const renumbered = createMatrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) renumbered.data[i * columns + order[j]!] = data[i * columns + j]!;
  }
  return renumbered;
}

/** Each cluster takes the number that it continues; the others take free ones. */
function takeNumbers(continued: readonly number[]): number[] {
  const free = continued.map((_, number) => number).filter((number) => !continued.includes(number));
  return continued.map((number) => (number >= 0 ? number : free.shift()!));
}

function bySize(sizes: readonly number[]): number[] {
  const largestFirst = sizes.map((_, cluster) => cluster).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  return sizes.map((_, cluster) => largestFirst.indexOf(cluster));
}

function shareKept({ columns, data }: Matrix, order: readonly number[]): number {
  let same = 0;
  let all = 0;
  for (let i = 0; i < data.length; i++) {
    all += data[i]!;
    if (order[Math.floor(i / columns)] === i % columns) same += data[i]!;
  }
  return same / all;
}
