import type { DataSource } from 'typeorm';
import type { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Clock } from '../../platform/clock.js';
import type { Routes } from '../../platform/http/http-application.js';
import type { Authenticate } from '../../platform/http/open-call.js';
import type { DatasetService } from '../datasets/index.js';
import { ReportWriter } from './content/report-writer.js';
import { ReportLink } from './report-link.entity.js';
import { Reports1768300001601 } from './reports.migration.js';
import { ReportsResolver } from './reports.resolver.js';
import { reportFileRoutes, sharedReportRoutes } from './reports.routes.js';
import { ReportsService } from './reports.service.js';
import { ReportsStore } from './reports.store.js';

export const entities = [ReportLink];
export const migrations = [Reports1768300001601];

/** What the slice depends on. */
export interface ReportsDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetService;
  readonly trail: AuditTrail;
  readonly clock: Clock;
  readonly authenticate: Authenticate;
  readonly publicUrl: string;
}

/** Writes what screens say as pages that need nothing else, and shares them by links that end. */
export function createReports(deps: ReportsDependencies) {
  const { dataSource, datasets, trail, clock, authenticate, publicUrl } = deps;
  const store = new ReportsStore(dataSource);
  const writer = new ReportWriter();
  const service = new ReportsService({ dataSource, store, writer, datasets, clock });
  return {
    /** Takes the schema that reports are written from, once it is built. */
    writer,
    /** Removes the pages of links that have expired. */
    sweep: () => store.sweep(clock.now()),
    resolvers: [new ReportsResolver(service, publicUrl)],
    routes: [reportFileRoutes(service, authenticate), sharedReportRoutes(service, trail)] as Routes[],
  };
}
