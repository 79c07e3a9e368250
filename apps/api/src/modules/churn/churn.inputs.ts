import { ArgsType, Field, Float, ID, InputType, Int } from 'type-graphql';
import { ChurnAlgorithm, ComparisonOperator, ImbalanceStrategy, TargetEvent } from './churn.enums.js';
import type { CallTerms } from './contacts/call-profit.js';

@InputType({ description: 'A comparison on a column of numbers that says who left, e.g. Recency > 60.' })
export class ChurnRuleInput {
  @Field({
    description:
      'Name of a column of type NUMBER; it and the columns computed from it are excluded from the features.',
  })
  column: string;

  @Field(() => ComparisonOperator, { description: "How the customer's number is compared with `value`." })
  operator: ComparisonOperator;

  @Field(() => Float, {
    description: 'A finite number such that some customers meet the rule and some do not.',
  })
  value: number;
}

@InputType({
  description:
    'What a model predicts: either a label column or a rule, and what it means for a customer to meet it.',
})
export class ChurnDefinitionInput {
  @Field(() => String, {
    nullable: true,
    description:
      'A column some of whose values mean that the customer left, or that whatever else is predicted happened. With more than two values, say which with `positiveValues`.',
  })
  labelColumn?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The value that means "left"; needed only if it is not obvious (yes, true, 1, churned … are).',
  })
  positiveValue?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Instead of positiveValue, 1..100 values that mean that it happened. All others mean that it did not, except missing ones and placeholders such as "unknown" or "n/a", which say nothing unless they are named here.',
  })
  positiveValues?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Further values of the label column that say nothing, such as "on hold", 0..100: customers with them are scored, not learned from.',
  })
  unknownValues?: string[] | null;

  @Field(() => ChurnRuleInput, {
    nullable: true,
    description:
      'A rule on a number. Its column, and every column computed from it, are excluded from the features.',
  })
  rule?: ChurnRuleInput | null;

  @Field(() => TargetEvent, {
    nullable: true,
    description:
      'What happened to a customer who meets the definition. Default: RESPONDED for a column named after an answer or a purchase, such as "Response", otherwise LEFT.',
  })
  event?: TargetEvent | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A verb in the past for it, such as "renewed", 1..40 characters; sentences use it. Needed for OTHER.',
  })
  words?: string | null;
}

@InputType({ description: 'How to train a churn model.' })
export class TrainChurnModelInput {
  @Field(() => ID, { description: 'The dataset; its status must be READY.' })
  datasetId: string;

  @Field(() => ChurnDefinitionInput, {
    nullable: true,
    description: 'What to predict. Default: the CHURN_LABEL column.',
  })
  definition?: ChurnDefinitionInput | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Columns to learn from. Default: every usable column with role FEATURE or MONETARY_VALUE.',
  })
  features?: string[] | null;

  @Field(() => ChurnAlgorithm, {
    nullable: true,
    defaultValue: 'AUTO',
    description:
      'AUTO compares every algorithm on the same folds, as far as it can still win, and tries other settings where trees lead.',
  })
  algorithm?: ChurnAlgorithm | null;

  @Field(() => ImbalanceStrategy, {
    nullable: true,
    defaultValue: 'AUTO',
    description:
      'AUTO tries every strategy with the best algorithm, as far as it can still win; none where 40 % or more have each answer.',
  })
  imbalance?: ImbalanceStrategy | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description: 'At least 0. The same seed and data give the same model, whatever the number of threads.',
  })
  seed?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Columns that the leakage guard blocked and that the model should use anyway.',
  })
  acknowledgedLeakage?: string[] | null;
}

@InputType({ description: 'The model to promote.' })
export class PromoteChurnModelInput {
  @Field(() => ID, { description: 'ID of a completed model whose AUC interval does not reach below 0.55.' })
  churnModelId: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Why, in your own words, for `Dataset.championChanges`; at most 1000 characters. None is fine.',
  })
  reason?: string | null;
}

/** The assumed cost and effect of calling customers. */
@ArgsType()
export class CallTermsArgs implements CallTerms {
  @Field(() => Float, { description: 'Cost of calling one customer; at least 0.' })
  contactCost: number;

  @Field(() => Float, { description: 'Share of the leavers who stay if called, 0..1.' })
  saveRate: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'What a customer who stays is worth, at least 0, as it is. Default: the customerValue of Dataset.assumptions, or the own value of each customer, times the margin and to the horizon of Dataset.assumptions.',
  })
  customerValue: number | null;
}
