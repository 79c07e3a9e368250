import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { RiskBand } from '../churn.enums.js';

@ObjectType({ description: 'The customers of one risk band who have not left.' })
export class RiskBandSummary {
  @Field(() => RiskBand, { description: 'The band.' })
  band: RiskBand;

  @Field(() => Int, { description: 'How many customers who have not left are in it.' })
  customers: number;

  @Field(() => Float, { description: 'Sum of their probabilities.' })
  expectedChurners: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Sum of their expected losses; null without a MONETARY_VALUE column.',
  })
  expectedLoss: number | null;
}

@ObjectType({
  description:
    "The champion's forecast for all customers together who have not left by its definition (or to whom it has not happened); where nothing says so of a customer, they have not.",
})
export class ChurnSummary {
  @Field(() => Int, {
    description: 'Customers that the forecast is about: scored, and not known to have left.',
  })
  customers: number;

  @Field(() => Int, { description: 'Customers who have left already; no other figure here is about them.' })
  leftCount: number;

  @Field(() => Float, {
    description: 'Mean probability of leaving of those who have not left, 0..1; 0 if all have.',
  })
  meanProbability: number;

  @Field(() => Float, { description: 'Lower end of the 95 % interval of their rate of leaving.' })
  low: number;

  @Field(() => Float, { description: 'Upper end of the 95 % interval of their rate of leaving.' })
  high: number;

  @Field(() => Float, { description: 'Sum of the probabilities of those who have not left.' })
  expectedChurners: number;

  @Field(() => Int, { description: 'Customers in the HIGH band who have not left.' })
  highRiskCount: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Sum of the expected losses of those who have not left; null without a MONETARY_VALUE column, or if all have left.',
  })
  expectedLoss: number | null;

  @Field(() => [RiskBandSummary], {
    complexity: listOf(3),
    description: 'The same figures by risk band, LOW first; each band is there, even if nobody is in it.',
  })
  bands: RiskBandSummary[];
}
