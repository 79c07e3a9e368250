import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { COMPUTATION, listOf } from '../../../platform/graphql/complexity.js';
import { requireKey } from '../../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../../platform/graphql/user-error.js';
import { Dataset } from '../../datasets/index.js';
import type { Job } from '../../jobs/index.js';
import { WeeklyReport } from './weekly-report.entity.js';
import {
  StartWeeklyReportInput,
  StartWeeklyReportPayload,
  StopWeeklyReportInput,
  StopWeeklyReportPayload,
} from './weekly-reports.inputs.js';
import { MOST_WEEKLY, type WeeklyReportsService } from './weekly-reports.service.js';

/** Resolves reports that are written each week. */
@Resolver(() => Dataset)
export class WeeklyReportsResolver {
  constructor(private readonly service: WeeklyReportsService) {}

  @Authorized('ANALYST')
  @Mutation(() => StartWeeklyReportPayload, {
    complexity: COMPUTATION,
    description:
      'Has a report written now and each week from now on. Each is shared like those of createReportLink, for 30 days, and told to webhooks as REPORT_WRITTEN with its address. Asked for twice, it stays one.',
  })
  startWeeklyReport(
    @Ctx() call: CallContext,
    @Arg('input', () => StartWeeklyReportInput, { description: 'Which report.' })
    { datasetId, kind, about }: StartWeeklyReportInput,
  ): Promise<StartWeeklyReportPayload> {
    return withUserErrors(
      { weeklyReport: null as WeeklyReport | null, job: null as Job | null },
      async () => {
        const key = requireKey('Dataset', datasetId, ['datasetId']);
        return this.service.start(call, { kind, datasetId: key, about: about ?? null });
      },
    );
  }

  @Authorized('ANALYST')
  @Mutation(() => StopWeeklyReportPayload, {
    description: 'Has a weekly report written no longer. Links to those of before stay as they are.',
  })
  stopWeeklyReport(
    @Ctx() call: CallContext,
    @Arg('input', () => StopWeeklyReportInput, { description: 'Which report.' })
    { weeklyReportId }: StopWeeklyReportInput,
  ): Promise<StopWeeklyReportPayload> {
    return withUserErrors({ weeklyReport: null as WeeklyReport | null }, async () => ({
      weeklyReport: await this.service.stop(
        call,
        requireKey('WeeklyReport', weeklyReportId, ['weeklyReportId']),
      ),
    }));
  }

  @FieldResolver(() => [WeeklyReport], {
    complexity: listOf(MOST_WEEKLY),
    description: 'The reports on it that are written each week, in the order in which they were asked for.',
  })
  weeklyReports(@Ctx() call: CallContext, @Root() { id }: Dataset): Promise<WeeklyReport[]> {
    return this.service.list(call, id);
  }
}
