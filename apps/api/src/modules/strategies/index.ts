import type { DataSource } from 'typeorm';
import type { SegmentReader } from '../segmentation/index.js';
import { SegmentStrategyFields } from './segment.fields.js';
import { SegmentFiguresStore } from './segment-figures.store.js';
import { StrategiesService } from './strategies.service.js';

/** What the slice depends on. */
export interface StrategiesDependencies {
  readonly dataSource: DataSource;
  readonly segments: SegmentReader;
}

/** Advises what to do for each segment, based on its profile and its churn. Stores nothing. */
export function createStrategies({ dataSource, segments }: StrategiesDependencies) {
  const service = new StrategiesService(new SegmentFiguresStore(dataSource), segments);
  return { service, resolvers: [new SegmentStrategyFields(service)] };
}
