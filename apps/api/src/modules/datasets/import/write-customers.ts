import type { DuckDBConnection } from '@duckdb/node-api';
import { columnAt, sqlName, sqlText } from '../detection/sql.js';
import type { PlannedColumn } from './import-plan.js';
import { dateTextSql } from './profile-columns.js';

/** The columns of the table `customers` that the written file has, in its order. */
export const CUSTOMER_FILE_COLUMNS = [
  'dataset_id',
  'row',
  'external_id',
  'attributes',
  'search_text',
] as const;

/** The query over the working table `customers` that a snapshot holds: `__row`, then every column by its name. */
export function snapshotQuery(columns: readonly { readonly name: string }[]): string {
  const cells = columns.map(({ name }, i) => `${columnAt(i)} as ${sqlName(name)}`);
  return `select __row, ${cells.join(', ')} from customers order by __row`;
}

/**
 * Writes the working table `customers` as the CSV that PostgreSQL takes. Attributes are JSON: numbers, booleans, texts,
 * ISO dates, null; the id column is not among them.
 */
export async function writeCustomers(
  connection: DuckDBConnection,
  path: string,
  datasetId: string,
  columns: readonly PlannedColumn[],
  withTime: ReadonlySet<number>,
): Promise<void> {
  const pairs = columns.flatMap(({ name, type, role }, i) => {
    if (role === 'CUSTOMER_ID') return [];
    const value = type === 'DATE' ? dateTextSql(columnAt(i), withTime.has(i)) : columnAt(i);
    return [sqlText(name), value];
  });
  const texts = columns.flatMap(({ type, role }, i) =>
    type === 'TEXT' && role !== 'CUSTOMER_ID' ? [columnAt(i)] : [],
  );
  const search = ['external_id', ...texts].join(', ');
  await connection.run(
    `copy (select ${sqlText(datasetId)}, __row, external_id, json_object(${pairs.join(', ')})::varchar,
      lower(concat_ws(' ', ${search})) from customers order by __row)
      to ${sqlText(path)} (format csv, header false)`,
  );
}
