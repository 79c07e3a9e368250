import { toGlobalId } from '../../../platform/graphql/global-id.js';
import type { Outbox } from '../../../platform/outbox/outbox.js';
import type { JobDefinition } from '../../jobs/index.js';
import type { ReportsService } from '../reports.service.js';
import type { WeeklyReportsStore } from './weekly-reports.store.js';
import './weekly-reports.events.js';

/** The job's payload. */
export interface WriteReportPayload {
  readonly weeklyReportId: string;
}

/** What the job depends on. */
export interface WriteReportDependencies {
  readonly store: WeeklyReportsStore;
  readonly reports: Pick<ReportsService, 'shareOnce'>;
  readonly outbox: Outbox;
}

/** So that four of them can be compared. */
const DAYS = 30;

/** Writes a weekly report, shares it and tells its address. The link has the key of the job: a second attempt makes no other. */
export function writeReportJob({
  store,
  reports,
  outbox,
}: WriteReportDependencies): JobDefinition<WriteReportPayload> {
  return {
    kind: 'write-report',
    run: async ({ weeklyReportId }, { jobId, call }) => {
      const weekly = await store.find(weeklyReportId);
      // Stopped meanwhile.
      if (weekly === null) return;
      const { datasetId, createdBy } = weekly;
      await reports.shareOnce(call, jobId, weekly, { days: DAYS, createdBy }, async (manager, link, url) => {
        await store.note(weeklyReportId, null, manager);
        await outbox.append(manager, datasetId, 'report.written', {
          datasetId,
          reportLinkId: toGlobalId('ReportLink', link.id),
          kind: link.kind,
          title: link.title,
          url,
          expiresAt: link.expiresAt.toISOString(),
        });
      });
    },
    onFailed: ({ weeklyReportId }, { message }) => store.note(weeklyReportId, message),
  };
}
