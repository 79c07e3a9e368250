import type { ExpectedQuality, MoneyAtRisk } from '@holdfast/ml-core';
import type { Clock } from '../../../platform/clock.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { MonitoredModel, MonitoredModels } from '../../churn/index.js';
import type { Compute } from '../../compute/index.js';
import type { DatasetColumn, DatasetService, Snapshot } from '../../datasets/index.js';
import { type FeatureColumnSpec, snapshotRef } from '../../engine/index.js';
import { nameInWords } from '../../feature-matrix/index.js';
import type { JobContext, JobDefinition } from '../../jobs/index.js';
import { judgeKeptPromise } from '../kept-promise.js';
import type { MonitoringAlert } from '../monitoring.enums.js';
import type { MonitoringStore } from '../monitoring.store.js';
import type { ExpectedFigures, MoneyMoved } from '../monitoring.types.js';
import { measureByContact } from '../realised-quality.js';
import type { Retraining } from '../retraining.js';
import { describeColumn } from './column-words.js';
import type { Compared, CompareOperations, CompareRequest } from './compare-snapshots.js';
import { describeReport } from './report-words.js';

/** The job's payload. */
export interface CheckDriftPayload {
  readonly datasetId: string;
}

/** What the job depends on. */
export interface CheckDriftDependencies {
  readonly datasets: Pick<DatasetService, 'requireReady' | 'withSnapshot' | 'withOldSnapshot' | 'labels'>;
  readonly engine: Compute;
  readonly models: MonitoredModels;
  readonly store: MonitoringStore;
  readonly retraining: Retraining;
  readonly clock: Clock;
}

/**
 * Compares the customers of now with those that the champion learned from, and decides whether it is trained again. The
 * report has the id of the job: an attempt that finds it there goes on with the decision.
 */
export function checkDriftJob(deps: CheckDriftDependencies): JobDefinition<CheckDriftPayload> {
  const { datasets, models, store, retraining } = deps;
  return {
    kind: 'check-drift',
    needs: async ({ datasetId }, call) => {
      const { rows, columns } = await datasets.requireReady(call, datasetId);
      return { bytes: 2 * deps.engine.memoryFor(rows, columns.length) };
    },
    run: async ({ datasetId }, context) => {
      const champion = await models.champion(context.call, datasetId);
      if (champion === null) return;
      if ((await store.find(context.jobId)) === null) {
        await datasets.withSnapshot(
          context.call,
          datasetId,
          async () => {},
          (snapshot) => makeReport(champion, snapshot, deps, context),
        );
      }
      context.progress(0.95, 'Deciding whether to train again');
      await retraining.decide(context.call, context.jobId, champion);
    },
  };
}

const MONITORING_ALERTS: readonly MonitoringAlert[] = ['RANKING', 'RATE', 'MONEY'];

