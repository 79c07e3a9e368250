/** Defines engines: the interface through which rows are read and computed over. */
export type {
  AnalyticsEngine,
  ClusterBatch,
  Clustering,
  ClusterModels,
  FeatureColumnSpec,
  Labelling,
  ResultSink,
  RowBatch,
  SampledTable,
  SampleOptions,
  ScoreBatch,
  ScoreOptions,
  ScoringModel,
  SnapshotRef,
  TableSource,
  TableSpec,
} from './analytics-engine.js';
export { drawSample } from './draw-sample.js';
export {
  createEngine,
  type EngineFactory,
  type EngineRegistry,
  type EngineTools,
} from './engine-registry.js';
export type { Estimators } from './estimators.js';
export { fitsEncoding } from './fits-encoding.js';
export { memoryNeeds, rowsThatFit } from './memory-needs.js';
export { rowsOutside } from './rows-outside.js';
export {
  columnsWithoutGaps,
  type PartialScore,
  predictRecords,
  type RecordScore,
  scorePartially,
  scoreRecords,
  scoreTable,
  unknownColumns,
} from './scoring-model.js';
export { snapshotRef } from './snapshot-ref.js';
export { TableInMemory } from './table-in-memory.js';
