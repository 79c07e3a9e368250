import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../platform/clock.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { EventBus } from '../../../platform/events.js';
import type { JobContext, JobDefinition } from '../../jobs/index.js';
import type { ColumnInput, CsvDialectInput } from '../dataset.inputs.js';
import type { DatasetStore, RejectedRowValues } from '../dataset.store.js';
import { type InspectedUpload, inspectUpload } from '../detection/inspect-upload.js';
import { columnAt } from '../detection/sql.js';
import { withDuckDb } from '../duckdb.js';
import { removeOldFiles } from '../remove-old-files.js';
import { writeSnapshot } from '../snapshot.js';
import type { UploadStore } from '../uploads/upload-store.js';
import { convertTable, type RefusedRow } from './convert-table.js';
import { planColumns } from './import-plan.js';
import { locateRows } from './locate-rows.js';
import { profileColumns } from './profile-columns.js';
import { snapshotQuery, writeCustomers } from './write-customers.js';

/** What the job is told. */
export interface ImportDatasetPayload {
  readonly datasetId: string;
  readonly uploadId: string;
  readonly columns: readonly ColumnInput[];
  readonly dialect: CsvDialectInput;
  readonly analyse: boolean;
}

/** What the job works with. */
export interface ImportDatasetDependencies {
  readonly uploads: UploadStore;
  readonly store: DatasetStore;
  readonly events: EventBus;
  readonly clock: Clock;
}

/** Reads an upload into customers, columns, rejected rows and a snapshot; until the last step nothing of it is seen. */
export function importDatasetJob(deps: ImportDatasetDependencies): JobDefinition<ImportDatasetPayload> {
  return {
    kind: 'import-dataset',
    run: (payload, context) => importDataset(deps, payload, context),
    onFailed: async ({ datasetId }) => deps.store.markFailed(datasetId),
  };
}

async function importDataset(
  { uploads, store, events, clock }: ImportDatasetDependencies,
  payload: ImportDatasetPayload,
  { progress, signal }: JobContext,
): Promise<void> {
  const { datasetId, analyse } = payload;
  const upload = await uploads.get(payload.uploadId);
  const work = join(store.workFolder, randomUUID());
  await mkdir(work, { recursive: true, mode: 0o700 });
  await removeOldFiles(store.workFolder, clock.now());
  try {
    await withDuckDb(
      work,
      async (connection) => {
        progress(0.05, 'reading the file');
        const types = new Map(
          payload.columns.flatMap(({ name, type }) => (type ? [[name, type] as const] : [])),
        );
        const inspected = await inspectUpload(connection, upload, payload.dialect, { types });
        const columns = planColumns(inspected.detected.columns, payload.columns);
        progress(0.3, `converting ${inspected.source.rows} rows`);
        const { rows, refused, withTime } = await convertTable(connection, columns);
        const rejected = await describeRejected(inspected, refused);
        if (rows === 0) throw nothingLeft(rejected);
        progress(0.5, 'counting values');
        const cells = columns.map(({ type }, i) => ({ cell: columnAt(i), type, withTime: withTime.has(i) }));
        const figures = await profileColumns(connection, 'customers', cells);
        progress(0.6, 'writing the column file');
        const folder = store.snapshotFolder(datasetId);
        const snapshot = await writeSnapshot(connection, folder, snapshotQuery(columns), rows);
        const customers = join(work, 'customers.csv');
        await writeCustomers(connection, customers, datasetId, columns, withTime);
        progress(0.75, `storing ${rows} customers`);
        await store.fill(
          datasetId,
          {
            dialect: inspected.dialect,
            columns: columns.map((column, i) => ({ ...column, ...figures[i]!, withTime: withTime.has(i) })),
            rejected,
            snapshot,
            customers,
          },
          signal,
        );
      },
      signal,
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  await uploads.remove(payload.uploadId);
  await events.emit('dataset.ready', { datasetId, analyse });
}

/** Every row that could not be taken, in the order of the file. */
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
    `0 of ${rejected.length} rows can be taken; at least 1 must be. Line ${first?.line}: ${first?.cause}.`,
  );
}
