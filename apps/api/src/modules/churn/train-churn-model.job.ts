import type { Clock } from '../../platform/clock.js';
import type { Snapshot } from '../datasets/index.js';
import type { AnalyticsEngine } from '../engine/index.js';
import type { JobContext, JobDefinition } from '../jobs/index.js';
import type { ChurnModel } from './churn-model.entity.js';
import type { ChurnModelStore } from './churn-model.store.js';
import type { ChurnScores } from './churn-scores.js';
import type { DatasetSource } from './dataset-source.js';
import { planTraining } from './training-plan.js';
import { translateEngineErrors } from './translate-engine-errors.js';

/** What the job is told. */
export interface TrainChurnModelPayload {
  readonly churnModelId: string;
}

/** What the job stands on. */
export interface TrainingDependencies {
  readonly datasets: DatasetSource;
  readonly engine: AnalyticsEngine;
  readonly models: ChurnModelStore;
  readonly scores: ChurnScores;
  readonly clock: Clock;
}

/**
 * Trains a model that was asked for, scores every customer with it, and makes it champion where it may be. Starts from
 * nothing each time: what an attempt before left behind is removed first.
 */
export function trainChurnModelJob(
  dependencies: TrainingDependencies,
): JobDefinition<TrainChurnModelPayload> {
  const { models, datasets } = dependencies;
  return {
    kind: 'train-churn-model',
    run: async ({ churnModelId }, context) => {
      const model = await models.begin(churnModelId);
      // Deleted with its dataset, or trained by an attempt that died before it could say so.
      if (model === null) return;
      await translateEngineErrors(() =>
        datasets.withSnapshot(
          model.datasetId,
          (manager, { id }) => models.refer(manager, churnModelId, id),
          (snapshot) => trainChurnModel(model, snapshot, dependencies, context),
          context.signal,
        ),
      );
    },
    onFailed: ({ churnModelId }, outcome) => models.fail(churnModelId, outcome),
  };
}

async function trainChurnModel(
  model: ChurnModel,
  snapshot: Snapshot,
  { datasets, engine, models, scores, clock }: TrainingDependencies,
  { signal, progress }: JobContext,
): Promise<void> {
  progress(0, 'Reading the customers');
  const { columns } = await datasets.requireReady(model.datasetId, ['datasetId']);
  const { spec, options } = planTraining(model, columns, snapshot.rows);

  const dataset = await engine.open(snapshot, spec, signal);
  try {
    const trained = await dataset.classify(options, (fraction, step) =>
      progress(0.05 + 0.7 * fraction, step),
    );
    const written = await models.describe(model.id, trained, snapshot.rows);
    const sink = scores.store.writerFor(written, snapshot.revision, clock.now());
    await dataset.score(trained, sink, (fraction, step) => progress(0.75 + 0.23 * fraction, step));
  } finally {
    await dataset.close();
  }
  // Most of those who changed meanwhile are scored before anybody looks; the rest follow the promotion.
  await scores.catchUp(await models.get(model.id), signal);
  signal.throwIfAborted();
  await models.complete(model.id);
}
