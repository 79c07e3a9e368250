import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import { type Connection, readPage, toConnection } from '../../platform/graphql/connection.js';
import { requireKey, toGlobalId } from '../../platform/graphql/global-id.js';
import type { LoaderDefinition } from '../../platform/graphql/request-context.js';
import { chooseFeatures } from '../feature-matrix/index.js';
import type { Job, JobQueue } from '../jobs/index.js';
import type { DatasetSource } from './dataset-source.js';
import { readFitRequest } from './fit-request.js';
import { FIT_SEGMENTATION, type FitSegmentationJob } from './fit-segmentation.job.js';
import type { SegmentMemberships } from './segment-memberships.js';
import { Segmentation } from './segmentation.entity.js';
import type { FitSegmentationInput, SelectSegmentationKInput } from './segmentation.inputs.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the service stands on. */
export interface SegmentationDependencies {
  readonly dataSource: DataSource;
  readonly jobs: JobQueue;
  readonly datasets: DatasetSource;
  readonly memberships: SegmentMemberships;
  readonly clock: Clock;
  /** Kind of the engine that computes. */
  readonly engine: string;
}

/** Asks for segmentations, finds them, and chooses the one and the k that a dataset's customers are shown in. */
export class SegmentationService {
  constructor(readonly deps: SegmentationDependencies) {}

  /** The active segmentation of each dataset, by the dataset's key. */
  readonly activeByDataset: LoaderDefinition<string, Segmentation | null> = {
    load: async (datasetIds) => {
      const active = await this.#repository
        .createQueryBuilder('segmentation')
        .where('segmentation.active and segmentation.datasetId in (:...datasetIds)', { datasetIds })
        .getMany();
      const byDataset = new Map(active.map((segmentation) => [segmentation.datasetId, segmentation]));
      return datasetIds.map((id) => byDataset.get(id) ?? null);
    },
  };

  /** Writes a segmentation down as PENDING and enqueues the job that fits it. @throws AppError for what is wrong. */
  async fit(input: FitSegmentationInput): Promise<{ segmentation: Segmentation; job: Job }> {
    const request = readFitRequest(input);
    const datasetId = requireKey('Dataset', input.datasetId, ['datasetId']);
    const dataset = await this.deps.datasets.requireReady(datasetId, ['datasetId']);
    const { spec } = chooseFeatures(dataset.columns, dataset.rows, { features: input.features ?? null });
    if (dataset.rows < request.minK) {
      const message = `The dataset has ${dataset.rows} customers; ${request.minK} segments need at least ${request.minK}.`;
      throw new AppError('TOO_FEW_ROWS', message, { field: ['datasetId'] });
    }
    const { segmentation, jobKey } = await this.deps.dataSource.transaction(async (manager) => {
      const draft = await manager.save(Segmentation, {
        id: crypto.randomUUID(),
        datasetId,
        status: 'PENDING',
        createdAt: this.deps.clock.now(),
        seed: request.seed,
        engine: this.deps.engine,
        features: spec.columns.map(({ name }) => name),
        columns: [...spec.columns],
        minK: request.minK,
        maxK: request.maxK,
        requestedK: request.k,
        active: false,
        qualities: [],
        loadings: [],
        explainedVarianceRatio: [],
        encodedFeatures: [],
      });
      const payload: FitSegmentationJob = { segmentationId: draft.id, ownFeatures: input.features != null };
      const jobKey = await this.deps.jobs.enqueue(FIT_SEGMENTATION, payload, { datasetId, manager });
      await manager.update(Segmentation, draft.id, { jobId: jobKey });
      return { segmentation: draft, jobKey };
    });
    return { segmentation: await this.require(segmentation.id), job: await this.deps.jobs.get(jobKey) };
  }

  /** Fits the columns as they are, unless the dataset has been segmented or is about to be. */
  async fitOnce(datasetId: string): Promise<void> {
    const known = await this.#repository.countBy({ datasetId });
    if (known === 0) await this.fit({ datasetId: toGlobalId('Dataset', datasetId) });
  }

  /** Selects a fitted k and makes the segmentation the active one. @throws AppError NOT_FOUND, CONFLICT, BAD_USER_INPUT */
  async selectK({ segmentationId, k }: SelectSegmentationKInput): Promise<Segmentation> {
    const id = requireKey('Segmentation', segmentationId, ['segmentationId']);
    const segmentation = await this.require(id, ['segmentationId']);
    const { status, minK, maxK, datasetId } = segmentation;
    if (status !== 'COMPLETED') {
      throw new AppError('CONFLICT', `The segmentation is ${status}; it must be COMPLETED.`, {
        field: ['segmentationId'],
      });
    }
    if (k < minK || k > maxK) {
      throw new AppError('BAD_USER_INPUT', `k is ${k}; it must be ${minK}..${maxK}.`, { field: ['k'] });
    }
    if (!segmentation.active) await this.deps.memberships.catchUp(segmentation);
    await this.deps.dataSource.transaction(async (manager) => {
      await manager.query(
        'update segmentations set active = false where dataset_id = $1 and active and id <> $2',
        [datasetId, id],
      );
      await manager.query('update segmentations set active = true, selected_k = $2 where id = $1', [id, k]);
    });
    return this.require(id);
  }

  /** Null where there is none. */
  async find(id: string): Promise<Segmentation | null> {
    return UUID.test(id) ? this.#repository.findOneBy({ id }) : null;
  }

  /** @throws AppError NOT_FOUND */
  async require(id: string, field?: readonly string[]): Promise<Segmentation> {
    const segmentation = await this.find(id);
    if (segmentation === null) throw notFound('Segmentation', toGlobalId('Segmentation', id), field);
    return segmentation;
  }

  /** A dataset's segmentations, the newest first. */
  async list(datasetId: string, first: number, after?: string | null): Promise<Connection<Segmentation>> {
    const page = readPage(first, after);
    const query = this.#repository.createQueryBuilder('segmentation').where({ datasetId });
    const total = await query.getCount();
    if (page.after) {
      query.andWhere('(segmentation.created_at, segmentation.id) < (:createdAt::timestamptz, :id::uuid)', {
        createdAt: page.after[0],
        id: page.after[1],
      });
    }
    const nodes = await query
      .orderBy({ 'segmentation.createdAt': 'DESC', 'segmentation.id': 'DESC' })
      .limit(page.first + 1)
      .getMany();
    return toConnection(page, nodes, total, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }

  get #repository() {
    return this.deps.dataSource.getRepository(Segmentation);
  }
}
