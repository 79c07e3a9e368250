import { Field, Float, ObjectType } from 'type-graphql';
import { listOf, perColumn } from '../../platform/graphql/complexity.js';
import {
  type Champion,
  FeatureContribution,
  REASONS,
  REASONS_AGAINST,
  Reason,
  RiskBand,
} from '../churn/index.js';
import type { Attributes } from '../feature-matrix/index.js';

@ObjectType({
  description:
    'How far the chance of customers who share the known attributes ranges, by what the unknown ones may be.',
})
export class ProbabilityRange {
  @Field(() => Float, { description: 'One in ten of such customers has a chance below this, 0..1.' })
  low: number;

  @Field(() => Float, { description: 'One in ten of such customers has a chance above this, 0..1.' })
  high: number;

  @Field(() => [String], {
    complexity: perColumn(),
    description: 'The columns of the model that are not known.',
  })
  unknown: string[];
}

/** The segment and churn of attributes that need not be stored. */
@ObjectType({ description: 'The score of attributes that need not be stored.' })
export class CustomerScore {
  /** What was scored, and by what; absent without a champion. */
  readonly scored?: { readonly champion: Champion; readonly attributes: Attributes };

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
    description:
      'Calibrated chance of leaving, 0..1; null if the dataset has no champion. From some attributes: the average over customers who are alike in those. An attribute that is null is one that the customer does not have; one that is left out is not known.',
  })
  probability: number | null;

  @Field(() => ProbabilityRange, {
    nullable: true,
    description:
      'What the attributes that are not known leave open; null if all that the model sees are known, and without a probability.',
  })
  probabilityRange: ProbabilityRange | null;

  @Field(() => RiskBand, {
    nullable: true,
    description: "How urgent the customer is, relative to the champion's threshold and average.",
  })
  riskBand: RiskBand | null;

  @Field(() => [FeatureContribution], {
    complexity: perColumn(),
    description:
      "The exact contribution of every column to the champion's raw output, largest absolute value first.",
  })
  contributions: FeatureContribution[];

  @Field(() => [Reason], { complexity: listOf(3), description: REASONS })
  reasons: readonly Reason[];

  @Field(() => [Reason], { complexity: listOf(3), description: REASONS_AGAINST })
  reasonsAgainst: readonly Reason[];

  @Field(() => [String], {
    complexity: listOf(10),
    description:
      'What had to be assumed: missing values, unreadable ones or ones out of range, unseen categories, unknown attributes; and what no customer of the training ever had, alone or together. With the ID of a stored customer also whether the champion has this answer from memory, having learned from that customer as they are, beside their stored score.',
  })
  warnings: string[];
}
