import { Field, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { UserError } from '../../platform/graphql/user-error.js';
import { Job } from '../jobs/index.js';
import { ChurnModel } from './registry/churn-model.entity.js';

/** The result of asking for a training. */
@ObjectType({ description: 'The result of requesting a training.' })
export class TrainChurnModelPayload {
  @Field(() => ChurnModel, {
    nullable: true,
    description: 'The model to be trained; null if the input was rejected.',
  })
  churnModel: ChurnModel | null;

  @Field(() => Job, {
    nullable: true,
    description: 'The job that trains it; null if the input was rejected.',
  })
  job: Job | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The result of promoting a model. */
@ObjectType({ description: 'The result of promoting a model.' })
export class PromoteChurnModelPayload {
  @Field(() => ChurnModel, {
    nullable: true,
    description: 'The new champion; null if the input was rejected.',
  })
  churnModel: ChurnModel | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
