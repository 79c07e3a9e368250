import { dirname, join } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../platform/database/in-transaction.js';
import type { DuckDb } from '../../platform/duckdb/duck-db.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Logger } from '../../platform/logger.js';
import { lendFile } from '../../platform/storage.js';
import { NOBODY } from './changed-rows.js';
import { hasRemovedSince, lockDataset } from './customer-table.js';
import type { DatasetColumn } from './dataset-column.entity.js';
import { writeFigures } from './dataset-columns.js';
import { type ColumnFile, damageOf, type Snapshot, type StoredSnapshot } from './snapshot.js';
import type { SnapshotTable, StagedFile } from './snapshot-table.js';
import { takeSnapshot } from './take-snapshot.js';
import type { WorkFolders } from './work-folders.js';

/**
 * Records a reference to the snapshot in the transaction of `manager`; the snapshot's file stays as long as the
 * reference.
 */
export type HoldSnapshot = (manager: EntityManager, snapshot: StoredSnapshot) => Promise<void>;

/** What the store depends on. */
export interface SnapshotStoreDependencies {
  readonly dataSource: DataSource;
  readonly table: SnapshotTable;
  readonly work: WorkFolders;
  readonly duckDb: DuckDb;
  readonly logger: Logger;
}

/** Lends the snapshots of datasets to those who read them, and takes new ones. */
export class SnapshotStore {
  constructor(readonly deps: SnapshotStoreDependencies) {}

