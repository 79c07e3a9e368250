import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import type { Routes } from '../../platform/http/http-application.js';
import type { Authenticate } from '../../platform/http/open-call.js';
import type { Logger } from '../../platform/logger.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { Compute } from '../compute/index.js';
import type { FigureMemory } from '../datasets/index.js';
import type { JobQueue } from '../jobs/index.js';
import { ColumnsTogether1768600000509 } from './columns-together.migration.js';
import { ComputedColumns1768800000511 } from './computed-columns.migration.js';
import { CustomerSegmentFields } from './customer.fields.js';
import { DamagedSegmentations1764800000503 } from './damaged-segmentations.migration.js';
import { DatasetSegmentationFields } from './dataset.fields.js';
import type { DatasetSource } from './dataset-source.js';
import { fitSegmentationJob } from './fit/fit-segmentation.job.js';
import { SegmentHistory } from './history/segment-history.js';
import { SegmentationHistoryFields } from './history/segmentation-history.fields.js';
import { LivingSegmentations1764200000502 } from './living-segmentations.migration.js';
import { segmentMapRoutes } from './map/segment-map.routes.js';
import { SegmentMaps } from './map/segment-maps.js';
import { LabelColumns } from './membership/label-columns.js';
import { SegmentMemberships } from './membership/segment-memberships.js';
import { NewcomersOnMap1767800000508 } from './newcomers-on-map.migration.js';
import { RoomierMaps1768700000510 } from './roomier-maps.migration.js';
import { Segment } from './segment.entity.js';
import { segmentEntity } from './segment.federation.js';
import { SegmentHistograms } from './segment-histograms.js';
import { SegmentNotes1767300000507 } from './segment-notes.migration.js';
import { SegmentReader } from './segment-reader.js';
import { SegmentRules1767300000506 } from './segment-rules.migration.js';
import { Segmentation } from './segmentation.entity.js';
import { Segmentations1763800000501 } from './segmentation.migration.js';
import { SegmentationResolver } from './segmentation.resolver.js';
import { SegmentsInTime1765200000504 } from './segments-in-time.migration.js';
import './segmentation.events.js';
import { SegmentationService } from './segmentation.service.js';
import { SegmentationStore } from './segmentation.store.js';
import { QualitySentences } from './stored-sentences.fields.js';
import { WeighedColumns1768500001609 } from './weighed-columns.migration.js';
import { WeighedSegmentations1765300000505 } from './weighed-segmentations.migration.js';

export { titleOfColumn } from '../feature-matrix/index.js';
export type { SegmentConditions } from './fit/find-rules.js';
export { type LabelColumns, NO_SEGMENT, type SegmentOfRow } from './membership/label-columns.js';
export type {
  SegmentAssigner,
  SegmentAssignment,
  SegmentMemberships,
} from './membership/segment-memberships.js';
export { type ConceptId, conceptOf, labelOf } from './naming/column-concept.js';
export type { FeatureContrast } from './naming/feature-contrast.js';
export { formatCount, formatMean, formatNumber, formatShare } from './naming/format-figure.js';
export { findTraits, type Trait } from './naming/segment-traits.js';
export type { SegmentsKey } from './read-segments.js';
export { Segment } from './segment.entity.js';
export { chosenK, type SegmentReader } from './segment-reader.js';
export { Segmentation } from './segmentation.entity.js';
export { WHICH_K } from './segmentation.inputs.js';
export type { SegmentationService } from './segmentation.service.js';

export const entities = [Segmentation, Segment];
export const migrations = [
  Segmentations1763800000501,
  LivingSegmentations1764200000502,
  DamagedSegmentations1764800000503,
  SegmentsInTime1765200000504,
  WeighedSegmentations1765300000505,
  SegmentRules1767300000506,
  SegmentNotes1767300000507,
  NewcomersOnMap1767800000508,
  WeighedColumns1768500001609,
  ColumnsTogether1768600000509,
  RoomierMaps1768700000510,
  ComputedColumns1768800000511,
];

/** What the slice depends on. */
export interface SegmentationSliceDependencies {
  readonly dataSource: DataSource;
  readonly jobs: JobQueue;
  readonly datasets: DatasetSource;
  readonly memory: FigureMemory;
  readonly engine: Compute;
  readonly outbox: Outbox;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly authenticate: Authenticate;
}

/**
 * Splits customers into segments and keeps them up to date. Defines the job `fit-segmentation`; fits a dataset once it
 * is ready, if an analysis is requested, and follows changes of its customers.
 */
export function createSegmentation(deps: SegmentationSliceDependencies) {
  const { dataSource, jobs, datasets, memory, engine, outbox, clock, logger } = deps;
  const memberships = new SegmentMemberships(dataSource, datasets, logger);
  const store = new SegmentationStore({ dataSource, datasets, memberships: memberships.store, outbox });
  const labels = new LabelColumns(dataSource);
  const reader = new SegmentReader(dataSource, memory, new SegmentHistograms(dataSource, labels));
  const history = new SegmentHistory(dataSource);
  const service = new SegmentationService({
    dataSource,
    jobs,
    datasets,
    memberships,
    store,
    clock,
    engine: engine.kind,
    logger,
  });
  jobs.define(fitSegmentationJob({ datasets, engine, store, memberships }));
  datasets.onRemoval((manager, datasetId, rows) => memberships.remove(manager, datasetId, rows));
  outbox.on('dataset.imported', 'segmentation', async ({ datasetId, mode, analyse }, call) => {
    if (analyse) await service.fitAfterImport(call, datasetId, mode === 'NEW');
  });
  const update = async (call: CallContext, datasetId: string, rows: readonly number[] | null) => {
    await memberships.update(call, datasetId, rows);
    await outbox.append(dataSource.manager, datasetId, 'memberships.updated', { datasetId, rows });
  };
  outbox.on('customers.changed', 'segmentation', ({ datasetId, rows }, call) =>
    update(call, datasetId, rows),
  );
  outbox.on('segmentation.activated', 'segmentation', async ({ datasetId, segmentationId, k }, call) => {
    await update(call, datasetId, null);
    // By the job that made it, rather than by whoever looks first.
    await labels.of({ datasetId, id: segmentationId, k });
  });
  return {
    service,
    memberships,
    reader,
    /** Who is in which segment, to go through all. */
    labels,
    /** The damage that users notice, in words for the operator. */
    faults: () => memberships.faults(),
    routes: [segmentMapRoutes(service, new SegmentMaps(dataSource, memory), deps.authenticate)] as Routes[],
    entities: [segmentEntity(reader)],
    resolvers: [
      new SegmentationResolver(service, reader, datasets),
      new DatasetSegmentationFields(service),
      new CustomerSegmentFields(reader, memberships, history),
      new SegmentationHistoryFields(service, reader, history),
      new QualitySentences(),
    ],
  };
}
