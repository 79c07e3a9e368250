import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import type { EventBus } from '../../platform/events.js';
import type { Compute } from '../compute/index.js';
import type { JobQueue } from '../jobs/index.js';
import { CustomerSegmentFields } from './customer.fields.js';
import { DatasetSegmentationFields } from './dataset.fields.js';
import type { DatasetSource } from './dataset-source.js';
import { fitSegmentationJob } from './fit-segmentation.job.js';
import { Segment } from './segment.entity.js';
import { SegmentMemberships } from './segment-memberships.js';
import { SegmentReader } from './segment-reader.js';
import { Segmentation } from './segmentation.entity.js';
import { Segmentations1763800000501 } from './segmentation.migration.js';
import { SegmentationResolver } from './segmentation.resolver.js';
import { SegmentationService } from './segmentation.service.js';

export { type ConceptId, conceptOf, labelOf } from './column-concept.js';
export type { FeatureContrast } from './feature-contrast.js';
export { formatCount, formatMean, formatNumber, formatShare } from './format-figure.js';
export { Segment } from './segment.entity.js';
export type { SegmentAssigner, SegmentAssignment, SegmentMemberships } from './segment-memberships.js';
export type { SegmentReader } from './segment-reader.js';
export { findTraits, type Trait } from './segment-traits.js';
export { Segmentation } from './segmentation.entity.js';
export type { SegmentationService } from './segmentation.service.js';

export const entities = [Segmentation, Segment];
export const migrations = [Segmentations1763800000501];

/** What the slice stands on. */
export interface SegmentationSliceDependencies {
  readonly dataSource: DataSource;
  readonly jobs: JobQueue;
  readonly datasets: DatasetSource;
  readonly engine: Compute;
  readonly events: EventBus;
  readonly clock: Clock;
}

/**
 * Splits customers into segments and keeps them up to date. Defines the job `fit-segmentation`; fits a dataset once it
 * is ready where an analysis is wanted, and follows its customers' changes.
 */
export function createSegmentation(deps: SegmentationSliceDependencies) {
  const { dataSource, jobs, datasets, engine, events, clock } = deps;
  const memberships = new SegmentMemberships(dataSource);
  const reader = new SegmentReader(dataSource);
  const service = new SegmentationService({
    dataSource,
    jobs,
    datasets,
    memberships,
    clock,
    engine: engine.kind,
  });
  jobs.define(fitSegmentationJob({ dataSource, datasets, engine }));
  events.on('dataset.ready', ({ datasetId, analyse }) => (analyse ? service.fitOnce(datasetId) : undefined));
  events.on('customers.changed', ({ datasetId, rows }) => memberships.update(datasetId, rows));
  events.on('customer.erasing', async ({ datasetId, row, manager, erased }) => {
    Object.assign(erased, await memberships.erase(manager, datasetId, row));
  });
  return {
    service,
    memberships,
    reader,
    resolvers: [
      new SegmentationResolver(service, reader, datasets),
      new DatasetSegmentationFields(service),
      new CustomerSegmentFields(reader),
    ],
  };
}
