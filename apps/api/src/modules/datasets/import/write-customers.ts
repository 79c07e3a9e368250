import type { DuckDBConnection } from '@duckdb/node-api';
import type { DatasetColumn } from '../dataset-column.entity.js';
import { columnAt, sqlName, sqlText } from '../detection/sql.js';
import type { StoredColumn } from './import-plan.js';
import { dateTextSql } from './profile-columns.js';

/** The columns of the table `customers` in the written file, in order. */
export const CUSTOMER_FILE_COLUMNS = [
  'dataset_id',
  'row',
  'external_id',
  'attributes',
  'search_text',
] as const;

/** The query for a snapshot of the working table `customers`, in its order: `__row`, then every column by its name. */
export function snapshotQuery(columns: readonly { readonly name: string }[]): string {
  const cells = columns.map(({ name }, i) => `${columnAt(i)} as ${sqlName(name)}`);
  return `select __row, ${cells.join(', ')} from customers`;
}

/**
 * Writes the working table `customers`, in its order, as a CSV for PostgreSQL. Attributes are JSON: numbers, booleans, texts,
 * ISO dates, null; the id column is not among them. If the dataset's columns are known, customers have exactly
 * those, with null for columns that the file lacks.
 */
export async function writeCustomers(
  connection: DuckDBConnection,
  path: string,
  datasetId: string,
  columns: readonly StoredColumn[],
  withTime: ReadonlySet<number>,
  known: readonly DatasetColumn[] = [],
): Promise<void> {
  const cells = new Map(
    columns.map(({ name, type }, i) => {
      const timed = known.find((column) => column.name === name)?.withTime ?? withTime.has(i);
      return [name, type === 'DATE' ? dateTextSql(columnAt(i), timed) : columnAt(i)];
    }),
  );
  const kept = known.length > 0 ? known : columns;
  const pairs = kept.flatMap(({ name, role }) =>
    role === 'CUSTOMER_ID' ? [] : [sqlText(name), cells.get(name) ?? 'null'],
  );
  const texts = kept.flatMap(({ name, type, role }) =>
    type === 'TEXT' && role !== 'CUSTOMER_ID' && cells.has(name) ? [cells.get(name)!] : [],
  );
  const search = ['external_id', ...texts].join(', ');
  await connection.run(
    `copy (select ${sqlText(datasetId)}, __row, external_id, json_object(${pairs.join(', ')})::varchar,
      lower(concat_ws(' ', ${search})) from customers)
      to ${sqlText(path)} (format csv, header false)`,
  );
}
