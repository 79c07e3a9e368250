/** Finding a classifier: what runs in a computing thread, and what those who use what it found need to know. */
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
