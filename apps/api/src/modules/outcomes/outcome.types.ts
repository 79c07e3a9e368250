import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { UserError } from '../../platform/graphql/user-error.js';
import { OutcomeSource } from './outcome.enums.js';

/** What became of a customer. */
@ObjectType({ description: 'What became of a customer, as it was told at some time.' })
export class Outcome {
  @Field({
    description: 'Whether the customer left; for a model that predicts something else, whether it happened.',
  })
  left: boolean;

  @Field(() => Float, {
    nullable: true,
    description: 'What the customer brought, in the currency of the dataset; null if it is not known.',
  })
  value: number | null;

  @Field({ description: 'When it was found out.' })
  observedAt: Date;

  @Field({ description: 'When Holdfast was told.' })
  recordedAt: Date;

  @Field(() => OutcomeSource, { description: 'How it became known.' })
  source: OutcomeSource;
}

/** The result of recording outcomes. */
@ObjectType({ description: 'The result of recording outcomes.' })
export class RecordOutcomesPayload {
  @Field(() => Int, { description: 'Number of outcomes that were recorded.' })
  recorded: number;

  @Field(() => [String], {
    complexity: listOf(100),
    description: 'The IDs that no customer of the dataset has, each once; the other outcomes were recorded.',
  })
  unknown: string[];

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success. If not empty, nothing was recorded.',
  })
  userErrors: UserError[];
}
