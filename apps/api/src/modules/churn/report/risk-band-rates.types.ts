import { Field, Float, Int, ObjectType } from 'type-graphql';
import { RiskBand } from '../churn.enums.js';

@ObjectType({
  description:
    'A risk band and what the customers in it did: all of known outcome, those who have left among them, each put into it by a model that had not seen them.',
})
export class RiskBandRates {
  @Field(() => RiskBand, { description: 'The band.' })
  band: RiskBand;

  @Field(() => Float, {
    description:
      'It begins at this probability and ends where the next one begins: as set in Dataset.assumptions, else HIGH from three times the average odds on, but for no fewer than 5 % and no more than 25 % of customers, and MEDIUM from the average probability on, but for no fewer than 10 %.',
  })
  minProbability: number;

  @Field(() => Int, { description: 'Customers of known outcome in it.' })
  count: number;

  @Field(() => Int, { description: 'How many of them left.' })
  left: number;

  @Field(() => Float, { nullable: true, description: 'left / count; null if nobody is in it.' })
  observedRate: number | null;
}
