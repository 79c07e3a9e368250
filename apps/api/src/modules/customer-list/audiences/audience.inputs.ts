import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { UserError } from '../../../platform/graphql/user-error.js';
import { CustomerFilter } from '../customer-list.inputs.js';
import { Audience } from './audience.entity.js';

/** A filter to save. */
@InputType({ description: 'A filter to save under a name.' })
export class SaveAudienceInput {
  @Field(() => ID, { description: 'ID of the dataset whose customers it is of.' })
  datasetId: string;

  @Field(() => ID, { nullable: true, description: 'ID of an audience to change. Left out: a new one.' })
  audienceId?: string | null;

  @Field({ description: '1..100 characters; no other audience of the dataset may have the name.' })
  name: string;

  @Field(() => CustomerFilter, {
    description:
      'Whom it holds; it must not name another audience. Segments without segmentK are those under the k that is selected now.',
  })
  filter: CustomerFilter;
}

/** The result of saving an audience. */
@ObjectType({ description: 'The result of saving an audience.' })
export class SaveAudiencePayload {
  @Field(() => Audience, {
    nullable: true,
    description: 'The audience as it is now; null if the input was rejected.',
  })
  audience: Audience | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The audience to delete. */
@InputType({ description: 'The audience to delete.' })
export class DeleteAudienceInput {
  @Field(() => ID, { description: 'ID of an audience. Its customers stay.' })
  audienceId: string;
}

/** The result of deleting an audience. */
@ObjectType({ description: 'The result of deleting an audience.' })
export class DeleteAudiencePayload {
  @Field(() => ID, {
    nullable: true,
    description: 'ID of the deleted audience; null if the input was rejected.',
  })
  deletedAudienceId: string | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
