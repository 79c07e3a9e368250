import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { UserError } from '../../platform/graphql/user-error.js';
import { Job } from '../jobs/index.js';
import { RetrainPolicy } from './monitoring.enums.js';

/** When a dataset is checked, and what follows. */
@ObjectType({ description: 'When a dataset is checked by itself, and what follows.' })
export class MonitoringSettings {
  @Field(() => Int, {
    description:
      'Hours between two checks, 1..8760; there is none while no customer changes. Each import and each new champion is checked besides.',
  })
  everyHours: number;

  @Field(() => RetrainPolicy, { description: 'When the model is trained again by itself.' })
  retrain: RetrainPolicy;

  @Field({
    description:
      'Whether a model that was trained so becomes the champion where it is better by more than chance on the same customers, or where the champion no longer holds what it promised and it is not worse; else it waits as a candidate.',
  })
  promoteWhenBetter: boolean;
}

/** Which dataset to check. */
@InputType({ description: 'Which dataset to check.' })
export class CheckDriftInput {
  @Field(() => ID, { description: 'ID of a dataset with a champion.' })
  datasetId: string;
}

/** The check that was asked for. */
@ObjectType({ description: 'The check that was asked for.' })
export class CheckDriftPayload {
  @Field(() => Job, {
    nullable: true,
    description: 'The job that makes the report; null if the input was rejected.',
  })
  job: Job | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** How to monitor. */
@InputType({ description: 'How to monitor a dataset. What is left out or null stays as it is.' })
export class SetMonitoringInput {
  @Field(() => ID, { description: 'ID of a dataset.' })
  datasetId: string;

  @Field(() => Int, { nullable: true, description: 'Hours between two checks, 1..8760; 24 at first.' })
  everyHours?: number | null;

  @Field(() => RetrainPolicy, {
    nullable: true,
    description: 'When the model is trained again by itself; NEVER at first.',
  })
  retrain?: RetrainPolicy | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a model that is better takes over by itself; true at first.',
  })
  promoteWhenBetter?: boolean | null;
}

/** How a dataset is monitored now. */
@ObjectType({ description: 'How a dataset is monitored now.' })
export class SetMonitoringPayload {
  @Field(() => MonitoringSettings, {
    nullable: true,
    description: 'The settings as they are now; null if the input was rejected.',
  })
  settings: MonitoringSettings | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
