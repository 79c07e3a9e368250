import type { ClusterQuality, KMeansModel, PcaModel, Preprocessor } from '@holdfast/ml-core';
import type { ColumnProfile } from './column-profile.js';

/** Clusters for every k. Cluster numbers are 0..k-1 and stay with the same rows from one k to the next. */
export interface ClusterSweep {
  readonly preprocessor: Preprocessor;
  /** Whether numbers with a long tail went through a logarithm, because without it no k was stable. */
  readonly logLongTails: boolean;
  readonly recommendedK: number;
  /** `stable`: the recommended k passes every test; `fallback`: none does, and it is the best of what there is. */
  readonly rule: 'stable' | 'fallback';
  readonly fits: readonly ClusterFit[];
  /** What all rows look like: a profile for each column, the spec's first, then those alongside. */
  readonly overall: readonly ColumnProfile[];
  /** At most two principal components of the encoded rows. */
  readonly pca: PcaModel;
}

/** The clusters for one k. */
export interface ClusterFit {
  readonly k: number;
  readonly model: KMeansModel;
  readonly quality: ClusterQuality;
  /** How many rows each cluster has. */
  readonly sizes: readonly number[];
  /** For each cluster the previous cluster (of the same k) that it continues, or −1. */
  readonly continues: readonly number[];
  /** For each cluster the one of the next smaller k whose rows it keeps, or −1. */
  readonly parents: readonly number[];
  /** Share of rows that the alignment with the previous clusters leaves where they were; null without previous ones. */
  readonly kept: number | null;
  /** For each cluster what its rows look like: a profile for each column, in the order of `overall`. */
  readonly profiles: readonly (readonly ColumnProfile[])[];
}
