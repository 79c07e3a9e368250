import { Field, Float, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';

/** A column that follows from others, and how much it counts beside them. */
@ObjectType({ description: 'A column that follows from others, found by its values.' })
export class ComputedColumn {
  @Field({ description: 'Name of the column.' })
  column: string;

  @Field(() => [String], {
    complexity: listOf(4),
    description: 'The columns that make it up, two or more.',
  })
  parts: string[];

  @Field(() => Float, {
    description:
      'How many times it counts in the distances between customers: 0 where it is a total or a mean of its parts, 2/3 where it is the product of two, which then count 2/3 as well.',
  })
  counts: number;
}
