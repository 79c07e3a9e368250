import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type DataSource, type EntityManager, In, IsNull, Not } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import { SERVER } from '../../platform/call/caller.js';
import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import type { DuckDb } from '../../platform/duckdb/duck-db.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import { type Connection, readPage, toConnection } from '../../platform/graphql/connection.js';
import type { List } from '../../platform/graphql/cursor.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { type KeysetOrder, NEWEST_FIRST, readKeyset } from '../../platform/graphql/read-keyset.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import { readName } from '../../platform/read-name.js';
import type { Job, JobQueue } from '../jobs/index.js';
import { columnHistogram } from './column-histogram.js';
import { openSource, type SourceUpload } from './containers/source-upload.js';
import { sheetsOf } from './containers/unpack-file.js';
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
import type { ImportMode } from './dataset.enums.js';
import type { CsvDialectInput, ImportDatasetInput } from './dataset.inputs.js';
import type { Histogram, ImportPlan, RejectedCause, UploadPreview, UploadSettings } from './dataset.types.js';
import { DatasetColumn } from './dataset-column.entity.js';
import { requireDerivable } from './derived/derive-columns.js';
import { inspectUpload } from './detection/inspect-upload.js';
import type { ImportDatasetPayload } from './import/import-dataset.job.js';
import { givenColumns, planImport } from './import/import-plan.js';
import { planImportOf } from './import/plan-import.js';
import { Import } from './import.entity.js';
import type { ImportStore } from './import.store.js';
import { previewUpload } from './preview-upload.js';
import { askedInto } from './purchases/asked-into.js';
import { erasePurchases, keepsPurchases, readEarlier } from './purchases/kept-purchases.js';
import { type AskedRows, askedKind, usesOf } from './purchases/read-purchases.js';
import { RejectedRow } from './rejected-row.entity.js';
import type { Snapshot } from './snapshot.js';
import type { HoldSnapshot, SnapshotStore } from './snapshot.store.js';
import type { SnapshotUpkeep } from './snapshot-upkeep.js';
import { openTable, type TableSettings, type UploadedTable } from './uploaded-table.js';
import type { UploadLimits } from './uploads/upload-limits.js';
import type { UploadStore } from './uploads/upload-store.js';
import type { WorkFolders } from './work-folders.js';

/** Rows that an import reads before it is accepted, so that a bad file is refused at once. */
const CHECKED_ROWS = 1000;
const LAST_IMPORT_FIRST: KeysetOrder = { columns: [{ name: 'number', type: 'int' }], descending: true };
const IN_FILE_ORDER: KeysetOrder = { columns: [{ name: 'ordinal', type: 'int' }], descending: false };
const MAX_NAME = 200;
/** The subscriber that keeps the files; a queued event names it, so it must not change. */
export const FILES = 'datasets';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the service depends on. */
export interface DatasetServiceDependencies {
  readonly dataSource: DataSource;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly duckDb: DuckDb;
  readonly uploads: UploadStore;
  readonly uploadLimits: UploadLimits;
  readonly work: WorkFolders;
  readonly imports: ImportStore;
  readonly snapshots: SnapshotStore;
  readonly upkeep: SnapshotUpkeep;
  readonly customers: CustomerTable;
}

/** A column, as far as its values are read. */
export type ReadColumn = Pick<DatasetColumn, 'name' | 'type' | 'role' | 'reading'>;

