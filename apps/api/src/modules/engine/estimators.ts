import type * as core from '@holdfast/ml-core';

/** The functions of ml-core that learn, and that an engine may bring its own of. Boosting is our own only. */
export type Estimators = Pick<typeof core, 'fitPca' | 'fitRandomForest' | 'sweepKMeans' | 'transformPca'> &
  Partial<Pick<typeof core, 'fitGradientBoosting'>>;
