import { Field, ID, InputType } from 'type-graphql';
import { JSONObject } from '../../platform/graphql/scalars.js';

/** A customer to write. */
@InputType({ description: 'A customer to write.' })
export class CustomerInput {
  @Field({ description: "The id that its owner's own systems use: 1..200 characters, once a call." })
  externalId: string;

  @Field(() => JSONObject, {
    description:
      'By column name; a column left out is missing afterwards. NUMBER takes numbers, BOOLEAN true or false, DATE ISO dates, every other column texts.',
  })
  attributes: Record<string, unknown>;
}

/** Customers to write. */
@InputType({ description: 'Customers to write, all or none.' })
export class UpsertCustomersInput {
  @Field(() => ID, { description: 'The id of a dataset that is READY.' })
  datasetId: string;

  @Field(() => [CustomerInput], { description: '1..1000.' })
  customers: CustomerInput[];

  @Field(() => String, {
    nullable: true,
    description:
      'Of your making, 1..200 characters: the same call again writes nothing and gets the same answer.',
  })
  idempotencyKey?: string | null;
}

/** The customer to erase. */
@InputType({ description: 'The customer to erase.' })
export class EraseCustomerInput {
  @Field(() => ID, { description: 'The id of a dataset.' })
  datasetId: string;

  @Field({ description: "The id that its owner's own systems use." })
  externalId: string;
}
