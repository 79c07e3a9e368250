import type { DataSource } from 'typeorm';
import type { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Clock } from '../../platform/clock.js';
import type { Routes } from '../../platform/http/http-application.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { Storage } from '../../platform/storage.js';
import type { CustomerListService, CustomerLists } from '../customer-list/index.js';
import type { DatasetService, WorkFolders } from '../datasets/index.js';
import type { JobsService } from '../jobs/index.js';
import { CustomerExport } from './customer-export.entity.js';
import { exportCustomersJob } from './export-customers.job.js';
import { ExportFiles } from './export-files.js';
import { Exports1767800001401 } from './exports.migration.js';
import { ExportsResolver } from './exports.resolver.js';
import { exportsRoutes } from './exports.routes.js';
import { ExportsService } from './exports.service.js';
import { ExportsStore } from './exports.store.js';

export const entities = [CustomerExport];
export const migrations = [Exports1767800001401];

/** What the slice depends on. */
export interface ExportsDependencies {
  readonly dataSource: DataSource;
  readonly storage: Storage;
  readonly datasets: DatasetService;
  readonly lists: CustomerListService;
  readonly writer: CustomerLists;
  readonly work: WorkFolders;
  readonly jobs: JobsService;
  readonly outbox: Outbox;
  readonly trail: AuditTrail;
  readonly clock: Clock;
  readonly publicUrl: string;
}

/**
 * Writes lists of customers into files that whoever has a signed address fetches for a day. Defines the job
 * `export-customers`. Nobody who is erased stays in one, and no file outlives its dataset.
 */
export function createExports(deps: ExportsDependencies) {
  const { dataSource, storage, datasets, lists, writer, work, jobs, outbox, trail, clock, publicUrl } = deps;
  const store = new ExportsStore(dataSource);
  const files = new ExportFiles(storage.files);
  const service = new ExportsService({ dataSource, store, lists, datasets, jobs });
  jobs.define(exportCustomersJob({ store, files, lists: writer, work, clock }));
  datasets.onRemoval(async (manager, datasetId) => ({ exports: await store.withdraw(manager, datasetId) }));
  const sweep = async (): Promise<void> => {
    const now = clock.now();
    await files.sweep((ids) => store.wanted(ids, now));
    await store.forgetOld(now);
  };
  outbox.on('customers.erased', 'export files', sweep, { untilDone: true });
  outbox.on('dataset.deleted', 'export files', sweep, { untilDone: true });
  const isThere = async (datasetId: string): Promise<boolean> => {
    const deleted: unknown[] = await dataSource.query('select from deleted_datasets where id = $1', [
      datasetId,
    ]);
    return deleted.length === 0;
  };
  return {
    service,
    /** Removes the files that have expired or that nobody may have. */
    sweep,
    resolvers: [new ExportsResolver(service, jobs, clock, publicUrl)],
    routes: [exportsRoutes({ store, files, trail, clock, isThere })] as Routes[],
  };
}
