import type { DataSource, EntityManager } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import type { Connection } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { Logger } from '../../platform/logger.js';
import { speaking } from '../../platform/words/spoken.js';
import type { Compute } from '../compute/index.js';
import type { DatasetColumn } from '../datasets/index.js';
import type { ScoringModel } from '../engine/index.js';
import type { Job, JobQueue } from '../jobs/index.js';
import type { ChurnAlgorithm, ImbalanceStrategy } from './churn.enums.js';
import type { DatasetSource } from './dataset-source.js';
import { describeDefinition, requestOf, resolveDefinition } from './definition/churn-definition.js';
import type { DefinitionRequest } from './definition/definition-request.js';
import type { TargetEvent } from './definition/target-event.js';
import { readReason } from './registry/champion-changes.js';
import type { ChurnModel, TrainingRequest } from './registry/churn-model.entity.js';
import type { ChurnModelStore, NewChurnModel } from './registry/churn-model.store.js';
import { exportModelFile } from './registry/export-model-file.js';
import { readModelFile, writeModelFile } from './registry/model-file.js';
import { isTrustworthy, weaknessInWords } from './report/model-warnings.js';
import type { ChurnScores } from './scoring/churn-scores.js';
import { planTraining } from './training/training-plan.js';

/** The training that a caller requests. */
export interface TrainRequest {
  readonly datasetId: string;
  readonly definition?: DefinitionRequest | null;
  readonly features?: readonly string[] | null;
  readonly algorithm?: ChurnAlgorithm | null;
  readonly imbalance?: ImbalanceStrategy | null;
  readonly seed?: number | null;
  readonly acknowledgedLeakage?: readonly string[] | null;
  /** Default `refuse`: a column that gives the answer away stops the training until it is acknowledged. */
  readonly onLeakage?: TrainingRequest['onLeakage'];
  /** Whether the model stays a candidate however good it is. */
  readonly waits?: boolean;
  /** Whether the champion no longer holds what it promised, so that a model which is not worse takes its place. */
  readonly relieves?: boolean;
}

/** What the service depends on. */
export interface ChurnServiceDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetSource;
  readonly jobs: JobQueue;
  readonly engine: Compute;
  readonly models: ChurnModelStore;
  readonly scores: ChurnScores;
  readonly logger: Logger;
}

/** What a training begins with. */
type Begun = Pick<NewChurnModel, 'datasetId' | 'target' | 'features' | 'request'> & {
  readonly columns: readonly DatasetColumn[];
};

/** Trains models and chooses the one that scores. */
export class ChurnService {
  constructor(readonly dependencies: ChurnServiceDependencies) {}

  /**
   * Checks the request against the dataset's columns and starts the training.
   * @throws AppError FORBIDDEN, or with the input field at fault, see `resolveDefinition` and `chooseFeatures`; CONFLICT if the
   * dataset is not READY.
   */
  async train(call: CallContext, request: TrainRequest): Promise<{ churnModel: ChurnModel; job: Job }> {
    const { dataSource, datasets } = this.dependencies;
    const { datasetId } = request;
    call.require('ANALYST', datasetId, ['datasetId']);
    const { rows, columns } = await datasets.requireReady(call, datasetId, ['datasetId']);
    const target = resolveDefinition(request.definition, columns, rows);
    const training = toTrainingRequest(request, columns);
    const { spec } = planTraining({ target, request: training }, columns, rows);

    const features = spec.columns.map(({ name }) => name);
    return inTransaction(dataSource, (manager) =>
      this.#begin(call, manager, { datasetId, target, features, request: training, columns }),
    );
  }

