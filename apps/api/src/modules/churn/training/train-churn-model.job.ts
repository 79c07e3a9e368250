import type { Clock } from '../../../platform/clock.js';
import type { Compute } from '../../compute/index.js';
import type { Snapshot } from '../../datasets/index.js';
import { columnsWithoutGaps, snapshotRef } from '../../engine/index.js';
import type { JobContext, JobDefinition } from '../../jobs/index.js';
import type { DatasetSource } from '../dataset-source.js';
import type { ChampionGate } from '../registry/champion-gate.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import type { ChurnModelStore } from '../registry/churn-model.store.js';
import { type ModelFile, readModelFile } from '../registry/model-file.js';
import { readOrigin } from '../report/training-data.js';
import type { ChurnScores } from '../scoring/churn-scores.js';
import type { TrainClassifierOperations, TrainClassifierRequest } from './train-classifier.js';
import { engineAlgorithm, engineImbalance, planTraining } from './training-plan.js';

/** The job's payload. */
export interface TrainChurnModelPayload {
  readonly churnModelId: string;
}

/** What the job depends on. */
export interface TrainingDependencies {
  readonly datasets: DatasetSource;
  readonly engine: Compute;
  readonly models: ChurnModelStore;
  readonly scores: ChurnScores;
  readonly gate: ChampionGate;
  readonly clock: Clock;
}

/**
 * Trains a requested model, scores every customer with it, and makes it champion if the gate lets it. Every attempt starts
 * from scratch: what an earlier attempt left behind is removed first.
 */
export function trainChurnModelJob(
  dependencies: TrainingDependencies,
): JobDefinition<TrainChurnModelPayload> {
  const { models, datasets, engine } = dependencies;
  return {
    kind: 'train-churn-model',
    needs: async ({ churnModelId }, call) => {
      const asked = await models.find(churnModelId);
      if (asked === null) return { bytes: 0 };
      const { rows, columns } = await datasets.requireReady(call, asked.datasetId, ['datasetId']);
      return { bytes: engine.memoryFor(rows, columns.length) };
    },
    run: async ({ churnModelId }, context) => {
      const model = await models.begin(churnModelId);
      // Deleted with its dataset, or trained by an attempt that died before it could report it.
      if (model === null) return;
      await datasets.withSnapshot(
        context.call,
        model.datasetId,
        (manager, { id }) => models.refer(manager, churnModelId, id),
        (snapshot) => trainChurnModel(model, snapshot, dependencies, context),
      );
    },
    onFailed: ({ churnModelId }, outcome) => models.fail(churnModelId, outcome),
  };
}

async function trainChurnModel(
  model: ChurnModel,
  snapshot: Snapshot,
  { datasets, engine, models, scores, gate, clock }: TrainingDependencies,
  { call, progress }: JobContext,
): Promise<void> {
  progress(0, 'Reading the customers');
  const { columns } = await datasets.requireReady(call, model.datasetId, ['datasetId']);
  const plan = planTraining(model, columns, snapshot.rows);
  const { options, leftOut: unused } = plan;
  const file = await models.givenFile(model.id);
  const given = file && readModelFile(file);
  // A model that was trained elsewhere sees its columns in its own order.
  const spec = given ? { ...plan.spec, columns: given.scoring.columns } : plan.spec;
  const origin = await readOrigin(call, datasets, model.datasetId);

  const labels = await datasets.labels.of(model.datasetId);
  const reported = { customers: snapshot.rows, origin, unused, labels };
  const request: TrainClassifierRequest = { snapshot: snapshotRef(snapshot), spec };
  const training = await engine.open<TrainClassifierOperations>('classifier', request, call.signal);
  try {
    const handlers = {
      onProgress: (fraction: number, step: string) => progress(0.05 + 0.7 * fraction, step),
    };
    const trained = given
      ? await training.call('judge', { options, given: toGiven(given) }, handlers)
      : await training.call('train', options, handlers);
    const written = await models.describe(model.id, trained, snapshot.revision, reported);
    const sink = scores.store.writerFor(written, snapshot.revision, clock.now());
    await training.call(
      'score',
      {},
      {
        sink,
        onProgress: (fraction, step) => progress(0.75 + 0.23 * fraction, step),
      },
    );
    const whole = new Set(columnsWithoutGaps(trained.model));
    const unseenGaps = columns.filter(({ name, missingCount }) => missingCount > 0 && whole.has(name));
    await scores.store.outdate(
      written,
      unseenGaps.map(({ name }) => name),
    );
  } finally {
    await training.close();
  }
  // Most customers that changed meanwhile are scored before anyone looks; the rest follow the promotion.
  const described = await models.get(model.id);
  await scores.catchUp(call, described);
  await models.refreshStatistics();
  progress(0.98, 'Comparing it with the model in use');
  for (let settled = false; !settled; ) {
    call.signal.throwIfAborted();
    const verdict = await gate.judge(call, described);
    const promoted = verdict.promoted && !model.request.waits;
    settled = await models.complete(model.id, { ...verdict, promoted });
  }
  await models.removeOldScores(model.datasetId);
}

function toGiven({ scoring, algorithm, imbalance, promised }: ModelFile) {
  return {
    ...{ scoring, promised },
    algorithm: engineAlgorithm(algorithm),
    imbalance: engineImbalance(imbalance),
  };
}