async function makeReport(
  champion: MonitoredModel,
  now: Snapshot,
  { datasets, engine, models, store, clock }: CheckDriftDependencies,
  { call, jobId, progress }: JobContext,
): Promise<void> {
  const { model, scoring, reference } = champion;
  const checkedAt = clock.now();
  const { columns } = await datasets.requireReady(call, model.datasetId);
  const known = await store.profiles(model.id);
  const compare = async (past: Snapshot | null): Promise<Compared> => {
    if (past === null && known === null) {
      throw new AppError('CONFLICT', 'What the model learned from is lost. Train it again.');
    }
    const request: CompareRequest = {
      now: snapshotRef(now),
      past: past && snapshotRef(past),
      columns: comparedColumns(columns, model.target.column, model.features),
      observedOn: specOf(columns.find(({ role }) => role === 'OBSERVATION_DATE')),
      scoring,
      money: columns.find(({ role, type }) => role === 'MONETARY_VALUE' && type === 'NUMBER')?.name ?? null,
    };
    const comparison = await engine.open<CompareOperations>('drift', request, call.signal);
    try {
      const rows = await comparison.call('rows', {});
      const current = await models.probabilities(call, champion, rows);
      return await comparison.call(
        'compare',
        {
          profiles: known,
          reference: reference && { ...reference, y: reference.left },
          current,
        },
        { onProgress: (fraction, step) => progress(0.9 * fraction, step) },
      );
    } finally {
      await comparison.close();
    }
  };
  const { report, profiles, customers, changed } = await (model.snapshotId === null
    ? compare(null)
    : datasets.withOldSnapshot(call, model.datasetId, model.snapshotId, compare));
  await store.keepProfiles(model.id, profiles);

  const used = new Set(model.features);
  const labels = await datasets.labels.of(model.datasetId);
  const labelOf = (column: string) => labels.get(column) ?? nameInWords(column);
  const described = report.columns
    .map((drift) => {
      const profile = profiles.find(({ name }) => name === drift.column)!;
      const type = columns.find(({ name }) => name === drift.column)?.type;
      const terms = { used: used.has(drift.column), type, label: labelOf(drift.column) };
      return describeColumn(drift, profile, terms);
    })
    .sort(
      (a, b) =>
        Number(b.drifted) - Number(a.drifted) ||
        Number(b.used) - Number(a.used) ||
        b.statistic - b.threshold - (a.statistic - a.threshold),
    );
  const { outcomes, whole } = await models.withOutcomes(champion);
  const kept = judgeKeptPromise({ reference, outcomes, whole, words: model.words });
  const broken = kept?.broken ?? [];
  const alerts = MONITORING_ALERTS.filter((alert) => report.alerts.includes(alert) || broken.includes(alert));
  await store.add({
    id: jobId,
    datasetId: model.datasetId,
    churnModelId: model.id,
    checkedAt,
    revision: now.revision,
    state: alerts.length > 0 ? 'ALERT' : report.state,
    ...describeReport(report, { columns: described, changed, words: model.words, labelOf, kept }),
    customers,
    changedCustomers: changed,
    columns: described,
    alerts,
    toldApart: report.apart,
    quality: report.quality && { now: figuresOfNow(report.quality), past: figuresOfPast(report.quality) },
    money: report.quality?.money ? moneyOf(report.quality.money) : null,
    outcomes: outcomes.filter(({ told }) => told).length,
    scoresKept: await models.areScoresKept(model),
    ...measureByContact(outcomes),
    kept,
    decision: null,
    retrainedId: null,
  });
}

function figuresOfNow({ rocAuc, brierScore, rate, meanProbability }: ExpectedQuality): ExpectedFigures {
  return {
    rocAuc: rocAuc.value,
    rocAucInterval: { low: rocAuc.low, high: rocAuc.high },
    brierScore: brierScore.value,
    brierScoreInterval: { low: brierScore.low, high: brierScore.high },
    rate: rate.value,
    rateInterval: { low: rate.low, high: rate.high },
    meanProbability,
  };
}

function figuresOfPast({ past }: ExpectedQuality): ExpectedFigures {
  return { ...past, rocAucInterval: null, brierScoreInterval: null, rateInterval: null };
}

function moneyOf({ past, now, change: { value, low, high } }: MoneyAtRisk): MoneyMoved {
  return { past, now, change: value, changeInterval: { low, high } };
}

/** What the model uses, and what it might have used: no ids, no text, nothing that is ignored. */
function comparedColumns(
  columns: readonly DatasetColumn[],
  target: string,
  used: readonly string[],
): FeatureColumnSpec[] {
  return columns.flatMap((column) => {
    const isFeature = column.role === 'FEATURE' || column.role === 'MONETARY_VALUE';
    const compared = used.includes(column.name) || (isFeature && column.type !== 'TEXT');
    const spec = compared && column.name !== target ? specOf(column) : null;
    return spec === null ? [] : [spec];
  });
}

function specOf(column: DatasetColumn | undefined): FeatureColumnSpec | null {
  if (column === undefined) return null;
  const { name, type } = column;
  return { name, type: type === 'TEXT' ? 'CATEGORY' : type };
}
