import { Field, Float, ObjectType } from 'type-graphql';
import { perColumn } from '../../platform/graphql/complexity.js';
import { CustomerScore } from './customer-score.types.js';

@ObjectType({ description: 'A column that moved because it is computed from what was changed.' })
export class FollowedColumn {
  @Field({ description: 'Name of the column.' })
  feature: string;

  @Field({ description: 'Its value with the changes, as text.' })
  value: string;

  @Field({ description: 'What it is computed from, and what it was: "TotalCharges follows from …".' })
  text: string;
}

@ObjectType({
  description:
    'A customer as they might be: what is linked to other values, not what a change would cause. Nothing is stored.',
})
export class WhatIf {
  @Field(() => CustomerScore, {
    description:
      'The score with the changes and with what follows from them. Its warnings name what no customer ever had.',
  })
  score: CustomerScore;

  @Field(() => Float, {
    nullable: true,
    description:
      'The chance by the same model as things are, 0..1; null without a champion. It may differ from Customer.churn of a customer that the model has learned from.',
  })
  probabilityNow: number | null;

  @Field(() => Float, { nullable: true, description: 'score.probability minus probabilityNow, −1..1.' })
  difference: number | null;

  @Field(() => [FollowedColumn], {
    complexity: perColumn(),
    description:
      'The columns that moved along: those that are computed from others, as the training customers show. Give such a column itself to keep it as it is.',
  })
  followed: readonly FollowedColumn[];
}
