import { Field, Float, ObjectType } from 'type-graphql';
import { FeatureContribution, RiskBand } from '../churn/index.js';

/** What the champion models say of attributes that need not be stored. */
@ObjectType({ description: 'What the champion models say of attributes that need not be stored.' })
export class CustomerScore {
  @Field(() => String, {
    nullable: true,
    description:
      'The value under the dataset\'s customer id column, else under "externalId"; null without either.',
  })
  externalId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Key of the segment of the active segmentation; null without one.',
  })
  segmentKey: string | null;

  @Field(() => String, { nullable: true, description: 'Name of that segment.' })
  segmentName: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Calibrated chance of leaving, 0..1; null where the dataset has no champion.',
  })
  probability: number | null;

  @Field(() => RiskBand, {
    nullable: true,
    description: 'How urgent the customer is, relative to the champion.',
  })
  riskBand: RiskBand | null;

  @Field(() => [FeatureContribution], {
    description: "Every column's exact part in the champion's raw output, the largest of either sign first.",
  })
  contributions: FeatureContribution[];

  @Field(() => [String], {
    description:
      'What had to be assumed: missing or unreadable values, levels never seen, attributes not known.',
  })
  warnings: string[];
}
