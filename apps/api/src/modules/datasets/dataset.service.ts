import { type DataSource, type EntityManager, In } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import { prepared } from '../../platform/database/prepared.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import { type Connection, readPage, toConnection } from '../../platform/graphql/connection.js';
import type { List } from '../../platform/graphql/cursor.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { type KeysetOrder, NEWEST_FIRST, readKeyset } from '../../platform/graphql/read-keyset.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import { noteTouched, type TouchedRows } from './changed-rows.js';
import { columnHistogram } from './column-histogram.js';
import {
  type CustomerTable,
  type CustomerValues,
  deletedMeanwhile,
  holdDataset,
  lockDataset,
  lockSeenDataset,
  type MergeStep,
  type RemovalStep,
  type WrittenCustomers,
} from './customer-table.js';
import { Dataset } from './dataset.entity.js';
import type { Histogram, RejectedCause } from './dataset.types.js';
import { DatasetColumn } from './dataset-column.entity.js';
import { Import } from './import.entity.js';
import type { ImportStore } from './import.store.js';
import { ColumnLabelling } from './labels/column-labels.js';
import { erasePurchases } from './purchases/kept-purchases.js';
import { RejectedRow } from './rejected-row.entity.js';
import type { Snapshot } from './snapshot.js';
import type { HoldSnapshot, SnapshotStore } from './snapshot.store.js';
import type { SnapshotUpkeep } from './snapshot-upkeep.js';
import type { UploadStore } from './uploads/upload-store.js';
import type { WorkFolders } from './work-folders.js';

const LAST_IMPORT_FIRST: KeysetOrder = { columns: [{ name: 'number', type: 'int' }], descending: true };
const IN_FILE_ORDER: KeysetOrder = { columns: [{ name: 'ordinal', type: 'int' }], descending: false };
/** The subscriber that keeps the files; a queued event names it, so it must not change. */
export const FILES = 'datasets';
/** What `Dataset` holds: every request about one asks for it, and a query builder takes longer than the database. */
const DATASET = prepared(
  `select id, name, status, created_at as "createdAt", customer_count as "customerCount",
     rejected_row_count as "rejectedRowCount", revision, deleted_at as "deletedAt"
   from datasets where id = $1 and deleted_at is null`,
);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the service depends on. */
export interface DatasetServiceDependencies {
  readonly dataSource: DataSource;
  readonly outbox: Outbox;
  readonly uploads: UploadStore;
  readonly work: WorkFolders;
  readonly imports: ImportStore;
  readonly snapshots: SnapshotStore;
  readonly upkeep: SnapshotUpkeep;
  readonly customers: CustomerTable;
}

/** A column, as far as its values are read. */
export type ReadColumn = Pick<DatasetColumn, 'name' | 'label' | 'type' | 'role' | 'reading'>;

/** Reads datasets, and changes them for other slices. Ids are keys, not global ids. */
export class DatasetService {
  /** Loads the columns of many datasets at once, in file order. */
  readonly columnsLoader: LoaderDefinition<string, DatasetColumn[]> = {
    scopeOf: (id) => id,
    load: (ids) => this.#loadColumns(ids),
  };
  /** Loads many datasets at once; null for an unknown key. */
  readonly datasetLoader: LoaderDefinition<string, Dataset | null> = {
    scopeOf: (id) => id,
    load: (ids) => this.#loadDatasets(ids),
  };

  /** What people call columns; for slices that have checked who asks. */
  readonly labels: Pick<ColumnLabelling, 'of' | 'byDataset'>;

  constructor(readonly deps: DatasetServiceDependencies) {
    this.labels = new ColumnLabelling(deps.dataSource);
  }

  /** Those that the caller sees, newest first. */
  list(call: CallContext, first: number, after?: string | null): Promise<Connection<Dataset>> {
    call.require('VIEWER');
    const query = this.deps.dataSource.getRepository(Dataset).createQueryBuilder('d');
    if (call.scope !== null) query.where({ id: In([...call.scope]) });
    return readKeyset(query, { name: 'datasets' }, { first, after }, NEWEST_FIRST);
  }

  /** Whether the caller sees what belongs to a dataset with this key, if there is one. @throws AppError FORBIDDEN */
  maySee(call: CallContext, id: string): boolean {
    call.require('VIEWER');
    return UUID.test(id) && call.sees(id);
  }

