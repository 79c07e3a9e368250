import type { FeatureTable, Pool } from '@holdfast/ml-core';
import type { Estimators } from '../../engine/index.js';

/** Rows whose answer is known. */
export interface KnownRows {
  readonly table: FeatureTable;
  readonly y: Uint8Array;
}

/** Rows with known answers, split into folds once for every candidate. */
export interface JudgedRows extends KnownRows {
  /** The lasting number of each row. */
  readonly keys: Int32Array;
  readonly folds: Int32Array;
  /** Other folds, on which no candidate was chosen. */
  readonly freshFolds: Int32Array;
}

/** What a comparison computes with. */
export interface ComparisonTools {
  readonly estimators: Pick<Estimators, 'fitRandomForest' | 'fitGradientBoosting'>;
  /** Seconds since an arbitrary moment. */
  readonly clock: () => number;
  readonly pool: Pool | undefined;
  progress(fraction: number, step: string): void;
}
