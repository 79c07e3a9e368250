import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import type { Limits } from '../../platform/config.js';
import type { DuckDb } from '../../platform/duckdb/duck-db.js';
import { FileQuestions } from '../../platform/duckdb/file-questions.js';
import type { Routes } from '../../platform/http/http-application.js';
import type { Authenticate } from '../../platform/http/open-call.js';
import type { Logger } from '../../platform/logger.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { Storage } from '../../platform/storage.js';
import './datasets.events.js';
import type { JobQueue } from '../jobs/index.js';
import { ChangedCustomers1768200000302 } from './changed-customers.migration.js';
import { ChangedRows1768800000317 } from './changed-rows.migration.js';
import { RecentColumnCounts } from './column-counts.js';
import { ColumnReadings1765000000304 } from './column-readings.migration.js';
import { CustomerStatistics1768100000313 } from './customer-statistics.migration.js';
import { CustomerTable } from './customer-table.js';
import { Dataset } from './dataset.entity.js';
import { datasetEntity } from './dataset.federation.js';
import {
  DatasetColumnFields,
  DatasetFields,
  ImportFields,
  JobDatasetFields,
  RejectedCauseFields,
  TransactionSettingsFields,
  UploadPreviewFields,
} from './dataset.fields.js';
import { DatasetResolver } from './dataset.resolver.js';
import { DatasetService, FILES } from './dataset.service.js';
import { DatasetChanges1767700000312 } from './dataset-changes.migration.js';
import { DatasetColumn } from './dataset-column.entity.js';
import { Datasets1763800000301 } from './datasets.migration.js';
import { DatasetDeletionResolver } from './deletion/dataset-deletion.resolver.js';
import { DatasetDeletionService } from './deletion/dataset-deletion.service.js';
import { DeletedDataset } from './deletion/deleted-dataset.entity.js';
import { DeletedDatasets1767500000310 } from './deletion/deleted-datasets.migration.js';
import { RemovedDatasets1768700000316 } from './deletion/removed-datasets.migration.js';
import { FigureMemory } from './figure-memory.js';
import { importDatasetJob } from './import/import-dataset.job.js';
import { Import } from './import.entity.js';
import { ImportService } from './import.service.js';
import { ImportStore } from './import.store.js';
import { Intake1766000000308 } from './intake.migration.js';
import { ColumnLabelling } from './labels/column-labels.js';
import { ColumnLabels1768300000314 } from './labels/column-labels.migration.js';
import { ColumnLabelsResolver } from './labels/column-labels.resolver.js';
import { LineCounts1765000000305 } from './line-counts.migration.js';
import { LivingDatasets1764200000302 } from './living-datasets.migration.js';
import { PackedCustomers1768400000315 } from './packed-customers.migration.js';
import { PurchaseHistories1767000000309 } from './purchase-histories.migration.js';
import { KeptPurchases1767700000311 } from './purchases/kept-purchases.migration.js';
import { Purchases1765000000307 } from './purchases.migration.js';
import { RejectedExport } from './rejected-export.js';
import { rejectedExportRoutes } from './rejected-export.routes.js';
import { RejectedRow } from './rejected-row.entity.js';
import { SafeFiles1764800000303 } from './safe-files.migration.js';
import { SnapshotStore } from './snapshot.store.js';
import { SnapshotRows } from './snapshot-rows.js';
import { SnapshotTable } from './snapshot-table.js';
import { SnapshotUpkeep } from './snapshot-upkeep.js';
import { startSweeping } from './start-sweeping.js';
import { UploadReader } from './upload-reader.js';
import { createUploads } from './uploads/create-uploads.js';
import { uploadRoutes } from './uploads/upload.routes.js';
import { vacuumErased } from './vacuum-erased.js';
import { type Processes, WorkFolders } from './work-folders.js';

export { NOBODY, type TouchedRows } from './changed-rows.js';
export type { CustomerValues, RemovalStep } from './customer-table.js';
export { Dataset } from './dataset.entity.js';
export type { ColumnRole, ColumnType } from './dataset.enums.js';
export { CsvDialectInput } from './dataset.inputs.js';
export { DatasetService, type ReadColumn, requireReady } from './dataset.service.js';
export { Histogram } from './dataset.types.js';
export { DatasetColumn } from './dataset-column.entity.js';
export { deriveValues } from './derived/derive-values.js';
export { meaningOfName, namesOutcome, readStates, valueThatLeft } from './detection/label-words.js';
export { recurringPeriod, sumsUpThePast } from './detection/money-words.js';
export { sqlName, sqlText } from './detection/sql.js';
export { type FigureMemory, stateOf } from './figure-memory.js';
export type { ImportService } from './import.service.js';
export { type ColumnLabels, labelsOf } from './labels/column-labels.js';
export type { CohortCounts } from './purchases/write-histories.js';
export { MOST_COHORTS } from './purchases/write-histories.js';
export { type ColumnForm, type Columns, RowColumns } from './row-columns.js';
export type { Snapshot } from './snapshot.js';
export type { SnapshotRows } from './snapshot-rows.js';
export type { UploadReader } from './upload-reader.js';
export type { UploadedColumn, UploadedTable } from './uploaded-table.js';
export { parseBoolean } from './values/boolean-values.js';
export { dateFormatName } from './values/date-formats.js';
export { type ReadValue, readText, type ValueReading } from './values/value-reading.js';
export type { WorkFolders } from './work-folders.js';

