import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';

@ObjectType({ description: 'Customers with one value of a column, or with a number or day in one range.' })
export class DependenceGroup {
  @Field({ description: 'The value or the range.' })
  name: string;

  @Field(() => Int, { description: 'Training customers in it, at least 20.' })
  customers: number;

  @Field(() => Float, { description: 'Share of them that left, 0..1.' })
  rate: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Partial dependence: the mean probability of up to 100 customers of all kinds if each had this value, or the middle of the range, and stayed as they are otherwise. Null of a model that is not the champion.',
  })
  predicted: number | null;
}

@ObjectType({
  description:
    'What a column does to the probabilities of a model, beside what the customers themselves did. Where the two part, other columns explain the difference.',
})
export class ColumnDependence {
  @Field({ description: 'Name of the column.' })
  feature: string;

  @Field(() => [DependenceGroup], {
    complexity: listOf(10),
    description: 'Numbers and days in ascending order, values most frequent first.',
  })
  groups: DependenceGroup[];
}
