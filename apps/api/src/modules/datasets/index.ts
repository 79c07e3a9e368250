import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import type { EventBus } from '../../platform/events.js';
import type { Routes } from '../../platform/http/http-application.js';
import type { Authenticate } from '../../platform/http/require-role.js';
import type { Storage } from '../../platform/storage.js';
import type { JobQueue } from '../jobs/index.js';
import { Dataset } from './dataset.entity.js';
import { DatasetColumnFields, DatasetFields, JobDatasetFields } from './dataset.fields.js';
import { DatasetResolver } from './dataset.resolver.js';
import { DatasetService } from './dataset.service.js';
import { DatasetStore } from './dataset.store.js';
import { DatasetColumn } from './dataset-column.entity.js';
import { Datasets1763800000301 } from './datasets.migration.js';
import { importDatasetJob } from './import/import-dataset.job.js';
import { RejectedRow } from './rejected-row.entity.js';
import { uploadRoutes } from './uploads/upload.routes.js';
import { UploadStore } from './uploads/upload-store.js';

export { Dataset } from './dataset.entity.js';
export type { ColumnRole, ColumnType } from './dataset.enums.js';
export { DatasetService, requireReady } from './dataset.service.js';
export { Histogram } from './dataset.types.js';
export { DatasetColumn } from './dataset-column.entity.js';
export { parseBoolean } from './detection/value-kinds.js';
export type { Snapshot } from './snapshot.js';

export const entities = [Dataset, DatasetColumn, RejectedRow];
export const migrations = [Datasets1763800000301];

/** What the slice stands on. */
export interface DatasetsDependencies {
  readonly dataSource: DataSource;
  readonly jobs: JobQueue;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly storage: Storage;
  readonly authenticate: Authenticate;
}

/** Uploads, previews, imports and what they make. Defines the job `import-dataset`. */
export function createDatasets(deps: DatasetsDependencies) {
  const { dataSource, jobs, events, clock, storage, authenticate } = deps;
  const uploads = new UploadStore(storage.uploads, clock);
  const store = new DatasetStore(dataSource, storage);
  const service = new DatasetService({ dataSource, jobs, clock, uploads, store });
  jobs.define(importDatasetJob({ uploads, store, events, clock }));
  return {
    service,
    uploads,
    resolvers: [
      new DatasetResolver(service),
      new DatasetFields(service),
      new DatasetColumnFields(dataSource),
      new JobDatasetFields(service),
    ],
    routes: [uploadRoutes(uploads, authenticate)] as Routes[],
  };
}
