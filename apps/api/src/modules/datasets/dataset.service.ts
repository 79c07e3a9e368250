import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import { type Connection, readPage, toConnection } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { LoaderDefinition } from '../../platform/graphql/request-context.js';
import type { Job, JobQueue } from '../jobs/index.js';
import { Dataset } from './dataset.entity.js';
import type { ImportDatasetInput } from './dataset.inputs.js';
import type { DatasetStore } from './dataset.store.js';
import type { UploadPreview } from './dataset.types.js';
import { DatasetColumn } from './dataset-column.entity.js';
import { inspectUpload, previewRows } from './detection/inspect-upload.js';
import { withDuckDb } from './duckdb.js';
import type { ImportDatasetPayload } from './import/import-dataset.job.js';
import { planColumns } from './import/import-plan.js';
import { refreshSnapshot } from './refresh-snapshot.js';
import { RejectedRow } from './rejected-row.entity.js';
import type { Snapshot } from './snapshot.js';
import type { UploadStore } from './uploads/upload-store.js';

/** Rows that a preview reads at most. */
const PREVIEWED_ROWS = 20_000;
/** Rows that an import reads before it answers, so that a bad file is refused at once. */
const CHECKED_ROWS = 1000;
const MAX_NAME = 200;
const EXAMPLES = 5;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the service stands on. */
export interface DatasetServiceDependencies {
  readonly dataSource: DataSource;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly uploads: UploadStore;
  readonly store: DatasetStore;
}

/** Imports datasets, reads them, deletes them. Ids are keys, not global ids. */
export class DatasetService {
  /** Batches the columns of many datasets, in the order of the file. */
  readonly columnsLoader: LoaderDefinition<string, DatasetColumn[]> = {
    load: (ids) => this.#loadColumns(ids),
  };
  /** Batches datasets; null where there is none. */
  readonly datasetLoader: LoaderDefinition<string, Dataset | null> = {
    load: (ids) => this.#loadDatasets(ids),
  };

  constructor(private readonly deps: DatasetServiceDependencies) {}