  /** Null if there is none. */
  async find(call: CallContext, id: string): Promise<Dataset | null> {
    if (!this.maySee(call, id)) return null;
    const [found] = await this.deps.dataSource.query(DATASET, [id]);
    return found ? Object.assign(new Dataset(), found) : null;
  }

  /** @throws AppError NOT_FOUND */
  async get(call: CallContext, id: string, field?: readonly string[]): Promise<Dataset> {
    const dataset = await this.find(call, id);
    if (dataset === null) throw notFound('Dataset', toGlobalId('Dataset', id), field);
    return dataset;
  }

  /** The size and columns of a dataset that is READY. @throws AppError NOT_FOUND, CONFLICT */
  async requireReady(
    call: CallContext,
    id: string,
    field: readonly string[] = ['datasetId'],
  ): Promise<{ dataset: Dataset; rows: number; columns: DatasetColumn[] }> {
    const dataset = await this.get(call, id, field);
    requireReady(dataset, field);
    const columns = await this.columns(call, id);
    // A READY dataset has columns: it was deleted between the two questions.
    if (columns.length === 0) throw deletedMeanwhile(id, field);
    return { dataset, rows: dataset.customerCount, columns };
  }

  /**
   * How the values of a READY dataset are read, in the order of the file: one look-up, for requests that want to be answered
   * in milliseconds. @throws AppError NOT_FOUND, CONFLICT
   */
  async readColumns(call: CallContext, id: string, field: readonly string[]): Promise<ReadColumn[]> {
    call.require('VIEWER');
    const [found]: (Pick<Dataset, 'name' | 'status'> & { columns: ReadColumn[] })[] =
      UUID.test(id) && call.sees(id)
        ? await this.deps.dataSource.query(
            `select d.name, d.status, coalesce((
               select json_agg(json_build_object('name', c.name, 'label', c.label, 'type', c.type, 'role', c.role, 'reading', c.reading)
                 order by c.ordinal)
               from dataset_columns c where c.dataset_id = d.id), '[]') as columns
             from datasets d where d.id = $1 and d.deleted_at is null`,
            [id],
          )
        : [];
    if (found === undefined) throw notFound('Dataset', toGlobalId('Dataset', id), field);
    requireReady(found, field);
    if (found.columns.length === 0) throw deletedMeanwhile(id, field);
    return found.columns;
  }

  /** In the order of the file. */
  async columns(call: CallContext, id: string): Promise<DatasetColumn[]> {
    call.require('VIEWER', id);
    return this.deps.dataSource
      .getRepository(DatasetColumn)
      .find({ where: { datasetId: id }, order: { ordinal: 'ASC' } });
  }

  /** A column's histogram over so many bins. @throws AppError see `columnHistogram` */
  histogram(call: CallContext, column: DatasetColumn, bins: number): Promise<Histogram | null> {
    call.require('VIEWER', column.datasetId);
    return columnHistogram(this.deps.dataSource, column, bins);
  }

  /** The imports into a dataset, newest first. */
  imports(call: CallContext, id: string, first: number, after?: string | null): Promise<Connection<Import>> {
    call.require('VIEWER', id);
    const query = this.deps.dataSource
      .getRepository(Import)
      .createQueryBuilder('i')
      .where('i.dataset_id = :id', { id });
    return readKeyset(query, { name: 'imports', of: id }, { first, after }, LAST_IMPORT_FIRST);
  }

  /** The last completed import into a dataset; null before there is one. */
  lastImport(call: CallContext, id: string): Promise<Import | null> {
    call.require('VIEWER', id);
    return this.#lastImport(id);
  }

  /** The rejected rows of the last completed import. */
  async rejectedRows(
    call: CallContext,
    id: string,
    first: number,
    after?: string | null,
  ): Promise<Connection<RejectedRow>> {
    call.require('VIEWER', id);
    const last = await this.#lastImport(id);
    return last === null
      ? toConnection(readPage(rejectedRowsOf(null), first, after), [], 0, () => [])
      : this.rejectedRowsOfImport(call, last, first, after);
  }

  /** In the order of the file. */
  rejectedRowsOfImport(
    call: CallContext,
    { id: importId, datasetId }: Import,
    first: number,
    after?: string | null,
  ): Promise<Connection<RejectedRow>> {
    call.require('VIEWER', datasetId);
    const query = this.deps.dataSource
      .getRepository(RejectedRow)
      .createQueryBuilder('r')
      .where('r.import_id = :importId', { importId });
    return readKeyset(query, rejectedRowsOf(importId), { first, after }, IN_FILE_ORDER);
  }

