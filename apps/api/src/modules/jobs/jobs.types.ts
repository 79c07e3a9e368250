import { Field, ObjectType } from 'type-graphql';
import { UserError } from '../../platform/graphql/user-error.js';
import { Job } from './job.entity.js';

/** What cancelling a job answers. */
@ObjectType({ description: 'What cancelling a job answers.' })
export class CancelJobPayload {
  @Field(() => Job, {
    nullable: true,
    description: 'The job: CANCELLED where it was waiting, else RUNNING until its work has stopped.',
  })
  job: Job | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty on success.' })
  userErrors: UserError[];
}
