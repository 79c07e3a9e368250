import { Field, Float, InputType, ObjectType } from 'type-graphql';

/** How much a column counts among those that were clustered on. */
@ObjectType({ description: 'How much a column counts in the distances between customers.' })
export class ColumnWeight {
  @Field({ description: 'Name of the column.' })
  column: string;

  @Field(() => Float, {
    description: 'How many times it counts, above 0 and at most 10; columns without one count once.',
  })
  weight: number;
}

/** How much a column is to count. */
@InputType({ description: 'How much a column is to count in the distances between customers.' })
export class ColumnWeightInput {
  @Field({ description: 'Name of one of the columns that are clustered on.' })
  column: string;

  @Field(() => Float, {
    description:
      'How many times it is to count, 0.01..10 or 0: 2 twice as much as another column, 0 not at all, which leaves it out.',
  })
  weight: number;
}
