import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../platform/database/in-transaction.js';
import type { DuckDb } from '../../platform/duckdb/duck-db.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Storage } from '../../platform/storage.js';
import { hasRemovedSince, lockDataset } from './customer-table.js';
import type { DatasetColumn } from './dataset-column.entity.js';
import { writeFigures } from './dataset-columns.js';
import type { ColumnFile, Snapshot } from './snapshot.js';
import { takeSnapshot, withoutRows } from './take-snapshot.js';
import type { WorkFolders } from './work-folders.js';

/**
 * Records a reference to the snapshot in the transaction of `manager`; the snapshot's file stays as long as the
 * reference.
 */
export type HoldSnapshot = (manager: EntityManager, snapshot: Snapshot) => Promise<void>;

interface SnapshotRow {
  id: string;
  revision: string;
  path: string;
  sha256: string;
  rows: number;
}

/** The name of a dataset's folder. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** PostgreSQL's code for a row that another row references. */
const FOREIGN_KEY_VIOLATION = '23503';
const SELECTED = 'select id, revision, path, sha256, rows from snapshots';

/**
 * Stores the snapshots of datasets, each with a row and a column file. Files are added and removed only while the dataset
 * is locked, so a file without a row was left behind by a dead process.
 */
export class SnapshotStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly work: WorkFolders,
    private readonly duckDb: DuckDb,
  ) {}

  /** The folder of a dataset's column files. */
  folderOf(datasetId: string): string {
    return join(this.storage.snapshots, datasetId);
  }

  /**
   * Passes `use` a snapshot with every change up to now and a file of its own to read it from, which later changes to the
   * dataset do not affect.
   * @throws AppError CANCELLED if the dataset was deleted
   */
  async with<T>(
    datasetId: string,
    columns: readonly DatasetColumn[],
    hold: HoldSnapshot,
    use: (snapshot: Snapshot) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const [dataset] = await this.dataSource.query('select revision from datasets where id = $1', [datasetId]);
    if (dataset === undefined) throw deleted();
    return this.work.with(async (folder) => {
      const copy = join(folder, 'snapshot.parquet');
      const claimed =
        (await this.#claim(datasetId, dataset.revision, hold, copy)) ??
        (await this.#take(datasetId, columns, hold, copy, signal));
      return use({ ...claimed, path: copy });
    });
  }

  /** Takes a snapshot if customers changed since the last one, so that the columns' figures are current. */
  async refresh(datasetId: string, columns: readonly DatasetColumn[], signal?: AbortSignal): Promise<void> {
    await this.with(
      datasetId,
      columns,
      async () => {},
      async () => {},
      signal,
    );
  }

  /** Adds a written file as a snapshot of a dataset that the caller's transaction has locked. */
  async add(
    manager: EntityManager,
    datasetId: string,
    revision: string,
    { path, sha256, rows }: ColumnFile,
  ): Promise<Snapshot> {
    const id = randomUUID();
    const kept = join(this.folderOf(datasetId), `${id}.parquet`);
    await manager.query(
      'insert into snapshots (id, dataset_id, revision, path, sha256, rows) values ($1, $2, $3, $4, $5, $6)',
      [id, datasetId, revision, relative(this.storage.dataDir, kept), sha256, rows],
    );
    await mkdir(dirname(kept), { recursive: true, mode: 0o700 });
    await linkOrCopy(path, kept);
    return { id, revision, path: kept, sha256, rows };
  }

  /** How many snapshots a dataset has. */
  async count(manager: EntityManager, datasetId: string): Promise<number> {
    const [{ count }] = await manager.query(
      'select count(*)::int as count from snapshots where dataset_id = $1',
      [datasetId],
    );
    return count;
  }

  /** Rewrites every snapshot of a dataset without some rows. Idempotent. */
  async removeRows(datasetId: string, rows: readonly number[]): Promise<void> {
    const ids = await this.dataSource.query<{ id: string }[]>(
      'select id from snapshots where dataset_id = $1',
      [datasetId],
    );
    for (const { id } of ids) {
      await this.work.with(async (folder) => {
        // Only this code changes a snapshot, and it runs once at a time per dataset.
        const [before] = await this.#read('where id = $1', [id]);
        if (before === undefined || !existsSync(before.path)) return;
        const file = await withoutRows(this.duckDb, before.path, rows, folder, 'kept.parquet');
        await this.#replace(datasetId, before, file);
      });
    }
  }

  /** Removes the files of a deleted dataset. */
  async removeAll(datasetId: string): Promise<void> {
    await rm(this.folderOf(datasetId), { recursive: true, force: true });
  }

  /** Removes files that no snapshot refers to; a lost process left them behind. */
  async sweep(): Promise<void> {
    for (const datasetId of await readdir(this.storage.snapshots)) {
      // Somebody else's file: not ours to judge.
      if (!UUID.test(datasetId)) continue;
      await inTransaction(this.dataSource, async (manager) => {
        const folder = this.folderOf(datasetId);
        // Perhaps of another database: the files of a dataset that was deleted go with an event.
        if (!(await lockDataset(manager, datasetId))) return;
        const known: { path: string }[] = await manager.query(
          'select path from snapshots where dataset_id = $1',
          [datasetId],
        );
        const kept = new Set(known.map(({ path }) => resolve(this.storage.dataDir, path)));
        for (const name of await readdir(folder)) {
          if (!kept.has(join(folder, name))) await rm(join(folder, name), { recursive: true, force: true });
        }
      });
    }
  }

  /** Holds a snapshot with every change up to `revision` and links its file to `copy`; null if there is none. */
  #claim(datasetId: string, revision: string, hold: HoldSnapshot, copy: string): Promise<Snapshot | null> {
    return inTransaction(this.dataSource, async (manager) => {
      if (!(await lockDataset(manager, datasetId))) throw deleted();
      const [found] = await this.#read(
        'where dataset_id = $1 and revision >= $2 order by revision desc, taken_at desc limit 1',
        [datasetId, revision],
        manager,
      );
      // Release 0.1 could lose a file; a new snapshot replaces it.
      if (found === undefined || !existsSync(found.path)) return null;
      await this.#lend(manager, found, hold, copy);
      return found;
    });
  }

  async #take(
    datasetId: string,
    columns: readonly DatasetColumn[],
    hold: HoldSnapshot,
    copy: string,
    signal?: AbortSignal,
  ): Promise<Snapshot> {
    const { revision, file, figures } = await takeSnapshot(
      this.dataSource,
      this.duckDb,
      datasetId,
      columns,
      dirname(copy),
      signal,
    );
    const added = await inTransaction(this.dataSource, async (manager) => {
      if (!(await lockDataset(manager, datasetId))) throw deleted();
      if (await hasRemovedSince(manager, datasetId, revision)) return null;
      const snapshot = await this.add(manager, datasetId, revision, file);
      await this.#lend(manager, snapshot, hold, copy);
      await writeFigures(
        manager,
        datasetId,
        columns.map((column, i) => ({ ...column, ...figures[i]! })),
      );
      return { snapshot, unused: await this.#removeUnused(manager, datasetId) };
    });
    // A customer was removed while the file was written, so it must not become part of the dataset.
    if (added === null) return this.#take(datasetId, columns, hold, copy, signal);
    for (const path of added.unused) await rm(path, { force: true });
    return added.snapshot;
  }

  async #lend(manager: EntityManager, snapshot: Snapshot, hold: HoldSnapshot, copy: string): Promise<void> {
    await hold(manager, snapshot);
    await rm(copy, { force: true });
    await linkOrCopy(snapshot.path, copy);
  }

  /** Removes unreferenced snapshots older than the last one. Returns their files. */
  async #removeUnused(manager: EntityManager, datasetId: string): Promise<string[]> {
    const [, ...older] = await this.#read(
      'where dataset_id = $1 order by revision desc, taken_at desc',
      [datasetId],
      manager,
    );
    const unused: string[] = [];
    for (const { id, path } of older) {
      await manager.query('savepoint snapshot');
      try {
        await manager.query('delete from snapshots where id = $1', [id]);
        unused.push(path);
      } catch (error) {
        if ((error as { code?: string }).code !== FOREIGN_KEY_VIOLATION) throw error;
        await manager.query('rollback to savepoint snapshot');
      }
    }
    return unused;
  }

  async #replace(datasetId: string, before: Snapshot, file: ColumnFile): Promise<void> {
    const kept = join(this.folderOf(datasetId), `${before.id}-${file.sha256.slice(0, 16)}.parquet`);
    if (kept === before.path || file.sha256 === before.sha256) return;
    const replaced = await inTransaction(this.dataSource, async (manager) => {
      if (!(await lockDataset(manager, datasetId))) return false;
      const [, count] = await manager.query(
        'update snapshots set path = $2, sha256 = $3, rows = $4 where id = $1',
        [before.id, relative(this.storage.dataDir, kept), file.sha256, file.rows],
      );
      if (count > 0) await linkOrCopy(file.path, kept);
      return count > 0;
    });
    if (replaced) await rm(before.path, { force: true });
  }

  async #read(where: string, parameters: unknown[], manager = this.dataSource.manager): Promise<Snapshot[]> {
    const rows: SnapshotRow[] = await manager.query(`${SELECTED} ${where}`, parameters);
    return rows.map((row) => ({ ...row, path: resolve(this.storage.dataDir, row.path) }));
  }
}

/** Hard-links a file, or copies it if the file system does not support links. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}

function deleted(): AppError {
  return new AppError('CANCELLED', 'The dataset was deleted while it was being worked on.');
}
