import { type DataSource, In } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import type { Connection } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { NEWEST_FIRST, readKeyset } from '../../platform/graphql/read-keyset.js';
import type { Logger } from '../../platform/logger.js';
import { chooseFeatures } from '../feature-matrix/index.js';
import type { Job, JobQueue } from '../jobs/index.js';
import type { DatasetSource } from './dataset-source.js';
import { weighFeatures } from './fit/column-weights.js';
import { readFitRequest } from './fit/fit-request.js';
import { FIT_SEGMENTATION, type FitSegmentationJob } from './fit/fit-segmentation.job.js';
import { readSegmentName } from './identity/segment-names.js';
import { readNote } from './identity/segment-notes.js';
import type { SegmentMemberships } from './membership/segment-memberships.js';
import type { Segment } from './segment.entity.js';
import { Segmentation } from './segmentation.entity.js';
import type { FitSegmentationInput } from './segmentation.inputs.js';
import type { SegmentationStore } from './segmentation.store.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the service depends on. */
export interface SegmentationDependencies {
  readonly dataSource: DataSource;
  readonly jobs: JobQueue;
  readonly datasets: DatasetSource;
  readonly memberships: SegmentMemberships;
  readonly store: SegmentationStore;
  readonly clock: Clock;
  /** Kind of the engine that computes. */
  readonly engine: string;
  readonly logger: Logger;
}

/** Requests and finds segmentations, and chooses a dataset's active one and its k. */
export class SegmentationService {
  constructor(readonly deps: SegmentationDependencies) {}

  /** The active segmentation of each dataset, by the dataset's key. */
  readonly activeByDataset: LoaderDefinition<string, Segmentation | null> = {
    scopeOf: (datasetId) => datasetId,
    load: async (datasetIds) => {
      const active = await this.#repository
        .createQueryBuilder('segmentation')
        .where('segmentation.active and segmentation.datasetId in (:...datasetIds)', { datasetIds })
        .getMany();
      const byDataset = new Map(active.map((segmentation) => [segmentation.datasetId, segmentation]));
      return datasetIds.map((id) => byDataset.get(id) ?? null);
    },
  };

  /**
   * Stores a segmentation as PENDING and enqueues the job that fits it; `datasetId` is a key.
   * @throws AppError FORBIDDEN, and for invalid requests
   */
  async fit(
    call: CallContext,
    input: FitSegmentationInput,
  ): Promise<{ segmentation: Segmentation; job: Job }> {
    const { datasetId } = input;
    call.require('ANALYST', datasetId, ['datasetId']);
    const request = readFitRequest(input);
    const dataset = await this.deps.datasets.requireReady(call, datasetId, ['datasetId']);
    const { spec } = chooseFeatures(dataset.columns, dataset.rows, { features: input.features ?? null });
    const { columns, weights } = weighFeatures(spec.columns, input.weights ?? []);
    if (dataset.rows < request.minK) {
      const message = `The dataset has ${dataset.rows} customers; ${request.minK} segments need at least ${request.minK}.`;
      throw new AppError('TOO_FEW_ROWS', message, { field: ['datasetId'] });
    }
    return inTransaction(this.deps.dataSource, async (manager) => {
      await this.deps.datasets.hold(manager, datasetId);
      const draft = await manager.save(Segmentation, {
        id: crypto.randomUUID(),
        datasetId,
        status: 'PENDING',
        createdAt: this.deps.clock.now(),
        seed: request.seed,
        engine: this.deps.engine,
        features: columns.map(({ name }) => name),
        columns: [...columns],
        weights,
        minK: request.minK,
        maxK: request.maxK,
        requestedK: request.k,
        active: false,
        qualities: [],
        columnOutliers: [],
        columnsTogether: [],
        columnsComputed: [],
        loadings: [],
        explainedVarianceRatio: [],
        encodedFeatures: [],
      });
      const payload: FitSegmentationJob = { segmentationId: draft.id, ownFeatures: input.features != null };
      const jobKey = await this.deps.jobs.enqueue(call, FIT_SEGMENTATION, payload, { datasetId, manager });
      await manager.update(Segmentation, draft.id, { jobId: jobKey });
      // Read here: once it is saved, nothing may turn the answer into an error.
      return {
        segmentation: await manager.findOneByOrFail(Segmentation, { id: draft.id }),
        job: await this.deps.jobs.get(call, jobKey, manager),
      };
    });
  }

