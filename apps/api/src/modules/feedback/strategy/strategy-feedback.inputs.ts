import { Field, ID, InputType } from 'type-graphql';
import { StrategyFeedbackKind } from './strategy-feedback.types.js';

/** What became of a piece of advice. */
@InputType({ description: 'What became of a piece of advice.' })
export class GiveStrategyFeedbackInput {
  @Field(() => ID, { description: 'ID of a dataset.' })
  datasetId: string;

  @Field(() => ID, { description: 'ID of a strategy of the active segmentation.' })
  strategyId: string;

  @Field(() => StrategyFeedbackKind, { description: 'Whether it was taken.' })
  kind: StrategyFeedbackKind;

  @Field(() => String, { nullable: true, description: 'Why, in your own words; at most 2000 characters.' })
  note?: string | null;
}

/** Feedback to withdraw. */
@InputType({ description: 'Feedback on a strategy that does not hold any more.' })
export class WithdrawStrategyFeedbackInput {
  @Field(() => ID, { description: 'ID of the feedback.' })
  feedbackId: string;
}
