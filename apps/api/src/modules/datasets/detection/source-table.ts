import type { DuckDBConnection } from '@duckdb/node-api';
import { presentSql } from './conversions.js';
import type { FileShape } from './dialect.js';
import { columnAt, sqlText } from './sql.js';

/** A row that could not be split into fields. */
export interface BrokenRow {
  /** Offset of its first byte in the UTF-8 file, from 0. */
  readonly offset: number;
  readonly cause: string;
  readonly text: string;
}

/** The result of reading a file into the working table `source`. */
export interface SourceTable {
  readonly rows: number;
  /** Whether the file was read to its end. */
  readonly complete: boolean;
  readonly broken: readonly BrokenRow[];
}

/** The first rows as in the file, including the header; null for a missing field. */
export async function readFirstRows(
  connection: DuckDBConnection,
  path: string,
  shape: FileShape,
  count: number,
): Promise<(string | null)[][]> {
  const source = readCsv(
    path,
    { ...shape, hasHeader: false },
    'null_padding = true, strict_mode = false, parallel = false',
  );
  const reader = await connection.runAndReadAll(`select * from ${source} limit ${count}`);
  return reader.getRowsJS() as (string | null)[][];
}

/**
 * Reads the file into the working table `source`: columns c0, c1, … of trimmed text, NULL for a missing value; `rowid`
 * counts the rows in file order. `limit` stops after that many rows.
 */
export async function readSource(
  connection: DuckDBConnection,
  path: string,
  shape: FileShape,
  limit?: number,
): Promise<SourceTable> {
  const columns = Array.from(
    { length: shape.columnCount },
    (_, i) => `${presentSql(columnAt(i))} as ${columnAt(i)}`,
  );
  const rejects =
    "store_rejects = true, rejects_table = 'broken', rejects_scan = 'scans', rejects_limit = 0, strict_mode = true";
  await connection.run(
    `create or replace temp table source as select ${columns.join(', ')} from ${readCsv(path, shape, rejects)} ${
      limit === undefined ? '' : `limit ${limit + 1}`
    }`,
  );
  const counted = await connection.runAndReadAll('select count(*)::int from source');
  const rows = counted.getRowsJS()[0]![0] as number;
  return { rows, complete: limit === undefined || rows <= limit, broken: await readBroken(connection) };
}

function readCsv(path: string, shape: FileShape, options: string): string {
  const columns = Array.from({ length: shape.columnCount }, (_, i) => `'${columnAt(i)}': 'VARCHAR'`).join(
    ', ',
  );
  const quote = sqlText(shape.quote ?? '');
  return `read_csv(${sqlText(path)}, auto_detect = false, delim = ${sqlText(shape.delimiter)}, quote = ${quote}, escape = ${quote},
    header = ${shape.hasHeader}, skip = ${shape.skippedLines}, columns = {${columns}}, max_line_size = 33554432, ${options})`;
}

async function readBroken(connection: DuckDBConnection): Promise<BrokenRow[]> {
  const reader = await connection.runAndReadAll(
    `select (min(line_byte_position) - 1)::double as "at", first(error_type) as kind, first(error_message) as message,
      first(csv_line) as text from broken group by line order by "at"`,
  );
  return reader.getRowObjectsJS().map(({ at, kind, message, text }) => {
    // If lines end in two characters, DuckDB counts the second one as part of the next row.
    const row = String(text).replace(/^[\r\n]+/, '');
    const offset = (at as number) + String(text).length - row.length;
    return { offset, cause: causeOf(String(kind), String(message)), text: row };
  });
}

/** DuckDB's cause in our words, with the counts from its message. */
function causeOf(kind: string, message: string): string {
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (counts) return `expected ${counts[1]} fields, found ${counts[2]}`;
  if (kind === 'UNQUOTED VALUE') return 'expected a closing quote, found none';
  if (kind === 'INVALID ENCODING') return 'expected UTF-8 text, found bytes that are not';
  if (kind === 'LINE SIZE OVER MAXIMUM')
    return 'expected a shorter row: it has more bytes than a row is allowed';
  return message.split('\n')[0]!;
}
