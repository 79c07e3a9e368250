import { Field, Float, ObjectType } from 'type-graphql';
import { COLUMNS, listOf } from '../../platform/graphql/complexity.js';
import { FeatureContribution, RiskBand } from '../churn/index.js';

/** The segment and churn of attributes that need not be stored. */
@ObjectType({ description: 'The score of attributes that need not be stored.' })
export class CustomerScore {
  @Field(() => String, {
    nullable: true,
    description:
      'The value of the dataset\'s customer ID column, otherwise of "externalId"; null without either.',
  })
  externalId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Key of the segment in the active segmentation; null without one.',
  })
  segmentKey: string | null;

  @Field(() => String, { nullable: true, description: 'Name of that segment.' })
  segmentName: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Calibrated chance of leaving, 0..1; null if the dataset has no champion.',
  })
  probability: number | null;

  @Field(() => RiskBand, {
    nullable: true,
    description: "How urgent the customer is, relative to the champion's threshold and average.",
  })
  riskBand: RiskBand | null;

  @Field(() => [FeatureContribution], {
    complexity: listOf(COLUMNS),
    description:
      "The exact contribution of every column to the champion's raw output, largest absolute value first.",
  })
  contributions: FeatureContribution[];

  @Field(() => [String], {
    complexity: listOf(10),
    description:
      'What had to be assumed: missing values, unreadable ones or ones out of range, unseen categories, unknown attributes.',
  })
  warnings: string[];
}
