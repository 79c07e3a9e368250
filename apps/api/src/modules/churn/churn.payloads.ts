import { Field, ObjectType } from 'type-graphql';
import { UserError } from '../../platform/graphql/user-error.js';
import { Job } from '../jobs/index.js';
import { ChurnModel } from './churn-model.entity.js';

/** What asking for a training answers. */
@ObjectType({ description: 'What asking for a training answers.' })
export class TrainChurnModelPayload {
  @Field(() => ChurnModel, {
    nullable: true,
    description: 'The model, yet to be trained; null where refused.',
  })
  churnModel: ChurnModel | null;

  @Field(() => Job, { nullable: true, description: 'The job that trains it; null where refused.' })
  job: Job | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty on success.' })
  userErrors: UserError[];
}

/** What promoting a model answers. */
@ObjectType({ description: 'What promoting a model answers.' })
export class PromoteChurnModelPayload {
  @Field(() => ChurnModel, { nullable: true, description: 'The new champion; null where refused.' })
  churnModel: ChurnModel | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty on success.' })
  userErrors: UserError[];
}
