import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { LeftOut, Statement } from '../churn/index.js';

const LEAVERS =
  '1.96 · √(Σ p(1 − p) + n² · r(1 − r) / m), for the n customers, the share r of the m training customers that left,';

/** How the ends of the intervals are computed. */
export const LOW_SAVED = `the lowest share turned (effectLow of Dataset.assumptions, else half of the share) times the expected leavers less ${LEAVERS} at least 0.`;
export const HIGH_SAVED = `the highest share turned (effectHigh, else one and a half times the share) times the expected leavers plus ${LEAVERS} at most n.`;
export const LOW_VALUE =
  'the low end of expectedSaved × customerValue − targetCount × contactCost, with the lowest margin, the shortest horizon and the dearest contact of Dataset.assumptions.';
export const HIGH_VALUE =
  'the high end of expectedSaved × customerValue − targetCount × contactCost, with the highest margin, the longest horizon and the cheapest contact of Dataset.assumptions.';

/** The champion model's forecast for those of a segment's customers who have not left. */
@ObjectType({
  description:
    "The champion's forecast for the customers of a segment together who have not left (or to whom it has not happened).",
})
export class SegmentChurn {
  @Field(() => Int, {
    description: 'Customers that the forecast is about: scored, and not known to have left.',
  })
  customers: number;

  @Field(() => Int, { description: 'Customers of the segment who have left already.' })
  leftCount: number;

  @Field(() => Float, {
    description:
      'Mean of the calibrated probabilities of leaving of those who have not left, 0..1; 0 if all have.',
  })
  meanProbability: number;

  @Field(() => Float, {
    description: 'Sum of the probabilities of those who have not left: how many are expected to leave.',
  })
  expectedChurners: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share who left of all customers known to have left or stayed, 0..1; null if none are known.',
  })
  observedRate: number | null;

  @Field(() => Int, { description: 'Number of customers in the HIGH band who have not left.' })
  highRiskCount: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Sum of probability × value over those who have not left, in money; null without a MONETARY_VALUE column.',
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
    description:
      'Share of the leavers among the targeted customers who stay because of it, 0..1: what was measured, else that of Dataset.assumptions if it was set, else a starting point of the advice. Of responders, the responseLift of Dataset.assumptions; 0 if nothing says so.',
  })
  saveRate: number;

  @Field(() => Float, {
    description:
      'The least that it may be: the low end of what was measured, else effectLow, else half of it.',
  })
  saveRateLow: number;

  @Field(() => Float, {
    description:
      'The most that it may be: the high end of what was measured, else effectHigh, else one and a half times it.',
  })
  saveRateHigh: number;

  @Field(() => Float, {
    description:
      'Cost of contacting one customer: that of Dataset.assumptions if it was set, else a starting point of the advice.',
  })
  contactCost: number;

  @Field(() => Float, { description: 'The least that it may be: contactCostLow, else the same.' })
  contactCostLow: number;

  @Field(() => Float, { description: 'The most that it may be: contactCostHigh, else the same.' })
  contactCostHigh: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Value of one saved customer: the mean of the MONETARY_VALUE column, or of what purchases let expect, over the targeted customers, weighted by their chance of leaving, or the customerValue of Dataset.assumptions; with the margin and to the horizon of those. Null without either.',
  })
  customerValue: number | null;
}

/** What a campaign measured of a strategy. */
@ObjectType({ description: 'What a campaign measured of a strategy; it counts before what is assumed.' })
export class MeasuredSaveRate {
  @Field(() => Float, {
    description:
      'Share of those who would have left that the contact kept: 1 less the rate of those contacted over that of those left alone. Below 0 if more left.',
  })
  saveRate: number;

  @Field(() => Float, { description: 'Low end of the 95 % interval.' })
  low: number;

  @Field(() => Float, { description: 'High end of the 95 % interval.' })
  high: number;

  @Field(() => Float, { description: 'The share that was assumed before.' })
  assumed: number;

  @Field(() => ID, { description: 'ID of the campaign, the newest that was made of this strategy.' })
  campaignId: string;

  @Field({ description: 'Both shares in a sentence.' })
  sentence: string;
}

/** What to do for a segment. */
@ObjectType({ description: 'What to do for a segment, with the figures behind the advice.' })
export class RetentionStrategy {
  @Field(() => ID, { description: 'Opaque; identifies this advice for this segment.' })
  id: string;

  /** What names it over refits. */
  advice: { readonly datasetId: string; readonly segmentKey: string; readonly play: string };

  @Field({ description: 'Code of the advice, the same in every language and every segment.' })
  play: string;

  @Field({ description: 'The advice in a few words.' })
  title: string;

  @Field({ description: 'What to do and for which customers, in a sentence or two.' })
  action: string;

  @Field(() => String, {
    nullable: true,
    description: 'What is particular to this segment, which is the end of action; null if nothing is.',
  })
  detail: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the advice reaches them, the same in every segment; null if it contacts nobody.',
  })
  channel: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The channel that these customers use more than others do; null if the data has none.',
  })
  preferredChannel: string | null;

  @Field(() => [Statement], {
    complexity: listOf(5),
    description: 'The figures behind this advice: associations, not causes.',
  })
  evidence: Statement[];

  @Field(() => Int, {
    description: 'Number of customers that it is for; none of them is known to have left.',
  })
  targetCount: number;

  @Field(() => LeftOut, {
    nullable: true,
    description:
      'Who of them is not contacted all the same, and why: a campaign that is made of it leaves them out; they are counted in its money. Null without a champion, or if it contacts nobody.',
  })
  leftOut: LeftOut | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'It is for those of the segment who have not left and have at least this probability; null for all who have not left.',
  })
  minProbability: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Expected leavers among them × saveRate, or the responses that a contact adds; null without a champion model, if nothing says what a contact adds, or if it contacts nobody.',
  })
  expectedSaved: number | null;

  @Field(() => Float, { nullable: true, description: `Low end of expectedSaved: ${LOW_SAVED} Null like it.` })
  savedLow: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `High end of expectedSaved: ${HIGH_SAVED} Null like it.`,
  })
  savedHigh: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'expectedSaved × customerValue − targetCount × contactCost; null if one of them is.',
  })
  expectedValue: number | null;

  @Field(() => Float, { nullable: true, description: `Low end of expectedValue: ${LOW_VALUE} Null like it.` })
  valueLow: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `High end of expectedValue: ${HIGH_VALUE} Null like it.`,
  })
  valueHigh: number | null;

  @Field(() => StrategyAssumptions, { description: 'The assumptions of the calculation.' })
  assumptions: StrategyAssumptions;

  @Field(() => MeasuredSaveRate, {
    nullable: true,
    description: 'What a campaign made of it measured, which is its saveRate; null before enough outcomes.',
  })
  measured: MeasuredSaveRate | null;
}
