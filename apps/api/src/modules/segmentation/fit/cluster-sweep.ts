import type { ClusterQuality, KMeansModel, PcaModel, Preprocessor } from '@holdfast/ml-core';
import type { ColumnProfile } from './column-profile.js';
import type { ColumnOutliers } from './find-outliers.js';
import type { SegmentConditions } from './find-rules.js';
import type { CountedColumn } from './share-weights.js';
import type { WeighedK } from './weigh-ks.js';

/** The clusters for every k. Cluster numbers are 0..k-1 and stay with the same rows from one k to the next. */
export interface ClusterSweep {
  readonly preprocessor: Preprocessor;
  /** Whether numbers with a long tail were put on a logarithmic scale, because no k was stable without it. */
  readonly logLongTails: boolean;
  /** Columns that say nearly the same, by name: each group counts as one. */
  readonly together: readonly (readonly string[])[];
  /** Columns that follow from others, and how many times they count. */
  readonly computed: readonly CountedColumn[];
  readonly recommendedK: number;
  /** The number of rows that clusters were learned from, and of all, which were assigned to them. */
  readonly learnedRows: number;
  readonly rows: number;
  /** `stable`: the recommended k passes every test; `fallback`: none does, and this one is the best available. */
  readonly rule: 'stable' | 'fallback';
  /** False where the rows look like one cloud that was cut up; null where they are too few to tell. */
  readonly clearGroups: boolean | null;
  /** Columns in which a handful of rows lies apart; they count as the last ordinary values there. */
  readonly outliers: readonly ColumnOutliers[];
  readonly fits: readonly ClusterFit[];
  /** The profiles of all rows: one for each column, the spec's first, then those alongside. */
  readonly overall: readonly ColumnProfile[];
  /** At most two principal components of the encoded rows. */
  readonly pca: PcaModel;
}

/** The clusters for one k. */
export interface ClusterFit {
  readonly k: number;
  readonly model: KMeansModel;
  readonly quality: ClusterQuality;
  readonly weighed: WeighedK;
  /** The number of rows in each cluster. */
  readonly sizes: readonly number[];
  /** For each cluster, the previous cluster (of the same k) that it continues, or −1. */
  readonly continues: readonly number[];
  /** For each cluster, the one of the next smaller k whose rows it keeps, or −1. */
  readonly parents: readonly number[];
  /** Share of rows that stay in their previous cluster; null without previous clusters. */
  readonly kept: number | null;
  /** For each cluster, a profile for each column, in the order of `overall`. */
  readonly profiles: readonly (readonly ColumnProfile[])[];
  /** For each cluster, the rule that tells it. */
  readonly rules: readonly SegmentConditions[];
}
