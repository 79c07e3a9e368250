import type * as core from '@holdfast/ml-core';

/** The learning functions of ml-core that an engine may replace. Boosting is always our own. */
export type Estimators = Pick<typeof core, 'fitPca' | 'fitRandomForest' | 'sweepKMeans' | 'transformPca'> &
  Partial<Pick<typeof core, 'fitGradientBoosting'>>;
