import type { Clock } from '../../platform/clock.js';
import type { AnalyticsEngine } from '../engine/index.js';
import type { JobContext, JobDefinition } from '../jobs/index.js';
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
  return {
    kind: 'train-churn-model',
    run: ({ churnModelId }, context) =>
      translateEngineErrors(() => trainChurnModel(churnModelId, dependencies, context)),
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

  const dataset = await engine.open(snapshot, spec, signal);
  try {
    const trained = await dataset.classify(options, (fraction, step) =>
      progress(0.05 + 0.7 * fraction, step),
    );
    const written = await models.describe(churnModelId, trained, snapshot.rows);
    const sink = scores.store.writerFor(written, scoredAt);
    await dataset.score(trained, sink, (fraction, step) => progress(0.75 + 0.23 * fraction, step));
  } finally {
    await dataset.close();
  }
  await scores.catchUp(await models.get(churnModelId));
  await models.complete(churnModelId);
}
