import type { DuckDBConnection } from '@duckdb/node-api';
import { dropRelation } from '../../../platform/duckdb/drop-relation.js';
import { INNER_LINE } from '../containers/table-text.js';
import type { ReadRows } from '../reading/read-rows.js';
import { presentSql } from './conversions.js';
import { columnAt, sqlText } from './sql.js';

/** The rows of a file in the working table `source`. */
export interface SourceTable extends ReadRows {
  readonly rows: number;
  /** Whether the file was read to its end. */
  readonly complete: boolean;
  /** The working table that has the rows which decide, by their `rowid`: `source`, or the first of them. */
  readonly first: 'source' | 'first_rows';
}

/** DuckDB sets aside 16 times the bytes that a row may have. */
const USUAL_ROW_BYTES = 1_000_000;

/**
 * Makes `source` of rows that were read, from whatever source: the `line` on which a row starts, its `span`
 * of lines, and columns c0, c1, … of trimmed text, NULL for a missing value; `rowid` counts the rows in file order. `limit`
 * is the number of rows after which reading stopped. If `first` is given, so many rows are held, as `first_rows`, and
 * `source` is a view that reads the file: a conversion of all rows goes through it once, and has no need of a copy.
 */
export async function makeSource(
  connection: DuckDBConnection,
  read: ReadRows,
  limit: number | undefined,
  first?: number,
): Promise<SourceTable> {
  // Fields without a text are NULL already. Looking for more in all of them would cost more than all else that reads them.
  const cells = Array.from({ length: read.columnCount }, (_, i) =>
    read.traits.untidy.has(i) || read.broken.has(i)
      ? `${presentSql(columnAt(i))} as ${columnAt(i)}`
      : columnAt(i),
  );
  const rowSql = `line, span, ${cells.join(', ')} from ${rowsSql(read, read.broken)}`;
  const { untidy, wordy, plainNumbers } = read.traits;
  const traits = { untidy, wordy: new Set([...wordy, ...read.broken]), plainNumbers };
  for (const name of ['source', 'first_rows']) await dropRelation(connection, name);
  if (first !== undefined) {
    const numbered = `select row_number() over () - 1 as rowid, ${rowSql}`;
    await connection.run(`create temp view source as ${numbered}`);
    await connection.run(`create temp table first_rows as ${numbered} limit ${first}`);
    return { ...read, traits, rows: read.readRows, complete: limit === undefined, first: 'first_rows' };
  }
  await connection.run(`create temp table source as select ${rowSql}`);
  const counted = await connection.runAndReadAll('select count(*)::int from source');
  const rows = counted.getRowsJS()[0]![0] as number;
  return { ...read, traits, rows, complete: limit === undefined || rows < limit, first: 'source' };
}

/** The first rows as in the file; "" for a missing field. */
export async function readFirstRows(
  connection: DuckDBConnection,
  read: ReadRows,
  count: number,
): Promise<string[][]> {
  const cells = Array.from({ length: read.columnCount }, (_, i) => `coalesce(${columnAt(i)}, '')`);
  const reader = await connection.runAndReadAll(
    `select ${cells.join(', ')} from ${rowsSql(read, read.broken)} limit ${count}`,
  );
  return reader.getRowsJS() as string[][];
}

/** SQL for rows that were read; fields of the `broken` columns get their line breaks back. */
function rowsSql({ path, longestRow, columnCount }: ReadRows, broken: ReadonlySet<number>): string {
  const columns = Array.from({ length: columnCount }, (_, i) => `'${columnAt(i)}': 'VARCHAR'`).join(', ');
  const file = `read_csv(${sqlText(path)}, auto_detect = false, delim = '\x1f', quote = '', escape = '', header = false,
    new_line = '\\n', columns = {'line': 'INTEGER', 'span': 'INTEGER', ${columns}},
    max_line_size = ${Math.max(USUAL_ROW_BYTES, longestRow + 1)})`;
  if (broken.size === 0) return file;
  const mended = [...broken].map(
    (i) => `replace(replace(${columnAt(i)}, chr(30), chr(10)), '${INNER_LINE}', chr(10)) as ${columnAt(i)}`,
  );
  return `(select * replace (${mended.join(', ')}) from ${file})`;
}
