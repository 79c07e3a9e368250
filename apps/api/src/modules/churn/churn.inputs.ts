import { ArgsType, Field, Float, ID, InputType, Int } from 'type-graphql';
import { ChurnAlgorithm, ComparisonOperator, ImbalanceStrategy } from './churn.enums.js';
import type { CallTerms } from './model-questions.js';

@InputType({ description: 'A comparison on a column of numbers that says who left, e.g. Recency > 60.' })
export class ChurnRuleInput {
  @Field({
    description:
      'Name of a column of type NUMBER; it and what is computed from it are kept out of the features.',
  })
  column: string;

  @Field(() => ComparisonOperator, { description: "How the customer's number is compared with `value`." })
  operator: ComparisonOperator;

  @Field(() => Float, {
    description: 'A finite number, such that some customers meet the rule and some do not.',
  })
  value: number;
}

@InputType({ description: 'What "left" means: a label column or a rule, one of the two.' })
export class ChurnDefinitionInput {
  @Field(() => String, {
    nullable: true,
    description: 'A column with two values, one of which says that the customer left.',
  })
  labelColumn?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The value that says so; needed only where it is not obvious (yes, true, 1, churned ... are).',
  })
  positiveValue?: string | null;

  @Field(() => ChurnRuleInput, {
    nullable: true,
    description: 'Or a rule on a number. Its column, and every column computed from it, leave the features.',
  })
  rule?: ChurnRuleInput | null;
}

@InputType({ description: 'How a churn model is to be trained.' })
export class TrainChurnModelInput {
  @Field(() => ID, { description: 'The dataset; its status must be READY.' })
  datasetId: string;

  @Field(() => ChurnDefinitionInput, {
    nullable: true,
    description: 'What "left" means. Left out: the column with role CHURN_LABEL.',
  })
  definition?: ChurnDefinitionInput | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Columns to learn from. Left out: every column with role FEATURE or MONETARY_VALUE that can be used.',
  })
  features?: string[] | null;

  @Field(() => ChurnAlgorithm, {
    nullable: true,
    defaultValue: 'AUTO',
    description: 'AUTO: every algorithm is tried on the same folds.',
  })
  algorithm?: ChurnAlgorithm | null;

  @Field(() => ImbalanceStrategy, {
    nullable: true,
    defaultValue: 'AUTO',
    description: 'AUTO: every strategy is tried with the best algorithm.',
  })
  imbalance?: ImbalanceStrategy | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description: 'The same seed and data give the same model, whatever the number of threads.',
  })
  seed?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Columns that the leakage guard blocked and that the caller takes responsibility for.',
  })
  acknowledgedLeakage?: string[] | null;
}

@InputType({ description: 'Which model is to score.' })
export class PromoteChurnModelInput {
  @Field(() => ID, { description: 'A completed model whose AUC interval does not reach below 0.55.' })
  churnModelId: string;
}

/** What calling is assumed to cost and to save. */
@ArgsType()
export class CallTermsArgs implements CallTerms {
  @Field(() => Float, { description: 'What calling one customer costs, in money; at least 0.' })
  contactCost: number;

  @Field(() => Float, { description: 'Share of the leavers who stay when called, 0..1.' })
  saveRate: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'What a customer who stays is worth, at least 0. Left out: the mean of the MONETARY_VALUE column.',
  })
  customerValue: number | null;
}
