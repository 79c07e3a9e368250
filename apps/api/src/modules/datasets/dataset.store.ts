import { rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { copyCsvFile } from '../../platform/database/copy-csv-file.js';
import { copyInto } from '../../platform/database/copy-into.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Storage } from '../../platform/storage.js';
import type { ColumnRole, ColumnType } from './dataset.enums.js';
import type { CsvDialect } from './dataset.types.js';
import type { ColumnFigures } from './import/profile-columns.js';
import { CUSTOMER_FILE_COLUMNS } from './import/write-customers.js';
import type { Snapshot } from './snapshot.js';

/** A rejected row as it is stored. */
export interface RejectedRowValues {
  readonly line: number;
  readonly cause: string;
  readonly text: string;
}

/** A column as it is stored. */
export interface ColumnValues extends ColumnFigures {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: ColumnRole;
  readonly withTime: boolean;
}

/** What an import hands over. */
export interface ImportedDataset {
  readonly dialect: CsvDialect;
  readonly columns: readonly ColumnValues[];
  readonly rejected: readonly RejectedRowValues[];
  readonly snapshot: Snapshot;
  /** Path of the CSV that holds the rows of the table `customers`. */
  readonly customers: string;
}

interface SnapshotRow {
  snapshot_path: string;
  snapshot_sha256: string;
  snapshot_rows: number;
  snapshot_stale: boolean;
}

const COLUMN_COLUMNS = [
  'dataset_id',
  'ordinal',
  'name',
  'type',
  'role',
  'with_time',
  'missing_count',
  'distinct_count',
  'mean',
  'standard_deviation',
  'min',
  'max',
  'median',
  'top_values',
  'histogram',
] as const;

/** Writes datasets: rows in PostgreSQL, column files below the data folder. */
export class DatasetStore {
  /** Of files that live as long as one piece of work. */
  readonly workFolder: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
  ) {
    this.workFolder = join(storage.dataDir, 'work');
  }

  /** The folder of a dataset's column files. */
  snapshotFolder(datasetId: string): string {
    return join(this.storage.snapshots, datasetId);
  }

  /**
   * Stores everything of an import in one transaction and makes the dataset READY; whatever an earlier attempt left is
   * replaced. @throws AppError CANCELLED where the dataset was deleted meanwhile
   */
  async fill(datasetId: string, imported: ImportedDataset, signal?: AbortSignal): Promise<void> {
    const { columns, rejected, snapshot } = imported;
    await this.dataSource.transaction(async (manager) => {
      await this.#lock(manager, datasetId);
      for (const table of ['customers', 'dataset_columns', 'rejected_rows']) {
        await manager.query(`delete from ${table} where dataset_id = $1`, [datasetId]);
      }
      await insertColumns(manager, datasetId, columns);
      await copyInto(
        manager,
        'rejected_rows',
        ['dataset_id', 'ordinal', 'line', 'cause', 'text'],
        rejected.map(({ line, cause, text }, ordinal) => [datasetId, ordinal, line, cause, text]),
      );
      const count = await copyCsvFile(
        manager,
        'customers',
        CUSTOMER_FILE_COLUMNS,
        imported.customers,
        signal,
      );
      await manager.query(
        `update datasets set status = 'READY', dialect = $2, customer_count = $3, rejected_row_count = $4 where id = $1`,
        [datasetId, JSON.stringify(imported.dialect), count, rejected.length],
      );
      await this.#pointTo(manager, datasetId, snapshot);
    });
    await this.dataSource.query('analyze customers');
  }

  /**
   * The column file as the customers are now: the one that is there, or one that `refresh` writes where customers changed.
   * Only one process refreshes a dataset at a time; the file that was there before is removed.
   */
  async freshSnapshot(
    datasetId: string,
    refresh: (manager: EntityManager) => Promise<{ snapshot: Snapshot; columns: readonly ColumnValues[] }>,
  ): Promise<Snapshot> {
    const { snapshot, old } = await this.dataSource.transaction(async (manager) => {
      const before = await this.#lock(manager, datasetId);
      if (!before.snapshot_stale) return { snapshot: this.#snapshotOf(before), old: null };
      const { snapshot, columns } = await refresh(manager);
      await manager.query('delete from dataset_columns where dataset_id = $1', [datasetId]);
      await insertColumns(manager, datasetId, columns);
      await this.#pointTo(manager, datasetId, snapshot);
      return { snapshot, old: this.#snapshotOf(before).path };
    });
    if (old && old !== snapshot.path) await rm(old, { force: true });
    return snapshot;
  }

  /** Notes in the caller's transaction that customers changed; `added` may be negative. Locks the dataset until its end. */
  async noteChange(manager: EntityManager, datasetId: string, added: number): Promise<void> {
    await manager.query(
      'update datasets set customer_count = customer_count + $2, snapshot_stale = true where id = $1',
      [datasetId, added],
    );
  }

  /**
   * Erases the rejected rows that have a customer id as one of their fields, and corrects their number: rather one row of
   * another person too many than one of this person left. Answers with how many there were.
   */
  async eraseRejectedRows(manager: EntityManager, datasetId: string, externalId: string): Promise<number> {
    const edge = `[^[:alnum:]]`;
    const literal = externalId.replace(/[^\p{L}\p{N}]/gu, (character) => `\\${character}`);
    const [, count] = await manager.query('delete from rejected_rows where dataset_id = $1 and text ~ $2', [
      datasetId,
      `(^|${edge})${literal}($|${edge})`,
    ]);
    await manager.query('update datasets set rejected_row_count = rejected_row_count - $2 where id = $1', [
      datasetId,
      count,
    ]);
    return count;
  }

  /** Marks an import as failed, and removes the column file that it may have written. */
  async markFailed(datasetId: string): Promise<void> {
    await this.dataSource.query(
      `update datasets set status = 'FAILED' where id = $1 and status = 'IMPORTING'`,
      [datasetId],
    );
    await rm(this.snapshotFolder(datasetId), { recursive: true, force: true });
  }

  /** Deletes a dataset, by cascade everything computed from it, and its files. Answers whether there was one. */
  async delete(datasetId: string): Promise<boolean> {
    const [, deleted] = await this.dataSource.query('delete from datasets where id = $1', [datasetId]);
    await rm(this.snapshotFolder(datasetId), { recursive: true, force: true });
    return deleted > 0;
  }

  async #lock(manager: EntityManager, datasetId: string): Promise<SnapshotRow> {
    const [found] = await manager.query(
      'select snapshot_path, snapshot_sha256, snapshot_rows, snapshot_stale from datasets where id = $1 for update',
      [datasetId],
    );
    if (!found) throw new AppError('CANCELLED', 'The dataset was deleted while it was being written.');
    return found;
  }

  #snapshotOf({ snapshot_path: path, snapshot_sha256: sha256, snapshot_rows: rows }: SnapshotRow): Snapshot {
    return { path: resolve(this.storage.dataDir, path), sha256, rows };
  }

  async #pointTo(manager: EntityManager, datasetId: string, { path, sha256, rows }: Snapshot): Promise<void> {
    await manager.query(
      `update datasets set snapshot_path = $2, snapshot_sha256 = $3, snapshot_rows = $4, snapshot_stale = false where id = $1`,
      [datasetId, relative(this.storage.dataDir, path), sha256, rows],
    );
  }
}

async function insertColumns(
  manager: EntityManager,
  datasetId: string,
  columns: readonly ColumnValues[],
): Promise<void> {
  const rows = columns.map((column, ordinal) => [
    datasetId,
    ordinal,
    column.name,
    column.type,
    column.role,
    column.withTime,
    column.missingCount,
    column.distinctCount,
    column.mean,
    column.standardDeviation,
    column.min,
    column.max,
    column.median,
    { json: column.topValues },
    column.histogram && { json: column.histogram },
  ]);
  await copyInto(manager, 'dataset_columns', COLUMN_COLUMNS, rows);
}
