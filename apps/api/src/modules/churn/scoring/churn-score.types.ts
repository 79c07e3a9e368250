import { Field, Float, Int, ObjectType } from 'type-graphql';
import { RiskBand } from '../churn.enums.js';

@ObjectType({ description: 'The exact contribution of one column to a score.' })
export class FeatureContribution {
  @Field({ description: 'Name of the column.' })
  feature: string;

  @Field(() => String, {
    nullable: true,
    description: "The customer's value, as text; null if it is missing.",
  })
  value: string | null;

  @Field(() => Float, {
    description: "The contribution to the model's raw output; positive raises the chance of leaving.",
  })
  contribution: number;

  @Field({ description: 'The contribution in words: an association, not a cause.' })
  text: string;
}

@ObjectType({ description: 'Training customers with a similar score, and how many of them left.' })
export class ScorePeers {
  @Field(() => Int, {
    description:
      'The 100 customers with the nearest scores; more if several are equally near, fewer in small datasets.',
  })
  count: number;

  @Field(() => Int, { description: 'How many of them left.' })
  left: number;
}

@ObjectType({ description: "A customer's chance of leaving, as the champion model scores it." })
export class ChurnScore {
  churnModelId: string;
  datasetId: string;
  row: number;
  attributes: Readonly<Record<string, unknown>>;

  @Field(() => Float, { description: 'Calibrated: of 100 customers scored 0.3, about 30 leave.' })
  probability: number;

  @Field(() => RiskBand, {
    description: "How urgent the customer is, relative to the model's threshold and average.",
  })
  riskBand: RiskBand;

  @Field({ description: 'When the score was computed.' })
  scoredAt: Date;

  @Field(() => Float, { description: "The model's raw output before any column is taken into account." })
  baseValue: number;

  @Field(() => Float, {
    nullable: true,
    description: 'probability × the MONETARY_VALUE column; null without such a column or value.',
  })
  expectedLoss: number | null;
}

@ObjectType({ description: "The champion's forecast for all customers together." })
export class ChurnSummary {
  @Field(() => Float, { description: 'Mean probability of leaving, 0..1.' })
  meanProbability: number;

  @Field(() => Float, { description: 'Lower end of the 95 % interval of the churn rate.' })
  low: number;

  @Field(() => Float, { description: 'Upper end of the 95 % interval of the churn rate.' })
  high: number;

  @Field(() => Float, { description: 'Sum of the probabilities.' })
  expectedChurners: number;

  @Field(() => Int, { description: 'Customers in the HIGH band.' })
  highRiskCount: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Sum of the expected losses; null without a MONETARY_VALUE column.',
  })
  expectedLoss: number | null;
}
