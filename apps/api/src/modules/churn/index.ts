import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import type { Routes } from '../../platform/http/http-application.js';
import type { Authenticate } from '../../platform/http/open-call.js';
import type { Logger } from '../../platform/logger.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { Compute } from '../compute/index.js';
import type { FigureMemory } from '../datasets/index.js';
import type { JobQueue } from '../jobs/index.js';
import { AssumptionRanges1767500000612 } from './assumptions/assumption-ranges.migration.js';
import { Assumptions1765000000605 } from './assumptions/assumptions.migration.js';
import { AssumptionsResolver } from './assumptions/assumptions.resolver.js';
import { AssumptionsService } from './assumptions/assumptions.service.js';
import { AssumptionsStore } from './assumptions/assumptions.store.js';
import { EffectRange1765200000607 } from './assumptions/effect-range.migration.js';
import { Levers1765400000609 } from './assumptions/levers.migration.js';
import { CallProfit } from './contacts/call-profit.js';
import { ContactPlanFields, DatasetContactFields } from './contacts/contact-plan.resolver.js';
import { ContactPlanService } from './contacts/contact-plan.service.js';
import { ContactPlanStore } from './contacts/contact-plan.store.js';
import { ContactTermsReader } from './contacts/contact-terms.js';
import { LeftOutRows } from './contacts/left-out-rows.js';
import { ChurnScoreLeverFields } from './levers/levers.fields.js';
import { Levers } from './levers/levers.js';
import { ChampionScorer } from './scoring/champion-scorer.js';
import './churn.events.js';
import { Churn1763800000601 } from './churn.migration.js';
import { ChurnResolver } from './churn.resolver.js';
import { ChurnService } from './churn.service.js';
import { CustomerChurnFields } from './customer.fields.js';
import { DamagedModels1764800000603 } from './damaged-models.migration.js';
import { DatasetChurnFields } from './dataset.fields.js';
import type { DatasetSource, SegmentNames } from './dataset-source.js';
import { DefinitionPreviews } from './definition/preview-definition.js';
import { LivingScores1764200000602 } from './living-scores.migration.js';
import { ModelComparison1765300000607 } from './model-comparison.migration.js';
import { MonitoredModels } from './monitored-models.js';
import { ObservedRates1765100000606 } from './observed-rates.migration.js';
import { ChampionChangeFields, DatasetChampionChanges } from './registry/champion-changes.fields.js';
import { ChampionChanges1768600000613 } from './registry/champion-changes.migration.js';
import { ChampionGate } from './registry/champion-gate.js';
import { championGauges } from './registry/champion-gauges.js';
import { ChurnModel } from './registry/churn-model.entity.js';
import { churnModelEntity } from './registry/churn-model.federation.js';
import { ChurnModelStore } from './registry/churn-model.store.js';
import { GivenModels1767700000612 } from './registry/given-models.migration.js';
import { modelFileRoutes } from './registry/model-file.routes.js';
import { ColumnDependenceFields } from './report/column-dependence.fields.js';
import { ColumnDependences } from './report/column-dependence.js';
import { ModelCardFields } from './report/model-card.fields.js';
import { ModelCard1765400000610 } from './report/model-card.migration.js';
import { ModelComparisonFields } from './report/model-comparison.fields.js';
import { ModelQuestions } from './report/model-questions.js';
import { STORED_SENTENCES } from './report/stored-sentences.fields.js';
import { TrainingData1767500000611 } from './report/training-data.migration.js';
import { RiskLevels1765300000608 } from './risk-levels.migration.js';
import { ChurnScoreFields } from './scoring/churn-score.fields.js';
import { ChurnScoreStore } from './scoring/churn-score.store.js';
import { ChurnScores } from './scoring/churn-scores.js';
import { CoveringIndexes1768500000613 } from './scoring/covering-indexes.migration.js';
import { Donors } from './scoring/donors.js';
import { FromMemory } from './scoring/from-memory.js';
import { ScoreColumns } from './scoring/score-columns.js';
import { ScoreHistory } from './scoring/score-history.js';
import { SlicesService } from './slices/slices.service.js';
import { type SegmentLabels, SlicesStore } from './slices/slices.store.js';
import { ChurnScoreStayFields, DatasetSurvivalFields } from './survival/survival.resolver.js';
import { SurvivalService } from './survival/survival.service.js';
import { SurvivalStore } from './survival/survival.store.js';
import { trainChurnModelJob } from './training/train-churn-model.job.js';
import { WhoCounts1765000000604 } from './who-counts.migration.js';

