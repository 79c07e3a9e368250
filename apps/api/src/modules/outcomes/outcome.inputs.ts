import { Field, Float, ID, InputType } from 'type-graphql';

/** What became of a customer. */
@InputType({ description: 'What became of a customer.' })
export class OutcomeInput {
  @Field({ description: "The customer's ID in your own systems: 1..200 characters." })
  externalId: string;

  @Field({
    description: 'Whether the customer left; for a model that predicts something else, whether it happened.',
  })
  left: boolean;

  @Field(() => Float, {
    nullable: true,
    description:
      'What the customer brought since then, in the currency of the dataset, -1e15..1e15. Left out: not known.',
  })
  value?: number | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When this was found out; not in the future. Left out: now.',
  })
  observedAt?: Date | null;
}

/** Outcomes to record. */
@InputType({ description: 'Outcomes of customers of one dataset.' })
export class RecordOutcomesInput {
  @Field(() => ID, { description: 'ID of a dataset that is READY.' })
  datasetId: string;

  @Field(() => [OutcomeInput], {
    description:
      '1..1000 outcomes. Of several of one customer, the one that was observed last counts; all are kept.',
  })
  outcomes: OutcomeInput[];

  @Field(() => String, {
    nullable: true,
    description:
      'A key of your choice, 1..200 characters: repeating a call with the same key records nothing and returns the same result.',
  })
  idempotencyKey?: string | null;
}