  /**
   * Passes `use` a snapshot with every change up to now and a file of its own to read it from, which later changes to the
   * dataset do not affect. A file that is not as it was written is replaced by a new one.
   * @throws AppError CANCELLED if the dataset was deleted
   */
  async with<T>(
    datasetId: string,
    columns: readonly DatasetColumn[],
    hold: HoldSnapshot,
    use: (snapshot: Snapshot) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const { dataSource, work } = this.deps;
    const [dataset] = await dataSource.query('select revision from datasets where id = $1', [datasetId]);
    if (dataset === undefined) throw deleted();
    return work.with(async (folder) => {
      const copy = join(folder, 'snapshot.parquet');
      const claimed = await this.#claim(datasetId, dataset.revision, hold, copy);
      const usable = claimed !== null && (await this.#isIntact(datasetId, claimed, copy));
      const snapshot = usable
        ? claimed
        : await this.#take(datasetId, columns, { hold, copy, damaged: claimed }, signal);
      return use({ ...snapshot, path: copy });
    });
  }

  /** Passes `use` a snapshot as it was taken, without any change since; null if its file is lost or damaged. */
  async withOld<T>(
    datasetId: string,
    snapshotId: string,
    use: (snapshot: Snapshot | null) => Promise<T>,
  ): Promise<T> {
    return this.deps.work.with(async (folder) => {
      const copy = join(folder, 'old.parquet');
      const which = (manager: EntityManager) =>
        this.deps.table.read(manager, 'dataset_id = $1 and id = $2', [datasetId, snapshotId]);
      const found = await this.#lend(datasetId, which, async () => {}, copy);
      const usable = found !== null && (await damageOf({ ...found, path: copy })) === null;
      return use(usable ? { ...found, path: copy } : null);
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

  /** Puts a written file into the store for `use`, a transaction that may add it. */
  staged<T>(datasetId: string, file: ColumnFile, use: (file: StagedFile) => Promise<T>): Promise<T> {
    return this.deps.table.staged(this.deps.dataSource.manager, datasetId, file, use);
  }

  /** Adds a staged file as a snapshot of a dataset that the caller's transaction has locked. */
  add(
    manager: EntityManager,
    datasetId: string,
    revision: string,
    file: StagedFile,
  ): Promise<StoredSnapshot> {
    return this.deps.table.add(manager, datasetId, revision, file);
  }

  /** How many column files a dataset has. */
  async count(manager: EntityManager, datasetId: string): Promise<number> {
    return (await this.deps.table.read(manager, 'dataset_id = $1', [datasetId])).length;
  }

  /** Holds a snapshot with every change up to `revision` and lends its file as `copy`; null if there is none. */
  #claim(
    datasetId: string,
    revision: string,
    hold: HoldSnapshot,
    copy: string,
  ): Promise<StoredSnapshot | null> {
    const which = (manager: EntityManager) =>
      this.deps.table.read(manager, 'dataset_id = $1 and revision >= $2', [datasetId, revision]);
    return this.#lend(datasetId, which, hold, copy);
  }

  /**
   * Lends the file of the first snapshot that `which` finds as `copy`, and holds it; null if there is none. It is fetched
   * before the dataset is locked, as a store may take its time, and again if another file has taken its place.
   */
  async #lend(
    datasetId: string,
    which: (manager: EntityManager) => Promise<StoredSnapshot[]>,
    hold: HoldSnapshot,
    copy: string,
  ): Promise<StoredSnapshot | null> {
    const { dataSource, table } = this.deps;
    let found: StoredSnapshot | undefined = (await which(dataSource.manager))[0];
    for (;;) {
      const lent = found?.file;
      if (lent !== undefined) await table.files.lend(lent, copy);
      [found] = await inTransaction(dataSource, async (manager) => {
        if (!(await lockDataset(manager, datasetId, NOBODY))) throw deleted();
        const [snapshot] = await which(manager);
        if (snapshot === undefined) return [];
        if (snapshot.file === lent) await hold(manager, snapshot);
        return [snapshot];
      });
      if (found === undefined || found.file === lent) return found ?? null;
    }
  }

  async #isIntact(datasetId: string, { id, file, sha256 }: StoredSnapshot, copy: string): Promise<boolean> {
    const damage = await damageOf({ path: copy, sha256 });
    if (damage === null) return true;
    const place = { datasetId, snapshot: id, file };
    this.deps.logger.error(
      place,
      `a column file is damaged: ${damage}; a new one is written from the database`,
    );
    return false;
  }

  async #take(
    datasetId: string,
    columns: readonly DatasetColumn[],
    place: { readonly hold: HoldSnapshot; readonly copy: string; readonly damaged: StoredSnapshot | null },
    signal?: AbortSignal,
  ): Promise<StoredSnapshot> {
    const { dataSource, duckDb, table, logger } = this.deps;
    const { hold, copy, damaged } = place;
    const taken = await takeSnapshot(dataSource, duckDb, datasetId, columns, dirname(copy), signal);
    for (const values of taken.leftOut) {
      logger.warn({ datasetId, ...values }, 'stored values are out of range; models read them as missing');
    }
    const added = await this.staged(datasetId, taken.file, (file) =>
      inTransaction(dataSource, async (manager) => {
        if (!(await lockDataset(manager, datasetId, NOBODY))) throw deleted();
        if (await hasRemovedSince(manager, datasetId, taken.revision)) return null;
        const snapshot = await this.#keep(manager, datasetId, taken.revision, file, damaged);
        await hold(manager, snapshot);
        await writeFigures(
          manager,
          datasetId,
          columns.map((column, i) => ({ ...column, ...taken.figures[i]! })),
        );
        return { snapshot, unused: await table.removeUnused(manager, datasetId) };
      }),
    );
    // A customer was removed while the file was written, so it must not become part of the dataset.
    if (added === null) return this.#take(datasetId, columns, place, signal);
    await lendFile(taken.file.path, copy);
    for (const name of [...added.unused, ...(damaged ? [damaged.file] : [])]) await table.files.remove(name);
    return added.snapshot;
  }

  /** Keeps a file as the snapshot that it was written for: the damaged one if nothing changed since, else a new one. */
  async #keep(
    manager: EntityManager,
    datasetId: string,
    revision: string,
    file: StagedFile,
    damaged: StoredSnapshot | null,
  ): Promise<StoredSnapshot> {
    const { table, logger } = this.deps;
    if (damaged?.revision === revision) {
      const mended = await table.replace(manager, damaged, file);
      if (mended !== null) return mended;
    } else if (damaged !== null) {
      await table.lose(manager, damaged.id);
      const place = { datasetId, snapshot: damaged.id };
      logger.error(place, 'customers changed since a damaged column file was written: it is lost');
    }
    return table.add(manager, datasetId, revision, file);
  }
}

function deleted(): AppError {
  return new AppError('CANCELLED', 'The dataset was deleted while it was being worked on.');
}
