import { Field, Float, Int, ObjectType } from 'type-graphql';
import { RiskBand } from './churn.enums.js';

@ObjectType({ description: "One column's exact part in a score." })
export class FeatureContribution {
  @Field({ description: 'Name of the column.' })
  feature: string;

  @Field(() => String, {
    nullable: true,
    description: "The customer's value, as text; null where it is missing.",
  })
  value: string | null;

  @Field(() => Float, { description: "Its part in the model's raw output: positive goes with leaving." })
  contribution: number;

  @Field({ description: 'The contribution in words: an association, not a cause.' })
  text: string;
}

@ObjectType({ description: 'Customers of the training data with a like score, and how many of them left.' })
export class ScorePeers {
  @Field(() => Int, {
    description:
      'The 100 customers with the nearest scores; more where several are equally near, fewer in small data.',
  })
  count: number;

  @Field(() => Int, { description: 'How many of them left.' })
  left: number;
}

@ObjectType({ description: "A customer's chance of leaving, by the champion model." })
export class ChurnScore {
  churnModelId: string;
  datasetId: string;
  row: number;
  attributes: Readonly<Record<string, unknown>>;

  @Field(() => Float, { description: 'Calibrated: of 100 customers scored 0.3, about 30 leave.' })
  probability: number;

  @Field(() => RiskBand, { description: 'How urgent the customer is, relative to the model.' })
  riskBand: RiskBand;

  @Field({ description: 'When the score was computed.' })
  scoredAt: Date;

  @Field(() => Float, { description: "What the model's raw output is before any column is looked at." })
  baseValue: number;

  @Field(() => Float, {
    nullable: true,
    description: 'probability × the column with role MONETARY_VALUE; null without such a column or value.',
  })
  expectedLoss: number | null;
}

@ObjectType({ description: 'What the champion expects of all customers together.' })
export class ChurnSummary {
  @Field(() => Float, { description: 'Mean probability of leaving, 0..1.' })
  meanProbability: number;

  @Field(() => Float, { description: 'Lower end of the 95 % interval of the rate of leaving.' })
  low: number;

  @Field(() => Float, { description: 'Upper end of the 95 % interval of the rate of leaving.' })
  high: number;

  @Field(() => Float, { description: 'Sum of the probabilities.' })
  expectedChurners: number;

  @Field(() => Int, { description: 'Customers in the HIGH band.' })
  highRiskCount: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Sum of the expected losses; null without a column with role MONETARY_VALUE.',
  })
  expectedLoss: number | null;
}
