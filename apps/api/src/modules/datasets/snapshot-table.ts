import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import type { FileStore } from '../../platform/files/file-store.js';
import type { ColumnFile, StoredSnapshot } from './snapshot.js';
import { ownPrefix, type Processes } from './work-folders.js';

interface SnapshotRow {
  id: string;
  revision: string;
  path: string;
  sha256: string;
  rows: number;
}

/** PostgreSQL's code for a row that another row references. */
const FOREIGN_KEY_VIOLATION = '23503';

/** A column file in the store that no row names yet. */
export interface StagedFile extends ColumnFile {
  readonly name: string;
}

/** The name of a file that a process has put there. */
const STAGED_BY = /\/p(\d{1,10})-[^/]+$/;

/**
 * The table `snapshots` and the files that its rows name. A file is put into the store first, which may take its time, and
 * then named in a transaction that has locked the dataset; it is removed after the commit of the change that names it no longer.
 */
export class SnapshotTable {
  readonly #staging = new Set<string>();

  constructor(
    readonly files: FileStore,
    private readonly processes: Processes,
  ) {}

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

  /**
   * Puts a written file into the store and passes it to `use`, a transaction that may name it; where it did not, it is removed.
   * Of those that stay, as nobody knows or the process died, see `leftBehind`.
   */
  async staged<T>(
    manager: EntityManager,
    datasetId: string,
    file: ColumnFile,
    use: (file: StagedFile) => Promise<T>,
  ): Promise<T> {
    const name = `${this.folderOf(datasetId)}/${ownPrefix(this.processes)}${randomUUID()}.parquet`;
    this.#staging.add(name);
    try {
      await this.files.put(name, file.path);
      const result = await use({ ...file, name });
      const [named] = await manager.query('select from snapshots where path = $1', [name]);
      if (named === undefined) await this.files.remove(name);
      return result;
    } catch (error) {
      const isUnknown = error instanceof AppError && error.code === 'OUTCOME_UNKNOWN';
      if (!isUnknown) await this.files.remove(name).catch(() => {});
      throw error;
    } finally {
      this.#staging.delete(name);
    }
  }

  /** Of files that no row names, as was read under the dataset's lock, those that no process is about to name. */
  async leftBehind(names: readonly string[]): Promise<string[]> {
    const byName = names.map((name) => ({ name, key: Number(STAGED_BY.exec(name)?.[1] ?? Number.NaN) }));
    const keys = byName.map(({ key }) => key).filter((key) => !Number.isNaN(key));
    const living = keys.length === 0 ? new Set() : await this.processes.living([...new Set(keys)]);
    return byName
      .filter(({ name, key }) =>
        key === this.processes.ownKey ? !this.#staging.has(name) : !living.has(key),
      )
      .map(({ name }) => name);
  }

  /** Adds a staged file as a snapshot. */
  async add(
    manager: EntityManager,
    datasetId: string,
    revision: string,
    { name, sha256, rows }: StagedFile,
  ): Promise<StoredSnapshot> {
    const id = randomUUID();
    await manager.query(
      'insert into snapshots (id, dataset_id, revision, path, sha256, rows) values ($1, $2, $3, $4, $5, $6)',
      [id, datasetId, revision, name, sha256, rows],
    );
    return { id, revision, file: name, sha256, rows };
  }

  /** Gives a snapshot another file; null if it has a third one meanwhile, or is gone. */
  async replace(
    manager: EntityManager,
    before: StoredSnapshot,
    { name, sha256, rows }: StagedFile,
  ): Promise<StoredSnapshot | null> {
    const [, count] = await manager.query(
      `update snapshots set path = $3, sha256 = $4, rows = $5 where id = $1 and replace(path, '\\', '/') = $2`,
      [before.id, before.file, name, sha256, rows],
    );
    if (count === 0) return null;
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
}

/** Windows has written paths of its own kind. */
function nameOf(path: string): string {
  return path.replaceAll('\\', '/');
}
