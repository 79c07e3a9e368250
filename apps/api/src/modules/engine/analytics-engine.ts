import type {
  Calibrator,
  ClassifierModel,
  ColumnSummary,
  FeatureTable,
  KMeansModel,
  Matrix,
  Pool,
  Preprocessor,
} from '@holdfast/ml-core';
import type { Estimators } from './estimators.js';

/** Locates a dataset's immutable column file. Rows are identified by its column `__row`, never passed around. */
export interface SnapshotRef {
  /** Identifies the snapshot permanently. */
  readonly id: string;
  /** A URL that the engine can read; `file:` on this machine. */
  readonly uri: string;
  readonly sha256: string;
  readonly rows: number;
}

/** One column to read. A yes/no has the levels `false` and `true` if read as a category, else it is 0 and 1. */
export interface FeatureColumnSpec {
  readonly name: string;
  readonly type: 'NUMBER' | 'BOOLEAN' | 'CATEGORY' | 'DATE';
}

/** The columns to read from a snapshot. */
export interface TableSpec {
  readonly columns: readonly FeatureColumnSpec[];
  /** The column with each row's reference day, from which dates count back. */
  readonly observedOn?: FeatureColumnSpec;
}

/** Receives one batch of a result; the next one comes when its promise settles. */
export type ResultSink<B extends RowBatch> = (batch: B) => Promise<void>;

/** Columns of a result, one entry per row; `rows` holds the row numbers in the snapshot. */
export interface RowBatch {
  readonly rows: Int32Array;
}

/** What assigns a row to clusters: the encoding, and a model for each k, in ascending order of k. */
export interface ClusterModels {
  readonly preprocessor: Preprocessor;
  readonly models: readonly KMeansModel[];
}

/** The cluster of each row under every model: `labels[i * models + j]` is the cluster of row i under model j. */
export interface ClusterBatch extends RowBatch {
  readonly labels: Uint8Array;
}

/** A handle to the clusters of every row under some models, kept with the rows until the source is closed. */
export interface Labelling {
  /** Identifies it within its source. */
  readonly id: string;
  /** The number of clusters of each model. */
  readonly ks: readonly number[];
}

/** The clusters of one model: number `model` of a labelling. */
export interface Clustering {
  readonly labelling: Labelling;
  readonly model: number;
}

/** Everything that turns attributes into a calibrated probability with its contributions, as plain data. */
export interface ScoringModel {
  readonly preprocessor: Preprocessor;
  readonly classifier: ClassifierModel;
  readonly calibrator: Calibrator;
  /** The original columns, in the order of the contributions. */
  readonly columns: readonly FeatureColumnSpec[];
}

/**
 * Scores of some rows; `contributions[i * columns + j]` is column j's part in the raw output of row i, which is the sum
 * of its base value and its contributions.
 */
export interface ScoreBatch extends RowBatch {
  readonly baseValue: Float64Array;
  readonly probability: Float64Array;
  readonly rawOutput: Float64Array;
  readonly contributions: Float64Array;
}

/** How to draw a sample of rows. */
export interface SampleOptions {
  /** Maximum number of rows, plus up to one more per stratum. */
  readonly rows: number;
  readonly seed: number;
  /** A column whose values keep their shares. */
  readonly strata?: string;
}

/** Which rows to score, and whom to tell how far it is. */
export interface ScoreOptions {
  /** A sample of the same source whose rows are left out, since they are scored elsewhere. */
  readonly except?: SampledTable;
  /** Receives the share that is done. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * A snapshot's columns, opened for computing; holds memory until it is closed. It answers queries about a table and
 * decides nothing: what is learned, evaluated and chosen from the answers is the same for every source.
 */
export interface TableSource {
  /** Number of rows in the snapshot. */
  readonly rows: number;
  /** The figures of every column, as computed by ml-core's `summarise`; `tails` adds those for a logarithm. */
  summarise(options?: { tails?: boolean }): Promise<ColumnSummary[]>;
  /** The same figures within each cluster, for every column; dates without durations. */
  summariseClusters(clustering: Clustering): Promise<ColumnSummary[][]>;
  /**
   * Counts a column's numbers below the first of the ascending edges, between neighbouring edges, and from the last one
   * up.
   */
  histogram(column: string, edges: readonly number[]): Promise<number[]>;
  /** The rows with the smallest `hashKeys(__row, seed)`, in the order of `__row`; the same in every engine. */
  sample(options: SampleOptions): Promise<SampledTable>;
  /** Finds and keeps the clusters of every row. */
  assign(clusters: ClusterModels): Promise<Labelling>;
  /** Sends every row's clusters, in the order of `__row`. Returns how many rows. */
  send(labelling: Labelling, sink: ResultSink<ClusterBatch>): Promise<number>;
  /** Counts the rows that each cluster (a row) shares with each cluster of another clustering (a column). */
  overlap(clustering: Clustering, other: Clustering): Promise<Matrix>;
  /** Sends each row's score with its contributions, in the order of `__row`. Returns how many rows. */
  score(model: ScoringModel, sink: ResultSink<ScoreBatch>, options?: ScoreOptions): Promise<number>;
  /** Releases the memory. */
  close(): Promise<void>;
}

/** A source whose rows are in this thread's memory and can be read directly. */
export interface SampledTable extends TableSource {
  readonly table: FeatureTable;
  /** `rowNumbers[i]` is the snapshot's `__row` of the table's row i; ascending. */
  readonly rowNumbers: Int32Array;
  /** The thread pool; absent if only one thread is available. */
  readonly pool?: Pool | undefined;
  /** Keeps labels that are already known, one per row for each model, instead of finding them. */
  keep(clusterings: readonly { readonly k: number; readonly labels: ArrayLike<number> }[]): Labelling;
}

/** Reads snapshots and computes over them. */
export interface AnalyticsEngine {
  /** Its name among the engines, stored with results. */
  readonly kind: string;
  /** Its own estimators, which replace ours. */
  readonly estimators?: Estimators;
  /** Opens a snapshot. @throws the signal's reason after an abort */
  open(snapshot: SnapshotRef, table: TableSpec, signal?: AbortSignal): Promise<TableSource>;
}
