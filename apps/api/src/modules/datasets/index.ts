import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import type { DuckDb } from '../../platform/duckdb/duck-db.js';
import type { Routes } from '../../platform/http/http-application.js';
import type { Authenticate } from '../../platform/http/open-call.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { Storage } from '../../platform/storage.js';
import './datasets.events.js';
import type { JobQueue } from '../jobs/index.js';
import { CustomerTable } from './customer-table.js';
import { Dataset } from './dataset.entity.js';
import { DatasetColumnFields, DatasetFields, ImportFields, JobDatasetFields } from './dataset.fields.js';
import { DatasetResolver } from './dataset.resolver.js';
import { DatasetService } from './dataset.service.js';
import { DatasetColumn } from './dataset-column.entity.js';
import { Datasets1763800000301 } from './datasets.migration.js';
import { importDatasetJob } from './import/import-dataset.job.js';
import { Import } from './import.entity.js';
import { ImportStore } from './import.store.js';
import { LivingDatasets1764200000302 } from './living-datasets.migration.js';
import { RejectedRow } from './rejected-row.entity.js';
import { SnapshotStore } from './snapshot.store.js';
import { uploadRoutes } from './uploads/upload.routes.js';
import { UploadStore } from './uploads/upload-store.js';
import { type Processes, WorkFolders } from './work-folders.js';

export type { CustomerValues, RemovalStep } from './customer-table.js';
export { Dataset } from './dataset.entity.js';
export type { ColumnRole, ColumnType } from './dataset.enums.js';
export { DatasetService, requireReady } from './dataset.service.js';
export { Histogram } from './dataset.types.js';
export { DatasetColumn } from './dataset-column.entity.js';
export { parseBoolean } from './detection/value-kinds.js';
export type { Snapshot } from './snapshot.js';

export const entities = [Dataset, DatasetColumn, Import, RejectedRow];
export const migrations = [Datasets1763800000301, LivingDatasets1764200000302];

/** What the slice depends on. */
export interface DatasetsDependencies {
  readonly dataSource: DataSource;
  readonly jobs: JobQueue;
  readonly processes: Processes;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly storage: Storage;
  readonly duckDb: DuckDb;
  readonly authenticate: Authenticate;
}

/** Manages uploads, previews, imports and datasets. Defines the job `import-dataset`. */
export function createDatasets(deps: DatasetsDependencies) {
  const { dataSource, jobs, processes, outbox, clock, storage, duckDb, authenticate } = deps;
  const uploads = new UploadStore(storage.uploads, clock, processes);
  const work = new WorkFolders(join(storage.dataDir, 'work'), processes);
  const customers = new CustomerTable();
  const snapshots = new SnapshotStore(dataSource, storage, work, duckDb);
  const imports = new ImportStore({ dataSource, snapshots, customers, outbox });
  const stores = { duckDb, uploads, work, imports, snapshots, customers };
  const service = new DatasetService({ dataSource, jobs, clock, outbox, ...stores });
  const columnsOf = (call: CallContext, datasetId: string) => service.columns(call, datasetId);
  jobs.define(importDatasetJob({ uploads, imports, snapshots, work, outbox, duckDb, columnsOf }));
  outbox.on('dataset.deleted', 'datasets', ({ datasetId }) => snapshots.removeAll(datasetId));
  outbox.on('customers.erased', 'datasets', ({ datasetId, rows }) => snapshots.removeRows(datasetId, rows));
  return {
    service,
    uploads,
    resolvers: [
      new DatasetResolver(service),
      new DatasetFields(service),
      new DatasetColumnFields(service),
      new ImportFields(service),
      new JobDatasetFields(service),
    ],
    routes: [uploadRoutes(uploads, authenticate)] as Routes[],
  };
}
