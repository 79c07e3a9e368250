import { Field, Int, ObjectType } from 'type-graphql';
import { JSONObject } from '../../platform/graphql/scalars.js';
import { UserError } from '../../platform/graphql/user-error.js';

/** What writing customers answers. */
@ObjectType({ description: 'What writing customers answers.' })
export class UpsertCustomersPayload {
  @Field(() => Int, { description: 'Customers that were not there before.' })
  created: number;

  @Field(() => Int, { description: 'Customers that were replaced.' })
  updated: number;

  @Field(() => [UserError], {
    description: 'What is wrong with the input; empty on success. Where it is not, nothing was written.',
  })
  userErrors: UserError[];
}

/** What erasing a customer answers. */
@ObjectType({ description: 'What erasing a customer answers.' })
export class EraseCustomerPayload {
  @Field(() => JSONObject, {
    nullable: true,
    description: 'How many of each thing were erased, by its name; null where nothing was.',
  })
  erased: Record<string, number> | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty on success.' })
  userErrors: UserError[];
}
