import { randomUUID } from 'node:crypto';
import { MAX_CUSTOMER_ID_LENGTH } from '@holdfast/schema';
import { type DataSource, type EntityManager, In } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import { copyInto } from '../../platform/database/copy-into.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { refreshStatistics } from '../../platform/database/refresh-statistics.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Outbox, OutboxEvents } from '../../platform/outbox/outbox.js';
import { type CustomerTable, deletedMeanwhile, lockDataset, lockSeenDataset } from './customer-table.js';
import { Dataset } from './dataset.entity.js';
import type { CsvDialect, LineCounts, RejectedCause, TransactionSettings } from './dataset.types.js';
import { type ColumnValues, noteDerived, type RejectedRowValues, writeFigures } from './dataset-columns.js';
import type { StoredColumn } from './import/import-plan.js';
import type { CustomerRows } from './import/write-customers.js';
import { Import } from './import.entity.js';
import { type EarlierPurchases, endOf, readEarlier, storePurchases } from './purchases/kept-purchases.js';
import { storeHistories } from './purchases/purchase-store.js';
import type { WrittenHistories } from './purchases/write-histories.js';
import { LEAST_CUT } from './reading/kept-text.js';
import { RejectedRow } from './rejected-row.entity.js';
import type { ColumnFile } from './snapshot.js';
import type { SnapshotStore } from './snapshot.store.js';
import type { StagedFile } from './snapshot-table.js';

/** The input of a new import. */
export type NewImport = Pick<
  Import,
  'datasetId' | 'mode' | 'fileName' | 'byteSize' | 'fileSha256' | 'dialect' | 'createdAt' | 'createdBy'
>;

/** The result of reading a file. */
export interface ReadFile {
  readonly dialect: CsvDialect;
  /** Of a workbook. */
  readonly sheet: string | null;
  /** The columns of the file. */
  readonly columnNames: readonly string[];
  readonly lines: LineCounts;
  /** How purchases were rolled up; null for a file of customers. */
  readonly transactions: TransactionSettings | null;
  /** What is kept of purchases besides the roll-up; null for a file of customers. */
  readonly purchases: KeptPurchases | null;
  readonly rejected: readonly RejectedRowValues[];
  readonly customers: CustomerRows;
  /** For a new dataset; null if it already has customers. */
  readonly filling: Filling | null;
  /** The columns of the file and those that were computed from them. */
  readonly columns: readonly StoredColumn[];
}

/** What is kept of purchases. */
export interface KeptPurchases {
  /** Path of a CSV with those of the file, and their first position among all that were rolled up. */
  readonly file: string;
  readonly first: number;
  readonly histories: WrittenHistories;
  /** For a dataset that has customers: the columns of now. */
  readonly columns: readonly ColumnValues[];
}

/** What a new dataset starts with besides its customers. */
export interface Filling {
  readonly columns: readonly ColumnValues[];
  readonly file: ColumnFile;
}

/** What the store depends on. */
export interface ImportStoreDependencies {
  readonly dataSource: DataSource;
  readonly snapshots: SnapshotStore;
  readonly customers: CustomerTable;
  readonly outbox: Outbox;
}

/** Stores imports: each happens completely or not at all, and only once, however often its job starts. */
export class ImportStore {
  constructor(private readonly deps: ImportStoreDependencies) {}

  /** Stores an import as PENDING. */
  async create(manager: EntityManager, values: NewImport): Promise<Import> {
    // Two imports into one dataset must not get the same number.
    if (!(await lockSeenDataset(manager, values.datasetId))) {
      throw deletedMeanwhile(values.datasetId, ['intoDatasetId']);
    }
    const [{ number }] = await manager.query(
      'select coalesce(max(number), 0) + 1 as number from imports where dataset_id = $1',
      [values.datasetId],
    );
    const id = randomUUID();
    await manager.insert(Import, { ...values, id, number, status: 'PENDING' });
    return manager.findOneByOrFail(Import, { id });
  }

  /** The dataset that a file was imported into, of those that the caller sees; `first` if it is one of several. */
  async findSameFile(call: CallContext, sha256: string, first: string | null): Promise<Dataset | null> {
    const found = this.deps.dataSource
      .getRepository(Dataset)
      .createQueryBuilder('d')
      .innerJoin(Import, 'i', `i.dataset_id = d.id and i.status = 'COMPLETED'`)
      .where('i.file_sha256 = :sha256', { sha256 })
      .orderBy('d.id is not distinct from :first', 'DESC')
      .addOrderBy('i.settled_at', 'DESC')
      .setParameter('first', first)
      .limit(1);
    if (call.scope !== null) found.andWhere({ id: In([...call.scope]) });
    return found.getOne();
  }

