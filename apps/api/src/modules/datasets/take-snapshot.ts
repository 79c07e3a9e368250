import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { DataSource, EntityManager } from 'typeorm';
import type { DuckDb } from '../../platform/duckdb/duck-db.js';
import type { DatasetColumn } from './dataset-column.entity.js';
import { columnAt, sqlText } from './detection/sql.js';

import { type ColumnFigures, profileColumns } from './import/profile-columns.js';
import { snapshotQuery } from './import/write-customers.js';
import { type ColumnFile, writeColumnFile } from './snapshot.js';

/** A column file of the customers as of one revision, and the figures of its columns in order. */
export interface TakenSnapshot {
  readonly revision: string;
  readonly file: ColumnFile;
  readonly figures: readonly ColumnFigures[];
}

/**
 * Writes a dataset's customers into `folder` as a column file. They are read in one consistent view that does not block
 * changes; slow work happens after that view is closed.
 */
export async function takeSnapshot(
  dataSource: DataSource,
  duckDb: DuckDb,
  datasetId: string,
  columns: readonly DatasetColumn[],
  folder: string,
  signal?: AbortSignal,
): Promise<TakenSnapshot> {
  const csv = join(folder, 'customers.csv');
  const { revision, rows } = await dataSource.transaction('REPEATABLE READ', async (manager) => {
    const [found] = await manager.query('select revision from datasets where id = $1', [datasetId]);
    return {
      revision: found?.revision as string,
      rows: await copyCustomers(manager, datasetId, columns, csv, signal),
    };
  });
  return duckDb.with(
    folder,
    async (connection) => {
      await readCustomers(connection, csv, columns);
      const path = join(folder, 'customers.parquet');
      const file = await writeColumnFile(connection, path, snapshotQuery(columns), rows);
      const cells = columns.map(({ type, withTime }, i) => ({ cell: columnAt(i), type, withTime }));
      return { revision, file, figures: await profileColumns(connection, 'customers', cells) };
    },
    signal,
  );
}

/** Writes a column file without some of its rows. */
export function withoutRows(
  duckDb: DuckDb,
  path: string,
  rows: readonly number[],
  folder: string,
  target: string,
): Promise<ColumnFile> {
  return duckDb.with(folder, async (connection) => {
    const kept = `from read_parquet(${sqlText(path)}) where __row not in (${rows.join(', ')})`;
    const counted = await connection.runAndReadAll(`select count(*)::int ${kept}`);
    const count = counted.getRowsJS()[0]![0] as number;
    return writeColumnFile(connection, join(folder, target), `select * ${kept} order by __row`, count);
  });
}

async function copyCustomers(
  manager: EntityManager,
  datasetId: string,
  columns: readonly DatasetColumn[],
  path: string,
  signal?: AbortSignal,
): Promise<number> {
  signal?.throwIfAborted();
  const client = (await manager.queryRunner!.connect()) as pg.PoolClient;
  const cells = columns.map(({ name, role }) =>
    role === 'CUSTOMER_ID' ? 'external_id' : `attributes ->> ${pg.escapeLiteral(name)}`,
  );
  const source = client.query(
    copyTo(
      `copy (select row, ${cells.join(', ')} from customers where dataset_id = ${pg.escapeLiteral(datasetId)} order by row)
        to stdout (format csv)`,
    ),
  );
  // Read to the end even if it is no longer needed: an interrupted COPY leaves its connection waiting forever.
  await pipeline(source, createWriteStream(path, { mode: 0o600 }));
  signal?.throwIfAborted();
  return source.rowCount ?? 0;
}

async function readCustomers(
  connection: DuckDBConnection,
  path: string,
  columns: readonly DatasetColumn[],
): Promise<void> {
  const types = columns.map((column, i) => `'${columnAt(i)}': '${storedType(column)}'`);
  await connection.run(
    `create temp table customers as select * from read_csv(${sqlText(path)}, auto_detect = false, header = false,
      delim = ',', quote = '"', escape = '"', nullstr = '', max_line_size = 33554432,
      columns = {'__row': 'INTEGER', ${types.join(', ')}})`,
  );
}

/** The type of a column in the column file. */
function storedType({ type, withTime }: DatasetColumn): string {
  if (type === 'NUMBER') return 'DOUBLE';
  if (type === 'BOOLEAN') return 'BOOLEAN';
  if (type === 'DATE') return withTime ? 'TIMESTAMP' : 'DATE';
  return 'VARCHAR';
}
