import type { DataSource } from 'typeorm';
import type { ChurnScores, ContactTermsReader, LeftOutRows, ScoreColumns } from '../churn/index.js';
import type { FigureMemory } from '../datasets/index.js';
import type { LabelColumns, SegmentReader } from '../segmentation/index.js';
import type { ReadMeasured } from './measured-effect.js';
import { SegmentStrategyFields } from './segment.fields.js';
import { SegmentFiguresStore } from './segment-figures.store.js';
import { SegmentationStrategyFields } from './segmentation.fields.js';
import { StrategiesService } from './strategies.service.js';

export { titleOfPlay } from './choose-plays.js';
export { type MeasuredEffect, measuredKey, type ReadMeasured } from './measured-effect.js';
export { type StrategiesService, sayWhom } from './strategies.service.js';
export { RetentionStrategy } from './strategies.types.js';
export { readStrategyKey, type StrategyKey } from './strategy-key.js';

/** What the slice depends on. */
export interface StrategiesDependencies {
  readonly dataSource: DataSource;
  readonly memory: FigureMemory;
  readonly segments: SegmentReader;
  /** Who is in which segment, the scores of all, and who is left out. */
  readonly labels: LabelColumns;
  readonly columns: ScoreColumns;
  readonly leftOut: LeftOutRows;
  readonly contacts: ContactTermsReader;
  readonly scores: Pick<ChurnScores, 'observedRates' | 'labels'>;
  /** What campaigns measured. */
  readonly measured: ReadMeasured;
}

/** Advises what to do for each segment and for all of them, based on its profile and its churn. Stores nothing. */
export function createStrategies(deps: StrategiesDependencies) {
  const { segments, contacts, scores, measured } = deps;
  const store = new SegmentFiguresStore(deps);
  const service = new StrategiesService(store, segments, contacts, scores, measured);
  return {
    service,
    resolvers: [new SegmentStrategyFields(service), new SegmentationStrategyFields(service)],
  };
}
