import { Field, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { UserError } from '../../platform/graphql/user-error.js';
import { Job } from '../jobs/index.js';
import { Segment } from './segment.entity.js';
import { Segmentation } from './segmentation.entity.js';

/** The result of asking for a segmentation. */
@ObjectType({ description: 'The result of requesting a segmentation.' })
export class FitSegmentationPayload {
  @Field(() => Segmentation, { nullable: true, description: 'PENDING; null if the input was rejected.' })
  segmentation: Segmentation | null;

  @Field(() => Job, {
    nullable: true,
    description: 'The job that fits it; null if the input was rejected.',
  })
  job: Job | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The result of renaming a segment. */
@ObjectType({ description: 'The result of renaming a segment.' })
export class RenameSegmentPayload {
  @Field(() => Segment, {
    nullable: true,
    description: 'The segment, under the selected k if it is one of that; null if the input was rejected.',
  })
  segment: Segment | null;

  @Field(() => Segmentation, {
    nullable: true,
    description: 'The segmentation with the segment renamed; null if the input was rejected.',
  })
  segmentation: Segmentation | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The result of writing about a segment. */
@ObjectType({ description: 'The result of writing about a segment.' })
export class NoteSegmentPayload {
  @Field(() => Segment, {
    nullable: true,
    description: 'The segment, under the selected k if it is one of that; null if the input was rejected.',
  })
  segment: Segment | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The result of choosing a k. */
@ObjectType({ description: 'The result of switching to another k.' })
export class SelectSegmentationKPayload {
  @Field(() => Segmentation, {
    nullable: true,
    description: 'The segmentation with this k selected; null if the input was rejected.',
  })
  segmentation: Segmentation | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