  /**
   * Fits a dataset that was never segmented with its default columns, and otherwise refits the active segmentation. If the
   * data do not allow it, that is logged and is not a failure: nobody requested this fit.
   */
  async fitAfterImport(call: CallContext, datasetId: string, isNew: boolean): Promise<void> {
    const [newest] = await this.#repository.find({
      where: { datasetId },
      order: { active: 'DESC', createdAt: 'DESC' },
      take: 1,
    });
    if (newest && isNew) return;
    // Delivered twice, or already requested by someone else.
    if (await this.#repository.existsBy({ datasetId, status: In(['PENDING', 'RUNNING']) })) return;
    const again = newest && {
      features: newest.features,
      weights: newest.weights,
      minK: newest.minK,
      seed: newest.seed,
    };
    try {
      await this.fit(call, { datasetId, ...again });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.deps.logger.info({ datasetId, code: error.code }, `no segments were fitted: ${error.message}`);
    }
  }

  /**
   * Names a key of the segmentation's dataset, whatever segments have it; a blank name brings the automatic one back.
   * @throws AppError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, CONFLICT
   */
  async rename(
    call: CallContext,
    id: string,
    key: string,
    typed: string,
  ): Promise<{ segmentation: Segmentation; segment: Segment }> {
    call.require('ANALYST');
    const segmentation = await this.require(call, id, ['segmentationId']);
    const segment = await this.deps.store.rename(segmentation, key, readSegmentName(typed));
    if (segment === null) throw notFound('Segmentation', toGlobalId('Segmentation', id), ['segmentationId']);
    return { segmentation, segment };
  }

  /**
   * Writes what a user says of a key of the segmentation's dataset; a blank text takes it back.
   * @throws AppError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, CONFLICT
   */
  async note(call: CallContext, id: string, key: string, typed: string): Promise<Segment> {
    call.require('ANALYST');
    const segmentation = await this.require(call, id, ['segmentationId']);
    const segment = await this.deps.store.note(segmentation, key, readNote(typed));
    if (segment === null) throw notFound('Segmentation', toGlobalId('Segmentation', id), ['segmentationId']);
    return segment;
  }

  /**
   * Selects a fitted k and makes the segmentation active.
   * @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT, BAD_USER_INPUT
   */
  async selectK(call: CallContext, id: string, k: number): Promise<Segmentation> {
    call.require('ANALYST');
    const segmentation = await this.require(call, id, ['segmentationId']);
    const { status, minK, maxK, datasetId } = segmentation;
    if (status !== 'COMPLETED') {
      throw new AppError('CONFLICT', `The segmentation is ${status}; it must be COMPLETED.`, {
        field: ['segmentationId'],
      });
    }
    if (k < minK || k > maxK) {
      throw new AppError('BAD_USER_INPUT', `k is ${k}; it must be ${minK}..${maxK}.`, { field: ['k'] });
    }
    if (!segmentation.active) await this.deps.memberships.catchUp(call, segmentation);
    const selected = await this.deps.store.activate(id, datasetId, k);
    if (selected === null) throw notFound('Segmentation', toGlobalId('Segmentation', id), ['segmentationId']);
    return selected;
  }

  /** Null if there is none that the caller sees. */
  async find(call: CallContext, id: string): Promise<Segmentation | null> {
    call.require('VIEWER');
    const found = UUID.test(id) ? await this.#repository.findOneBy({ id }) : null;
    return found !== null && call.sees(found.datasetId) ? found : null;
  }

  /** @throws AppError NOT_FOUND */
  async require(call: CallContext, id: string, field?: readonly string[]): Promise<Segmentation> {
    const segmentation = await this.find(call, id);
    if (segmentation === null) throw notFound('Segmentation', toGlobalId('Segmentation', id), field);
    return segmentation;
  }

  /** A dataset's segmentations, newest first. */
  list(
    call: CallContext,
    datasetId: string,
    first: number,
    after?: string | null,
  ): Promise<Connection<Segmentation>> {
    call.require('VIEWER', datasetId);
    const query = this.#repository.createQueryBuilder('segmentation').where({ datasetId });
    return readKeyset(query, { name: 'segmentations', of: datasetId }, { first, after }, NEWEST_FIRST);
  }

  get #repository() {
    return this.deps.dataSource.getRepository(Segmentation);
  }
}
