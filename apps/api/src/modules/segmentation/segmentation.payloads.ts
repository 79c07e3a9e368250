import { Field, ObjectType } from 'type-graphql';
import { UserError } from '../../platform/graphql/user-error.js';
import { Job } from '../jobs/index.js';
import { Segmentation } from './segmentation.entity.js';

/** What asking for a segmentation answers. */
@ObjectType({ description: 'What asking for a segmentation answers.' })
export class FitSegmentationPayload {
  @Field(() => Segmentation, { nullable: true, description: 'PENDING; null where the input was refused.' })
  segmentation: Segmentation | null;

  @Field(() => Job, {
    nullable: true,
    description: 'The job that fits it; null where the input was refused.',
  })
  job: Job | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty on success.' })
  userErrors: UserError[];
}

/** What choosing a k answers. */
@ObjectType({ description: 'What choosing a k answers.' })
export class SelectSegmentationKPayload {
  @Field(() => Segmentation, {
    nullable: true,
    description: 'With the k selected; null where the input was refused.',
  })
  segmentation: Segmentation | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty on success.' })
  userErrors: UserError[];
}
