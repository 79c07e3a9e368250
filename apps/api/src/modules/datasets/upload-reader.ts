import type { DuckDBConnection } from '@duckdb/node-api';
import { type DataSource, IsNull, Not } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import type { DuckDb } from '../../platform/duckdb/duck-db.js';
import { AppError } from '../../platform/errors/app-error.js';
import { openSource, type SourceUpload } from './containers/source-upload.js';
import { sheetsOf } from './containers/unpack-file.js';
import type { CustomerTable } from './customer-table.js';
import type { ImportMode } from './dataset.enums.js';
import type { CsvDialectInput, ImportDatasetInput } from './dataset.inputs.js';
import type { DatasetService } from './dataset.service.js';
import type { ImportPlan, UploadPreview, UploadSettings } from './dataset.types.js';
import { planImportOf } from './import/plan-import.js';
import { Import } from './import.entity.js';
import type { ImportStore } from './import.store.js';
import { previewUpload } from './preview-upload.js';
import { askedInto } from './purchases/asked-into.js';
import { keepsPurchases, readEarlier } from './purchases/kept-purchases.js';
import { openTable, type TableSettings, type UploadedTable } from './uploaded-table.js';
import type { UploadLimits } from './uploads/upload-limits.js';
import type { UploadStore } from './uploads/upload-store.js';
import type { WorkFolders } from './work-folders.js';

/** What the reader depends on. */
export interface UploadReaderDependencies {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly duckDb: DuckDb;
  readonly uploads: UploadStore;
  readonly uploadLimits: UploadLimits;
  readonly work: WorkFolders;
  readonly imports: ImportStore;
  readonly customers: CustomerTable;
  readonly datasets: DatasetService;
}

/** Reads uploads, of which nothing is stored: what they hold, and what an import of them would do. */
export class UploadReader {
  constructor(private readonly deps: UploadReaderDependencies) {}

  /**
   * Describes the contents of an upload, under settings and for a dataset that it may go into.
   * @throws AppError with one of the codes for a bad file, NOT_FOUND or CONFLICT for the dataset
   */
  async preview(call: CallContext, uploadId: string, asked: UploadSettings = {}): Promise<UploadPreview> {
    const { making, into } = await this.#settle(call, asked);
    const preview = await this.read(
      call,
      uploadId,
      await this.sheetOf(call, uploadId, asked.sheet, into),
      (connection, upload, folder) => previewUpload(connection, upload, folder, making, call.signal),
    );
    return { ...preview, asked };
  }

  /**
   * Passes `use` an upload as a table, for a dataset by whose columns its own are known, but not to import it.
   * @throws AppError with one of the codes for a bad file, NOT_FOUND or CONFLICT for the dataset
   */
  async withTable<T>(
    call: CallContext,
    uploadId: string,
    { datasetId, ...asked }: Omit<TableSettings, 'known'> & { readonly datasetId: string },
    use: (table: UploadedTable) => Promise<T>,
  ): Promise<T> {
    const { columns } = await this.deps.datasets.requireReady(call, datasetId, ['datasetId']);
    const settings = { ...asked, known: columns };
    return this.read(call, uploadId, asked.sheet, async (connection, upload, folder) =>
      use(await openTable(connection, upload, folder, settings, call.signal)),
    );
  }

  /** What an import of an upload would do. @throws AppError like `preview` */
  async plan(call: CallContext, uploadId: string, asked: UploadSettings): Promise<ImportPlan> {
    const { making, into } = await this.#settle(call, asked);
    const { dataSource, customers, imports } = this.deps;
    const planned = into && {
      ...into,
      customerCount: into.dataset.customerCount,
      count: (ids: readonly string[]) => customers.count(dataSource.manager, into.dataset.id, ids),
    };
    const sheet = await this.sheetOf(call, uploadId, asked.sheet, into);
    return this.read(call, uploadId, sheet, async (connection, source, folder) => ({
      ...(await planImportOf(connection, source, folder, making, planned)),
      sameFileAs: await imports.findSameFile(call, source.original.sha256, into?.dataset.id ?? null),
    }));
  }

