import { randomUUID } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import type { EntityManager } from 'typeorm';
import { keepFile, type Storage } from '../../platform/storage.js';
import type { ColumnFile, Snapshot } from './snapshot.js';

interface SnapshotRow {
  id: string;
  revision: string;
  path: string;
  sha256: string;
  rows: number;
}

/** PostgreSQL's code for a row that another row references. */
const FOREIGN_KEY_VIOLATION = '23503';

/**
 * The table `snapshots` and the files that its rows name. A file is added and named in a transaction that has locked the
 * dataset, and is on the disk before the commit; it is removed after the commit of the change that names it no longer.
 */
export class SnapshotTable {
  constructor(private readonly storage: Storage) {}

  /** The folder of all column files. */
  get root(): string {
    return this.storage.snapshots;
  }

  /** The folder of a dataset's column files. */
  folderOf(datasetId: string): string {
    return join(this.root, datasetId);
  }

  /** Newest first. Without those whose file was lost. */
  async read(manager: EntityManager, where: string, parameters: unknown[]): Promise<Snapshot[]> {
    const rows: SnapshotRow[] = await manager.query(
      `select id, revision, path, sha256, rows from snapshots where ${where} and lost_at is null
       order by revision desc, taken_at desc`,
      parameters,
    );
    return rows.map((row) => ({ ...row, path: this.#absolute(row.path) }));
  }

  /** The absolute paths of all files that a dataset's snapshots name. */
  async paths(manager: EntityManager, datasetId: string): Promise<string[]> {
    const rows: { path: string }[] = await manager.query('select path from snapshots where dataset_id = $1', [
      datasetId,
    ]);
    return rows.map(({ path }) => this.#absolute(path));
  }

  /** Adds a written file as a snapshot. */
  async add(
    manager: EntityManager,
    datasetId: string,
    revision: string,
    { path, sha256, rows }: ColumnFile,
  ): Promise<Snapshot> {
    const [id, kept] = [randomUUID(), this.#newPath(datasetId)];
    await manager.query(
      'insert into snapshots (id, dataset_id, revision, path, sha256, rows) values ($1, $2, $3, $4, $5, $6)',
      [id, datasetId, revision, relative(this.storage.dataDir, kept), sha256, rows],
    );
    await keepFile(path, kept);
    return { id, revision, path: kept, sha256, rows };
  }

  /** Gives a snapshot another file; null if it has a third one meanwhile, or is gone. */
  async replace(
    manager: EntityManager,
    datasetId: string,
    before: Snapshot,
    { path, sha256, rows }: ColumnFile,
  ): Promise<Snapshot | null> {
    const kept = this.#newPath(datasetId);
    const [, count] = await manager.query(
      'update snapshots set path = $3, sha256 = $4, rows = $5 where id = $1 and path = $2',
      [
        before.id,
        relative(this.storage.dataDir, before.path),
        relative(this.storage.dataDir, kept),
        sha256,
        rows,
      ],
    );
    if (count === 0) return null;
    await keepFile(path, kept);
    return { ...before, path: kept, sha256, rows };
  }

  /** Notes that a snapshot's file is damaged or gone for good: nothing reads it any more. */
  async lose(manager: EntityManager, id: string): Promise<void> {
    await manager.query('update snapshots set lost_at = clock_timestamp() where id = $1', [id]);
  }

  /** Removes the snapshots before the newest that nothing references. Returns their files. */
  async removeUnused(manager: EntityManager, datasetId: string): Promise<string[]> {
    const [, ...older]: { id: string; path: string }[] = await manager.query(
      'select id, path from snapshots where dataset_id = $1 order by revision desc, taken_at desc',
      [datasetId],
    );
    const unused: string[] = [];
    for (const { id, path } of older) {
      await manager.query('savepoint snapshot');
      try {
        await manager.query('delete from snapshots where id = $1', [id]);
        unused.push(this.#absolute(path));
      } catch (error) {
        if ((error as { code?: string }).code !== FOREIGN_KEY_VIOLATION) throw error;
        await manager.query('rollback to savepoint snapshot');
      }
    }
    return unused;
  }

  #newPath(datasetId: string): string {
    return join(this.folderOf(datasetId), `${randomUUID()}.parquet`);
  }

  #absolute(path: string): string {
    return resolve(this.storage.dataDir, path);
  }
}
