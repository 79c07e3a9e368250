import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { actorOf } from '../../../platform/audit/actor-of.js';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { Clock } from '../../../platform/clock.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { AppError, notFound } from '../../../platform/errors/app-error.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import type { DatasetService } from '../../datasets/index.js';
import type { Job, JobQueue } from '../../jobs/index.js';
import type { ReportRequest, ReportWriter } from '../content/report-writer.js';
import type { WeeklyReport } from './weekly-report.entity.js';
import type { WeeklyReportsStore } from './weekly-reports.store.js';
import type { WriteReportPayload } from './write-report.job.js';

const WEEK_MS = 7 * 86_400_000;
/** Reports of a dataset that are written each week. */
export const MOST_WEEKLY = 20;

/** What the service depends on. */
export interface WeeklyReportsServiceDependencies {
  readonly dataSource: DataSource;
  readonly store: WeeklyReportsStore;
  readonly writer: ReportWriter;
  readonly datasets: Pick<DatasetService, 'hold' | 'requireReady'>;
  readonly jobs: JobQueue;
  readonly clock: Clock;
}

/** A weekly report, and the job that writes its first; null where it was asked for before. */
export interface StartedReport {
  readonly weeklyReport: WeeklyReport;
  readonly job: Job | null;
}

/** Has reports written each week, the first time at once. */
export class WeeklyReportsService {
  constructor(private readonly deps: WeeklyReportsServiceDependencies) {}

  /** One that is asked for twice stays as it is. @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT, BAD_USER_INPUT */
  async start(call: CallContext, request: ReportRequest): Promise<StartedReport> {
    const { dataSource, datasets, store, writer, jobs, clock } = this.deps;
    const { datasetId, kind } = request;
    // Of the overview there is one, whatever else is said.
    const about = kind === 'OVERVIEW' ? null : request.about;
    call.require('ANALYST', datasetId, ['datasetId']);
    await datasets.requireReady(call, datasetId);
    const { title } = await writer.write(call, request);
    const now = clock.now();
    return inTransaction(dataSource, async (manager) => {
      await datasets.hold(manager, datasetId);
      // One after the other, so that they are counted and none is made twice.
      await manager.query("select pg_advisory_xact_lock(hashtextextended('weekly_reports ' || $1, 0))", [
        datasetId,
      ]);
      const all = await store.list(datasetId, manager);
      const same = all.find((report) => report.kind === kind && report.about === about);
      if (same) return { weeklyReport: same, job: null };
      if (all.length >= MOST_WEEKLY) {
        throw new AppError(
          'CONFLICT',
          `${all.length} reports of this dataset are written each week; it must have at most ${MOST_WEEKLY}.`,
        );
      }
      const id = randomUUID();
      const createdBy = actorOf(call.caller).name;
      const nextAt = new Date(now.getTime() + WEEK_MS);
      await store.insert(manager, { id, datasetId, kind, about, title, createdAt: now, createdBy, nextAt });
      const payload: WriteReportPayload = { weeklyReportId: id };
      const jobId = await jobs.enqueue(call, 'write-report', payload, { datasetId, manager });
      return { weeklyReport: (await store.find(id, manager))!, job: await jobs.get(call, jobId, manager) };
    });
  }

  /** @throws AppError NOT_FOUND */
  async stop(call: CallContext, id: string): Promise<WeeklyReport> {
    const { dataSource, store } = this.deps;
    call.require('ANALYST');
    return inTransaction(dataSource, async (manager) => {
      const found = await store.find(id, manager);
      if (found === null || !call.sees(found.datasetId)) {
        throw notFound('WeeklyReport', toGlobalId('WeeklyReport', id), ['weeklyReportId']);
      }
      call.require('ANALYST', found.datasetId, ['weeklyReportId']);
      await store.remove(manager, id);
      return found;
    });
  }

  /** In the order in which they were asked for. */
  async list(call: CallContext, datasetId: string): Promise<WeeklyReport[]> {
    call.require('VIEWER', datasetId);
    return this.deps.store.list(datasetId);
  }

  /** Starts the jobs of those whose time has come. Weeks in which no process ran are left out. */
  async writeDue(call: CallContext): Promise<void> {
    const { dataSource, store, jobs, clock } = this.deps;
    const now = clock.now();
    await inTransaction(dataSource, async (manager) => {
      const due = await store.takeDue(manager, now, new Date(now.getTime() + WEEK_MS));
      for (const { id, datasetId } of due) {
        const payload: WriteReportPayload = { weeklyReportId: id };
        await jobs.enqueue(call, 'write-report', payload, { datasetId, manager });
      }
    });
  }
}
