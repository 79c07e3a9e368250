import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '../../platform/errors/app-error.js';
import type { SourceUpload } from './containers/source-upload.js';
import type { ColumnRole, ColumnType } from './dataset.enums.js';
import type { CsvDialectInput } from './dataset.inputs.js';
import type { DatasetColumn } from './dataset-column.entity.js';
import { inspectUpload } from './detection/inspect-upload.js';
import { columnAt } from './detection/sql.js';
import type { ValueReading } from './values/value-reading.js';

/** A column of an upload, by the name that the dataset has for it. */
export interface UploadedColumn {
  readonly name: string;
  /** What it is likely for. */
  readonly role: ColumnRole;
  readonly reading: ValueReading;
}

/** An upload that was read as an import would, for a use that makes no customers of it. */
export interface UploadedTable {
  readonly fileName: string;
  readonly columns: readonly UploadedColumn[];
  /** Lines that are no rows, and why. */
  readonly rejected: readonly { readonly line: number; readonly cause: string }[];
  /** For each row in file order its line and the texts of some columns; null where there is none. */
  read(columns: readonly number[]): Promise<{ line: number; cells: (string | null)[] }[]>;
}

/** What an upload is read for: a dataset by whose columns its own are known. */
export interface TableSettings {
  readonly dialect: CsvDialectInput;
  readonly sheet: string | null;
  readonly known: readonly DatasetColumn[];
  /** The types that columns are read as; of the others it is detected. */
  readonly types: ReadonlyMap<string, ColumnType>;
}

/** More are not held in memory. */
const MOST_ROWS = 200_000;

/** Opens an upload as a table. @throws AppError with one of the codes for a bad file, BAD_USER_INPUT for too many rows */
export async function openTable(
  connection: DuckDBConnection,
  upload: SourceUpload,
  folder: string,
  { dialect, known, types }: TableSettings,
  signal: AbortSignal,
): Promise<UploadedTable> {
  const columns = new Map([...types].map(([name, type]) => [name, { type }]));
  const options = { reads: MOST_ROWS, columns, known, signal };
  const { source, detected } = await inspectUpload(connection, upload, dialect, folder, options);
  if (!source.complete) {
    const message = `The file has more than ${MOST_ROWS} rows; it must have at most ${MOST_ROWS}. Split it.`;
    throw new AppError('BAD_USER_INPUT', message, { field: ['uploadId'] });
  }
  return {
    fileName: upload.fileName,
    columns: detected.columns.map(({ name, role, conversion }) => ({ name, role, reading: conversion })),
    rejected: source.rejected.map(({ line, cause }) => ({ line, cause })),
    read: async (columns) => {
      const cells = columns.map((column) => `, ${columnAt(column)}`).join('');
      const reader = await connection.runAndReadAll(`select line${cells} from source order by rowid`);
      return reader.getRowsJS().map(([line, ...texts]) => ({
        line: line as number,
        cells: texts as (string | null)[],
      }));
    },
  };
}
