export type {
  AnalyticsEngine,
  ClusterBatch,
  ClusterFit,
  ClusterModels,
  ClusterSweep,
  EngineDataset,
  EngineKind,
  FeatureColumnSpec,
  FeatureSpec,
  Progress,
  ProjectionBatch,
  ResultSink,
  RowBatch,
  SnapshotRef,
} from './analytics-engine.js';
export type { LeakageSuspect } from './classify-leakage.js';
export { type Comparison, MIN_CLASS_ROWS, type TargetSpec } from './classify-target.js';
export type {
  Algorithm,
  Candidate,
  ClassifierMetrics,
  ClassifyOptions,
  ColumnImportance,
  LeftOutColumn,
  PlainCurve,
  ScoreBatch,
  ScoringModel,
  TrainedClassifier,
} from './classify-types.js';
export type { ColumnProfile } from './column-profile.js';
export { EngineError } from './engine-protocol.js';
export { exportModelFile } from './export-model-file.js';
export { type RecordScore, scoreRecords } from './scoring-model.js';
export { createEngine } from './threaded-engine.js';
