import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import type { Routes } from '../../platform/http/http-application.js';
import type { Authenticate } from '../../platform/http/open-call.js';
import type { Logger } from '../../platform/logger.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { Compute } from '../compute/index.js';
import type { JobQueue } from '../jobs/index.js';
import { ChampionScorer } from './scoring/champion-scorer.js';
import './churn.events.js';
import { Churn1763800000601 } from './churn.migration.js';
import { ChurnResolver } from './churn.resolver.js';
import { ChurnService } from './churn.service.js';
import { CustomerChurnFields } from './customer.fields.js';
import { DamagedModels1764800000603 } from './damaged-models.migration.js';
import { DatasetChurnFields } from './dataset.fields.js';
import type { DatasetSource } from './dataset-source.js';
import { LivingScores1764200000602 } from './living-scores.migration.js';
import { ChurnModel } from './registry/churn-model.entity.js';
import { ChurnModelStore } from './registry/churn-model.store.js';
import { modelFileRoutes } from './registry/model-file.routes.js';
import { ModelQuestions } from './report/model-questions.js';
import { ChurnScoreFields } from './scoring/churn-score.fields.js';
import { ChurnScoreStore } from './scoring/churn-score.store.js';
import { ChurnScores } from './scoring/churn-scores.js';
import { ScoreHistory } from './scoring/score-history.js';
import { trainChurnModelJob } from './training/train-churn-model.job.js';

export { RiskBand } from './churn.enums.js';
export type { ChurnService } from './churn.service.js';
export type { ChurnDefinition } from './definition/churn-definition.js';
export { leftCondition } from './definition/left-condition.js';
export { ChurnModel, ChurnModelConnection } from './registry/churn-model.entity.js';
export { Statement } from './report/churn-report.types.js';
export { compareLeaving } from './report/compare-leaving.js';
export type { Champion, ChampionScore, ChampionScorer } from './scoring/champion-scorer.js';
export { ChurnScore, FeatureContribution } from './scoring/churn-score.types.js';
export type { ChurnScores } from './scoring/churn-scores.js';
export { describeContributions } from './scoring/contribution-text.js';

export const entities = [ChurnModel];
export const migrations = [Churn1763800000601, LivingScores1764200000602, DamagedModels1764800000603];

/** What the slice depends on. */
export interface ChurnDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetSource;
  readonly jobs: JobQueue;
  readonly engine: Compute;
  readonly outbox: Outbox;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly authenticate: Authenticate;
}

/**
 * Predicts churn: trains models, keeps the champion and its scores, and reports on both. Defines the job
 * `train-churn-model`; trains a model on a labelled dataset once it is ready, if an analysis is requested, and keeps
 * scores up to date as customers change.
 */
export function createChurn({
  dataSource,
  datasets,
  jobs,
  engine,
  outbox,
  logger,
  clock,
  authenticate,
}: ChurnDependencies) {
  const store = new ChurnScoreStore(dataSource);
  const models = new ChurnModelStore({ dataSource, datasets, scores: store, outbox, logger });
  const scorer = new ChampionScorer(models);
  const scores = new ChurnScores(store, models, scorer, datasets, clock);
  const service = new ChurnService({ dataSource, datasets, jobs, engine, models, scores, logger });
  const questions = new ModelQuestions(models, datasets, logger);
  datasets.onRemoval((manager, datasetId, rows) => store.remove(manager, datasetId, rows));
  outbox.on('dataset.imported', 'churn', async ({ datasetId, mode, analyse }, call) => {
    if (analyse) await service.trainAfterImport(call, datasetId, mode === 'NEW');
  });
  outbox.on('customers.changed', 'churn', ({ datasetId, rows }, call) =>
    scores.update(call, datasetId, rows),
  );
  outbox.on('churn.promoted', 'churn', async ({ datasetId, churnModelId }, call) => {
    await scores.update(call, datasetId, null);
    await inTransaction(dataSource, async (manager) => {
      // Locked, so that nobody is remembered who is being erased.
      if (await datasets.lock(manager, datasetId)) await store.remember(manager, churnModelId, null);
    });
    await models.removeOldScores(datasetId);
  });
  jobs.define(trainChurnModelJob({ datasets, engine, models, scores, clock }));
  return {
    service,
    models,
    scores,
    scorer,
    /** The damage that users notice, in words for the operator. */
    faults: () => models.faults(),
    resolvers: [
      new ChurnResolver(service, questions, datasets),
      new ChurnScoreFields(models, scores, questions),
      new CustomerChurnFields(scores, new ScoreHistory(dataSource)),
      new DatasetChurnFields(service, models, scores),
    ],
    routes: [modelFileRoutes(service, authenticate)] as Routes[],
  };
}
