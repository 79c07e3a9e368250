import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { copyToFile } from '../../platform/database/copy-to-file.js';
import type { DuckDb } from '../../platform/duckdb/duck-db.js';
import { boundedDateSql, boundedNumberSql } from '../../platform/value-bounds.js';
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
  readonly leftOut: readonly LeftOutValues[];
}

/** Stored values of a column that are out of range, which an earlier release took; they count as missing. */
export interface LeftOutValues {
  readonly column: string;
  readonly count: number;
  readonly example: string;
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
      rows: await copyToFile(manager, customersQuery(datasetId, columns), csv, signal),
    };
  });
  return duckDb.with(
    folder,
    async (connection) => {
      const leftOut = await readCustomers(connection, csv, columns);
      const path = join(folder, 'customers.parquet');
      const file = await writeColumnFile(connection, path, snapshotQuery(columns), rows);
      const cells = columns.map(({ type, withTime }, i) => ({ cell: columnAt(i), type, withTime }));
      return { revision, file, figures: await profileColumns(connection, 'customers', cells), leftOut };
    },
    signal,
  );
}

function customersQuery(datasetId: string, columns: readonly DatasetColumn[]): string {
  const cells = columns.map(({ name, role }) =>
    role === 'CUSTOMER_ID' ? 'external_id' : `attribute_text(cells, names, ${pg.escapeLiteral(name)})`,
  );
  // Concatenated to nothing, wide attributes are unpacked once for a customer, not once for each column.
  return `select row, ${cells.join(', ')} from (
    select row, external_id, cells || '' as cells, names from current_customers
    where dataset_id = ${pg.escapeLiteral(datasetId)} order by row offset 0) c order by row`;
}

/**
 * Reads the CSV into the working table `customers`. What is stored was checked when it was written, but perhaps by an
 * earlier release: a value that is not one of its column becomes NULL and is reported.
 */
async function readCustomers(
  connection: DuckDBConnection,
  path: string,
  columns: readonly DatasetColumn[],
): Promise<LeftOutValues[]> {
  const texts = columns.map((_, i) => `'s${i}': 'VARCHAR'`);
  const values = columns.map((column, i) => `${valueSql(`s${i}`, column)} as v${i}`);
  const cells = columns.map((_, i) => `v${i} as ${columnAt(i)}`);
  const checked = [...columns.keys()].filter((i) => storedType(columns[i]!) !== 'VARCHAR');
  const leftOut = checked.map((i) => `case when v${i} is null then s${i} end as x${i}`);
  await connection.run(
    `create temp table customers as select ${['__row', ...cells, ...leftOut].join(', ')}
      from (select *, ${values.join(', ')} from read_csv(${sqlText(path)}, auto_detect = false, header = false,
        delim = ',', quote = '"', escape = '"', nullstr = '', max_line_size = 33554432,
        columns = {'__row': 'INTEGER', ${texts.join(', ')}}))`,
  );
  if (checked.length === 0) return [];
  const counts = checked.map((i) => `count(x${i})::int, any_value(x${i})`);
  const reader = await connection.runAndReadAll(`select ${counts.join(', ')} from customers`);
  const found = reader.getRowsJS()[0]!;
  return checked
    .map((i, at) => ({
      column: columns[i]!.name,
      count: found[2 * at] as number,
      example: String(found[2 * at + 1]).slice(0, 100),
    }))
    .filter(({ count }) => count > 0);
}

function valueSql(text: string, column: DatasetColumn): string {
  const type = storedType(column);
  if (type === 'VARCHAR') return text;
  const value = `try_cast(${text} as ${type})`;
  if (type === 'DOUBLE') return boundedNumberSql(value);
  return type === 'BOOLEAN' ? value : boundedDateSql(value);
}

/** The type of a column in the column file. */
function storedType({ type, withTime }: DatasetColumn): string {
  if (type === 'NUMBER') return 'DOUBLE';
  if (type === 'BOOLEAN') return 'BOOLEAN';
  if (type === 'DATE') return withTime ? 'TIMESTAMP' : 'DATE';
  return 'VARCHAR';
}
