import type {
  ClusterQuality,
  ImbalanceStrategy,
  KMeansModel,
  PcaModel,
  Preprocessor,
} from '@holdfast/ml-core';

/** Where a dataset's immutable column file is. Rows are named by its column `__row`, never passed around. */
export interface SnapshotRef {
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}

/** One column that an analysis sees. */
export interface FeatureColumnSpec {
  readonly name: string;
  readonly type: 'NUMBER' | 'BOOLEAN' | 'CATEGORY' | 'DATE';
}

/** Which columns an analysis sees; what they are turned into is the `Preprocessor` that the engine answers with. */
export interface FeatureSpec {
  readonly columns: readonly FeatureColumnSpec[];
}

/** Tells how far a computation is: 0..1, and what is being done, in words. */
export type Progress = (fraction: number, step: string) => void;
