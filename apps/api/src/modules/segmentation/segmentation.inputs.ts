import { Field, ID, InputType, Int } from 'type-graphql';

/** What to split into segments, and how. */
@InputType({ description: 'What to split into segments, and how.' })
export class FitSegmentationInput {
  @Field(() => ID, { description: 'Id of a dataset that is READY.' })
  datasetId: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Columns to cluster on, each number with mean 0 and variance 1; left out: every column with role FEATURE that ' +
      'carries information, long tails on a logarithmic scale where no k is stable without.',
  })
  features?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'minK..maxK. Left out: the recommended k.' })
  k?: number | null;

  @Field(() => Int, { nullable: true, defaultValue: 2, description: 'Fewest segments to fit, 2..10.' })
  minK?: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 10,
    description:
      'Most segments to fit, minK..10; fewer are fitted where there are fewer different customers.',
  })
  maxK?: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description: 'At least 0. The same seed and data give the same result, whatever the number of threads.',
  })
  seed?: number | null;
}

/** Which k to show. */
@InputType({ description: 'Which k to show.' })
export class SelectSegmentationKInput {
  @Field(() => ID, { description: 'Id of a segmentation that is COMPLETED; it becomes the active one.' })
  segmentationId: string;

  @Field(() => Int, { description: 'One of the k that were fitted.' })
  k: number;
}
