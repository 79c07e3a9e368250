import type { ClassifierAlgorithm } from '../classifier.js';
import type { PreprocessorOptions } from '../preprocessing/pipeline.js';

/** How columns are encoded for each algorithm: scale and long tails matter to a sum, not to a tree. */
export const suited: Record<ClassifierAlgorithm, PreprocessorOptions> = {
  logisticRegression: { scaling: 'standard', logLongTails: true },
  randomForest: { scaling: 'none' },
  gradientBoosting: { scaling: 'none' },
};
