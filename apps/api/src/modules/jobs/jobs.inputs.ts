import { Field, ID, InputType } from 'type-graphql';

/** The job to cancel. */
@InputType({ description: 'The job to cancel.' })
export class CancelJobInput {
  @Field(() => ID, { description: 'ID of a job that has not settled.' })
  jobId: string;
}
