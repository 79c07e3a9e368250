import type { Clock } from '../../platform/clock.js';
import type { Compute } from '../compute/index.js';
import { snapshotRef } from '../engine/index.js';
import type { JobContext, JobDefinition } from '../jobs/index.js';
import type { ChurnModelStore } from './churn-model.store.js';
import type { ChurnScores } from './churn-scores.js';
import type { DatasetSource } from './dataset-source.js';
import type { TrainClassifierOperations, TrainClassifierRequest } from './training/train-classifier.js';
import { planTraining } from './training-plan.js';

/** What the job is told. */
export interface TrainChurnModelPayload {
  readonly churnModelId: string;
}

/** What the job stands on. */
export interface TrainingDependencies {
  readonly datasets: DatasetSource;
  readonly engine: Compute;
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
  return {
    kind: 'train-churn-model',
    run: ({ churnModelId }, context) => trainChurnModel(churnModelId, dependencies, context),
    onFailed: ({ churnModelId }, outcome) => dependencies.models.fail(churnModelId, outcome),
  };
}

async function trainChurnModel(
  churnModelId: string,
  { datasets, engine, models, scores, clock }: TrainingDependencies,
  { signal, progress }: JobContext,
): Promise<void> {
  progress(0, 'Reading the customers');
  const model = await models.begin(churnModelId);
  // Customers that change from here on are scored again afterwards.
  const scoredAt = clock.now();
  const snapshot = await datasets.snapshot(model.datasetId, signal);
  const { columns } = await datasets.requireReady(model.datasetId, ['datasetId']);
  const { spec, options } = planTraining(model, columns, snapshot.rows);

  const request: TrainClassifierRequest = { snapshot: snapshotRef(snapshot), spec };
  const training = await engine.open<TrainClassifierOperations>('classifier', request, signal);
  try {
    const trained = await training.call('train', options, {
      onProgress: (fraction, step) => progress(0.05 + 0.7 * fraction, step),
    });
    const written = await models.describe(churnModelId, trained, snapshot.rows);
    const sink = scores.store.writerFor(written, scoredAt);
    await training.call(
      'score',
      {},
      {
        sink,
        onProgress: (fraction, step) => progress(0.75 + 0.23 * fraction, step),
      },
    );
  } finally {
    await training.close();
  }
  await scores.catchUp(await models.get(churnModelId));
  await models.complete(churnModelId);
}
