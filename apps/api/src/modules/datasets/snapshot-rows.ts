import type { DataSource } from 'typeorm';
import type { FileQuestions } from '../../platform/duckdb/file-questions.js';
import type { Logger } from '../../platform/logger.js';
import { sqlText } from './detection/sql.js';
import { damageOf, type StoredSnapshot } from './snapshot.js';
import type { SnapshotTable } from './snapshot-table.js';

/** What has changed since the file is asked of PostgreSQL: with more than this, the file says too little. */
const MOST_CHANGED = 20_000;

/** What it depends on. */
export interface SnapshotRowsDependencies {
  readonly dataSource: DataSource;
  readonly table: SnapshotTable;
  readonly questions: FileQuestions;
  readonly logger: Logger;
}

/** Rows that were found in a column file. */
export interface FoundRows {
  /** Those who met the condition when the file was written, and all who changed since. */
  readonly rows: readonly number[];
  /** Whether nothing changed since. */
  readonly current: boolean;
}

/**
 * Finds customers by their attributes in the newest column file, column by column, where PostgreSQL would unpack every
 * customer. What it finds is where to look, never what to answer: the file may be older than the customers.
 */
export class SnapshotRows {
  /** The last file of each dataset that was found as it was written. */
  readonly #intact = new Map<string, string>();

  constructor(private readonly deps: SnapshotRowsDependencies) {}

  /** The rows of all customers who may meet a condition in DuckDB's SQL on the columns by name. Null if no file tells. */
  async candidates(datasetId: string, condition: string, signal?: AbortSignal): Promise<FoundRows | null> {
    const { dataSource, table, questions, logger } = this.deps;
    const [newest] = await table.read(dataSource.manager, 'dataset_id = $1', [datasetId]);
    if (newest === undefined) return null;
    const changed: { row: number }[] = await dataSource.query(
      `select row from customers where dataset_id = $1 and revision > $2 and revision > 0 limit ${MOST_CHANGED + 1}`,
      [datasetId, newest.revision],
    );
    // An erasure counts as a change of its own, and leaves no row.
    const [dataset] = await dataSource.query('select revision from datasets where id = $1', [datasetId]);
    const current = dataset?.revision === newest.revision;
    if (changed.length > MOST_CHANGED) return null;
    try {
      const path = await this.#locate(datasetId, newest);
      if (path === null) return null;
      const sql = `select __row::integer from read_parquet(${sqlText(path)}) where ${condition}`;
      const found = await questions.integers(sql, signal);
      if (changed.length === 0) return { rows: found, current };
      return { rows: [...new Set([...found, ...changed.map(({ row }) => row)])], current };
    } catch (error) {
      signal?.throwIfAborted();
      // Its place may have been taken meanwhile. PostgreSQL knows the same, if not as soon.
      logger.warn({ datasetId, snapshot: newest.id, err: error }, 'a column file could not be asked');
      return null;
    }
  }

  /** Forgets a dataset's file. */
  forget(datasetId: string): void {
    this.#intact.delete(datasetId);
  }

  /** The file, if it is as it was written. */
  async #locate(datasetId: string, { file, sha256 }: StoredSnapshot): Promise<string | null> {
    const path = await this.deps.table.files.locate(file);
    if (path === null || this.#intact.get(datasetId) === file) return path;
    if ((await damageOf({ path, sha256 })) !== null) return null;
    this.#intact.set(datasetId, file);
    return path;
  }
}