export const entities = [Dataset, DeletedDataset, DatasetColumn, Import, RejectedRow];
export const migrations = [
  Datasets1763800000301,
  LivingDatasets1764200000302,
  SafeFiles1764800000303,
  ColumnReadings1765000000304,
  LineCounts1765000000305,
  Purchases1765000000307,
  Intake1766000000308,
  PurchaseHistories1767000000309,
  DeletedDatasets1767500000310,
  KeptPurchases1767700000311,
  DatasetChanges1767700000312,
  CustomerStatistics1768100000313,
  ChangedCustomers1768200000302,
  ColumnLabels1768300000314,
  PackedCustomers1768400000315,
  RemovedDatasets1768700000316,
  ChangedRows1768800000317,
];

/** Memory for questions about column files. */
const FILE_QUESTIONS = '256MiB';

/** What the slice depends on. */
export interface DatasetsDependencies {
  readonly dataSource: DataSource;
  readonly jobs: JobQueue;
  readonly processes: Processes;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly storage: Storage;
  readonly duckDb: DuckDb;
  readonly authenticate: Authenticate;
  readonly limits: Pick<Limits, 'uploadQuota' | 'diskReserve'>;
  /** Called where an import begins that analyses will follow. */
  readonly expectAnalyses: () => void;
}

/** Manages uploads, previews, imports and datasets. Defines the job `import-dataset`. */
export function createDatasets(deps: DatasetsDependencies) {
  const {
    dataSource,
    jobs,
    processes,
    outbox,
    clock,
    logger,
    storage,
    duckDb,
    authenticate,
    expectAnalyses,
  } = deps;
  const work = new WorkFolders(join(storage.dataDir, 'work'), processes);
  const { uploads, resumable, uploadLimits } = createUploads(deps, work);
  const customers = new CustomerTable();
  const files = { dataSource, table: new SnapshotTable(storage.files, processes), work, duckDb, logger };
  const snapshots = new SnapshotStore(files);
  const upkeep = new SnapshotUpkeep(files, snapshots);
  const imports = new ImportStore({ dataSource, snapshots, customers, outbox });
  const stores = { uploads, work, imports, snapshots, upkeep, customers };
  const service = new DatasetService({ dataSource, outbox, ...stores });
  const reader = new UploadReader({ dataSource, clock, duckDb, uploadLimits, ...stores, datasets: service });
  const importService = new ImportService({ dataSource, jobs, clock, uploads, imports, reader });
  const labelling = new ColumnLabelling(dataSource);
  const deletion = new DatasetDeletionService({ dataSource, jobs, outbox, clock });
  const counts = new RecentColumnCounts(dataSource);
  const columnsOf = (call: CallContext, datasetId: string) => service.columns(call, datasetId);
  jobs.define(
    importDatasetJob({
      uploads,
      uploadLimits,
      imports,
      snapshots,
      work,
      outbox,
      duckDb,
      logger,
      columnsOf,
      expectAnalyses,
    }),
  );
  const memory = new FigureMemory(dataSource);
  const snapshotRows = new SnapshotRows({
    dataSource,
    table: files.table,
    questions: new FileQuestions(FILE_QUESTIONS),
    logger,
  });
  const removeAll = ({ datasetId }: { datasetId: string }) => {
    memory.forget(datasetId);
    snapshotRows.forget(datasetId);
    return upkeep.removeAll(datasetId);
  };
  outbox.on('dataset.deleted', FILES, removeAll, { untilDone: true });
  const removeGone = async ({ datasetId }: { datasetId: string }, call: CallContext) => {
    memory.forget(datasetId);
    return upkeep.removeGone(datasetId, await columnsOf(call, datasetId));
  };
  outbox.on('customers.erased', FILES, removeGone, { untilDone: true });
  return {
    service,
    /** Reads uploads without storing anything of them. */
    reader,
    /** Starts imports. */
    imports: importService,
    deletion,
    uploads,
    work,
    /** Counts the columns of each dataset that a caller sees. */
    columnCounts: (call: CallContext) => counts.of(call),
    /** Remembers figures about customers. */
    memory,
    /** Finds customers by the newest column file. */
    snapshotRows,
    /** Removes what nothing needs, now and every hour, until it is stopped; `others` removes files of other slices. */
    startSweeping: (others: () => Promise<void>) =>
      startSweeping(
        {
          files: async () => {
            await service.sweep();
            await others();
          },
          tables: async () => {
            await deletion.sweep();
            await vacuumErased(dataSource);
          },
        },
        logger,
      ),
    entities: [datasetEntity(service)],
    resolvers: [
      new DatasetResolver({ datasets: service, reader, imports: importService }),
      new DatasetDeletionResolver(deletion),
      new ColumnLabelsResolver(labelling, service),
      new DatasetFields(service),
      new DatasetColumnFields(service),
      new ImportFields(service),
      new RejectedCauseFields(service),
      new TransactionSettingsFields(),
      new UploadPreviewFields(reader),
      new JobDatasetFields(service),
    ],
    routes: [
      uploadRoutes(uploads, resumable, authenticate),
      rejectedExportRoutes(new RejectedExport(service, imports), authenticate),
    ] as Routes[],
  };
}
