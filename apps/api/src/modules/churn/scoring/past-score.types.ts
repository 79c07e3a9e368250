import { Field, Float, Int, ObjectType } from 'type-graphql';
import { RiskBand } from '../churn.enums.js';

@ObjectType({ description: 'A score that was served for a customer at some time.' })
export class PastScore {
  @Field(() => Float, { description: 'The calibrated chance of leaving, 0..1.' })
  probability: number;

  @Field(() => RiskBand, { description: 'The risk band at that time.' })
  riskBand: keyof typeof RiskBand;

  @Field({ description: 'When it was computed.' })
  scoredAt: Date;

  @Field(() => Int, { description: 'Version of the model that computed it.' })
  modelVersion: number;
}
