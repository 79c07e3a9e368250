import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuplicateCustomers, ImportMode } from '../dataset.enums.js';
import type { ColumnInput, CsvDialectInput } from '../dataset.inputs.js';
import type { LineCounts, TransactionSettings } from '../dataset.types.js';
import type { DatasetColumn } from '../dataset-column.entity.js';
import { deriveColumns } from '../derived/derive-columns.js';
import { type InspectedUpload, inspectUpload, type ReadableUpload } from '../detection/inspect-upload.js';
import type { SourceTable } from '../detection/source-table.js';
import { countPurchases } from '../purchases/count-purchases.js';
import { type AskedRows, type ReadPurchases, recogniseRows } from '../purchases/read-purchases.js';
import { countLines, requireBalance } from '../reading/line-counts.js';
import { convertTable, type RefusedRow } from './convert-table.js';
import { convertToFile } from './convert-to-file.js';
import { givenColumns, type PlannedColumn, planImport, type StoredColumn } from './import-plan.js';
import { requireAsPreviewed } from './require-as-previewed.js';

/** How a file becomes customers. */
export interface CustomerMaking extends AskedRows {
  readonly mode: ImportMode;
  /** The columns of the dataset that it goes into; none for a new one. */
  readonly known: readonly DatasetColumn[];
  readonly columns: readonly ColumnInput[];
  readonly dialect: CsvDialectInput;
  readonly duplicateCustomers?: DuplicateCustomers | null;
  /** Columns to compute. */
  readonly derive?: readonly string[] | null;
  /** The day of the import. */
  readonly today: Date;
  readonly signal: AbortSignal;
  /** Called when the rows are read. */
  readonly onRead?: (rows: number) => void;
}

/** The working table `customers` and what became of the rows of the file. */
export interface MadeCustomers {
  readonly rows: number;
  /** Rows of the file in DuckDB. */
  readonly sourceRows: number;
  readonly columns: readonly StoredColumn[];
  readonly withTime: ReadonlySet<number>;
  /** The columns of the file. */
  readonly planned: readonly PlannedColumn[];
  readonly refused: readonly RefusedRow[];
  readonly lines: LineCounts;
  readonly transactions: TransactionSettings | null;
  /** Where the purchases of the file begin among all of the dataset. */
  readonly firstPurchase: number;
  /** Path of the column file that has them all, if there is one already. */
  readonly columnFile: string | null;
}

async function convertCustomers(
  connection: DuckDBConnection,
  { lines, traits, first }: SourceTable,
  folder: string,
  planned: readonly PlannedColumn[],
  { duplicateCustomers, derive, known, today }: CustomerMaking,
): Promise<MadeCustomers> {
  const duplicates = duplicateCustomers ?? 'LAST_WINS';
  const path = join(folder, 'converted.parquet');
  const inFile =
    first === 'source' ? null : await convertToFile(connection, planned, path, { first, traits });
  const { rows, sourceRows, refused, withTime } =
    inFile ?? (await convertTable(connection, planned, { duplicates, traits }));
  const derived = await deriveColumns(connection, planned, derive, known, today);
  const columns = [...planned, ...derived];
  const repeats = refused.filter(({ isRepeat }) => isRepeat).length;
  const counts = countLines(lines, { customers: rows, repeats, refused: refused.length - repeats });
  const counted = { rows, sourceRows, lines: counts };
  const columnFile = inFile !== null && derived.length === 0 ? path : null;
  return {
    ...counted,
    columns,
    withTime,
    planned,
    refused,
    transactions: null,
    firstPurchase: 0,
    columnFile,
  };
}

function customersOf(source: SourceTable, purchases: ReadPurchases): MadeCustomers {
  const { settings, planned, converted, rolledUp } = purchases;
  return {
    rows: rolledUp.customers,
    sourceRows: converted.sourceRows,
    columns: rolledUp.columns,
    withTime: new Set(),
    planned,
    refused: converted.refused,
    lines: countPurchases(source, purchases),
    transactions: settings,
    firstPurchase: purchases.first,
    columnFile: null,
  };
}

/**
 * Reads all of a file into the working table `customers`, as an import stores them. Its plan and the import itself come from here,
 * so that they agree. @throws AppError for a file that cannot be imported so
 */
export async function makeCustomers(
  connection: DuckDBConnection,
  source: ReadableUpload,
  folder: string,
  making: CustomerMaking,
): Promise<{ readonly inspected: InspectedUpload; readonly made: MadeCustomers }> {
  const { mode, columns, dialect, signal } = making;
  const known = making.kind === 'TRANSACTIONS' ? [] : making.known;
  const inspected = await inspectUpload(connection, source, dialect, folder, {
    columns: givenColumns(columns, known),
    known,
    signal,
  });
  making.onRead?.(inspected.source.rows);
  const mayBePurchases = columns.length === 0 && mode === 'NEW';
  const { purchases } = await recogniseRows(connection, inspected, making, mayBePurchases, folder);
  const made = purchases
    ? customersOf(inspected.source, purchases)
    : await convertCustomers(
        connection,
        inspected.source,
        folder,
        planImport(inspected.detected.columns, columns, known),
        making,
      );
  const named = new Set([
    ...columns.flatMap(({ name, type }) => (type ? [name] : [])),
    ...known.map(({ name }) => name),
  ]);
  requireAsPreviewed(made.planned, made.refused, {
    rows: inspected.source.rows,
    decisive: inspected.decisive,
    named,
  });
  if (made.rows > 0) requireBalance(made.lines, { ...inspected.source, tableRows: made.sourceRows });
  return { inspected, made };
}
