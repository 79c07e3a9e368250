import { Field, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { UserError } from '../../platform/graphql/user-error.js';
import { Job } from './job.entity.js';

/** The result of cancelling a job. */
@ObjectType({ description: 'The result of cancelling a job.' })
export class CancelJobPayload {
  @Field(() => Job, {
    nullable: true,
    description: 'The job: CANCELLED if it was waiting, otherwise RUNNING until its work has stopped.',
  })
  job: Job | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
