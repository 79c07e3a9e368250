import type { DataSource } from 'typeorm';
import type { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Clock } from '../../platform/clock.js';
import type { Routes } from '../../platform/http/http-application.js';
import type { Authenticate } from '../../platform/http/open-call.js';
import type { Logger } from '../../platform/logger.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import { startRepeating } from '../../platform/start-repeating.js';
import type { DatasetService } from '../datasets/index.js';
import type { JobQueue } from '../jobs/index.js';
import { ReportWriter } from './content/report-writer.js';
import { ReportLink } from './report-link.entity.js';
import { Reports1768300001601 } from './reports.migration.js';
import { ReportsResolver } from './reports.resolver.js';
import { reportFileRoutes, sharedReportRoutes } from './reports.routes.js';
import { ReportsService } from './reports.service.js';
import { ReportsStore } from './reports.store.js';
import { WeeklyReport } from './weekly/weekly-report.entity.js';
import { WeeklyReports1768500001602 } from './weekly/weekly-reports.migration.js';
import { WeeklyReportsResolver } from './weekly/weekly-reports.resolver.js';
import { WeeklyReportsService } from './weekly/weekly-reports.service.js';
import { WeeklyReportsStore } from './weekly/weekly-reports.store.js';
import { writeReportJob } from './weekly/write-report.job.js';

export const entities = [ReportLink, WeeklyReport];
export const migrations = [Reports1768300001601, WeeklyReports1768500001602];

/** What the slice depends on. */
export interface ReportsDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetService;
  readonly jobs: JobQueue;
  readonly outbox: Outbox;
  readonly trail: AuditTrail;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly authenticate: Authenticate;
  readonly publicUrl: string;
}

/**
 * Writes what screens say as pages that need nothing else, and shares them by links that end: when somebody asks, or each week.
 * Defines the job `write-report`.
 */
export function createReports(deps: ReportsDependencies) {
  const { dataSource, datasets, jobs, outbox, trail, clock, logger, authenticate, publicUrl } = deps;
  const store = new ReportsStore(dataSource);
  const writer = new ReportWriter();
  const service = new ReportsService({ dataSource, store, writer, datasets, clock, publicUrl });
  const weeklyStore = new WeeklyReportsStore(dataSource);
  const weekly = new WeeklyReportsService({ dataSource, store: weeklyStore, writer, datasets, jobs, clock });
  jobs.define(writeReportJob({ store: weeklyStore, reports: service, outbox }));
  return {
    /** Takes the schema that reports are written from, once it is built. */
    writer,
    /** Removes the pages of links that have expired. */
    sweep: () => store.sweep(clock.now()),
    /** Has reports written whose week has passed, from time to time, until it is stopped. */
    startWriting: () => startRepeating('weekly reports', (call) => weekly.writeDue(call), logger),
    weekly,
    resolvers: [new ReportsResolver(service), new WeeklyReportsResolver(weekly)],
    routes: [reportFileRoutes(service, authenticate), sharedReportRoutes(service, trail)] as Routes[],
  };
}
