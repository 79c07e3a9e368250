import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '../../../platform/errors/app-error.js';
import type { CsvDialectInput } from '../dataset.inputs.js';
import { requireColumnCount } from './header.js';
import { sqlText } from './sql.js';
import type { DateOrder, DecimalSeparator } from './value-kinds.js';

/** How the text of a file is parted into fields. */
export interface FileShape {
  readonly delimiter: string;
  readonly quote: string | null;
  readonly hasHeader: boolean;
  /** Lines above the header: a title, an author. */
  readonly skippedLines: number;
  readonly columnCount: number;
}

/** Rows that the shape is guessed from. */
const SNIFFED_ROWS = 20_480;

/**
 * Finds delimiter, quote and header with DuckDB's sniffer, which weighs every candidate by how evenly it parts the rows.
 * @throws AppError NOT_CSV where none does, TOO_FEW_COLUMNS, TOO_MANY_COLUMNS, BAD_USER_INPUT for a bad override
 */
export async function detectShape(
  connection: DuckDBConnection,
  path: string,
  given: CsvDialectInput,
): Promise<FileShape> {
  const delimiter = requireCharacter('delimiter', given.delimiter);
  const quote = given.quote === '' ? null : requireCharacter('quote', given.quote);
  const options = [`sample_size = ${SNIFFED_ROWS}`];
  if (delimiter) options.push(`delim = ${sqlText(delimiter)}`);
  if (quote) options.push(`quote = ${sqlText(quote)}`);
  const found = await sniff(connection, path, options);
  requireColumnCount(found.columns);
  return {
    delimiter: delimiter ?? found.delimiter,
    // A file whose first rows need no quotes may well need them further down.
    quote: given.quote === '' ? null : (quote ?? (found.quote === "'" ? "'" : '"')),
    hasHeader: given.hasHeader ?? found.hasHeader,
    skippedLines: found.skippedLines,
    columnCount: found.columns,
  };
}

interface Sniffed {
  delimiter: string;
  quote: string;
  hasHeader: boolean;
  skippedLines: number;
  columns: number;
}

async function sniff(
  connection: DuckDBConnection,
  path: string,
  options: readonly string[],
): Promise<Sniffed> {
  // Rows of uneven length are no reason to give up on a file: they are rejected one by one later.
  for (const lenient of [[], ['strict_mode = false'], ['ignore_errors = true', 'null_padding = true']]) {
    const call = `sniff_csv(${[sqlText(path), ...options, ...lenient].join(', ')})`;
    const query = `select Delimiter as delimiter, Quote as quote, HasHeader as "hasHeader", SkipRows::int as "skippedLines",
      len(Columns)::int as columns from ${call}`;
    try {
      const reader = await connection.runAndReadAll(query);
      return reader.getRowObjectsJS()[0] as unknown as Sniffed;
    } catch (error) {
      if (!/sniff|CSV/i.test(String(error))) throw error;
    }
  }
  throw new AppError(
    'NOT_CSV',
    'No delimiter parts the lines of the file into equally many fields; it must be delimited text, e.g. with commas.',
    { field: ['uploadId'] },
  );
}

function requireCharacter(name: 'delimiter' | 'quote', value: string | null | undefined): string | null {
  if (value == null) return null;
  if ([...value].length === 1 && !/[\r\n]/.test(value)) return value;
  throw new AppError('BAD_USER_INPUT', `${name} is ${JSON.stringify(value)}; it must be one character.`, {
    field: ['dialect', name],
  });
}

/** @throws AppError BAD_USER_INPUT unless it is "." or "," */
export function requireDecimal(value: string | null | undefined): DecimalSeparator | null {
  if (value == null || value === '.' || value === ',') return value ?? null;
  throw new AppError('BAD_USER_INPUT', `decimalSeparator is "${value}"; it must be "." or ",".`, {
    field: ['dialect', 'decimalSeparator'],
  });
}

const DATE_FORMATS: Readonly<Record<string, DateOrder>> = {
  ddmmyyyy: 'dmy',
  mmddyyyy: 'mdy',
  yyyymmdd: 'ymd',
  ddmmmyyyy: 'named',
};

/** @throws AppError BAD_USER_INPUT unless it names an order of day, month and year */
export function requireDateOrder(format: string | null | undefined): DateOrder | null {
  if (format == null) return null;
  const order = DATE_FORMATS[format.toLowerCase().replace(/[-/. ]/g, '')];
  if (order) return order;
  throw new AppError(
    'BAD_USER_INPUT',
    `dateFormat is "${format}"; it must be "dd-mm-yyyy", "mm-dd-yyyy" or "yyyy-mm-dd".`,
    { field: ['dialect', 'dateFormat'] },
  );
}
