import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import type { Logger } from '../../platform/logger.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import { startRepeating } from '../../platform/start-repeating.js';
import type { MonitoredModels } from '../churn/index.js';
import type { Compute } from '../compute/index.js';
import type { DatasetService } from '../datasets/index.js';
import type { JobQueue } from '../jobs/index.js';
import { Acknowledgements1768600000103 } from './acknowledged/index.js';
import { checkDriftJob } from './check/check-drift.job.js';
import { driftGauge } from './drift-gauge.js';
import { KeptPromise1768900001104 } from './kept-promise.migration.js';
import './monitoring.events.js';
import { Monitoring1766400001101 } from './monitoring.migration.js';
import { DatasetMonitoringFields, MonitoringResolver } from './monitoring.resolver.js';
import { MonitoringService } from './monitoring.service.js';
import { MonitoringStore } from './monitoring.store.js';
import { MonitoringReport } from './monitoring-report.entity.js';
import { RealisedByContact1767500001102 } from './realised-by-contact.migration.js';
import { Retraining } from './retraining.js';
import { SaidReports1768800000611 } from './said-reports.migration.js';
import { ScoresKept1768600001103 } from './scores-kept.migration.js';
import { DriftSentences, PromiseSentences, ReportSentences } from './stored-sentences.fields.js';

export const entities = [MonitoringReport];
export const migrations = [
  Monitoring1766400001101,
  RealisedByContact1767500001102,
  Acknowledgements1768600000103,
  ScoresKept1768600001103,
  KeptPromise1768900001104,
  SaidReports1768800000611,
];

/** What the slice depends on. */
export interface MonitoringSliceDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetService;
  readonly models: MonitoredModels;
  readonly engine: Compute;
  readonly jobs: JobQueue;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Says what has changed since a model learned, and whether it matters: when somebody asks, after each import and each new
 * champion, and from time to time. Defines the job `check-drift`.
 */
export function createMonitoring(deps: MonitoringSliceDependencies) {
  const { dataSource, datasets, models, engine, jobs, outbox, clock, logger } = deps;
  const store = new MonitoringStore(dataSource, outbox);
  const service = new MonitoringService({ store, datasets, models, jobs, clock });
  const retraining = new Retraining(store, models, clock);
  jobs.define(checkDriftJob({ datasets, engine, models, store, retraining, clock }));
  outbox.on('dataset.imported', 'monitoring', ({ datasetId }, call) =>
    service.checkByItself(call, datasetId),
  );
  // What it learned from is remembered while it is there.
  outbox.on('churn.promoted', 'monitoring', ({ datasetId }, call) => service.checkByItself(call, datasetId));
  outbox.on('outcomes.recorded', 'monitoring', ({ datasetId }) => store.noteOutcomes(datasetId, clock.now()));
  return {
    service,
    /** Starts the checks that are due, from time to time, until it is stopped. */
    startChecking: () => startRepeating('monitoring', (call) => service.checkDue(call), logger),
    gauges: [driftGauge(dataSource)],
    resolvers: [
      new MonitoringResolver(service, models),
      new DatasetMonitoringFields(service),
      new ReportSentences(),
      new PromiseSentences(),
      new DriftSentences(),
    ],
  };
}
