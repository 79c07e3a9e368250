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
export type { ColumnProfile } from './column-profile.js';
export { EngineError } from './engine-protocol.js';
export { createEngine } from './threaded-engine.js';
