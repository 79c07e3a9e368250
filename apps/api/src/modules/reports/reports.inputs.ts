import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { UserError } from '../../platform/graphql/user-error.js';
import { ReportLink } from './report-link.entity.js';
import { ReportKind } from './reports.enums.js';

/** The report to share. */
@InputType({ description: 'The report to share.' })
export class CreateReportLinkInput {
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

  @Field(() => Int, {
    nullable: true,
    defaultValue: 30,
    description: 'For how many days it can be opened, 1..90. Default: 30.',
  })
  days?: number | null;
}

/** The link to take back. */
@InputType({ description: 'The link to take back.' })
export class RevokeReportLinkInput {
  @Field(() => ID, { description: 'ID of a link.' })
  reportLinkId: string;
}

/** The result of sharing a report. */
@ObjectType({ description: 'The result of sharing a report.' })
export class CreateReportLinkPayload {
  @Field(() => ReportLink, { nullable: true, description: 'The link; null if nothing was shared.' })
  reportLink: ReportLink | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its address, which only this answer has; null if nothing was shared.',
  })
  url: string | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The result of taking a link back. */
@ObjectType({ description: 'The result of taking a link back.' })
export class RevokeReportLinkPayload {
  @Field(() => ReportLink, { nullable: true, description: 'The link; null if there is none.' })
  reportLink: ReportLink | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
