import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { DuckDb } from '../../../platform/duckdb/duck-db.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Logger } from '../../../platform/logger.js';
import type { Outbox } from '../../../platform/outbox/outbox.js';
import type { JobContext, JobDefinition } from '../../jobs/index.js';
import { openSource } from '../containers/source-upload.js';
import { toCsvLine } from '../containers/table-text.js';
import type { DuplicateCustomers, LabelMeaning, UploadKind } from '../dataset.enums.js';
import type { ColumnInput, CsvDialectInput, TransactionsInput } from '../dataset.inputs.js';
import type { DatasetColumn } from '../dataset-column.entity.js';
import type { ColumnValues, RejectedRowValues } from '../dataset-columns.js';
import { type InspectedUpload } from '../detection/inspect-upload.js';
import { columnAt } from '../detection/sql.js';
import type { Import } from '../import.entity.js';
import type { Filling, ImportStore, ReadFile } from '../import.store.js';
import { writePurchases } from '../purchases/kept-purchases.js';
import { writeHistories } from '../purchases/write-histories.js';
import { requireBalance } from '../reading/line-counts.js';
import { type LineRange, readLines } from '../reading/read-lines.js';
import { sealColumnFile, writeColumnFile } from '../snapshot.js';
import type { SnapshotStore } from '../snapshot.store.js';
import type { Upload } from '../uploads/upload.js';
import type { UploadLimits } from '../uploads/upload-limits.js';
import type { UploadStore } from '../uploads/upload-store.js';
import type { WorkFolders } from '../work-folders.js';
import { type RefusedRow } from './convert-table.js';
import { type StoredColumn } from './import-plan.js';
import { type MadeCustomers, makeCustomers } from './make-customers.js';
import { profileColumns } from './profile-columns.js';
import { prepareCustomers, snapshotQuery } from './write-customers.js';

/** The job's payload. */
export interface ImportDatasetPayload {
  readonly datasetId: string;
  readonly importId: string;
  readonly uploadId: string;
  readonly columns: readonly ColumnInput[];
  readonly dialect: CsvDialectInput;
  readonly analyse: boolean;
  /** What yes in the label means, for the analyses; null or left out: what its name says. */
  readonly labelMeaning?: LabelMeaning | null;
  /** Of a workbook. */
  readonly sheet?: string | null;
  readonly duplicateCustomers?: DuplicateCustomers | null;
  readonly derive?: readonly string[] | null;
  readonly kind?: UploadKind | null;
  readonly transactions?: TransactionsInput | null;
}

/** What the job depends on. */
export interface ImportDatasetDependencies {
  readonly uploads: UploadStore;
  readonly uploadLimits: UploadLimits;
  readonly imports: ImportStore;
  readonly snapshots: SnapshotStore;
  readonly work: WorkFolders;
  readonly outbox: Outbox;
  readonly duckDb: DuckDb;
  readonly logger: Logger;
  /** The columns of a dataset, in order. */
  readonly columnsOf: (call: CallContext, datasetId: string) => Promise<DatasetColumn[]>;
  /** Called where analyses will follow. */
  readonly expectAnalyses: () => void;
}

/** How long an import waits at its end for follow-up work to start. */
const PATIENCE_MS = 10_000;

/** Reads an upload into a dataset. Nothing is visible until the last step, which happens once. */
export function importDatasetJob(deps: ImportDatasetDependencies): JobDefinition<ImportDatasetPayload> {
  return {
    kind: 'import-dataset',
    run: (payload, context) => importDataset(deps, payload, context),
    onFailed: ({ importId }, outcome) => deps.imports.fail(importId, outcome),
  };
}

async function importDataset(
  deps: ImportDatasetDependencies,
  payload: ImportDatasetPayload,
  context: JobContext,
): Promise<void> {
  const { uploads, imports, work, outbox, columnsOf, expectAnalyses } = deps;
  const { call } = context;
  const { datasetId, importId, uploadId, analyse, labelMeaning = null } = payload;
  if (analyse) expectAnalyses();
  const begun = await imports.begin(importId);
  if (begun !== null) {
    const known = begun.mode === 'NEW' ? [] : await columnsOf(call, datasetId);
    await work.with(async (folder) => {
      for (let isStored = false; !isStored; ) {
        const read = await uploads.with(call, uploadId, (upload) =>
          readFile(deps, upload, payload, begun, known, folder, context),
        );
        // Another import may have added purchases meanwhile: then all of them are rolled up once more.
        isStored = await imports.complete(begun, read, { analyse, labelMeaning }, call.signal);
      }
    });
  }
  // A second attempt may repeat the rest.
  await removeUpload(deps, uploadId);
  await refreshFigures(deps, datasetId, call);
  await outbox.delivered(datasetId, PATIENCE_MS);
}

/** The import is stored whatever comes of this: a sweep removes old uploads as well. */
async function removeUpload({ uploads, logger }: ImportDatasetDependencies, uploadId: string): Promise<void> {
  try {
    await uploads.remove(uploadId);
  } catch (error) {
    logger.error({ uploadId, err: error }, 'an upload could not be removed after its import');
  }
}

