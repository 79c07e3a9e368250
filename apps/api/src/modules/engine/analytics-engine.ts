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

/** Where a dataset's immutable column file is. Rows are named by its column `__row`, never passed around. */
export interface SnapshotRef {
  /** Names the snapshot for good. */
  readonly id: string;
  /** A URL that the engine can read; `file:` on this machine. */
  readonly uri: string;
  readonly sha256: string;
  readonly rows: number;
}

/** One column to read. A yes/no read as a category has the levels `false` and `true`, else it is 0 and 1. */
export interface FeatureColumnSpec {
  readonly name: string;
  readonly type: 'NUMBER' | 'BOOLEAN' | 'CATEGORY' | 'DATE';
}

/** The columns that are read of a snapshot. */
export interface TableSpec {
  readonly columns: readonly FeatureColumnSpec[];
  /** The column that says on which day each row was true, from which dates count back. */
  readonly observedOn?: FeatureColumnSpec;
}

/** Takes a batch of a result; the next one comes when its promise settles. */
export type ResultSink<B extends RowBatch> = (batch: B) => Promise<void>;

/** Columns of a result, one entry per row; `rows` holds the rows' numbers in the snapshot. */
export interface RowBatch {
  readonly rows: Int32Array;
}

/** What turns a row into clusters: the encoding, and a model for each k, in ascending order of k. */
export interface ClusterModels {
  readonly preprocessor: Preprocessor;
  readonly models: readonly KMeansModel[];
}

/** The cluster of each row under every model: `labels[i * models + j]` is that of row i under the j-th. */
export interface ClusterBatch extends RowBatch {
  readonly labels: Uint8Array;
}

/** The clusters of every row under some models, kept where the rows are until the source is closed. */
export interface Labelling {
  /** Names it within its source. */
  readonly id: string;
  /** How many clusters each model has. */
  readonly ks: readonly number[];
}

/** One model's clusters: the `model`-th of a labelling. */
export interface Clustering {
  readonly labelling: Labelling;
  readonly model: number;
}

/** Everything that turns attributes into a calibrated probability with its contributions: plain data. */
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

/** How rows are drawn. */
export interface SampleOptions {
  /** At most so many, and with strata up to one more for each of them. */
  readonly rows: number;
  readonly seed: number;
  /** A column of which every value keeps its share. */
  readonly strata?: string;
}

/**
 * A snapshot's columns, opened for computing; holds memory until it is closed. It answers what a table can be asked, and
 * decides nothing: what is learned, judged and chosen from the answers is the same for every source.
 */
export interface TableSource {
  /** Rows that the snapshot has. */
  readonly rows: number;
  /** The figures of every column, as ml-core's `summarise` takes them; `tails` where a logarithm may be wanted. */
  summarise(options?: { tails?: boolean }): Promise<ColumnSummary[]>;
  /** The same within each cluster, for every column; dates without durations. */
  summariseClusters(clustering: Clustering): Promise<ColumnSummary[][]>;
  /** Counts a column's numbers below the first of the ascending edges, from each edge to the next, and from the last on. */
  histogram(column: string, edges: readonly number[]): Promise<number[]>;
  /** The rows whose `hashKeys(__row, seed)` are the smallest; in every engine the same, in the order of `__row`. */
  sample(options: SampleOptions): Promise<SampledTable>;
  /** Finds every row's clusters, and keeps them. */
  assign(clusters: ClusterModels): Promise<Labelling>;
  /** Sends every row's clusters, in the order of `__row`. Returns how many rows. */
  send(labelling: Labelling, sink: ResultSink<ClusterBatch>): Promise<number>;
  /** Counts the rows that each cluster (a row) shares with each of the other clustering (a column). */
  overlap(clustering: Clustering, other: Clustering): Promise<Matrix>;
  /**
   * Sends every row's score with its contributions, in the order of `__row`, and reports which share is done. Answers how
   * many rows.
   */
  score(
    model: ScoringModel,
    sink: ResultSink<ScoreBatch>,
    onProgress?: (fraction: number) => void,
  ): Promise<number>;
  /** Gives the memory back. */
  close(): Promise<void>;
}

/** Rows of a source in this thread's memory: a source that shows what it holds. */
export interface SampledTable extends TableSource {
  readonly table: FeatureTable;
  /** `rowNumbers[i]` is the snapshot's `__row` of the table's row i; ascending. */
  readonly rowNumbers: Int32Array;
  /** What helps to compute with them; absent where one thread is all there is. */
  readonly pool?: Pool | undefined;
  /** Keeps labels that are known already, one a row for each model, in place of finding them. */
  keep(clusterings: readonly { readonly k: number; readonly labels: ArrayLike<number> }[]): Labelling;
}

/** Something that can read snapshots and compute over them. */
export interface AnalyticsEngine {
  /** Its name among the engines; results are stored under it. */
  readonly kind: string;
  /** Estimators of its own, to learn with in place of ours. */
  readonly estimators?: Estimators;
  /** Opens a snapshot. @throws the signal's reason after an abort */
  open(snapshot: SnapshotRef, table: TableSpec, signal?: AbortSignal): Promise<TableSource>;
}