  /** The rejected rows of an import by what has to be repaired, the most frequent first. */
  rejectedCauses(call: CallContext, { id, datasetId }: Import): Promise<RejectedCause[]> {
    call.require('VIEWER', datasetId);
    return this.deps.imports.rejectedCauses(id);
  }

  /**
   * Passes `use` a snapshot of the current customers. `hold` records a reference to the snapshot in the transaction that
   * chooses it.
   * @throws AppError NOT_FOUND, CONFLICT, CANCELLED if the dataset is deleted meanwhile
   */
  async withSnapshot<T>(
    call: CallContext,
    id: string,
    hold: HoldSnapshot,
    use: (snapshot: Snapshot) => Promise<T>,
  ): Promise<T> {
    const { columns } = await this.requireReady(call, id);
    return this.deps.snapshots.with(id, columns, hold, use, call.signal);
  }

  /**
   * Passes `use` a snapshot that something refers to, as it was taken; null if its file is lost or damaged.
   * @throws AppError CANCELLED if the dataset was deleted
   */
  withOldSnapshot<T>(
    call: CallContext,
    id: string,
    snapshotId: string,
    use: (snapshot: Snapshot | null) => Promise<T>,
  ): Promise<T> {
    call.require('VIEWER', id);
    return this.deps.snapshots.withOld(id, snapshotId, use);
  }

  /**
   * Keeps a dataset's customers unchanged until the end of the caller's transaction. Returns whether it exists, if only to be
   * restored: what follows from changes is finished whatever becomes of it. `touched` says whose attributes, scores and
   * memberships may change until then.
   */
  lock(manager: EntityManager, id: string, touched: TouchedRows = 'anybody'): Promise<boolean> {
    return lockDataset(manager, id, touched);
  }

  /** Keeps a dataset from being deleted until the end of the caller's transaction. @throws AppError NOT_FOUND */
  hold(manager: EntityManager, id: string): Promise<void> {
    return holdDataset(manager, id);
  }

  /** Like `lock`, for what nobody is to hear of a deleted dataset: it is none, until it is restored. */
  lockSeen(manager: EntityManager, id: string, touched: TouchedRows = 'anybody'): Promise<boolean> {
    return lockSeenDataset(manager, id, touched);
  }

  /** Like `lock`, for a change that a caller asked for. @throws AppError NOT_FOUND */
  async lockForChange(manager: EntityManager, id: string, touched: TouchedRows = 'anybody'): Promise<void> {
    if (!(await lockSeenDataset(manager, id, touched))) throw deletedMeanwhile(id);
  }

  /** Like `lockForChange`, also of a deleted dataset, which nobody may be kept in. @throws AppError NOT_FOUND, CONFLICT */
  async lockForErasure(call: CallContext, manager: EntityManager, id: string): Promise<void> {
    call.requireReach('ADMIN', id, ['datasetId']);
    if (!UUID.test(id) || !(await lockDataset(manager, id))) throw deletedMeanwhile(id);
    requireReady(await manager.findOneOrFail(Dataset, { where: { id }, withDeleted: true }));
  }

  /** How many customers a dataset has, as the manager's transaction sees it; 0 if there is none. */
  async countCustomers(manager: EntityManager, id: string): Promise<number> {
    const dataset = await manager.getRepository(Dataset).findOneBy({ id });
    return dataset?.customerCount ?? 0;
  }

  /** Creates or replaces customers in the caller's transaction, and publishes the change. */
  async writeCustomers(
    call: CallContext,
    manager: EntityManager,
    id: string,
    customers: readonly CustomerValues[],
  ): Promise<WrittenCustomers> {
    call.require('ANALYST', id);
    const { customers: table, outbox } = this.deps;
    const written = await table.write(manager, id, customers);
    await noteTouched(manager, id, written.rows);
    await outbox.append(manager, id, 'customers.changed', { datasetId: id, rows: written.rows });
    return written;
  }

