import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import type { CustomerFilter, CustomerListService, CustomerOrder } from '../customer-list/index.js';
import type { DatasetService } from '../datasets/index.js';
import type { JobQueue } from '../jobs/index.js';
import type { CustomerExport } from './customer-export.entity.js';
import type { ExportFormat } from './exports.enums.js';
import type { ExportsStore } from './exports.store.js';

/** What the service depends on. */
export interface ExportsServiceDependencies {
  readonly dataSource: DataSource;
  readonly store: ExportsStore;
  readonly lists: Pick<CustomerListService, 'open'>;
  readonly datasets: Pick<DatasetService, 'hold' | 'requireReady'>;
  readonly jobs: JobQueue;
}

/** A list that is wanted as a file; ids are keys. */
export interface ExportRequest {
  readonly datasetId: string;
  readonly filter: CustomerFilter;
  readonly orderBy: CustomerOrder;
  readonly format: ExportFormat;
}

/** Has lists written into files. */
export class ExportsService {
  constructor(private readonly deps: ExportsServiceDependencies) {}

  /** Has a job write it. @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT, BAD_USER_INPUT, TOO_MANY_JOBS */
  async request(
    call: CallContext,
    { datasetId, filter, orderBy, format }: ExportRequest,
  ): Promise<CustomerExport> {
    const { dataSource, datasets, jobs, lists, store } = this.deps;
    call.require('ANALYST', datasetId, ['datasetId']);
    await datasets.requireReady(call, datasetId);
    // Whatever is wrong with the list shows now, and not in a job.
    await lists.open(call, datasetId, filter, orderBy);
    return inTransaction(dataSource, async (manager) => {
      await datasets.hold(manager, datasetId);
      const id = randomUUID();
      const jobId = await jobs.enqueue(call, 'export-customers', { id }, { datasetId, manager });
      const secret = randomBytes(32);
      return store.insert(manager, { id, datasetId, jobId, format, filter, orderBy, secret });
    });
  }

  /** Null if there is none that the caller sees. */
  async find(call: CallContext, id: string): Promise<CustomerExport | null> {
    call.require('ANALYST');
    const found = await this.deps.store.find(id);
    return found !== null && call.sees(found.datasetId) ? found : null;
  }
}