export { effectOf, effectRange, worthOfValue } from './assumptions/assumptions.js';
export { costRange, worthRange } from './assumptions/gain-range.js';
export { RiskBand } from './churn.enums.js';
export type { ChurnService } from './churn.service.js';
export type { ContactTerms, ContactTermsReader } from './contacts/contact-terms.js';
export { DEFAULT_TERMS } from './contacts/contact-terms.js';
export { describeLeftOut, LeftOut } from './contacts/left-out.js';
export type { LeftOutCounts } from './contacts/left-out-counts.js';
export {
  HELD_OUT_OF_ALL,
  HELD_OUT_OF_CAMPAIGNS,
  type LeftOutRows,
  NOT_TO_CONTACT,
} from './contacts/left-out-rows.js';
export type { ChurnDefinition } from './definition/churn-definition.js';
export { eventInGerman } from './definition/event-in-german.js';
export type { EventWords } from './definition/event-words.types.js';
export { leftCondition } from './definition/left-condition.js';
export type { TargetEvent } from './definition/target-event.js';
export { eventWords } from './definition/target-event.js';
export type { FollowedColumn } from './levers/change-attributes.js';
export { LEVERS, Lever } from './levers/lever.types.js';
export type { Levers } from './levers/levers.js';
export type { MonitoredModel, MonitoredModels } from './monitored-models.js';
export { groupsOf, type ObservedRates } from './observed/observed-rates.js';
export { ChurnModel, ChurnModelConnection } from './registry/churn-model.entity.js';
export { Interval, Statement } from './report/churn-report.types.js';
export { compareLeaving } from './report/compare-leaving.js';
export { valueInGerman } from './report/condition-words.de.js';
export type { Champion } from './scoring/champion.js';
export type { ChampionScore, ChampionScorer } from './scoring/champion-scorer.js';
export {
  ChurnScore,
  FeatureContribution,
  REASONS,
  REASONS_AGAINST,
  Reason,
} from './scoring/churn-score.types.js';
export type { ChurnScores } from './scoring/churn-scores.js';
export { describeContributions, observedText } from './scoring/contribution-text.js';
export type { FromMemory } from './scoring/from-memory.js';
export { chooseReasons } from './scoring/reasons.js';
export { BANDS, HAS_LEFT, type ScoreColumns, type ScoredRows } from './scoring/score-columns.js';
export { valueText } from './scoring/value-text.js';

export const entities = [ChurnModel];
export const migrations = [
  Churn1763800000601,
  LivingScores1764200000602,
  DamagedModels1764800000603,
  WhoCounts1765000000604,
  Assumptions1765000000605,
  ObservedRates1765100000606,
  EffectRange1765200000607,
  ModelComparison1765300000607,
  RiskLevels1765300000608,
  Levers1765400000609,
  ModelCard1765400000610,
  TrainingData1767500000611,
  GivenModels1767700000612,
  AssumptionRanges1767500000612,
  CoveringIndexes1768500000613,
  ChampionChanges1768600000613,
];

/** What the slice depends on. */
export interface ChurnDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetSource;
  readonly memory: FigureMemory;
  readonly jobs: JobQueue;
  readonly engine: Compute;
  readonly outbox: Outbox;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly authenticate: Authenticate;
  /** Who is in which segment. */
  readonly labels: SegmentLabels;
  /** What the segments of a dataset are called, by their keys. */
  readonly segmentNames: SegmentNames;
}

/**
 * Predicts churn: trains models, keeps the champion and its scores, and reports on both. Defines the job
 * `train-churn-model`; trains a model on a labelled dataset once it is ready, if an analysis is requested, and keeps
 * scores up to date as customers change.
 */
