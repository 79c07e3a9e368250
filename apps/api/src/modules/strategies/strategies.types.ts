import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { Statement } from '../churn/index.js';

/** The champion model's forecast for all of a segment's customers. */
@ObjectType({ description: "The champion's forecast for the customers of a segment together." })
export class SegmentChurn {
  @Field(() => Float, { description: 'Mean of their calibrated probabilities of leaving, 0..1.' })
  meanProbability: number;

  @Field(() => Float, { description: 'Sum of their probabilities: how many are expected to leave.' })
  expectedChurners: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of the customers known to have left or stayed who left, 0..1; null if none are known.',
  })
  observedRate: number | null;

  @Field(() => Int, { description: 'Number of customers in the HIGH band.' })
  highRiskCount: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Sum of probability × value, in money; null without a MONETARY_VALUE column.',
  })
  expectedLoss: number | null;
}

/** The assumptions behind a strategy's arithmetic; none is measured, and all are meant to be replaced. */
@ObjectType({
  description:
    'The assumptions of the calculation. They are starting points, not measurements: replace them with your own.',
})
export class StrategyAssumptions {
  @Field(() => Float, {
    description: 'Share of the leavers among the targeted customers who stay because of it, 0..1.',
  })
  saveRate: number;

  @Field(() => Float, { description: 'Cost of contacting one customer.' })
  contactCost: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Value of one saved customer: the mean of the MONETARY_VALUE column over the targeted customers, weighted by their chance of leaving; null without such a column.',
  })
  customerValue: number | null;
}

/** What to do for a segment. */
@ObjectType({ description: 'What to do for a segment, with the figures behind the advice.' })
export class RetentionStrategy {
  @Field(() => ID, { description: 'Opaque; identifies this advice for this segment.' })
  id: string;

  @Field({ description: 'The advice in a few words.' })
  title: string;

  @Field({ description: 'What to do and for which customers, in a sentence or two.' })
  action: string;

  @Field(() => String, {
    nullable: true,
    description: 'The channel that these customers use more than others do; null if the data has none.',
  })
  channel: string | null;

  @Field(() => [Statement], {
    complexity: listOf(5),
    description: 'The figures behind this advice: associations, not causes.',
  })
  evidence: Statement[];

  @Field(() => Int, { description: 'Number of customers that it is for.' })
  targetCount: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Expected leavers among them × saveRate; null without a champion model.',
  })
  expectedSaved: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'expectedSaved × customerValue − targetCount × contactCost; null if one of them is.',
  })
  expectedValue: number | null;

  @Field(() => StrategyAssumptions, { description: 'The assumptions of the calculation.' })
  assumptions: StrategyAssumptions;
}