/** The import is stored whatever comes of this: the next analysis takes a snapshot, and figures with it, as well. */
async function refreshFigures(
  { snapshots, columnsOf, logger }: ImportDatasetDependencies,
  datasetId: string,
  call: CallContext,
): Promise<void> {
  try {
    await snapshots.refresh(datasetId, await columnsOf(call, datasetId), call.signal);
  } catch (error) {
    call.signal.throwIfAborted();
    if (error instanceof AppError) throw error;
    logger.error(
      { datasetId, err: error },
      'the figures of the columns could not be renewed after an import',
    );
  }
}

/** Reads, converts and counts the upload in DuckDB, and writes the files for PostgreSQL and the snapshot. */
function readFile(
  { duckDb, uploads, uploadLimits: limits, imports }: ImportDatasetDependencies,
  upload: Upload,
  payload: ImportDatasetPayload,
  { datasetId, mode, createdAt }: Import,
  known: readonly DatasetColumn[],
  folder: string,
  { progress, call }: JobContext,
): Promise<ReadFile> {
  return duckDb.with(
    folder,
    async (connection) => {
      progress(0.05, 'reading the file');
      const { signal } = call;
      const { sheet = null } = payload;
      const source = await openSource(upload, { uploads, limits, connection, folder, sheet, signal });
      const { inspected, made } = await makeCustomers(connection, source, folder, {
        ...payload,
        ...{ mode, known, signal, today: createdAt },
        ...(mode === 'APPEND' && {
          earlier: (to: string) => imports.earlierPurchases(datasetId, to, signal),
        }),
        onRead: (rows) => progress(0.3, `converting ${rows} rows`),
      });
      const rejected = await describeRejected(connection, source, inspected, made.refused);
      if (made.rows === 0) throw nothingLeft(rejected);
      requireBalance(made.lines, { ...inspected.source, tableRows: made.sourceRows });
      // Purchases are rolled up to columns of their own, whatever those of earlier ones were.
      const kept = made.transactions ? [] : known;
      const { source: table } = inspected;
      const customers = await prepareCustomers(connection, folder, datasetId, table, made, kept);
      progress(0.5, 'counting values');
      const filling = mode === 'NEW' ? await describeTable(connection, made, folder) : null;
      progress(0.75, `storing ${made.rows} customers`);
      const { lines, transactions } = made;
      const { firstPurchase: first } = made;
      const purchases = transactions && {
        ...{ file: await writePurchases(connection, folder, datasetId, first), first },
        histories: await writeHistories(connection, folder, transactions),
        columns: mode === 'NEW' ? [] : await profiled(connection, made.columns, made.withTime),
      };
      const { dialect, names } = inspected;
      const columnNames = [...names];
      const read = { dialect, sheet: source.sheet, columnNames, lines, transactions, purchases };
      return { ...read, rejected, customers, filling, columns: made.columns };
    },
    call.signal,
  );
}

/** The columns with their figures and the column file of a new dataset, from the working table `customers`. */
async function describeTable(
  connection: DuckDBConnection,
  { columns, withTime, rows, columnFile }: MadeCustomers,
  folder: string,
): Promise<Filling> {
  const path = join(folder, 'customers.parquet');
  return {
    columns: await profiled(connection, columns, withTime),
    file: columnFile
      ? await sealColumnFile(columnFile, rows)
      : await writeColumnFile(connection, path, snapshotQuery(columns), rows),
  };
}

/** The columns of the working table `customers` with their figures. */
async function profiled(
  connection: DuckDBConnection,
  columns: readonly StoredColumn[],
  withTime: ReadonlySet<number>,
): Promise<ColumnValues[]> {
  const cells = columns.map(({ type }, i) => ({ cell: columnAt(i), type, withTime: withTime.has(i) }));
  const figures = await profileColumns(connection, 'customers', cells);
  return columns.map((column, i) => ({ ...column, ...figures[i]!, withTime: withTime.has(i) }));
}

/** All rejected rows, in file order. */
async function describeRejected(
  connection: DuckDBConnection,
  upload: Upload,
  { source, encoding, table }: InspectedUpload,
  refused: readonly RefusedRow[],
): Promise<RejectedRowValues[]> {
  const shown = (text: string) => (table ? toCsvLine(text) : text);
  const rows = [...refused].sort((a, b) => a.rowid - b.rowid);
  const ranges = rows.length === 0 ? [] : await rangesOf(connection, rows);
  const texts = rows.length === 0 ? [] : await readLines(upload, encoding, ranges);
  const converted = rows.map(({ cause, isRepeat = false }, i) => ({
    ...{ line: ranges[i]!.line, cause, text: shown(texts[i] ?? '') },
    isRepeat,
  }));
  const broken = source.rejected.map(({ line, cause, text }) => ({
    ...{ line, cause, text: shown(text) },
    isRepeat: false,
  }));
  return [...broken, ...converted].sort((a, b) => a.line - b.line);
}

/** The lines of refused rows, which are given in order. */
async function rangesOf(connection: DuckDBConnection, rows: readonly RefusedRow[]): Promise<LineRange[]> {
  const reader = await connection.runAndReadAll(
    `select line, span from refused_source
      where source_row in (select unnest([${rows.map(({ rowid }) => rowid).join(', ')}])) order by source_row`,
  );
  return reader.getRowsJS().map(([line, span]) => ({ line: line as number, span: span as number }));
}

function nothingLeft(rejected: readonly RejectedRowValues[]): AppError {
  const [first] = rejected;
  return new AppError(
    'NO_ROWS',
    `0 of ${rejected.length} rows can be imported; at least 1 must be. Line ${first?.line}: ${first?.cause}.`,
  );
}
