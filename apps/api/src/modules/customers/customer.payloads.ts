import { Field, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { JSONObject } from '../../platform/graphql/scalars.js';
import { UserError } from '../../platform/graphql/user-error.js';

/** The result of writing customers. */
@ObjectType({ description: 'The result of writing customers.' })
export class UpsertCustomersPayload {
  @Field(() => Int, { description: 'Number of new customers.' })
  created: number;

  @Field(() => Int, { description: 'Number of replaced customers.' })
  updated: number;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success. If not empty, nothing was written.',
  })
  userErrors: UserError[];
}

/** The result of erasing a customer. */
@ObjectType({ description: 'The result of erasing a customer.' })
export class EraseCustomerPayload {
  @Field(() => JSONObject, {
    nullable: true,
    description: 'How many records of each kind were erased, by kind; null if none were.',
  })
  erased: Record<string, number> | null;

  @Field({
    description:
      'Whether the customer is out of the column files as well. False if they could not be rewritten yet: that is tried again until it is done, also after a restart, and no new analysis reads the customer meanwhile.',
  })
  complete: boolean;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
