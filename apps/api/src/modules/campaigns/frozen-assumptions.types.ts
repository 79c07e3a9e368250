import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';

/** What was assumed, with how far off it might be. */
@ObjectType({ description: 'What was assumed when a list was made, with how far off it might be.' })
export class FrozenAssumption {
  @Field(() => Float, {
    nullable: true,
    description: 'The least that it might be; null of lists that an earlier release made.',
  })
  low: number | null;

  @Field(() => Float, { description: 'What was taken.' })
  base: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The most that it might be; null of lists that an earlier release made.',
  })
  high: number | null;
}

/** A strategy as it was when a campaign was made of it. */
@ObjectType({ description: 'A strategy as it was when a campaign was made of it.' })
export class FrozenStrategy {
  @Field({ description: 'Its title then.' })
  title: string;

  @Field({ description: 'Key of its segment.' })
  segmentKey: string;

  @Field({ description: 'Name of its segment then.' })
  segmentName: string;

  @Field(() => FrozenAssumption, {
    description:
      'Share of those who would leave who were assumed to stay because of it, 0..1; of responders, the share of the contacted who answer because of it.',
  })
  saveRate: FrozenAssumption;

  @Field(() => FrozenAssumption, {
    description: 'What its advice took a contact to cost, in the currency of the dataset.',
  })
  contactCost: FrozenAssumption;
}

/** What was taken for granted when a list was made. */
@ObjectType({
  description:
    'What was taken for granted when a list was made. It is frozen with it: what is set in Dataset.assumptions later changes no campaign.',
})
export class FrozenAssumptions {
  @Field(() => Int, {
    nullable: true,
    description: 'Version of the model that scored its members; null without one.',
  })
  modelVersion: number | null;

  @Field(() => Float, {
    description:
      'The rate that was expected of its members where nothing is done, 0..1: the mean of their scores.',
  })
  expectedRate: number;

  @Field(() => FrozenAssumption, {
    nullable: true,
    description:
      'What one customer who is kept (or won) was taken to bring, with margin and to the horizon, in the currency of the dataset; null if no money could be told.',
  })
  customerWorth: FrozenAssumption | null;

  @Field(() => FrozenAssumption, {
    nullable: true,
    description:
      'What one contact was taken to cost, in the currency of the dataset; null if nobody had said.',
  })
  contactCost: FrozenAssumption | null;

  @Field(() => [FrozenStrategy], {
    complexity: listOf(3),
    description: 'The strategies that it was made of, with what they assumed; empty if it was made of none.',
  })
  strategies: FrozenStrategy[];
}
