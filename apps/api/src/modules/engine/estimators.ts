import type * as core from '@holdfast/ml-core';
import type { EngineKind } from './analytics-engine.js';

/** The functions of ml-core that exist twice: our own, and on independent libraries. Boosting is our own only. */
export type Estimators = Pick<
  typeof core,
  'fitPca' | 'fitRandomForest' | 'predictKMeans' | 'sweepKMeans' | 'transformPca'
> &
  Partial<Pick<typeof core, 'fitGradientBoosting'>>;

/** Loads the estimators of a kind; only those are loaded. */
export async function loadEstimators(kind: EngineKind): Promise<Estimators> {
  return kind === 'local' ? import('@holdfast/ml-core') : import('@holdfast/ml-core/reference');
}