export function createChurn({
  dataSource,
  datasets,
  memory,
  jobs,
  engine,
  outbox,
  logger,
  clock,
  authenticate,
  labels,
  segmentNames,
}: ChurnDependencies) {
  const assumptions = new AssumptionsStore(dataSource);
  const store = new ChurnScoreStore(dataSource, assumptions);
  const models = new ChurnModelStore({ dataSource, datasets, scores: store, outbox, logger });
  const donors = new Donors(dataSource, clock);
  const scorer = new ChampionScorer(models, donors, assumptions);
  const columns = new ScoreColumns(dataSource);
  const leftOut = new LeftOutRows(dataSource, memory);
  const scores = new ChurnScores(store, columns, models, scorer, datasets, memory, clock);
  const levers = new Levers(scorer, assumptions, datasets);
  const service = new ChurnService({ dataSource, datasets, jobs, engine, models, scores, logger });
  const contacts = new ContactTermsReader(dataSource, assumptions);
  const survival = new SurvivalService(new SurvivalStore(dataSource), contacts, datasets, segmentNames);
  const contactPlans = new ContactPlanService(contacts, new ContactPlanStore(columns, leftOut), memory);
  const questions = new ModelQuestions(models, assumptions, logger);
  datasets.onRemoval((manager, datasetId, rows) => {
    donors.forget(datasetId);
    return store.remove(manager, datasetId, rows);
  });
  outbox.on('dataset.imported', 'churn', async ({ datasetId, mode, analyse, labelMeaning }, call) => {
    if (analyse)
      await service.trainAfterImport(call, datasetId, { isNew: mode === 'NEW', event: labelMeaning });
  });
  outbox.on('customers.changed', 'churn', async ({ datasetId, rows }, call) => {
    await scores.update(call, datasetId, rows);
    await outbox.append(dataSource.manager, datasetId, 'scores.updated', { datasetId, rows });
  });
  outbox.on('churn.promoted', 'churn', async ({ datasetId, churnModelId }, call) => {
    await scores.update(call, datasetId, null);
    await inTransaction(dataSource, async (manager) => {
      // Locked, so that nobody is remembered who is being erased.
      if (!(await datasets.lock(manager, datasetId))) return;
      // Bands may have been set while the model was being trained.
      await store.moveBetweenBands(manager, datasetId);
      // So may customers have been.
      if (await store.isValued(manager, datasetId)) await store.revalue(manager, datasetId, null);
      await store.remember(manager, churnModelId, null);
      await outbox.append(manager, datasetId, 'scores.updated', { datasetId, rows: null });
    });
    await models.removeOldScores(datasetId);
    // By the job that made it, rather than by whoever looks first.
    (await columns.of(datasetId, churnModelId)).ranked('probability');
  });
  const gate = new ChampionGate(models, scores, datasets);
  jobs.define(trainChurnModelJob({ datasets, engine, models, scores, gate, clock }));
  return {
    service,
    models,
    scores,
    scorer,
    levers,
    fromMemory: new FromMemory(dataSource),
    contacts,
    /** Who is not contacted. */
    leftOut,
    /** The scores of all customers, to go through them. */
    columns,
    monitored: new MonitoredModels(service, models, scores, scorer, new ScoreHistory(dataSource)),
    /** The damage that users notice, in words for the operator. */
    faults: () => models.faults(),
    gauges: championGauges(dataSource),
    entities: [churnModelEntity(models)],
    resolvers: [
      new ChurnResolver(
        service,
        questions,
        new CallProfit(dataSource, assumptions, columns, memory),
        new DefinitionPreviews(dataSource, datasets, memory),
        datasets,
      ),
      new ModelComparisonFields(models),
      ...STORED_SENTENCES.map((Fields) => new Fields()),
      new ModelCardFields(
        new SlicesService(models, new SlicesStore(dataSource, labels), memory, segmentNames),
      ),
      new ColumnDependenceFields(new ColumnDependences(dataSource, models, scorer, columns, memory)),
      new ChurnScoreFields(models, scores, questions),
      new ChurnScoreLeverFields(levers),
      new CustomerChurnFields(scores, new ScoreHistory(dataSource)),
      new DatasetChurnFields(service, models, scores),
      new DatasetChampionChanges(models),
      new ChampionChangeFields(models),
      new AssumptionsResolver(new AssumptionsService(assumptions, datasets, clock, store, outbox), datasets),
      new DatasetSurvivalFields(survival),
      new ChurnScoreStayFields(survival),
      new DatasetContactFields(contactPlans),
      new ContactPlanFields(contactPlans),
    ],
    routes: [modelFileRoutes(service, authenticate)] as Routes[],
  };
}