/** Imports datasets, reads them, deletes them. Ids are keys, not global ids. */
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

  constructor(readonly deps: DatasetServiceDependencies) {}

  /** Those that the caller sees, newest first. */
  list(call: CallContext, first: number, after?: string | null): Promise<Connection<Dataset>> {
    call.require('VIEWER');
    const query = this.deps.dataSource.getRepository(Dataset).createQueryBuilder('d');
    if (call.scope !== null) query.where({ id: In([...call.scope]) });
    return readKeyset(query, { name: 'datasets' }, { first, after }, NEWEST_FIRST);
  }

  /** Null if there is none. */
  async find(call: CallContext, id: string): Promise<Dataset | null> {
    call.require('VIEWER');
    if (!call.sees(id)) return null;
    return UUID.test(id) ? this.deps.dataSource.getRepository(Dataset).findOneBy({ id }) : null;
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
               select json_agg(json_build_object('name', c.name, 'type', c.type, 'role', c.role, 'reading', c.reading)
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
   * restored: what follows from changes is finished whatever becomes of it.
   */
  lock(manager: EntityManager, id: string): Promise<boolean> {
    return lockDataset(manager, id);
  }

  /** Keeps a dataset from being deleted until the end of the caller's transaction. @throws AppError NOT_FOUND */
  hold(manager: EntityManager, id: string): Promise<void> {
    return holdDataset(manager, id);
  }

  /** Like `lock`, for what nobody is to hear of a deleted dataset: it is none, until it is restored. */
  lockSeen(manager: EntityManager, id: string): Promise<boolean> {
    return lockSeenDataset(manager, id);
  }

  /** Like `lock`, for a change that a caller asked for. @throws AppError NOT_FOUND */
  async lockForChange(manager: EntityManager, id: string): Promise<void> {
    if (!(await lockSeenDataset(manager, id))) throw deletedMeanwhile(id);
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

  /** Erases, in the caller's transaction, the rejected rows that name a customer id. Returns how many there were. */
  eraseRejectedRows(
    call: CallContext,
    manager: EntityManager,
    id: string,
    externalId: string,
  ): Promise<number> {
    call.requireReach('ADMIN', id);
    return this.deps.imports.eraseRejectedRows(manager, id, externalId);
  }

  /**
   * Describes the contents of an upload, under settings and for a dataset that it may go into.
   * @throws AppError with one of the codes for a bad file, NOT_FOUND or CONFLICT for the dataset
   */
  async preview(call: CallContext, uploadId: string, asked: UploadSettings = {}): Promise<UploadPreview> {
    const { making, into } = await this.#settle(call, asked);
    const preview = await this.#readUpload(
      call,
      uploadId,
      await this.#sheetOf(call, uploadId, asked.sheet, into),
      (connection, upload, folder) => previewUpload(connection, upload, folder, making, call.signal),
    );
    return { ...preview, asked };
  }

  /**
   * Passes `use` an upload as a table, for a dataset by whose columns its own are known, but not to import it.
   * @throws AppError with one of the codes for a bad file, NOT_FOUND or CONFLICT for the dataset
   */
  async withTable<T>(
    call: CallContext,
    uploadId: string,
    { datasetId, ...asked }: Omit<TableSettings, 'known'> & { readonly datasetId: string },
    use: (table: UploadedTable) => Promise<T>,
  ): Promise<T> {
    const { columns } = await this.requireReady(call, datasetId, ['datasetId']);
    const settings = { ...asked, known: columns };
    return this.#readUpload(call, uploadId, asked.sheet, async (connection, upload, folder) =>
      use(await openTable(connection, upload, folder, settings, call.signal)),
    );
  }

  /** What an import of an upload would do. @throws AppError like `preview` */
  async plan(call: CallContext, uploadId: string, asked: UploadSettings): Promise<ImportPlan> {
    const { making, into } = await this.#settle(call, asked);
    const { dataSource, customers, imports } = this.deps;
    const planned = into && {
      ...into,
      customerCount: into.dataset.customerCount,
      count: (ids: readonly string[]) => customers.count(dataSource.manager, into.dataset.id, ids),
    };
    const sheet = await this.#sheetOf(call, uploadId, asked.sheet, into);
    return this.#readUpload(call, uploadId, sheet, async (connection, source, folder) => ({
      ...(await planImportOf(connection, source, folder, making, planned)),
      sameFileAs: await imports.findSameFile(call, source.original.sha256, into?.dataset.id ?? null),
    }));
  }

  /** What settings mean beside the dataset that they name. @throws AppError NOT_FOUND, CONFLICT, BAD_USER_INPUT */
  async #settle(call: CallContext, asked: UploadSettings) {
    const { intoDatasetId = null, kind, transactions, duplicateCustomers } = asked;
    const mode = asked.mode ?? (intoDatasetId === null ? 'NEW' : 'APPEND');
    requireMode({ mode, intoDatasetId });
    const into = intoDatasetId === null ? null : await this.#readInto(call, intoDatasetId);
    const rows = into
      ? askedInto({ kind, transactions }, { ...into, name: into.dataset.name, mode })
      : { kind, transactions };
    const making = {
      ...{ ...rows, mode, duplicateCustomers, signal: call.signal, today: this.deps.clock.now() },
      known: rows.kind === 'TRANSACTIONS' ? [] : (into?.columns ?? []),
      columns: asked.columns ?? [],
      dialect: { ...into?.formats, ...definedOf(asked.dialect ?? {}) },
    };
    return { making, into };
  }

  /** The sheet to read: as asked, else the one of a dataset's last file where there is one of that name; null for any. */
  async #sheetOf(
    call: CallContext,
    uploadId: string,
    asked: string | null | undefined,
    into: { readonly sheet: string | null } | null,
  ): Promise<string | null> {
    if (asked != null || into === null || into.sheet === null) return asked ?? null;
    return (await this.sheets(call, uploadId)).includes(into.sheet) ? into.sheet : null;
  }

  /** The sheets of an upload that is a workbook; none of another file. @throws AppError NOT_FOUND, or for a bad file */
  sheets(call: CallContext, uploadId: string): Promise<string[]> {
    return this.deps.uploads.with(call, uploadId, ({ path }) => sheetsOf(path));
  }

  /**
   * Starts the import of an upload, after checking the file and the roles; `intoDatasetId` is a key.
   * @throws AppError FORBIDDEN, with one of the codes for a bad file, UNKNOWN_COLUMN, BAD_USER_INPUT, or NOT_FOUND and CONFLICT for
   * the dataset to import into
   */
  async import(
    call: CallContext,
    request: ImportDatasetInput,
  ): Promise<{ dataset: Dataset; import: Import; job: Job }> {
    const { dataSource, jobs, clock, uploads, imports } = this.deps;
    const mode = requireMode(request);
    const intoId = request.intoDatasetId ?? null;
    if (intoId === null) call.requireEverything('ANALYST');
    else call.require('ANALYST', intoId, ['intoDatasetId']);
    const upload = await uploads.get(call, request.uploadId);
    const into = intoId === null ? null : await this.#readInto(call, intoId);
    const name = into?.dataset.name ?? readName(request.name, MAX_NAME);
    // Every file of a dataset is read with the same conventions.
    const given = { ...into?.formats, ...definedOf(request.dialect ?? {}) };
    const asked = into ? askedInto(request, { ...into, name, mode }) : pickAsked(request);
    const isPurchases = asked.kind === 'TRANSACTIONS';
    const known = isPurchases ? [] : (into?.columns ?? []);
    const sheet = await this.#sheetOf(call, upload.id, request.sheet, into);
    const dialect = await this.#readUpload(call, upload.id, sheet, async (connection, source, folder) => {
      const inspected = await inspectUpload(connection, source, given, folder, {
        reads: CHECKED_ROWS,
        columns: givenColumns(request.columns ?? [], known),
        known,
        signal: call.signal,
      });
      if (!isPurchases)
        requireDerivable(planImport(inspected.detected.columns, request.columns, known), request.derive);
      else if (asked.transactions || inspected.source.complete)
        await usesOf(connection, inspected, asked.transactions);
      return inspected.dialect;
    });
    return inTransaction(dataSource, async (manager) => {
      const dataset = into?.dataset ?? (await this.#createDataset(manager, name));
      const made = await imports.create(manager, {
        datasetId: dataset.id,
        mode,
        fileName: upload.fileName,
        byteSize: String(upload.bytes),
        fileSha256: upload.sha256 ?? null,
        dialect,
        createdAt: clock.now(),
        createdBy: call.caller === SERVER ? null : (call.caller.email ?? call.caller.id),
      });
      const payload: ImportDatasetPayload = {
        datasetId: dataset.id,
        importId: made.id,
        uploadId: upload.id,
        columns: request.columns ?? [],
        dialect: given,
        sheet,
        duplicateCustomers: request.duplicateCustomers ?? 'LAST_WINS',
        derive: request.derive ?? null,
        kind: asked.kind ?? null,
        transactions: asked.transactions ?? null,
        analyse: request.analyse ?? false,
      };
      const jobId = await jobs.enqueue(call, 'import-dataset', payload, { datasetId: dataset.id, manager });
      // Read here: once it is saved, nothing may turn the answer into an error.
      return { dataset, import: made, job: await jobs.get(call, jobId, manager) };
    });
  }

  /**
   * Imports delimited text from any source with the suggested roles.
   * @throws AppError like `import`, leaving no upload behind
   */
  async importText(
    call: CallContext,
    source: Readable,
    options: { fileName: string; name: string; analyse: boolean },
  ): Promise<{ dataset: Dataset; job: Job }> {
    const { uploads } = this.deps;
    const upload = await uploads.write(call, source, options.fileName);
    try {
      return await this.import(call, { uploadId: upload.id, name: options.name, analyse: options.analyse });
    } catch (error) {
      const mayBeUsed = error instanceof AppError && error.code === 'OUTCOME_UNKNOWN';
      if (!mayBeUsed) await uploads.remove(upload.id);
      throw error;
    }
  }

  async #createDataset(manager: EntityManager, name: string): Promise<Dataset> {
    const id = randomUUID();
    await manager.insert(Dataset, { id, name, status: 'IMPORTING', createdAt: this.deps.clock.now() });
    return manager.findOneByOrFail(Dataset, { id });
  }

  async #readInto(call: CallContext, id: string) {
    const { dataset, columns } = await this.requireReady(call, id, ['intoDatasetId']);
    const last = await this.#lastImport(id);
    const formats = last && {
      decimalSeparator: last.dialect.decimalSeparator,
      ...(last.dialect.dateFormat ? { dateFormat: last.dialect.dateFormat } : {}),
    };
    const rolledUp = await this.deps.dataSource
      .getRepository(Import)
      .findOne({ where: { datasetId: id, transactions: Not(IsNull()) }, order: { number: 'DESC' } });
    const { dataSource } = this.deps;
    const keeps = rolledUp !== null && (await keepsPurchases(dataSource.manager, id));
    const earlier = keeps ? (folder: string) => readEarlier(dataSource, id, folder, call.signal) : null;
    return {
      dataset,
      columns,
      formats,
      last: rolledUp?.transactions ?? null,
      earlier,
      sheet: last?.sheet ?? null,
    };
  }

  #lastImport(datasetId: string): Promise<Import | null> {
    return this.deps.dataSource
      .getRepository(Import)
      .findOne({ where: { datasetId, status: 'COMPLETED' }, order: { number: 'DESC' } });
  }

  #readUpload<T>(
    call: CallContext,
    id: string,
    sheet: string | null,
    use: (connection: DuckDBConnection, upload: SourceUpload, folder: string) => Promise<T>,
  ): Promise<T> {
    const { uploads, uploadLimits: limits, work, duckDb } = this.deps;
    const { signal } = call;
    return uploads.with(call, id, (upload) =>
      work.with((folder) =>
        duckDb.with(
          folder,
          async (connection) => {
            const options = { uploads, limits, connection, folder, sheet, signal };
            return use(connection, await openSource(upload, options), folder);
          },
          signal,
        ),
      ),
    );
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

/** @throws AppError BAD_USER_INPUT if the mode does not match the given dataset */
function requireMode({
  mode,
  intoDatasetId,
}: Pick<ImportDatasetInput, 'mode' | 'intoDatasetId'>): ImportMode {
  const asked = mode ?? 'NEW';
  if ((asked === 'NEW') === (intoDatasetId == null)) return asked;
  const message =
    asked === 'NEW'
      ? 'mode is NEW and intoDatasetId is given; to import into a dataset it must be APPEND or REPLACE.'
      : `mode is ${asked} and intoDatasetId is missing; it must name the dataset to import into.`;
  throw new AppError('BAD_USER_INPUT', message, { field: [asked === 'NEW' ? 'mode' : 'intoDatasetId'] });
}

/** The list of an import's rejected rows; of none while there is no import. */
function rejectedRowsOf(importId: string | null): List {
  return { name: 'rejected rows', of: importId };
}

/** The given entries, without those that are missing or null. */
function definedOf(given: CsvDialectInput): CsvDialectInput {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value != null));
}

/** What a caller says about the rows of a file for a new dataset. @throws AppError BAD_USER_INPUT */
function pickAsked({ kind, transactions }: ImportDatasetInput): AskedRows {
  return { kind: askedKind({ kind, transactions }), transactions };
}
