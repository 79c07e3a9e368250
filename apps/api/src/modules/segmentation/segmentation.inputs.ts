import { Field, ID, InputType, Int } from 'type-graphql';

/** The dataset to split into segments, and the options. */
@InputType({ description: 'Which customers to segment, and how.' })
export class FitSegmentationInput {
  @Field(() => ID, { description: 'ID of a dataset that is READY.' })
  datasetId: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Columns to cluster on; numbers are scaled to mean 0 and variance 1. Default: every FEATURE column that carries ' +
      'information, with long tails on a logarithmic scale if no k is stable otherwise.',
  })
  features?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'minK..maxK. Default: the recommended k.' })
  k?: number | null;

  @Field(() => Int, { nullable: true, defaultValue: 2, description: 'Fewest segments to fit, 2..10.' })
  minK?: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 10,
    description: 'Most segments to fit, minK..10; fewer if there are fewer distinct customers.',
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
@InputType({ description: 'The k to switch to.' })
export class SelectSegmentationKInput {
  @Field(() => ID, { description: 'ID of a segmentation that is COMPLETED; it becomes the active one.' })
  segmentationId: string;

  @Field(() => Int, { description: 'One of the fitted k.' })
  k: number;
}