  /** What settings mean beside the dataset that they name. @throws AppError NOT_FOUND, CONFLICT, BAD_USER_INPUT */
  async #settle(call: CallContext, asked: UploadSettings) {
    const { intoDatasetId = null, kind, transactions, duplicateCustomers } = asked;
    const mode = asked.mode ?? (intoDatasetId === null ? 'NEW' : 'APPEND');
    requireMode({ mode, intoDatasetId });
    const into = intoDatasetId === null ? null : await this.readInto(call, intoDatasetId);
    const rows = into
      ? askedInto({ kind, transactions }, { ...into, name: into.dataset.name, mode })
      : { kind, transactions };
    const making = {
      ...{ ...rows, mode, duplicateCustomers, signal: call.signal, today: this.deps.clock.now() },
      known: rows.kind === 'TRANSACTIONS' ? [] : (into?.columns ?? []),
      columns: asked.columns ?? [],
      dialect: { ...into?.formats, ...definedOf(asked.dialect ?? {}) },
    };
    return { making, into };
  }

  /** The sheet to read: as asked, else the one of a dataset's last file where there is one of that name; null for any. */
  async sheetOf(
    call: CallContext,
    uploadId: string,
    asked: string | null | undefined,
    into: { readonly sheet: string | null } | null,
  ): Promise<string | null> {
    if (asked != null || into === null || into.sheet === null) return asked ?? null;
    return (await this.sheets(call, uploadId)).includes(into.sheet) ? into.sheet : null;
  }

  /** The sheets of an upload that is a workbook; none of another file. @throws AppError NOT_FOUND, or for a bad file */
  sheets(call: CallContext, uploadId: string): Promise<string[]> {
    return this.deps.uploads.with(call, uploadId, ({ path }) => sheetsOf(path));
  }

  /** A dataset that a file goes into, and how its files are read. @throws AppError NOT_FOUND, CONFLICT */
  async readInto(call: CallContext, id: string) {
    const { dataset, columns } = await this.deps.datasets.requireReady(call, id, ['intoDatasetId']);
    const last = await this.deps.datasets.lastImport(call, id);
    const formats = last && {
      decimalSeparator: last.dialect.decimalSeparator,
      ...(last.dialect.dateFormat ? { dateFormat: last.dialect.dateFormat } : {}),
    };
    const rolledUp = await this.deps.dataSource
      .getRepository(Import)
      .findOne({ where: { datasetId: id, transactions: Not(IsNull()) }, order: { number: 'DESC' } });
    const { dataSource } = this.deps;
    const keeps = rolledUp !== null && (await keepsPurchases(dataSource.manager, id));
    const earlier = keeps ? (folder: string) => readEarlier(dataSource, id, folder, call.signal) : null;
    return {
      dataset,
      columns,
      formats,
      last: rolledUp?.transactions ?? null,
      earlier,
      sheet: last?.sheet ?? null,
    };
  }

  /** Passes `use` an upload as a text of a line a row, whatever it is. @throws AppError NOT_FOUND, or for a bad file */
  read<T>(
    call: CallContext,
    id: string,
    sheet: string | null,
    use: (connection: DuckDBConnection, upload: SourceUpload, folder: string) => Promise<T>,
  ): Promise<T> {
    const { uploads, uploadLimits: limits, work, duckDb } = this.deps;
    const { signal } = call;
    return uploads.with(call, id, (upload) =>
      work.with((folder) =>
        duckDb.with(
          folder,
          async (connection) => {
            const options = { uploads, limits, connection, folder, sheet, signal };
            return use(connection, await openSource(upload, options), folder);
          },
          signal,
        ),
      ),
    );
  }
}

/** @throws AppError BAD_USER_INPUT if the mode does not match the given dataset */
export function requireMode({
  mode,
  intoDatasetId,
}: Pick<ImportDatasetInput, 'mode' | 'intoDatasetId'>): ImportMode {
  const asked = mode ?? 'NEW';
  if ((asked === 'NEW') === (intoDatasetId == null)) return asked;
  const message =
    asked === 'NEW'
      ? 'mode is NEW and intoDatasetId is given; to import into a dataset it must be APPEND or REPLACE.'
      : `mode is ${asked} and intoDatasetId is missing; it must name the dataset to import into.`;
  throw new AppError('BAD_USER_INPUT', message, { field: [asked === 'NEW' ? 'mode' : 'intoDatasetId'] });
}

/** The given entries, without those that are missing or null. */
export function definedOf(given: CsvDialectInput): CsvDialectInput {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value != null));
}
