import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { UserError } from '../../../platform/graphql/user-error.js';
import { Job } from '../../jobs/index.js';
import { ReportKind } from '../reports.enums.js';
import { WeeklyReport } from './weekly-report.entity.js';

/** The report to write each week. */
@InputType({ description: 'The report to write each week.' })
export class StartWeeklyReportInput {
  @Field(() => ID, { description: 'ID of a dataset that is READY.' })
  datasetId: string;

  @Field(() => ReportKind, { description: 'What it is about.' })
  kind: ReportKind;

  @Field(() => String, {
    nullable: true,
    description:
      'SEGMENT: the key of a segment; MODEL_CARD: the ID of a model; CAMPAIGN: the ID of a campaign; OVERVIEW: left out.',
  })
  about?: string | null;
}

/** The report to write no longer. */
@InputType({ description: 'The report to write no longer.' })
export class StopWeeklyReportInput {
  @Field(() => ID, { description: 'ID of a weekly report.' })
  weeklyReportId: string;
}

/** The result of asking for a report each week. */
@ObjectType({ description: 'The result of asking for a report each week.' })
export class StartWeeklyReportPayload {
  @Field(() => WeeklyReport, { nullable: true, description: 'The report; null if it was refused.' })
  weeklyReport: WeeklyReport | null;

  @Field(() => Job, {
    nullable: true,
    description: 'The job that writes the first one; null if it was refused, or asked for before.',
  })
  job: Job | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The result of stopping a weekly report. */
@ObjectType({ description: 'The result of stopping a weekly report.' })
export class StopWeeklyReportPayload {
  @Field(() => WeeklyReport, { nullable: true, description: 'The report as it was; null if there is none.' })
  weeklyReport: WeeklyReport | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
