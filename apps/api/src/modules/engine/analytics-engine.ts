import type { ClusterQuality, KMeansModel, PcaModel, Preprocessor } from '@holdfast/ml-core';
import type { ClassifyOptions, ScoreBatch, TrainedClassifier } from './classify-types.js';
import type { ColumnProfile } from './column-profile.js';
import type { FeatureColumnSpec, RowBatch } from './table-types.js';

export type { FeatureColumnSpec, RowBatch } from './table-types.js';

/** Where a dataset's immutable column file is. Rows are named by its column `__row`, never passed around. */
export interface SnapshotRef {
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}

/** Which columns an analysis sees; what they are turned into is the `Preprocessor` that the engine answers with. */
export interface FeatureSpec {
  /** The columns that models learn from. */
  readonly columns: readonly FeatureColumnSpec[];
  /** Columns that are read beside them, to describe, to value or to label customers; no model sees them. */
  readonly alongside?: readonly FeatureColumnSpec[];
  /** The column that says on which day each row was true, from which models count dates back. */
  readonly observedOn?: FeatureColumnSpec;
}

/** Tells how far a computation is: 0..1, and what is being done, in words. */
export type Progress = (fraction: number, step: string) => void;

/** Takes a batch of a result; the next one comes when its promise settles. */
export type ResultSink<B extends RowBatch> = (batch: B) => Promise<void>;

export interface SweepOptions {
  readonly minK: number;
  readonly maxK: number;
  readonly seed: number;
  /** Whether long tails may go through a logarithm where no k is stable without. */
  readonly mayLogLongTails: boolean;
  /** The clusters that customers know: the new ones take their numbers wherever they hold the same customers. */
  readonly previous?: ClusterModels | null;
}

/** What turns a row into clusters: the encoding, and a model for each k, in ascending order of k. */
export interface ClusterModels {
  readonly preprocessor: Preprocessor;
  readonly models: readonly KMeansModel[];
}

/** Clusters for every k. Cluster numbers are 0..k-1 and stay with the same rows from one k to the next. */
export interface ClusterSweep {
  readonly preprocessor: Preprocessor;
  /** Whether numbers with a long tail went through a logarithm, because without it no k was stable. */
  readonly logLongTails: boolean;
  readonly recommendedK: number;
  /** `stable`: the recommended k passes every test; `fallback`: none does, and it is the best of what there is. */
  readonly rule: 'stable' | 'fallback';
  readonly fits: readonly ClusterFit[];
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
  /** For each cluster what its rows look like: a profile for each column, the spec's first, then those alongside. */
  readonly profiles: readonly (readonly ColumnProfile[])[];
}

export interface ProjectOptions {
  readonly pca: PcaModel;
  readonly clusters: ClusterModels;
  /** Most rows to answer with; every cluster of every k is among them. */
  readonly sample: number;
  readonly seed: number;
}

/** Rows on the principal components, in a random order of which every beginning is a sample. */
export interface ProjectionBatch extends RowBatch {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The cluster of each row for every k: `labels[i * ks + j]` is that of row i for the j-th model. */
export interface ClusterBatch extends RowBatch {
  readonly labels: Uint8Array;
}

/** A snapshot that is opened for computing; it holds memory until it is closed. */
export interface EngineDataset {
  /** Rows that the snapshot has. */
  readonly rows: number;
  /** What every column looks like, the spec's first, then those alongside. */
  profile(): Promise<ColumnProfile[]>;
  /** Clusters for every k, with their quality, stability and profiles. */
  sweep(options: SweepOptions, onProgress?: Progress): Promise<ClusterSweep>;
  /** Principal components of the rows as the preprocessor encodes them. */
  pca(options: { components: number; preprocessor: Preprocessor }): Promise<PcaModel>;
  /** Sends a sample of rows on two principal components. Answers how many. */
  project(options: ProjectOptions, sink: ResultSink<ProjectionBatch>): Promise<number>;
  /** Sends every row's clusters. Answers how many rows. */
  assign(clusters: ClusterModels, sink: ResultSink<ClusterBatch>): Promise<number>;
  /** Finds the best classifier of a target among the spec's columns; the target's column is one of those alongside. */
  classify(options: ClassifyOptions, onProgress?: Progress): Promise<TrainedClassifier>;
  /**
   * Sends every row's score with its contributions: by the model, and where it remembers the rows that it was trained on
   * by those that had not seen them. Answers how many rows.
   */
  score(
    scorers: Pick<TrainedClassifier, 'model' | 'heldOut'>,
    sink: ResultSink<ScoreBatch>,
    onProgress?: Progress,
  ): Promise<number>;
  /** Gives the memory back; a computation that runs is ended. */
  close(): Promise<void>;
}

/** Something that can compute over snapshots. */
export interface AnalyticsEngine {
  readonly kind: EngineKind;
  /** Opens a snapshot. An abort of `signal` ends every computation on it at once and closes it. */
  open(snapshot: SnapshotRef, spec: FeatureSpec, signal?: AbortSignal): Promise<EngineDataset>;
}

/** `local`: our own estimators; `reference`: the slow, independent ones that check them. */
export type EngineKind = 'local' | 'reference';
