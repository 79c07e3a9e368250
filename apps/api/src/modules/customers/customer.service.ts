import type { DataSource } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import type { EventBus } from '../../platform/events.js';
import type { DatasetService } from '../datasets/index.js';
import { Customer } from './customer.entity.js';
import { type UpsertCounts, type UpsertRequest, upsertCustomers } from './upsert-customers.js';

/** What the service stands on. */
export interface CustomerServiceDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetService;
  readonly events: EventBus;
}

/** Reads, writes and erases single customers. Dataset ids are keys, not global ids. */
export class CustomerService {
  constructor(private readonly deps: CustomerServiceDependencies) {}

  /** Null where there is none. */
  async find(datasetId: string, externalId: string): Promise<Customer | null> {
    if ((await this.deps.datasets.find(datasetId)) === null) return null;
    return this.deps.dataSource.getRepository(Customer).findOneBy({ datasetId, externalId });
  }

  /**
   * Creates or replaces customers, all or none.
   * @throws AppError NOT_FOUND, CONFLICT, UNKNOWN_COLUMN, DUPLICATE_CUSTOMER_ID or BAD_USER_INPUT with the field at fault
   */
  async upsert(request: UpsertRequest): Promise<UpsertCounts> {
    const { dataSource, datasets, events } = this.deps;
    const { columns } = await datasets.requireReady(request.datasetId);
    const { rows, ...counts } = await dataSource.transaction((manager) =>
      upsertCustomers(manager, datasets, request, columns),
    );
    if (rows.length > 0) await events.emit('customers.changed', { datasetId: request.datasetId, rows });
    return counts;
  }

  /**
   * Erases one person: the customer, what segmentation and churn hold, the rejected rows that name the id, and every
   * column file with the person in it. Answers with how many of each there were.
   * @throws AppError NOT_FOUND, CONFLICT
   */
  async erase(datasetId: string, externalId: string): Promise<Record<string, number>> {
    const { dataSource, datasets, events } = this.deps;
    await datasets.requireReady(datasetId);
    const erased: Record<string, number> = {};
    const row = await dataSource.transaction(async (manager) => {
      await datasets.noteChange(manager, datasetId, -1);
      const [[found]] = await manager.query(
        'delete from customers where dataset_id = $1 and external_id = $2 returning row, attributes',
        [datasetId, externalId],
      );
      if (!found) {
        throw new AppError('NOT_FOUND', `No customer of the dataset has the id "${externalId}".`, {
          field: ['externalId'],
        });
      }
      erased.customers = 1;
      erased.attributes = Object.keys(found.attributes).length;
      erased.rejectedRows = await datasets.eraseRejectedRows(manager, datasetId, externalId);
      await events.emit('customer.erasing', { datasetId, row: found.row, manager, erased });
      return found.row as number;
    });
    await datasets.snapshot(datasetId);
    erased.snapshots = 1;
    await events.emit('customers.changed', { datasetId, rows: [row] });
    return erased;
  }
}