  /** The newest first. */
  async list(first: number, after?: string | null): Promise<Connection<Dataset>> {
    const page = readPage(first, after);
    const query = this.deps.dataSource.getRepository(Dataset).createQueryBuilder('d');
    const total = await query.getCount();
    if (page.after) {
      query.andWhere('(d.created_at, d.id) < (:createdAt::timestamptz, :id::uuid)', {
        createdAt: page.after[0],
        id: page.after[1],
      });
    }
    const found = await query
      .orderBy({ 'd.createdAt': 'DESC', 'd.id': 'DESC' })
      .limit(page.first + 1)
      .getMany();
    return toConnection(page, found, total, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }

  /** Null where there is none. */
  async find(id: string): Promise<Dataset | null> {
    return UUID.test(id) ? this.deps.dataSource.getRepository(Dataset).findOneBy({ id }) : null;
  }

  /** @throws AppError NOT_FOUND */
  async get(id: string, field?: readonly string[]): Promise<Dataset> {
    const dataset = await this.find(id);
    if (dataset === null) throw notFound('Dataset', toGlobalId('Dataset', id), field);
    return dataset;
  }

  /** The size and the columns of a dataset whose customers can be read. @throws AppError NOT_FOUND, CONFLICT */
  async requireReady(
    id: string,
    field: readonly string[] = ['datasetId'],
  ): Promise<{ dataset: Dataset; rows: number; columns: DatasetColumn[] }> {
    const dataset = await this.get(id, field);
    requireReady(dataset, field);
    return { dataset, rows: dataset.customerCount, columns: await this.columns(id) };
  }

  /** In the order of the file. */
  async columns(id: string): Promise<DatasetColumn[]> {
    return this.deps.dataSource
      .getRepository(DatasetColumn)
      .find({ where: { datasetId: id }, order: { ordinal: 'ASC' } });
  }

  /** In the order of the file. */
  async rejectedRows(id: string, first: number, after?: string | null): Promise<Connection<RejectedRow>> {
    const page = readPage(first, after);
    const repository = this.deps.dataSource.getRepository(RejectedRow);
    const query = repository.createQueryBuilder('r').where('r.dataset_id = :id', { id });
    const total = await query.getCount();
    if (page.after) query.andWhere('r.ordinal > :ordinal', { ordinal: page.after[0] });
    const found = await query
      .orderBy('r.ordinal')
      .limit(page.first + 1)
      .getMany();
    return toConnection(page, found, total, ({ ordinal }) => [ordinal]);
  }

  /** The column file as the customers are now, written anew where they changed. @throws AppError NOT_FOUND, CONFLICT */
  async snapshot(id: string, signal?: AbortSignal): Promise<Snapshot> {
    const { columns } = await this.requireReady(id);
    const { store } = this.deps;
    return store.freshSnapshot(id, (manager) => refreshSnapshot(manager, store, id, columns, signal));
  }

  /** Notes in the caller's transaction that customers were added or removed. */
  noteChange(manager: EntityManager, id: string, added: number): Promise<void> {
    return this.deps.store.noteChange(manager, id, added);
  }

  /** Erases, in the caller's transaction, the rejected rows that name a customer id. Answers with how many there were. */
  eraseRejectedRows(manager: EntityManager, id: string, externalId: string): Promise<number> {
    return this.deps.store.eraseRejectedRows(manager, id, externalId);
  }

  /** What an upload holds. @throws AppError with one of the codes of a bad file */
  async preview(uploadId: string): Promise<UploadPreview> {
    const upload = await this.deps.uploads.get(uploadId);
    return withDuckDb(this.deps.store.workFolder, async (connection) => {
      const inspected = await inspectUpload(
        connection,
        upload,
        {},
        {
          limit: PREVIEWED_ROWS,
        },
      );
      const { source, detected, dialect, warnings } = inspected;
      return {
        uploadId,
        fileName: upload.fileName,
        byteSize: upload.bytes,
        dialect,
        columns: detected.columns.map(({ name, facts, conversion, role, reason }) => ({
          name,
          type: conversion.type,
          suggestedRole: role,
          reason,
          missingCount: facts.rows - facts.present,
          distinctCount: facts.distinct,
          examples: [...new Set(facts.sample)].slice(0, EXAMPLES),
        })),
        rows: await previewRows(connection, inspected),
        rowCount: source.complete ? source.rows : null,
        warnings: [...warnings],
      };
    });
  }

  /**
   * Starts the import of an upload, after the file and the roles were looked at.
   * @throws AppError with one of the codes of a bad file, UNKNOWN_COLUMN, or BAD_USER_INPUT
   */
  async import(input: ImportDatasetInput): Promise<{ dataset: Dataset; job: Job }> {
    const { dataSource, jobs, clock, uploads, store } = this.deps;
    const name = requireName(input.name);
    const upload = await uploads.get(input.uploadId);
    const given = input.dialect ?? {};
    const dialect = await withDuckDb(store.workFolder, async (connection) => {
      const inspected = await inspectUpload(connection, upload, given, { limit: CHECKED_ROWS });
      planColumns(inspected.detected.columns, input.columns);
      return inspected.dialect;
    });
    const { dataset, jobId } = await dataSource.transaction(async (manager) => {
      const values = {
        id: randomUUID(),
        name,
        status: 'IMPORTING' as const,
        createdAt: clock.now(),
        dialect,
      };
      await manager.insert(Dataset, values);
      const dataset = await manager.findOneByOrFail(Dataset, { id: values.id });
      const payload: ImportDatasetPayload = {
        datasetId: dataset.id,
        uploadId: upload.id,
        columns: input.columns ?? [],
        dialect: given,
        analyse: input.analyse ?? false,
      };
      const jobId = await jobs.enqueue('import-dataset', payload, { datasetId: dataset.id, manager });
      return { dataset, jobId };
    });
    return { dataset, job: await jobs.get(jobId) };
  }

  /** Imports delimited text from anywhere with the suggested roles. @throws AppError as `import`; no upload stays behind */
  async importText(
    source: Readable,
    options: { fileName: string; name: string; analyse: boolean },
  ): Promise<{ dataset: Dataset; job: Job }> {
    const { uploads } = this.deps;
    const upload = await uploads.write(source, options.fileName);
    try {
      return await this.import({ uploadId: upload.id, name: options.name, analyse: options.analyse });
    } catch (error) {
      await uploads.remove(upload.id);
      throw error;
    }
  }

  /** Deletes a dataset with everything computed from it, its files included. @throws AppError NOT_FOUND */
  async delete(id: string): Promise<void> {
    await this.get(id, ['datasetId']);
    await this.deps.jobs.cancelAllOf(id);
    await this.deps.store.delete(id);
  }

  async #loadColumns(ids: readonly string[]): Promise<DatasetColumn[][]> {
    const repository = this.deps.dataSource.getRepository(DatasetColumn);
    const found = await repository
      .createQueryBuilder('c')
      .where('c.dataset_id = any(:ids)', { ids })
      .orderBy('c.ordinal')
      .getMany();
    return ids.map((id) => found.filter((column) => column.datasetId === id));
  }

  async #loadDatasets(ids: readonly string[]): Promise<(Dataset | null)[]> {
    const repository = this.deps.dataSource.getRepository(Dataset);
    const found = await repository.createQueryBuilder('d').where('d.id = any(:ids)', { ids }).getMany();
    return ids.map((id) => found.find((dataset) => dataset.id === id) ?? null);
  }
}

/** @throws AppError CONFLICT unless the dataset's customers can be read */
export function requireReady(dataset: Dataset, field: readonly string[] = ['datasetId']): void {
  if (dataset.status === 'READY') return;
  throw new AppError('CONFLICT', `The dataset "${dataset.name}" is ${dataset.status}; it must be READY.`, {
    field,
  });
}

function requireName(text: string): string {
  const name = text.trim();
  if (name.length >= 1 && name.length <= MAX_NAME) return name;
  throw new AppError('BAD_USER_INPUT', `name has ${name.length} characters; it must have 1..${MAX_NAME}.`, {
    field: ['name'],
  });
}
