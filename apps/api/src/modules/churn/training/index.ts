/** Finds churn classifiers: the code that runs in a computing thread, and the types that describe its result. */
export { type Comparison, MIN_CLASS_ROWS, type TargetSpec } from './target.js';
export {
  type TrainClassifierOperations,
  type TrainClassifierRequest,
  trainClassifier,
} from './train-classifier.js';
export type {
  Algorithm,
  ClassifierMetrics,
  ColumnImportance,
  TrainedClassifier,
  TrainingOptions,
} from './training.types.js';
