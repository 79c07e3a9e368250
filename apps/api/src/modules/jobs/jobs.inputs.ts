import { Field, ID, InputType } from 'type-graphql';

/** Names the job to cancel. */
@InputType({ description: 'Names the job to cancel.' })
export class CancelJobInput {
  @Field(() => ID, { description: 'A job that has not settled.' })
  jobId: string;
}