  /** The rejected rows of an import by what was expected of them. */
  rejectedCauses(importId: string): Promise<RejectedCause[]> {
    return this.deps.dataSource.query(
      `select regexp_replace(cause, ', found .*$', '') as cause, count(*)::int as count, min(line) as "firstLine",
         (array_agg(cause order by ordinal))[1] as example
       from rejected_rows where import_id = $1 group by 1 order by 2 desc, 3 limit 50`,
      [importId],
    );
  }

  /** Rejected rows that can be repaired, in file order, after a position. */
  rejectedAfter(importId: string, ordinal: number, count: number): Promise<RejectedRow[]> {
    return this.deps.dataSource
      .getRepository(RejectedRow)
      .createQueryBuilder('r')
      .where('r.import_id = :importId and r.ordinal > :ordinal and not r.is_repeat', { importId, ordinal })
      .orderBy('r.ordinal')
      .limit(count)
      .getMany();
  }

  /** Marks the import of a starting job as RUNNING; null if an earlier attempt finished it or its dataset was deleted. */
  async begin(id: string): Promise<Import | null> {
    await this.deps.dataSource.query(
      `update imports set status = 'RUNNING' where id = $1 and status = 'PENDING'`,
      [id],
    );
    return this.deps.dataSource.getRepository(Import).findOneBy({ id, status: 'RUNNING' });
  }

  /**
   * Stores the result of reading a file, together with its event, in one transaction. Returns false, and stores nothing, if
   * the purchases that it was added to are no longer all that there are.
   * @throws AppError CANCELLED if the dataset was deleted meanwhile
   */
  async complete(
    imported: Import,
    read: ReadFile,
    follows: Pick<OutboxEvents['dataset.imported'], 'analyse' | 'labelMeaning'>,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const { dataSource, snapshots } = this.deps;
    const { filling } = read;
    const store = (file: StagedFile | null) => this.#store(imported, read, file, follows, signal);
    const isStored = await (filling === null
      ? store(null)
      : snapshots.staged(imported.datasetId, filling.file, store));
    await refreshStatistics(dataSource, ['customers']);
    return isStored;
  }

