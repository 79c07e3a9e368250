import type { Matrix } from '../types.js';

/** A fitted k-means model. Plain data. */
export interface KMeansModel {
  readonly kind: 'kMeans';
  readonly version: 1;
  readonly k: number;
  /** k × columns, in the units of the data; each is the mean of its cluster. */
  readonly centroids: Matrix;
  /** Sum of the squared distances from each row to its centroid. */
  readonly inertia: number;
  /** Passes over all rows, after a start was found. */
  readonly iterations: number;
  readonly seed: number;
}

/** A model and the labels of the rows that it was fitted on. */
export interface FittedKMeans {
  readonly model: KMeansModel;
  readonly labels: Uint8Array;
}

/** The most clusters: labels are bytes, and one value means "none yet". */
export const MAX_CLUSTERS = 254;

/** More starts than this are surely a mistake. */
export const MAX_STARTS = 1000;