  async #begin(
    call: CallContext,
    manager: EntityManager,
    { columns, ...asked }: Begun,
  ): Promise<{ churnModel: ChurnModel; job: Job }> {
    const { jobs, engine, models } = this.dependencies;
    const { datasetId, target } = asked;
    const churnModel = await models.create(
      {
        ...asked,
        engine: engine.kind,
        storedDefinition: speaking('en', () => describeDefinition(target)),
        monetaryColumn: monetaryColumn(columns)?.name ?? null,
      },
      manager,
    );
    const payload = { churnModelId: churnModel.id };
    const jobId = await jobs.enqueue(call, 'train-churn-model', payload, { datasetId, manager });
    // Read here: once it is saved, nothing may turn the answer into an error.
    return { churnModel, job: await jobs.get(call, jobId, manager) };
  }

  /**
   * Takes a model that was trained elsewhere from its file, and has it judged on the customers here. It serves nobody until
   * somebody promotes it.
   * @throws AppError FORBIDDEN; BAD_USER_INPUT for what is no such file, or sees other columns; CONFLICT if the dataset is not
   * READY; or as `train` for what it predicts
   */
  async bringIn(
    call: CallContext,
    datasetId: string,
    bytes: Buffer,
  ): Promise<{ churnModel: ChurnModel; job: Job }> {
    const { dataSource, datasets, models } = this.dependencies;
    call.require('ANALYST', datasetId, ['datasetId']);
    const { algorithm, imbalance, scoring, target: asked } = readModelFile(bytes);
    const { rows, columns } = await datasets.requireReady(call, datasetId, ['datasetId']);
    const target = resolveDefinition(requestOf(asked), columns, rows);
    requireColumns(scoring, columns);
    const features = scoring.columns.map(({ name }) => name);
    // Whatever it sees it has to go on seeing; the guard still tells what it suspects.
    const training: TrainingRequest = {
      ...{ algorithm, imbalance, seed: 0, features, acknowledgedLeakage: features },
      ...{ onLeakage: 'leaveOut', waits: true },
    };
    planTraining({ target, request: training }, columns, rows);
    return inTransaction(dataSource, async (manager) => {
      const begun = await this.#begin(call, manager, {
        datasetId,
        target,
        features,
        request: training,
        columns,
      });
      await models.keepFile(manager, begun.churnModel.id, bytes);
      return begun;
    });
  }

  /**
   * Starts a training if the columns of a new dataset say who left; for an existing dataset it uses the champion's
   * definition. If the data do not allow it, that is logged and is not a failure: nobody requested this training.
   */
  async trainAfterImport(
    call: CallContext,
    datasetId: string,
    { isNew, event }: { readonly isNew: boolean; readonly event?: TargetEvent | null | undefined },
  ): Promise<void> {
    const { models, logger } = this.dependencies;
    const { edges } = await models.list(datasetId, 1);
    const newest = edges[0]?.node;
    // Delivered twice, or already requested by someone else.
    if (newest && (isNew || newest.status === 'PENDING' || newest.status === 'RUNNING')) return;
    const champion = await models.championKey(datasetId);
    const asked = event ? { event } : null;
    const definition = champion === null ? asked : requestOf((await models.get(champion.id)).target);
    try {
      await this.train(call, { datasetId, definition, onLeakage: 'leaveOut' });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      logger.info({ datasetId, code: error.code }, `no churn model was trained: ${error.message}`);
    }
  }

  /**
   * Makes a model the champion. Its scores are stored; only customers changed since then are scored first.
   * @param why kept in the history of champions with who it was
   * @throws AppError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, CONFLICT if it is not trained, MODEL_TOO_WEAK
   */
  async promote(call: CallContext, churnModelId: string, why?: string | null): Promise<ChurnModel> {
    const { models, scores } = this.dependencies;
    const { caller } = call;
    call.require('ANALYST');
    const reason = readReason(why);
    await scores.catchUp(call, requirePromotable(await this.get(call, churnModelId)));
    return models.promote(churnModelId, { by: caller.email ?? caller.label ?? caller.id, reason });
  }

  /** Null if there is none that the caller sees. */
  async find(call: CallContext, id: string): Promise<ChurnModel | null> {
    call.require('VIEWER');
    const found = await this.dependencies.models.find(id);
    return found !== null && call.sees(found.datasetId) ? found : null;
  }

  /** @throws AppError NOT_FOUND */
  async get(call: CallContext, id: string): Promise<ChurnModel> {
    const model = await this.find(call, id);
    if (model === null) throw notFound('ChurnModel', toGlobalId('ChurnModel', id), ['churnModelId']);
    return model;
  }

  /** A dataset's models, newest first. */
  list(
    call: CallContext,
    datasetId: string,
    first: number,
    after?: string | null,
  ): Promise<Connection<ChurnModel>> {
    call.require('VIEWER', datasetId);
    return this.dependencies.models.list(datasetId, first, after);
  }

  /** A completed model as a file that `bringIn` takes. @throws AppError NOT_FOUND, CONFLICT */
  async exportModel(call: CallContext, id: string): Promise<{ model: ChurnModel; file: Buffer }> {
    const model = await this.get(call, id);
    return {
      model,
      file: writeModelFile(model, await this.dependencies.models.artefacts.artefact(model.id)),
    };
  }

  /** A completed model as an ONNX file that scores attributes anywhere. @throws AppError NOT_FOUND, CONFLICT */
  async exportOnnx(call: CallContext, id: string): Promise<{ model: ChurnModel; file: Uint8Array }> {
    const model = await this.get(call, id);
    return {
      model,
      file: await exportModelFile(await this.dependencies.models.artefacts.storedModel(model.id)),
    };
  }
}

