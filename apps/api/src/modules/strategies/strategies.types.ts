import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Statement } from '../churn/index.js';

/** What the champion model says of a segment's customers together. */
@ObjectType({ description: "What the champion model says of a segment's customers together." })
export class SegmentChurn {
  @Field(() => Float, { description: 'Mean of their calibrated probabilities of leaving, 0..1.' })
  meanProbability: number;

  @Field(() => Float, { description: 'Sum of their probabilities: how many leave, on average.' })
  expectedChurners: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of those of whom it is known that they left, 0..1; null where it is known of none.',
  })
  observedRate: number | null;

  @Field(() => Int, { description: 'Customers with risk band HIGH.' })
  highRiskCount: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Sum of probability × value, in money; null where no column says what customers are worth.',
  })
  expectedLoss: number | null;
}

/** What the arithmetic of a strategy assumes; none of it is measured, all of it is meant to be replaced. */
@ObjectType({
  description: 'What the arithmetic assumes. Starting points, not measurements: put in your own.',
})
export class StrategyAssumptions {
  @Field(() => Float, {
    description: 'Share of the leavers among the targeted customers who stay because of it, 0..1.',
  })
  saveRate: number;

  @Field(() => Float, { description: 'Cost of reaching one customer, in money.' })
  contactCost: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Worth of one saved customer: the mean of the MONETARY_VALUE column over the targeted, each weighed by the chance of leaving; null without such a column.',
  })
  customerValue: number | null;
}

/** What to do for a segment. */
@ObjectType({ description: 'What to do for a segment, with the figures that the advice rests on.' })
export class RetentionStrategy {
  @Field(() => ID, { description: 'Opaque; of this advice for this segment.' })
  id: string;

  @Field({ description: 'The advice in a few words.' })
  title: string;

  @Field({ description: 'What to do, and for whom, in a sentence or two.' })
  action: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The way that the segment's customers use more than others do; null where the data has none.",
  })
  channel: string | null;

  @Field(() => [Statement], {
    description: 'The figures that this advice rests on; associations, not causes.',
  })
  evidence: Statement[];

  @Field(() => Int, { description: 'Customers that it is for.' })
  targetCount: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Leavers expected among them × saveRate; null without a champion model.',
  })
  expectedSaved: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'expectedSaved × customerValue − targetCount × contactCost; null where one of them is.',
  })
  expectedValue: number | null;

  @Field(() => StrategyAssumptions, { description: 'What the arithmetic assumes.' })
  assumptions: StrategyAssumptions;
}