  #store(
    { id, datasetId, mode }: Import,
    read: ReadFile,
    file: StagedFile | null,
    follows: Pick<OutboxEvents['dataset.imported'], 'analyse' | 'labelMeaning'>,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const { dataSource, outbox } = this.deps;
    return inTransaction(dataSource, async (manager) => {
      if (!(await lockDataset(manager, datasetId))) {
        throw new AppError('CANCELLED', 'The dataset was deleted while it was being written.');
      }
      // Another attempt of the same job may have been faster, or the import may have been cancelled.
      if (!(await manager.existsBy(Import, { id, status: 'RUNNING' }))) return true;
      const { purchases } = read;
      const isMore = mode === 'APPEND' && purchases !== null;
      if (isMore && (await endOf(manager, datasetId)) !== purchases.first) return false;
      if (purchases !== null)
        await storePurchases(manager, datasetId, { file: purchases.file, isMore }, signal);
      else if (mode === 'REPLACE') await storePurchases(manager, datasetId, { file: null, isMore }, signal);
      const counts =
        file !== null
          ? await this.#fill(manager, datasetId, read.customers, { ...read.filling!, file }, signal)
          : await this.deps.customers.merge(
              manager,
              datasetId,
              read.customers,
              { gone: mode === 'REPLACE' ? 'others' : isMore ? 'other buyers' : 'nobody' },
              signal,
            );
      if (read.filling === null && purchases !== null)
        await writeFigures(manager, datasetId, purchases.columns);
      else if (read.filling === null) await noteDerived(manager, datasetId, read.columns);
      if (mode !== 'APPEND' || isMore)
        await storeHistories(manager, datasetId, purchases?.histories ?? null, signal);
      await writeRejected(manager, id, read.rejected);
      await manager.update(Import, id, {
        status: 'COMPLETED',
        settledAt: () => 'clock_timestamp()',
        dialect: read.dialect,
        sheet: read.sheet,
        columnNames: [...read.columnNames],
        lines: read.lines,
        transactions: read.transactions,
        createdCount: counts.created,
        updatedCount: counts.updated,
        removedCount: counts.removed,
        rejectedRowCount: read.rejected.length,
      });
      await manager.query(`update datasets set status = 'READY', rejected_row_count = $2 where id = $1`, [
        datasetId,
        read.rejected.length,
      ]);
      if (counts.removed > 0) await outbox.append(manager, datasetId, 'customers.erased', { datasetId });
      if (mode !== 'NEW')
        await outbox.append(manager, datasetId, 'customers.changed', { datasetId, rows: null });
      await outbox.append(manager, datasetId, 'dataset.imported', { datasetId, mode, ...follows });
      return true;
    });
  }

  /** Writes the purchases of earlier files into a folder. */
  earlierPurchases(datasetId: string, folder: string, signal?: AbortSignal): Promise<EarlierPurchases> {
    return readEarlier(this.deps.dataSource, datasetId, folder, signal);
  }

  /** @throws AppError CONFLICT if an import into a dataset that the caller has locked is under way */
  async requireNone(manager: EntityManager, datasetId: string): Promise<void> {
    const [open] = await manager.query(
      `select number, status from imports where dataset_id = $1 and status in ('PENDING', 'RUNNING') order by number limit 1`,
      [datasetId],
    );
    if (open === undefined) return;
    throw new AppError(
      'CONFLICT',
      `Import ${open.number} into the dataset is ${open.status}, and its file may name the customer; no import may be under way. Wait for it or cancel its job.`,
      { field: ['datasetId'] },
    );
  }

  /** Settles an import that failed or was cancelled; one that has already settled is left unchanged. */
  async fail(id: string, outcome: { code: string; message: string; cancelled: boolean }): Promise<void> {
    const { code, message, cancelled } = outcome;
    await inTransaction(this.deps.dataSource, async (manager) => {
      const [[failed]] = await manager.query(
        `update imports set status = $2, error_code = $3, error_message = $4, settled_at = clock_timestamp()
         where id = $1 and status in ('PENDING', 'RUNNING') returning dataset_id`,
        [id, cancelled ? 'CANCELLED' : 'FAILED', code, message],
      );
      if (failed === undefined) return;
      await manager.query(`update datasets set status = 'FAILED' where id = $1 and status = 'IMPORTING'`, [
        failed.dataset_id,
      ]);
    });
  }

  /**
   * Erases the rejected rows that have a customer id as one of their fields, and corrects their count. It would rather
   * erase another person's row than keep one of this person: of one so long that its end was not kept nobody knows whose it
   * is. Null for the rows of everybody. Returns how many there were.
   */
  async eraseRejectedRows(
    manager: EntityManager,
    datasetId: string,
    externalId: string | null,
  ): Promise<number> {
    const edge = `[^[:alnum:]]`;
    const literal = externalId?.replace(/[^\p{L}\p{N}]/gu, (character) => `\\${character}`);
    // One too long to be taken is told by its beginning: the row may hold no more of it, and a pattern has limits.
    const [condition, value] =
      externalId === null
        ? ['$2::text is null', null]
        : externalId.length > MAX_CUSTOMER_ID_LENGTH
          ? [`strpos(r.text, left($2, ${MAX_CUSTOMER_ID_LENGTH})) > 0`, externalId]
          : ['r.text ~ $2', `(^|${edge})${literal}($|${edge})`];
    const [rows] = await manager.query(
      `delete from rejected_rows r using imports i
       where i.dataset_id = $1 and r.import_id = i.id and (${condition} or length(r.text) >= ${LEAST_CUT})
       returning r.import_id`,
      [datasetId, value],
    );
    if (rows.length === 0) return 0;
    await manager.query(
      `update imports i set rejected_row_count = (select count(*) from rejected_rows r where r.import_id = i.id)
       where i.dataset_id = $1`,
      [datasetId],
    );
    await manager.query(
      `update datasets d set rejected_row_count = (
         select i.rejected_row_count from imports i where i.dataset_id = d.id and i.status = 'COMPLETED'
         order by i.number desc limit 1) where d.id = $1`,
      [datasetId],
    );
    return rows.length;
  }

  async #fill(
    manager: EntityManager,
    datasetId: string,
    customers: CustomerRows,
    { columns, file }: Filling & { readonly file: StagedFile },
    signal?: AbortSignal,
  ): Promise<{ created: number; updated: number; removed: number }> {
    await writeFigures(manager, datasetId, columns);
    const created = await this.deps.customers.fill(manager, datasetId, customers, signal);
    await this.deps.snapshots.add(manager, datasetId, '0', file);
    return { created, updated: 0, removed: 0 };
  }
}

async function writeRejected(
  manager: EntityManager,
  importId: string,
  rejected: readonly RejectedRowValues[],
): Promise<void> {
  await copyInto(
    manager,
    'rejected_rows',
    ['import_id', 'ordinal', 'line', 'cause', 'text', 'is_repeat'],
    rejected.map(({ line, cause, text, isRepeat }, ordinal) => [
      importId,
      ordinal,
      line,
      cause,
      text,
      isRepeat,
    ]),
  );
}