/** Each column that a model sees must be here, and be read as it was there. */
function requireColumns({ columns }: ScoringModel, here: readonly DatasetColumn[]): void {
  for (const { name, type } of columns) {
    const found = here.find((column) => column.name === name);
    const read = found?.type === 'TEXT' ? 'CATEGORY' : found?.type;
    if (read === type) continue;
    const is = read === undefined ? 'is no column of the dataset' : `is a ${read} here`;
    throw new AppError('BAD_USER_INPUT', `"${name}" ${is}; the model sees it as a ${type}.`);
  }
}

/** The column that holds a customer's value, if there is one. */
export function monetaryColumn(columns: readonly DatasetColumn[]): DatasetColumn | undefined {
  return columns.find(({ role, type }) => role === 'MONETARY_VALUE' && type === 'NUMBER');
}

function requirePromotable(model: ChurnModel): ChurnModel {
  const { status, metrics } = model;
  const field = ['churnModelId'];
  if (status !== 'COMPLETED' || metrics === null) {
    const message = `The model is ${status}; only a COMPLETED model can be champion.`;
    throw new AppError('CONFLICT', message, { field });
  }
  if (!isTrustworthy(metrics)) {
    throw new AppError('MODEL_TOO_WEAK', `The model cannot be champion. ${weaknessInWords(metrics)}`, {
      field,
    });
  }
  return model;
}

function toTrainingRequest(request: TrainRequest, columns: readonly DatasetColumn[]): TrainingRequest {
  const seed = request.seed ?? 0;
  if (!(seed >= 0)) {
    throw new AppError('BAD_USER_INPUT', `seed is ${seed}; it must be at least 0.`, { field: ['seed'] });
  }
  const acknowledgedLeakage = request.acknowledgedLeakage ?? [];
  acknowledgedLeakage.forEach((name, i) => {
    if (columns.some((column) => column.name === name)) return;
    throw new AppError(
      'UNKNOWN_COLUMN',
      `acknowledgedLeakage names "${name}", which is not a column of the dataset.`,
      {
        field: ['acknowledgedLeakage', String(i)],
      },
    );
  });
  return {
    algorithm: request.algorithm ?? 'AUTO',
    imbalance: request.imbalance ?? 'AUTO',
    seed,
    features: request.features ?? null,
    acknowledgedLeakage,
    onLeakage: request.onLeakage ?? 'refuse',
    ...(request.waits && { waits: true }),
    ...(request.relieves && { relieves: true }),
  };
}
