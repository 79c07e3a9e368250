import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { Day } from '../../../platform/graphql/scalars.js';
import { UserError } from '../../../platform/graphql/user-error.js';
import { MonitoringAcknowledgement } from './acknowledgement.types.js';

/** Whose last check was looked into. */
@InputType({ description: 'The dataset whose last check was looked into, and what is said of it.' })
export class AcknowledgeMonitoringInput {
  @Field(() => ID, { description: 'ID of a dataset whose last check came to WATCH or ALERT.' })
  datasetId: string;

  @Field(() => String, { nullable: true, description: 'In your own words, at most 2000 characters.' })
  note?: string | null;

  @Field(() => Day, {
    nullable: true,
    description:
      'The last day, in UTC, on which alerts of the dataset are kept from webhooks; today to a year from now. An alert for something that this check did not find, or that comes after a QUIET check, is told all the same; checks, screens and retraining go on as ever. Left out: none is kept back, also where one was before.',
  })
  muteUntil?: string | null;
}

/** What holds of the last check. */
@ObjectType({ description: 'What holds of the last check now.' })
export class AcknowledgeMonitoringPayload {
  @Field(() => MonitoringAcknowledgement, {
    nullable: true,
    description: 'What was noted; null if the input was rejected.',
  })
  acknowledgement: MonitoringAcknowledgement | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
