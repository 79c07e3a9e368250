import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { prepared } from '../../platform/database/prepared.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { DatasetService } from '../datasets/index.js';
import { Customer } from './customer.entity.js';
import type { ErasureLedger } from './erasure-ledger.js';
import { type UpsertCounts, type UpsertRequest, upsertCustomers } from './upsert-customers.js';

/** What the service depends on. */
export interface CustomerServiceDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetService;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly ledger: ErasureLedger;
}

/** How long a write waits for segments and scores to follow, so that an immediate read usually sees them. */
const UPSERT_PATIENCE_MS = 1000;
/** Who sends more customers at once sends more calls, and reads none of them in between. */
const FEW = 100;
const BULK_PATIENCE_MS = 50;
/** How long an erasure waits for the column files to be rewritten without the person. */
const ERASURE_PATIENCE_MS = 30_000;

/** What an erasure did: how many records of each kind it removed, and whether the column files are done. */
export interface Erasure {
  readonly erased: Record<string, number>;
  readonly complete: boolean;
}

/** What a customer is called: its dataset's key, and its id there. */
type CustomerName = Pick<Customer, 'datasetId' | 'externalId'>;

function nameOf({ datasetId, externalId }: CustomerName): string {
  return `${datasetId}:${externalId}`;
}

/** One look-up in the index for each, however many there are: as a join, it would be planned for a hundred. */
const CUSTOMERS = prepared(
  `select c.* from unnest($1::uuid[], $2::text[]) as asked(dataset_id, external_id)
   cross join lateral (
     select dataset_id as "datasetId", row, external_id as "externalId", attributes from current_customers c
     where c.dataset_id = asked.dataset_id and c.external_id = asked.external_id limit 1
   ) c`,
);

/** Reads, writes and erases single customers. Dataset ids are keys, not global ids. */
export class CustomerService {
  /** Customers by the ids in their owner's systems; null where there is none. */
  readonly byExternalId: LoaderDefinition<CustomerName, Customer | null> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: nameOf,
    load: async (names) => {
      const found = await this.deps.dataSource.query<Customer[]>(CUSTOMERS, [
        names.map(({ datasetId }) => datasetId),
        names.map(({ externalId }) => externalId),
      ]);
      const byName = new Map(found.map((row) => [nameOf(row), Object.assign(new Customer(), row)] as const));
      return names.map((name) => byName.get(nameOf(name)) ?? null);
    },
  };

  constructor(private readonly deps: CustomerServiceDependencies) {}

  /** Null if there is none. */
  async find(call: CallContext, datasetId: string, externalId: string): Promise<Customer | null> {
    if (!this.deps.datasets.maySee(call, datasetId)) return null;
    return call.load(this.byExternalId, { datasetId, externalId });
  }

  /**
   * Creates customers, or changes what is named of them, all or none. Segments and scores follow even if this process dies.
   * @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT, UNKNOWN_COLUMN, DUPLICATE_CUSTOMER_ID or BAD_USER_INPUT with the field at fault
   */
  async upsert(call: CallContext, request: UpsertRequest): Promise<UpsertCounts> {
    call.require('ANALYST', request.datasetId, ['datasetId']);
    const { dataSource, datasets, outbox, clock } = this.deps;
    const { columns } = await datasets.requireReady(call, request.datasetId);
    const counts = await inTransaction(dataSource, (manager) =>
      upsertCustomers(call, manager, datasets, request, columns, clock.now()),
    );
    const patience = request.customers.length > FEW ? BULK_PATIENCE_MS : UPSERT_PATIENCE_MS;
    await outbox.delivered(request.datasetId, patience);
    return counts;
  }

  /**
   * Erases one person: the customer, what segmentation and churn hold, the rejected rows that name the id, and the
   * person's row in every column file; in a deleted dataset as well. Returns how many of each there were, and whether the files
   * are done.
   * @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT, BAD_USER_INPUT
   */
  async erase(call: CallContext, datasetId: string, externalId: string): Promise<Erasure> {
    const { dataSource, datasets } = this.deps;
    call.requireReach('ADMIN', datasetId, ['datasetId']);
    // Rejected rows of anybody could be said to name it.
    if (externalId.trim() === '') {
      throw new AppError('BAD_USER_INPUT', 'externalId is blank; it must be the ID of a customer.', {
        field: ['externalId'],
      });
    }
    const mark = await this.deps.ledger.mark(datasetId, externalId);
    const erased = await inTransaction(dataSource, async (manager) => {
      await datasets.lockForErasure(call, manager, datasetId);
      const [found] = await manager.query(
        'select row, attributes from current_customers where dataset_id = $1 and external_id = $2',
        [datasetId, externalId],
      );
      const rejectedRows = await datasets.eraseRejectedRows(call, manager, datasetId, externalId);
      const purchases = await datasets.erasePurchases(call, manager, datasetId, externalId);
      // Someone whose rows were all rejected, or who bought nothing in time, is known by them alone.
      if (found === undefined && rejectedRows === 0 && purchases === 0) {
        throw new AppError('NOT_FOUND', `No customer of the dataset has the id "${externalId}".`, {
          field: ['externalId'],
        });
      }
      const rows = found === undefined ? [] : [found.row];
      const removed = await datasets.removeCustomers(call, manager, datasetId, rows);
      await this.deps.outbox.append(manager, datasetId, 'customer.forgotten', { datasetId, mark });
      const attributes = found === undefined ? 0 : Object.keys(found.attributes).length;
      return { attributes, rejectedRows, ...(purchases > 0 && { purchases }), ...removed };
    });
    const snapshots = await datasets.erasedFromFiles(call, datasetId, ERASURE_PATIENCE_MS);
    return { erased: { ...erased, snapshots: snapshots ?? 0 }, complete: snapshots !== null };
  }
}
