import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { copyToFile } from '../../platform/database/copy-to-file.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { boundedDateSql, boundedNumberSql } from '../../platform/value-bounds.js';
import { NOBODY } from './changed-rows.js';
import { lockDataset } from './customer-table.js';
import type { DatasetColumn } from './dataset-column.entity.js';
import { writeFigures } from './dataset-columns.js';
import { sqlName, sqlText } from './detection/sql.js';
import { type ColumnFigures, profileColumns } from './import/profile-columns.js';
import {
  type ColumnFile,
  damageOf,
  type Snapshot,
  type StoredSnapshot,
  writeColumnFile,
} from './snapshot.js';
import type { SnapshotStore, SnapshotStoreDependencies } from './snapshot.store.js';

/** The name of a dataset's folder. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A column file without those who are gone, and its figures if they are those of the dataset. */
interface KeptRows {
  readonly file: ColumnFile;
  readonly figures: readonly ColumnFigures[] | null;
}

/** Removes from the column files who is no longer a customer, and the files that no snapshot names. */
export class SnapshotUpkeep {
  constructor(
    private readonly deps: SnapshotStoreDependencies,
    private readonly store: SnapshotStore,
  ) {}

  /**
   * Writes each column file of a dataset anew without the rows that are customers no longer, and the figures of its columns
   * with it. Idempotent. A damaged file may hold them as well and cannot be rewritten, so it is removed.
   */
  async removeGone(datasetId: string, columns: readonly DatasetColumn[]): Promise<void> {
    const { dataSource, table, work } = this.deps;
    const snapshots = await table.read(dataSource.manager, 'dataset_id = $1', [datasetId]);
    if (snapshots.length === 0) return;
    let newestLost = false;
    await work.with(async (folder) => {
      const present = join(folder, 'rows.csv');
      await dataSource.transaction((manager) =>
        copyToFile(
          manager,
          `select row from customers where dataset_id = ${pg.escapeLiteral(datasetId)}`,
          present,
        ),
      );
      for (const [i, snapshot] of snapshots.entries()) {
        const lost = await this.#removeGoneFrom(
          datasetId,
          snapshot,
          present,
          i === 0 ? columns : null,
          folder,
        );
        newestLost ||= i === 0 && lost;
      }
    });
    // Its figures, which name values of those who are gone, are still the dataset's.
    if (newestLost) await this.store.refresh(datasetId, columns);
  }

  /** Returns whether the snapshot's file was lost. `figuresOf` are the columns to take new figures of. */
  async #removeGoneFrom(
    datasetId: string,
    before: StoredSnapshot,
    present: string,
    figuresOf: readonly DatasetColumn[] | null,
    folder: string,
  ): Promise<boolean> {
    const { dataSource, duckDb, table } = this.deps;
    const path = join(folder, `${before.id}.before.parquet`);
    await table.files.lend(before.file, path);
    const damage = await damageOf({ ...before, path });
    if (damage !== null) {
      await this.#lose(datasetId, before, damage);
      return true;
    }
    const kept = await duckDb.with(folder, (connection) =>
      keepPresent(connection, { ...before, path }, present, join(folder, `${before.id}.parquet`), figuresOf),
    );
    if (kept === null) return false;
    await this.store.staged(datasetId, kept.file, (file) =>
      inTransaction(dataSource, async (manager) => {
        if (!(await lockDataset(manager, datasetId, NOBODY))) return;
        if ((await table.replace(manager, before, file)) === null) return;
        if (kept.figures === null) return;
        const figures = kept.figures;
        await writeFigures(
          manager,
          datasetId,
          figuresOf!.map((column, i) => ({ ...column, ...figures[i]! })),
        );
      }),
    );
    await table.files.remove(before.file);
    return false;
  }

  async #lose(datasetId: string, { id, file }: StoredSnapshot, damage: string): Promise<void> {
    const { dataSource, table, logger } = this.deps;
    logger.error(
      { datasetId, snapshot: id, file },
      `a column file is damaged: ${damage}; it is removed, since it cannot be rewritten without those who are gone`,
    );
    await table.lose(dataSource.manager, id);
    await table.files.remove(file);
  }

  /** Removes the files of a deleted dataset. */
  async removeAll(datasetId: string): Promise<void> {
    const { table } = this.deps;
    await table.files.removeFolder(table.folderOf(datasetId));
  }

  /** Removes files that no snapshot names: those of a process that died, or of a transaction that did not commit. */
  async sweep(): Promise<void> {
    const { dataSource, table } = this.deps;
    const found = Map.groupBy(await table.files.list(table.root), (name) => name.split('/')[1]!);
    for (const [datasetId, names] of found) {
      // Somebody else's file: not ours to judge.
      if (!UUID.test(datasetId)) continue;
      const unnamed = await inTransaction(dataSource, async (manager) => {
        const isHere = await lockDataset(manager, datasetId, NOBODY);
        // Perhaps of another database.
        if (!isHere && !(await wasRemoved(manager, datasetId))) return [];
        const kept = new Set(await table.names(manager, datasetId));
        return table.leftBehind(names.filter((name) => !kept.has(name)));
      });
      for (const name of unnamed) await table.files.remove(name);
    }
  }
}

/** Whether this database had the dataset, and deleted it for ever. */
async function wasRemoved(manager: EntityManager, datasetId: string): Promise<boolean> {
  const found: unknown[] = await manager.query('select from removed_datasets where id = $1', [datasetId]);
  return found.length > 0;
}

/** Writes the rows of a snapshot whose numbers are in the CSV `present` to `target`; null if that is all of them. */
async function keepPresent(
  connection: DuckDBConnection,
  { path, rows }: Snapshot,
  present: string,
  target: string,
  figuresOf: readonly DatasetColumn[] | null,
): Promise<KeptRows | null> {
  const listed = `read_csv(${sqlText(present)}, auto_detect = false, header = false, columns = {'row': 'INTEGER'})`;
  const kept = `from read_parquet(${sqlText(path)}) where __row in (select row from ${listed})`;
  const counted = await connection.runAndReadAll(`select count(*)::int ${kept}`);
  const count = counted.getRowsJS()[0]![0] as number;
  if (count === rows) return null;
  const file = await writeColumnFile(connection, target, `select * ${kept} order by __row`, count);
  if (figuresOf === null) return { file, figures: null };
  // A file of an earlier release may hold numbers that no figure can be taken of.
  const cells = figuresOf.map(({ name, type }) => {
    const cell = sqlName(name);
    if (type === 'NUMBER') return `${boundedNumberSql(cell)} as ${cell}`;
    return type === 'DATE' ? `${boundedDateSql(cell)} as ${cell}` : cell;
  });
  await connection.run(
    `create temp view customers as select ${cells.join(', ')} from read_parquet(${sqlText(target)})`,
  );
  const profiled = figuresOf.map(({ name, type, withTime }) => ({ cell: name, type, withTime }));
  return { file, figures: await profileColumns(connection, 'customers', profiled) };
}
