import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { DuckDb } from '../../../platform/duckdb/duck-db.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Logger } from '../../../platform/logger.js';
import type { Outbox } from '../../../platform/outbox/outbox.js';
import type { JobContext, JobDefinition } from '../../jobs/index.js';
import type { ColumnInput, CsvDialectInput } from '../dataset.inputs.js';
import type { DatasetColumn } from '../dataset-column.entity.js';
import type { RejectedRowValues } from '../dataset-columns.js';
import { type InspectedUpload, inspectUpload } from '../detection/inspect-upload.js';
import { columnAt } from '../detection/sql.js';
import type { Import } from '../import.entity.js';
import type { Filling, ImportStore, ReadFile } from '../import.store.js';
import { writeColumnFile } from '../snapshot.js';
import type { SnapshotStore } from '../snapshot.store.js';
import type { Upload, UploadStore } from '../uploads/upload-store.js';
import type { WorkFolders } from '../work-folders.js';
import { convertTable, type RefusedRow } from './convert-table.js';
import { type PlannedColumn, planImport, typesOf } from './import-plan.js';
import { locateRows } from './locate-rows.js';
import { profileColumns } from './profile-columns.js';
import { snapshotQuery, writeCustomers } from './write-customers.js';

/** The job's payload. */
export interface ImportDatasetPayload {
  readonly datasetId: string;
  readonly importId: string;
  readonly uploadId: string;
  readonly columns: readonly ColumnInput[];
  readonly dialect: CsvDialectInput;
  readonly analyse: boolean;
}

/** What the job depends on. */
export interface ImportDatasetDependencies {
  readonly uploads: UploadStore;
  readonly imports: ImportStore;
  readonly snapshots: SnapshotStore;
  readonly work: WorkFolders;
  readonly outbox: Outbox;
  readonly duckDb: DuckDb;
  readonly logger: Logger;
  /** The columns of a dataset, in order. */
  readonly columnsOf: (call: CallContext, datasetId: string) => Promise<DatasetColumn[]>;
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
  const { uploads, imports, work, outbox, columnsOf } = deps;
  const { call } = context;
  const { datasetId, importId, uploadId, analyse } = payload;
  const begun = await imports.begin(importId);
  if (begun !== null) {
    const known = begun.mode === 'NEW' ? [] : await columnsOf(call, datasetId);
    await work.with(async (folder) => {
      const read = await uploads.with(call, uploadId, (upload) =>
        readFile(deps.duckDb, upload, payload, begun, known, folder, context),
      );
      await imports.complete(begun, read, analyse, call.signal);
    });
  }
  // A second attempt may repeat the rest.
  await uploads.remove(uploadId);
  await refreshFigures(deps, datasetId, call);
  await outbox.delivered(datasetId, PATIENCE_MS);
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
  duckDb: DuckDb,
  upload: Upload,
  payload: ImportDatasetPayload,
  { datasetId, mode }: Import,
  known: readonly DatasetColumn[],
  folder: string,
  { progress, call }: JobContext,
): Promise<ReadFile> {
  return duckDb.with(
    folder,
    async (connection) => {
      progress(0.05, 'reading the file');
      const types = typesOf(payload.columns, known);
      const inspected = await inspectUpload(connection, upload, payload.dialect, { types });
      const columns = planImport(inspected.detected.columns, payload.columns, known);
      progress(0.3, `converting ${inspected.source.rows} rows`);
      const { rows, refused, withTime } = await convertTable(connection, columns);
      const rejected = await describeRejected(inspected, refused);
      if (rows === 0) throw nothingLeft(rejected);
      const customers = join(folder, 'customers.csv');
      await writeCustomers(connection, customers, datasetId, columns, withTime, known);
      progress(0.5, 'counting values');
      const filling =
        mode === 'NEW' ? await describeTable(connection, columns, withTime, rows, folder) : null;
      progress(0.75, `storing ${rows} customers`);
      return { dialect: inspected.dialect, rejected, customers, filling };
    },
    call.signal,
  );
}

/** The columns with their figures and the column file of a new dataset, from the working table `customers`. */
async function describeTable(
  connection: DuckDBConnection,
  columns: readonly PlannedColumn[],
  withTime: ReadonlySet<number>,
  rows: number,
  folder: string,
): Promise<Filling> {
  const cells = columns.map(({ type }, i) => ({ cell: columnAt(i), type, withTime: withTime.has(i) }));
  const figures = await profileColumns(connection, 'customers', cells);
  const path = join(folder, 'customers.parquet');
  return {
    columns: columns.map((column, i) => ({ ...column, ...figures[i]!, withTime: withTime.has(i) })),
    file: await writeColumnFile(connection, path, snapshotQuery(columns), rows),
  };
}

/** All rejected rows, in file order. */
async function describeRejected(
  inspected: InspectedUpload,
  refused: readonly RefusedRow[],
): Promise<RejectedRowValues[]> {
  const { source } = inspected;
  if (source.broken.length + refused.length === 0) return [];
  const rowids = new Set(refused.map(({ rowid }) => rowid));
  const { byRowid, broken } = await locateRows(inspected, rowids, source.broken);
  const rejected = [
    ...source.broken.map(({ cause, text }, i) => ({
      line: broken[i]?.line ?? 0,
      cause,
      text: broken[i]?.text ?? text,
    })),
    ...refused.map(({ rowid, cause }) => ({ line: 0, text: '', ...byRowid.get(rowid), cause })),
  ];
  return rejected.sort((a, b) => a.line - b.line);
}

function nothingLeft(rejected: readonly RejectedRowValues[]): AppError {
  const [first] = rejected;
  return new AppError(
    'NO_ROWS',
    `0 of ${rejected.length} rows can be imported; at least 1 must be. Line ${first?.line}: ${first?.cause}.`,
  );
}
