import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { FileStore } from '../../platform/files/file-store.js';
import type { ColumnFile, StoredSnapshot } from './snapshot.js';

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
 * dataset, and is in the store before the commit; it is removed after the commit of the change that names it no longer.
 */
export class SnapshotTable {
  constructor(readonly files: FileStore) {}

  /** The folder of all column files, in the store. */
  readonly root = 'snapshots';

  /** The folder of a dataset's column files. */
  folderOf(datasetId: string): string {
    return `${this.root}/${datasetId}`;
  }

  /** Newest first. Without those whose file was lost. */
  async read(manager: EntityManager, where: string, parameters: unknown[]): Promise<StoredSnapshot[]> {
    const rows: SnapshotRow[] = await manager.query(
      `select id, revision, path, sha256, rows from snapshots where ${where} and lost_at is null
       order by revision desc, taken_at desc`,
      parameters,
    );
    return rows.map(({ path, ...row }) => ({ ...row, file: nameOf(path) }));
  }

  /** All files that a dataset's snapshots name. */
  async names(manager: EntityManager, datasetId: string): Promise<string[]> {
    const rows: { path: string }[] = await manager.query('select path from snapshots where dataset_id = $1', [
      datasetId,
    ]);
    return rows.map(({ path }) => nameOf(path));
  }

  /** Adds a written file as a snapshot. */
  async add(
    manager: EntityManager,
    datasetId: string,
    revision: string,
    { path, sha256, rows }: ColumnFile,
  ): Promise<StoredSnapshot> {
    const [id, name] = [randomUUID(), this.#newName(datasetId)];
    await manager.query(
      'insert into snapshots (id, dataset_id, revision, path, sha256, rows) values ($1, $2, $3, $4, $5, $6)',
      [id, datasetId, revision, name, sha256, rows],
    );
    await this.files.put(name, path);
    return { id, revision, file: name, sha256, rows };
  }

  /** Gives a snapshot another file; null if it has a third one meanwhile, or is gone. */
  async replace(
    manager: EntityManager,
    datasetId: string,
    before: StoredSnapshot,
    { path, sha256, rows }: ColumnFile,
  ): Promise<StoredSnapshot | null> {
    const name = this.#newName(datasetId);
    const [, count] = await manager.query(
      `update snapshots set path = $3, sha256 = $4, rows = $5 where id = $1 and replace(path, '\\', '/') = $2`,
      [before.id, before.file, name, sha256, rows],
    );
    if (count === 0) return null;
    await this.files.put(name, path);
    return { ...before, file: name, sha256, rows };
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
        unused.push(nameOf(path));
      } catch (error) {
        if ((error as { code?: string }).code !== FOREIGN_KEY_VIOLATION) throw error;
        await manager.query('rollback to savepoint snapshot');
      }
    }
    return unused;
  }

  #newName(datasetId: string): string {
    return `${this.folderOf(datasetId)}/${randomUUID()}.parquet`;
  }
}

/** Windows has written paths of its own kind. */
function nameOf(path: string): string {
  return path.replaceAll('\\', '/');
}
