import { Field, ID, InputType, Int } from 'type-graphql';
import { ColumnWeightInput } from './column-weight.types.js';

/** The argument that says which k is looked at. */
export const WHICH_K = {
  nullable: true,
  description:
    'Which k to look at, minK..maxK of the fit; nothing changes by looking. Left out: the selected k.',
};

/** The dataset to split into segments, and the options. */
@InputType({ description: 'Which customers to segment, and how.' })
export class FitSegmentationInput {
  @Field(() => ID, { description: 'ID of a dataset that is READY.' })
  datasetId: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Columns to cluster on. Numbers are scaled to mean 0 and variance 1; two customers of different categories are as ' +
      'far apart as two are in a number on average, however many levels there are. Default: every FEATURE column that ' +
      'carries information, with long tails on a logarithmic scale if no k is stable otherwise.',
  })
  features?: string[] | null;

  @Field(() => [ColumnWeightInput], {
    nullable: true,
    description:
      'Columns that count more or less than the others, each named once. They stay when the segmentation is fitted again after an import.',
  })
  weights?: ColumnWeightInput[] | null;

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

/** A segment's new name. */
@InputType({ description: 'What to call a segment.' })
export class RenameSegmentInput {
  @Field(() => ID, { description: 'ID of a segmentation that has the segment.' })
  segmentationId: string;

  @Field({ description: 'Key of the segment.' })
  key: string;

  @Field({
    description:
      'At most 60 characters, and not the name of another segment of the same k. It belongs to the key: it stays under ' +
      'every k that has the key, and after refits and imports. Blank: the automatic name again.',
  })
  name: string;
}

/** What is written about a segment. */
@InputType({ description: 'What to write about a segment.' })
export class NoteSegmentInput {
  @Field(() => ID, { description: 'ID of a segmentation that has the segment.' })
  segmentationId: string;

  @Field({ description: 'Key of the segment.' })
  key: string;

  @Field({
    description:
      'At most 1,000 characters, in lines; characters that nobody sees are left out. It belongs to the key: it stays after refits and imports. Blank: no note.',
  })
  note: string;
}

/** Which k to show. */
@InputType({ description: 'The k to switch to.' })
export class SelectSegmentationKInput {
  @Field(() => ID, { description: 'ID of a segmentation that is COMPLETED; it becomes the active one.' })
  segmentationId: string;

  @Field(() => Int, { description: 'One of the fitted k.' })
  k: number;
}
