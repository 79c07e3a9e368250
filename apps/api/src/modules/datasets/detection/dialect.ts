import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '../../../platform/errors/app-error.js';
import type { CsvDialectInput } from '../dataset.inputs.js';
import { requireColumnCount } from './header.js';
import { type RecordPlace, RecordScanner } from './record-scanner.js';
import { sqlText } from './sql.js';
import type { DateOrder, DecimalSeparator } from './value-kinds.js';

/** How the text of a file is split into fields. */
export interface FileShape {
  readonly delimiter: string;
  readonly quote: string | null;
  readonly hasHeader: boolean;
  /** Lines above the header: a title, an author. */
  readonly skippedLines: number;
  readonly columnCount: number;
}

/** Rows that the sniffer examines. */
const SNIFFED_ROWS = 20_480;

/**
 * Finds delimiter, quote and header. The delimiter comes from DuckDB's sniffer, which weighs the candidates by the types
 * they give. The number of columns is that of most records, so that a single odd row changes nothing; the sniffer would
 * skip everything above that row rather than reject it.
 * `head` holds the first bytes of the text; `complete` is set if they are all of it.
 * @throws AppError NOT_CSV, TOO_FEW_COLUMNS, TOO_MANY_COLUMNS, BAD_USER_INPUT for a bad override
 */
export async function detectShape(
  connection: DuckDBConnection,
  path: string,
  text: { readonly head: Buffer; readonly complete: boolean },
  given: CsvDialectInput,
): Promise<FileShape> {
  const delimiter = requireCharacter('delimiter', given.delimiter);
  const quote = given.quote === '' ? null : requireCharacter('quote', given.quote);
  const options = [`sample_size = ${SNIFFED_ROWS}`];
  if (quote) options.push(`quote = ${sqlText(quote)}`);
  const sniffed = await sniff(
    connection,
    path,
    delimiter ? [...options, `delim = ${sqlText(delimiter)}`] : options,
  );
  const shape = {
    delimiter: delimiter ?? sniffed?.delimiter ?? ',',
    // A file whose first rows have no quotes may have them further down.
    quote: given.quote === '' ? null : (quote ?? (sniffed?.quote === "'" ? "'" : '"')),
  };
  requireDifferent(shape);
  const table = findTable(text.head, text.complete, shape);
  requireColumnCount(table.columnCount);
  const asSniffed = sniffed?.columns === table.columnCount && sniffed.skippedLines === table.skippedLines;
  const again = asSniffed
    ? sniffed
    : await trySniff(connection, path, [
        ...options,
        `delim = ${sqlText(shape.delimiter)}`,
        `skip = ${table.skippedLines}`,
        'ignore_errors = true',
      ]);
  return { ...shape, ...table, hasHeader: given.hasHeader ?? again?.hasHeader ?? true };
}

/** Locates the table in a text: it has as many columns as most records have fields, and starts at the first such record. */
function findTable(
  head: Buffer,
  complete: boolean,
  shape: { readonly delimiter: string; readonly quote: string | null },
): { columnCount: number; skippedLines: number } {
  const records: RecordPlace[] = [];
  const scanner = new RecordScanner(shape, (record) => records.push(record));
  scanner.push(head);
  // The last record of an incomplete text is cut off.
  if (complete || records.length === 0) scanner.end();
  const votes = new Map<number, number>();
  for (const { fields } of records) votes.set(fields, (votes.get(fields) ?? 0) + 1);
  // Ties go to the first record: Map keeps the counts in order of appearance.
  const [columnCount] = [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), [0, 0]);
  const first = records.find(({ fields }) => fields === columnCount);
  return { columnCount, skippedLines: (first?.line ?? 1) - 1 };
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
): Promise<Sniffed | null> {
  const strict = await trySniff(connection, path, options);
  if (strict !== null && strict.columns > 1) return strict;
  return (await trySniff(connection, path, [...options, 'ignore_errors = true'])) ?? strict;
}

async function trySniff(
  connection: DuckDBConnection,
  path: string,
  options: readonly string[],
): Promise<Sniffed | null> {
  const query = `select Delimiter as delimiter, Quote as quote, HasHeader as "hasHeader", SkipRows::int as "skippedLines",
    len(Columns)::int as columns from sniff_csv(${[sqlText(path), ...options].join(', ')})`;
  try {
    const reader = await connection.runAndReadAll(query);
    return reader.getRowObjectsJS()[0] as unknown as Sniffed;
  } catch (error) {
    if (/sniff|CSV/i.test(String(error))) return null;
    throw error;
  }
}

function requireCharacter(name: 'delimiter' | 'quote', value: string | null | undefined): string | null {
  if (value == null) return null;
  // Of one byte in UTF-8, as DuckDB and the scanner of records read it.
  if (Buffer.byteLength(value) === 1 && !/[\r\n]/.test(value)) return value;
  throw new AppError(
    'BAD_USER_INPUT',
    `${name} is ${JSON.stringify(value)}; it must be one ASCII character, and no line break.`,
    { field: ['dialect', name] },
  );
}

function requireDifferent({ delimiter, quote }: Pick<FileShape, 'delimiter' | 'quote'>): void {
  if (delimiter !== quote) return;
  throw new AppError(
    'BAD_USER_INPUT',
    `delimiter and quote are both ${JSON.stringify(quote)}; they must differ.`,
    {
      field: ['dialect', 'delimiter'],
    },
  );
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
