import type { Readable } from 'node:stream';
import type { DataSource, EntityManager } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import { SERVER } from '../../platform/call/caller.js';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { AppError } from '../../platform/errors/app-error.js';
import { laterUuid } from '../../platform/later-uuid.js';
import { readName } from '../../platform/read-name.js';
import type { Job, JobQueue } from '../jobs/index.js';
import { Dataset } from './dataset.entity.js';
import type { ImportDatasetInput } from './dataset.inputs.js';
import { requireDerivable } from './derived/derive-columns.js';
import { inspectUpload } from './detection/inspect-upload.js';
import type { ImportDatasetPayload } from './import/import-dataset.job.js';
import { givenColumns, planImport } from './import/import-plan.js';
import type { Import } from './import.entity.js';
import type { ImportStore } from './import.store.js';
import { askedInto } from './purchases/asked-into.js';
import { type AskedRows, askedKind, usesOf } from './purchases/read-purchases.js';
import { definedOf, requireMode, type UploadReader } from './upload-reader.js';
import type { UploadStore } from './uploads/upload-store.js';

/** What the service depends on. */
export interface ImportServiceDependencies {
  readonly dataSource: DataSource;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly uploads: UploadStore;
  readonly imports: ImportStore;
  readonly reader: UploadReader;
}

/** Rows that an import reads before it is accepted, so that a bad file is refused at once. */
const CHECKED_ROWS = 1000;
const MAX_NAME = 200;

/** Starts imports. Ids are keys, not global ids. */
export class ImportService {
  constructor(private readonly deps: ImportServiceDependencies) {}

  /**
   * Starts the import of an upload, after checking the file and the roles; `intoDatasetId` is a key.
   * @throws AppError FORBIDDEN, with one of the codes for a bad file, UNKNOWN_COLUMN, BAD_USER_INPUT, or NOT_FOUND and CONFLICT for
   * the dataset to import into
   */
  async import(
    call: CallContext,
    request: ImportDatasetInput,
  ): Promise<{ dataset: Dataset; import: Import; job: Job }> {
    const { dataSource, jobs, clock, uploads, imports, reader } = this.deps;
    const mode = requireMode(request);
    const intoId = request.intoDatasetId ?? null;
    if (intoId === null) call.requireEverything('ANALYST');
    else call.require('ANALYST', intoId, ['intoDatasetId']);
    const upload = await uploads.get(call, request.uploadId);
    const into = intoId === null ? null : await reader.readInto(call, intoId);
    const name = into?.dataset.name ?? readName(request.name, MAX_NAME);
    // Every file of a dataset is read with the same conventions.
    const given = { ...into?.formats, ...definedOf(request.dialect ?? {}) };
    const asked = into ? askedInto(request, { ...into, name, mode }) : pickAsked(request);
    const isPurchases = asked.kind === 'TRANSACTIONS';
    const known = isPurchases ? [] : (into?.columns ?? []);
    const sheet = await reader.sheetOf(call, upload.id, request.sheet, into);
    const dialect = await reader.read(call, upload.id, sheet, async (connection, source, folder) => {
      const inspected = await inspectUpload(connection, source, given, folder, {
        reads: CHECKED_ROWS,
        columns: givenColumns(request.columns ?? [], known),
        known,
        signal: call.signal,
      });
      if (!isPurchases)
        requireDerivable(planImport(inspected.detected.columns, request.columns, known), request.derive);
      else if (asked.transactions || inspected.source.complete)
        await usesOf(connection, inspected, asked.transactions);
      return inspected.dialect;
    });
    return inTransaction(dataSource, async (manager) => {
      const dataset = into?.dataset ?? (await this.#createDataset(manager, name));
      const made = await imports.create(manager, {
        datasetId: dataset.id,
        mode,
        fileName: upload.fileName,
        byteSize: String(upload.bytes),
        fileSha256: upload.sha256 ?? null,
        dialect,
        createdAt: clock.now(),
        createdBy: call.caller === SERVER ? null : (call.caller.email ?? call.caller.id),
      });
      const payload: ImportDatasetPayload = {
        datasetId: dataset.id,
        importId: made.id,
        uploadId: upload.id,
        columns: request.columns ?? [],
        dialect: given,
        sheet,
        duplicateCustomers: request.duplicateCustomers ?? 'LAST_WINS',
        derive: request.derive ?? null,
        kind: asked.kind ?? null,
        transactions: asked.transactions ?? null,
        analyse: request.analyse ?? false,
        labelMeaning: request.labelMeaning ?? null,
      };
      const jobId = await jobs.enqueue(call, 'import-dataset', payload, { datasetId: dataset.id, manager });
      // Read here: once it is saved, nothing may turn the answer into an error.
      return { dataset, import: made, job: await jobs.get(call, jobId, manager) };
    });
  }

  /**
   * Imports a file from any source with the suggested roles; `uploaded` sees the upload before.
   * @throws AppError like `import`, leaving no upload behind
   */
  async importText(
    call: CallContext,
    source: Readable,
    options: { fileName: string; name: string; analyse: boolean },
    uploaded: (uploadId: string) => Promise<void> = async () => {},
  ): Promise<{ dataset: Dataset; job: Job }> {
    const { uploads } = this.deps;
    const upload = await uploads.write(call, source, options.fileName);
    try {
      await uploaded(upload.id);
      return await this.import(call, { uploadId: upload.id, name: options.name, analyse: options.analyse });
    } catch (error) {
      const mayBeUsed = error instanceof AppError && error.code === 'OUTCOME_UNKNOWN';
      if (!mayBeUsed) await uploads.remove(upload.id);
      throw error;
    }
  }

  async #createDataset(manager: EntityManager, name: string): Promise<Dataset> {
    const createdAt = this.deps.clock.now();
    const id = laterUuid(createdAt);
    await manager.insert(Dataset, { id, name, status: 'IMPORTING', createdAt });
    return manager.findOneByOrFail(Dataset, { id });
  }
}

/** What a caller says about the rows of a file for a new dataset. @throws AppError BAD_USER_INPUT */
function pickAsked({ kind, transactions }: ImportDatasetInput): AskedRows {
  return { kind: askedKind({ kind, transactions }), transactions };
}
