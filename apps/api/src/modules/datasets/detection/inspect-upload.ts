import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { MIN_TRAINING_ROWS, PREVIEW_ROWS } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ColumnType } from '../dataset.enums.js';
import type { CsvDialectInput } from '../dataset.inputs.js';
import type { CsvDialect } from '../dataset.types.js';
import type { Upload } from '../uploads/upload-store.js';
import { type DetectedColumns, detectColumns } from './detect-columns.js';
import { detectShape, type FileShape, requireDateOrder, requireDecimal } from './dialect.js';
import { detectEncoding, readHead, requireEncoding, utf8Path } from './encoding.js';
import { requireText } from './file-kind.js';
import { readHeader, requireColumnCount, widestFirstLine } from './header.js';
import { readFirstRows, readSource, type SourceTable } from './source-table.js';

/** How to read an upload: encoding, shape and names. */
export interface OpenedUpload {
  /** Path of the text in UTF-8. */
  readonly path: string;
  readonly encoding: string;
  readonly shape: FileShape;
  readonly names: readonly string[];
}

/** An upload that was read into the working table `source` and analysed. */
export interface InspectedUpload extends OpenedUpload {
  readonly source: SourceTable;
  readonly detected: DetectedColumns;
  readonly dialect: CsvDialect;
  readonly warnings: readonly string[];
}

/**
 * Finds out how to read an upload, without reading all of it.
 * @throws AppError with one of the codes for a bad file, or BAD_USER_INPUT for a bad override
 */
export async function openUpload(
  connection: DuckDBConnection,
  upload: Upload,
  given: CsvDialectInput,
): Promise<OpenedUpload> {
  const head = await readHead(upload.path);
  const encoding = given.encoding
    ? requireEncoding(given.encoding)
    : detectEncoding(head, upload.isUtf8, upload.hasNul);
  requireText(head, upload, encoding);
  const path = await utf8Path(upload, encoding);
  const text = path === upload.path ? head : await readHead(path);
  const complete = text.length === (await stat(path)).size;
  // A file with far too many columns must not reach the sniffer, which spends time on each.
  const width = widestFirstLine(text.toString());
  if (width > 1) requireColumnCount(width);
  const shape = await detectShape(connection, path, { head: text, complete }, given);
  const [first, second] = await readFirstRows(connection, path, shape, 2);
  if (!first || (shape.hasHeader && !second)) throw noRows();
  const names = readHeader(shape.hasHeader ? first : first.map(() => null));
  return { path, encoding, shape, names };
}

/**
 * Reads an upload, up to `limit` rows if one is given, and detects its columns.
 * @throws AppError like `openUpload`, and NO_ROWS
 */
export async function inspectUpload(
  connection: DuckDBConnection,
  upload: Upload,
  given: CsvDialectInput,
  options: { limit?: number; types?: ReadonlyMap<string, ColumnType> } = {},
): Promise<InspectedUpload> {
  const decimal = requireDecimal(given.decimalSeparator);
  const order = requireDateOrder(given.dateFormat);
  const opened = await openUpload(connection, upload, given);
  const { shape, names } = opened;
  const source = await readSource(connection, opened.path, shape, options.limit);
  if (source.rows === 0 && source.broken.length === 0) throw noRows();
  if (source.rows <= source.broken.length) throw notEven(source);
  const detected = await detectColumns(connection, names, source.rows, {
    delimiter: shape.delimiter,
    decimal,
    order,
    ...(options.types ? { types: options.types } : {}),
  });
  const dialect: CsvDialect = {
    delimiter: shape.delimiter,
    quote: shape.quote,
    encoding: opened.encoding,
    hasHeader: shape.hasHeader,
    decimalSeparator: detected.decimal,
    dateFormat: detected.dateFormat,
  };
  return {
    ...opened,
    source,
    detected,
    dialect,
    warnings: [...warningsOf(opened, source), ...detected.warnings],
  };
}

/** The first rows below the header, as in the file. */
export async function previewRows(
  connection: DuckDBConnection,
  { path, shape }: OpenedUpload,
): Promise<string[][]> {
  const rows = await readFirstRows(connection, path, shape, PREVIEW_ROWS + 1);
  return rows
    .slice(shape.hasHeader ? 1 : 0)
    .slice(0, PREVIEW_ROWS)
    .map((row) => row.map((field) => field ?? ''));
}

function noRows(): AppError {
  return new AppError('NO_ROWS', 'The file has 0 rows below its header; it must have 1 or more.', {
    field: ['uploadId'],
  });
}

function notEven({ rows, broken }: SourceTable): AppError {
  return new AppError(
    'NOT_CSV',
    `${broken.length} of ${rows + broken.length} rows do not match the others; fewer than half may differ. The first: ${broken[0]!.cause}.`,
    { field: ['uploadId'] },
  );
}

function warningsOf({ encoding, shape }: OpenedUpload, { rows, complete, broken }: SourceTable): string[] {
  const warnings: string[] = [];
  if (encoding !== 'utf-8') {
    warnings.push(`The file is read as ${encoding}; if letters look wrong, set another encoding.`);
  }
  if (shape.skippedLines > 0) warnings.push(`${shape.skippedLines} lines above the header are skipped.`);
  if (broken.length > 0) {
    warnings.push(`${broken.length} rows cannot be imported; the first: ${broken[0]!.cause}.`);
  }
  if (complete && rows < MIN_TRAINING_ROWS) {
    warnings.push(`The file has ${rows} rows; a churn model needs ${MIN_TRAINING_ROWS} or more.`);
  }
  return warnings;
}
