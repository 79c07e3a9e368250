import { Field, ID, InputType } from 'type-graphql';
import { JSONObject } from '../../platform/graphql/scalars.js';

/** A customer to write. */
@InputType({ description: 'A customer to write.' })
export class CustomerInput {
  @Field({ description: "The customer's ID in your own systems: 1..200 characters, at most once per call." })
  externalId: string;

  @Field(() => JSONObject, {
    description:
      'By column name. A column that is left out stays as it is, of a new customer it is missing; null clears it. NUMBER takes numbers from -1e15 to 1e15, BOOLEAN true or false, DATE ISO dates from 1000 to 9999, CATEGORY text of at most 1000 characters, TEXT any text.',
  })
  attributes: Record<string, unknown>;
}

/** Customers to write. */
@InputType({ description: 'Customers to write, all or none.' })
export class UpsertCustomersInput {
  @Field(() => ID, { description: 'ID of a dataset that is READY.' })
  datasetId: string;

  @Field(() => [CustomerInput], { description: '1..1000 customers.' })
  customers: CustomerInput[];

  @Field(() => String, {
    nullable: true,
    description:
      'A key of your choice, 1..200 characters: repeating a call with the same key writes nothing and returns the same result.',
  })
  idempotencyKey?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether the attributes given are all of a customer, so that columns that are left out are cleared.',
  })
  replace?: boolean | null;
}

/** The customer to erase. */
@InputType({ description: 'The customer to erase.' })
export class EraseCustomerInput {
  @Field(() => ID, { description: 'ID of a dataset.' })
  datasetId: string;

  @Field({ description: "The customer's ID in your own systems." })
  externalId: string;
}
