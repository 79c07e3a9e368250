import { Field, Float, ObjectType } from 'type-graphql';

/** One column of two segments. */
@ObjectType({ description: 'One column in two segments, A and B.' })
export class SegmentDifference {
  @Field({ description: 'Name of the column.' })
  feature: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'The mean in A: for a date in days since 1970-01-01, for yes/no the share of yes; null for a category.',
  })
  meanA: number | null;

  @Field(() => Float, { nullable: true, description: 'The mean in B, as in A.' })
  meanB: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'How far A lies above B: for numbers and dates (meanA − meanB) / standard deviation of all customers; for yes/no ' +
      "and for the value that a category differs most in, Cohen's h, 2 asin √shareA − 2 asin √shareB, which reads on the " +
      'same scale: 0.2 small, 0.5 medium, 0.8 large. Null where it is not known.',
  })
  difference: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The value that a category differs most in, or true for yes/no; null for a number.',
  })
  value: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of that value in A, of those with any value, 0..1.',
  })
  shareA: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of that value in B, of those with any value, 0..1.',
  })
  shareB: number | null;

  @Field(() => String, { nullable: true, description: 'The most frequent value in A; null for a number.' })
  topValueA: string | null;

  @Field(() => String, { nullable: true, description: 'The most frequent value in B; null for a number.' })
  topValueB: string | null;
}
