import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DatasetColumn } from '../dataset-column.entity.js';
import { isPlainNumber } from '../detection/plain-numbers.js';
import type { SourceTable } from '../detection/source-table.js';
import { columnAt, sqlName, sqlText } from '../detection/sql.js';
import type { ColumnTraits } from '../reading/column-traits.js';
import { FIELD_END } from '../reading/row-writer.js';
import type { ValueReading } from '../values/value-reading.js';
import type { StoredColumn } from './import-plan.js';
import type { MadeCustomers } from './make-customers.js';
import { dateTextSql } from './profile-columns.js';

/**
 * Where a value is taken from: the fields of the file, as a number in the form of JSON, as one of a few levels, or as a text;
 * or what DuckDB computed of them, as JSON.
 */
export type ValueSource =
  | { readonly from: 'number' | 'text' | 'computed'; readonly at: number }
  | { readonly from: 'level'; readonly at: number; readonly reading: ValueReading }
  | { readonly from: 'nowhere' };

/** The customers of an import, as rows of the table `customers` are made of them. */
export interface CustomerRows {
  readonly datasetId: string;
  readonly rows: number;
  /** The rows that were read from the file, and the positions of those that are no customer, in order; null if all is computed. */
  readonly file: {
    readonly path: string;
    readonly columns: number;
    readonly leftOut: readonly number[];
  } | null;
  /** A file of a line a customer, with what was computed; null for nothing. */
  readonly computed: { readonly path: string; readonly columns: number } | null;
  /** "nowhere" for the number of the row. */
  readonly id: ValueSource;
  readonly attributes: readonly { readonly name: string; readonly source: ValueSource }[];
  /** The texts that a search looks at besides the id. */
  readonly searched: readonly ValueSource[];
}

/** The query for a snapshot of the working table `customers`, in its order: `__row`, then every column by its name. */
export function snapshotQuery(columns: readonly { readonly name: string }[]): string {
  const cells = columns.map(({ name }, i) => `${columnAt(i)} as ${sqlName(name)}`);
  return `select __row, ${cells.join(', ')} from customers`;
}

/**
 * Prepares the working table `customers` for PostgreSQL: what stands in the file in its final form is taken from there, so
 * that DuckDB writes a file in `folder` of the rest alone. If the dataset's columns are known, customers have exactly those,
 * with null for columns that the file lacks.
 */
export async function prepareCustomers(
  connection: DuckDBConnection,
  folder: string,
  datasetId: string,
  source: SourceTable,
  made: MadeCustomers,
  known: readonly DatasetColumn[] = [],
): Promise<CustomerRows> {
  const computed: string[] = [];
  const compute = (sql: string): ValueSource => ({ from: 'computed', at: computed.push(sql) - 1 });
  // Purchases have been rolled up: the rows of the file are none of customers.
  const traits = made.transactions === null ? source.traits : undefined;
  const sources = new Map<string, ValueSource>();
  const kept = known.length > 0 ? known : made.columns;
  for (const [i, column] of made.columns.entries()) {
    if (!kept.some(({ name }) => name === column.name)) continue;
    const timed = known.find(({ name }) => name === column.name)?.withTime ?? made.withTime.has(i);
    const own = i < made.planned.length ? inFile(i, column, source, traits) : null;
    sources.set(column.name, own ?? compute(jsonSql(columnAt(i), column, timed)));
  }
  const idColumn = made.columns.find(({ role }) => role === 'CUSTOMER_ID');
  const id: ValueSource = idColumn
    ? sources.get(idColumn.name)!
    : traits
      ? { from: 'nowhere' }
      : compute('to_json(external_id)::varchar');
  const others = kept.filter(({ role }) => role !== 'CUSTOMER_ID');
  const path = join(folder, 'computed');
  if (computed.length > 0) await writeComputed(connection, path, computed);
  return {
    ...{ datasetId, rows: made.rows, id },
    file: traits
      ? {
          ...{ path: source.path, columns: source.columnCount },
          leftOut: made.refused.map(({ rowid }) => rowid).sort((a, b) => a - b),
        }
      : null,
    computed: computed.length > 0 ? { path, columns: computed.length } : null,
    attributes: others.map(({ name }) => ({ name, source: sources.get(name) ?? { from: 'nowhere' } })),
    searched: others.flatMap(({ name, type }) => (type === 'TEXT' && sources.get(name)) || []),
  };
}

/** Where a column stands in the file in its final form; null if it does not. */
function inFile(
  i: number,
  { type, reading }: StoredColumn,
  source: SourceTable,
  traits: ColumnTraits | undefined,
): ValueSource | null {
  if (!traits || traits.untidy.has(i) || source.broken.has(i)) return null;
  if (isPlainNumber(i, reading, traits)) return { from: 'number', at: i };
  if (type === 'BOOLEAN') return { from: 'level', at: i, reading };
  if (type !== 'CATEGORY' && type !== 'TEXT') return null;
  return reading.wordsAreMissing && traits.wordy.has(i) ? null : { from: 'text', at: i };
}

/** DuckDB's SQL for a value as JSON. */
function jsonSql(cell: string, { type }: StoredColumn, withTime: boolean): string {
  if (type === 'NUMBER' || type === 'BOOLEAN') return `${cell}::varchar`;
  return type === 'DATE' ? `'"' || ${dateTextSql(cell, withTime)} || '"'` : `to_json(${cell})::varchar`;
}

/** JSON has no control characters, so that nothing needs quotes. */
async function writeComputed(
  connection: DuckDBConnection,
  path: string,
  computed: readonly string[],
): Promise<void> {
  const cells = computed.map((sql) => `coalesce(${sql}, 'null')`);
  const end = `chr(${FIELD_END})`;
  await connection.run(
    `copy (select concat_ws(${end}, ${cells.join(', ')}) from customers) to ${sqlText(path)}
      (format csv, header false, quote '', escape '', delim '\x01')`,
  );
}
