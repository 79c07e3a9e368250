import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf, perColumn } from '../../../platform/graphql/complexity.js';
import { UserError } from '../../../platform/graphql/user-error.js';
import type { Kept } from '../../../platform/words/kept.js';
import { TargetEvent } from '../churn.enums.js';
import { EventWords } from './event-words.types.js';

@ObjectType({ description: 'A value of a label column, and what it means under a definition.' })
export class LabelValue {
  @Field({ description: 'The value.' })
  value: string;

  @Field(() => Int, { description: 'Customers with it.' })
  count: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'true: it happened; false: it did not; null: the value says nothing, or it is not said yet.',
  })
  happened: boolean | null;
}

@ObjectType({ description: 'A column that a model would not learn from.' })
export class LeftOutFeature {
  @Field({ description: 'Name of the column.' })
  column: string;

  @Field({ description: 'Why, to be read after its name.' })
  reason: string;

  /** What it is said by in another language; absent of models that an earlier release trained. */
  said?: Kept;
}

@ObjectType({ description: 'What a training under a definition would be about.' })
export class ChurnDefinitionPreview {
  @Field(() => String, {
    nullable: true,
    description: 'What would be predicted, in words; null until it is clear.',
  })
  definition: string | null;

  @Field(() => TargetEvent, {
    nullable: true,
    description: 'What happened to those who meet it; null until it is clear.',
  })
  event: TargetEvent | null;

  @Field({
    description:
      'Whether that is a guess, because nobody has said it and neither the name nor the values of the label do: ask.',
  })
  eventInDoubt: boolean;

  @Field(() => EventWords, { nullable: true, description: 'The words for it; null until it is clear.' })
  words: EventWords | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What to ask of a label, with counts: "Response is yes for 334 of 2,240. What does yes mean?"; null for a rule.',
  })
  question: string | null;

  @Field(() => [LabelValue], {
    complexity: listOf(20),
    description: 'The most frequent values of the label, at most 20; none for a rule.',
  })
  values: LabelValue[];

  @Field(() => Int, { nullable: true, description: 'Customers to whom it happened; null until it is clear.' })
  happened: number | null;

  @Field(() => Int, { nullable: true, description: 'Customers to whom it did not.' })
  didNotHappen: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Customers of whom nothing says so: scored, not learned from.',
  })
  unknown: number | null;

  @Field(() => Float, { nullable: true, description: 'happened / (happened + didNotHappen), 0..1.' })
  rate: number | null;

  @Field(() => [LeftOutFeature], {
    complexity: perColumn(),
    description:
      'Columns that would not be learned from, and why. Columns that give the answer away are found by the training.',
  })
  leftOut: LeftOutFeature[];

  @Field({ description: 'Whether a training could start.' })
  enough: boolean;

  @Field(() => UserError, {
    nullable: true,
    description: 'Why it could not, and what to give; null if it could.',
  })
  problem: UserError | null;
}