  /**
   * Removes customers and all slices' data about them in the caller's transaction, and publishes the erasure so that
   * they are removed from the column files as well. Returns how many of each thing there were.
   * @throws AppError CONFLICT while an import is under way, whose file could bring them back
   */
  async removeCustomers(
    call: CallContext,
    manager: EntityManager,
    id: string,
    rows: readonly number[],
  ): Promise<Record<string, number>> {
    call.requireReach('ADMIN', id);
    const { customers: table, outbox, imports } = this.deps;
    await imports.requireNone(manager, id);
    const removed = rows.length > 0 ? await table.remove(manager, id, rows) : {};
    await noteTouched(manager, id, rows);
    await outbox.append(manager, id, 'customers.erased', { datasetId: id });
    return removed;
  }

  /**
   * Waits until erased customers are out of the column files, at most `milliseconds`. Returns how many files there are; null
   * if they are not known to be out of them yet, which is tried until it is done.
   */
  async erasedFromFiles(call: CallContext, id: string, milliseconds: number): Promise<number | null> {
    call.requireReach('ADMIN', id);
    const { dataSource, outbox, snapshots } = this.deps;
    try {
      if (!(await outbox.delivered(id, milliseconds, FILES))) return null;
      return await snapshots.count(dataSource.manager, id);
    } catch {
      // The erasure is saved: what cannot be asked now must not become its error. The delivery goes on and logs its own.
      return null;
    }
  }

  /** Registers a step that runs when customers are removed. Called while slices are constructed. */
  onRemoval(step: RemovalStep): void {
    this.deps.customers.onRemoval(step);
  }

  /** Registers a step that runs before an import changes customers. Called while slices are constructed. */
  onMerge(step: MergeStep): void {
    this.deps.customers.onMerge(step);
  }

  /** Removes files that nothing needs: those of dead processes and failed work, uploads that nobody imported. */
  async sweep(): Promise<void> {
    const { work, uploads, upkeep } = this.deps;
    await work.sweep();
    await uploads.sweep();
    await upkeep.sweep();
  }

  /** Erases, in the caller's transaction, what somebody bought, customer or not. Returns how many rows there were. */
  erasePurchases(call: CallContext, manager: EntityManager, id: string, externalId: string): Promise<number> {
    call.requireReach('ADMIN', id);
    return erasePurchases(manager, id, externalId);
  }

  /** Every id by which somebody is known in a dataset, deleted or not: of customers, and of buyers who are none. */
  async knownIds(call: CallContext, id: string): Promise<string[]> {
    call.requireReach('ADMIN', id);
    const rows: { id: string }[] = await this.deps.dataSource.query(
      `select external_id as id from customers where dataset_id = $1
       union select customer from purchase_rows where dataset_id = $1`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** Erases, in the caller's transaction, the rejected rows that name a customer id, or all for null. Returns how many there were. */
  eraseRejectedRows(
    call: CallContext,
    manager: EntityManager,
    id: string,
    externalId: string | null,
  ): Promise<number> {
    call.requireReach('ADMIN', id);
    return this.deps.imports.eraseRejectedRows(manager, id, externalId);
  }

  #lastImport(datasetId: string): Promise<Import | null> {
    return this.deps.dataSource
      .getRepository(Import)
      .findOne({ where: { datasetId, status: 'COMPLETED' }, order: { number: 'DESC' } });
  }

  async #loadColumns(ids: readonly string[]): Promise<DatasetColumn[][]> {
    const repository = this.deps.dataSource.getRepository(DatasetColumn);
    const found = await repository
      .createQueryBuilder('c')
      .where('c.dataset_id = any(:ids)', { ids })
      .orderBy('c.ordinal')
      .getMany();
    return ids.map((id) => found.filter((column) => column.datasetId === id));
  }

  async #loadDatasets(ids: readonly string[]): Promise<(Dataset | null)[]> {
    const repository = this.deps.dataSource.getRepository(Dataset);
    const found = await repository.createQueryBuilder('d').where('d.id = any(:ids)', { ids }).getMany();
    return ids.map((id) => found.find((dataset) => dataset.id === id) ?? null);
  }
}

/** @throws AppError CONFLICT unless the dataset is READY */
export function requireReady(
  dataset: Pick<Dataset, 'name' | 'status'>,
  field: readonly string[] = ['datasetId'],
): void {
  if (dataset.status === 'READY') return;
  throw new AppError('CONFLICT', `The dataset "${dataset.name}" is ${dataset.status}; it must be READY.`, {
    field,
  });
}

/** The list of an import's rejected rows; of none while there is no import. */
function rejectedRowsOf(importId: string | null): List {
  return { name: 'rejected rows', of: importId };
}
