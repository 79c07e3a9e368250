import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBAppender } from '@duckdb/node-api';
import type { DuckDb } from '../../platform/duckdb/duck-db.js';
import { sqlName, sqlText, type WorkFolders } from '../datasets/index.js';

/** A column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: 'VARCHAR' | 'DOUBLE' | 'BOOLEAN' | 'DATE' | 'TIMESTAMP';
}

/** A cell; dates are ISO texts. */
export type ParquetCell = string | number | boolean | null;

/** What Parquet files are written with. */
export interface ParquetWorkshop {
  readonly duckDb: DuckDb;
  readonly work: Pick<WorkFolders, 'with'>;
}

/**
 * Writes rows into a Parquet file and opens it. Its folder is removed before anybody reads it: the open file has its bytes
 * until it is closed, and nothing is left behind by a reader who goes away.
 */
export function writeParquet(
  { duckDb, work }: ParquetWorkshop,
  columns: readonly ParquetColumn[],
  rows: AsyncIterable<readonly ParquetCell[][]>,
  signal: AbortSignal,
): Promise<FileHandle> {
  return work.with(async (folder) => {
    const path = join(folder, 'list.parquet');
    await duckDb.with(
      join(folder, 'spill'),
      async (connection) => {
        const cells = columns.map(({ type }, i) => `c${i} ${isDay(type) ? 'VARCHAR' : type}`);
        await connection.run(`create table list (${cells.join(', ')})`);
        const appender = await connection.createAppender('list');
        for await (const some of rows) for (const row of some) appendRow(appender, columns, row);
        appender.closeSync();
        const names = distinct(columns.map(({ name }) => name));
        const selected = columns.map(({ type }, i) => {
          const cell = isDay(type) ? `try_cast(c${i} as ${type})` : `c${i}`;
          return `${cell} as ${sqlName(names[i]!)}`;
        });
        await connection.run(
          `copy (select ${selected.join(', ')} from list) to ${sqlText(path)} (format parquet, compression zstd)`,
        );
      },
      signal,
    );
    return open(path);
  });
}

function isDay(type: ParquetColumn['type']): boolean {
  return type === 'DATE' || type === 'TIMESTAMP';
}

function appendRow(
  appender: DuckDBAppender,
  columns: readonly ParquetColumn[],
  row: readonly ParquetCell[],
): void {
  columns.forEach(({ type }, i) => {
    const cell = row[i] ?? null;
    // An attribute of another type than its column's has no value.
    if (type === 'DOUBLE' && typeof cell === 'number') appender.appendDouble(cell);
    else if (type === 'BOOLEAN' && typeof cell === 'boolean') appender.appendBoolean(cell);
    else if (type !== 'DOUBLE' && type !== 'BOOLEAN' && cell !== null) appender.appendVarchar(String(cell));
    else appender.appendNull();
  });
  appender.endRow();
}

/** The names, numbered where two differ in case alone: readers of Parquet take those for one. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let n = 2; taken.has(own.toLowerCase()); n++) own = `${name}_${n}`;
    taken.add(own.toLowerCase());
    return own;
  });
}
