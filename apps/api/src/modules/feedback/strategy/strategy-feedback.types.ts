import { STRATEGY_FEEDBACK_KINDS } from '@holdfast/schema';
import { Field, ID, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { UserError } from '../../../platform/graphql/user-error.js';
import { vocabularyEnum } from '../../../platform/graphql/vocabulary-enum.js';

declare module '../../../platform/graphql/global-id.js' {
  interface NodeTypes {
    StrategyFeedback: true;
  }
}

/** What became of a piece of advice. */
export const StrategyFeedbackKind = vocabularyEnum(
  'StrategyFeedbackKind',
  'What became of a piece of advice.',
  STRATEGY_FEEDBACK_KINDS,
);
export type StrategyFeedbackKind = keyof typeof StrategyFeedbackKind;

/** What somebody did with a piece of advice. */
@ObjectType({ description: 'What somebody did with a piece of advice.' })
export class StrategyFeedback {
  key: string;

  datasetId: string;

  @Field(() => ID, { name: 'id', description: 'Opaque.' })
  get globalId(): string {
    return toGlobalId('StrategyFeedback', this.key);
  }

  @Field(() => StrategyFeedbackKind, { description: 'Whether it was taken.' })
  kind: StrategyFeedbackKind;

  @Field({ description: 'Why, in their own words; empty if they said nothing more.' })
  note: string;

  @Field({ description: 'Who said it: an e-mail address or the name of a key.' })
  givenBy: string;

  @Field({ description: 'When it was said.' })
  givenAt: Date;
}

/** The result of giving or withdrawing feedback. */
@ObjectType({ description: 'The result of giving or withdrawing feedback on a strategy.' })
export class StrategyFeedbackPayload {
  @Field(() => StrategyFeedback, {
    nullable: true,
    description: 'What was given or withdrawn; null if nothing was.',
  })
  feedback: StrategyFeedback | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success. If not empty, nothing was done.',
  })
  userErrors: UserError[];
}
