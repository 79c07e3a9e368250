import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { RiskBand } from '../../churn/index.js';
import { CampaignVerdict } from '../campaign.enums.js';

/** What is known of the members of an arm. */
@ObjectType({ description: 'What is known of the members of an arm.' })
export class ArmOutcome {
  @Field(() => Int, { description: 'Members.' })
  customers: number;

  @Field(() => Int, { description: 'Members of whom an outcome is known that was observed since.' })
  known: number;

  @Field(() => Int, {
    description: 'Those of them who left; for a model that predicts something else, to whom it happened.',
  })
  left: number;

  @Field(() => Float, { description: 'left / known, 0..1; 0 if none is known.' })
  rate: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean of the values that came with the outcomes; null if none did.',
  })
  valueMean: number | null;
}

/** An effect that allows for the scores. */
@ObjectType({
  description:
    "The effect with both arms' rates moved to the same scores from before the campaign: as unbiased as the plain one, and surer.",
})
export class AdjustedEffect {
  @Field(() => Float, { description: 'As CampaignEffect.uplift.' })
  uplift: number;

  @Field(() => Float, { description: 'Low end of the 95 % interval.' })
  low: number;

  @Field(() => Float, { description: 'High end of the 95 % interval.' })
  high: number;

  @Field(() => Float, {
    description:
      'The share of the variance that the scores take away, 0..1: the interval is √(1 − explained) as wide.',
  })
  explained: number;
}

/** How many outcomes are missing. */
@ObjectType({ description: 'How many outcomes are missing before anything is claimed.' })
export class MissingOutcomes {
  @Field(() => Int, { description: 'Of members who are contacted; 0 if there are enough.' })
  contacted: number;

  @Field(() => Int, { description: 'Of members who are left alone; 0 if there are enough.' })
  holdOut: number;

  @Field(() => Int, {
    description:
      'Members whose last outcome was observed before the campaign was made: it is kept for models and says nothing here.',
  })
  earlier: number;

  @Field({ description: 'What is known and what is missing, in a sentence.' })
  sentence: string;
}

/** The effect on some of the members. */
@ObjectType({ description: 'The effect on the members of one segment or risk band.' })
export class GroupEffect {
  @Field({ description: 'Name of the segment or risk band, as it was when the campaign was made.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Key of the segment; null for a risk band.' })
  segmentKey: string | null;

  @Field(() => RiskBand, { nullable: true, description: 'The risk band; null for a segment.' })
  riskBand: keyof typeof RiskBand | null;

  @Field(() => ArmOutcome, { description: 'Those who are contacted.' })
  contacted: ArmOutcome;

  @Field(() => ArmOutcome, { description: 'Those who are left alone.' })
  holdOut: ArmOutcome;

  @Field(() => Float, { description: 'As CampaignEffect.uplift, by the rates.' })
  uplift: number;

  @Field(() => Float, {
    description: 'Low end of an interval that holds for all groups of this kind together with 95 %.',
  })
  low: number;

  @Field(() => Float, {
    description: 'High end of an interval that holds for all groups of this kind together with 95 %.',
  })
  high: number;

  @Field(() => CampaignVerdict, {
    description: 'What can be said of this group; corrected for the number of groups that are looked at.',
  })
  verdict: CampaignVerdict;
}

/** One arm beside another. */
@ObjectType({ description: 'One arm beside another.' })
export class ArmComparison {
  @Field(() => Float, { description: 'As CampaignEffect.uplift, adjusted for the scores where it can be.' })
  uplift: number;

  @Field(() => Float, { description: 'Low end of an interval that holds for both comparisons with 95 %.' })
  low: number;

  @Field(() => Float, { description: 'High end of an interval that holds for both comparisons with 95 %.' })
  high: number;

  @Field(() => CampaignVerdict, {
    description: 'What can be said, however often one looks; corrected for both comparisons.',
  })
  verdict: CampaignVerdict;

  @Field({ description: 'The same in a sentence.' })
  sentence: string;
}

/** What the arm that is treated as usual shows. */
@ObjectType('BusinessAsUsualEffect', { description: 'What the arm that is treated as usual shows.' })
export class AsUsualEffect {
  @Field(() => ArmOutcome, { description: 'Members who are treated as usual.' })
  arm: ArmOutcome;

  @Field(() => ArmComparison, {
    description: 'Those contacted beside them: what the campaign does beyond what is done anyway.',
  })
  contacted: ArmComparison;

  @Field(() => ArmComparison, {
    nullable: true,
    description:
      'They beside those left alone: what is done anyway does by itself; null if nobody is left alone.',
  })
  holdOut: ArmComparison | null;
}

/** What a campaign did. */
@ObjectType({ description: 'What a campaign did, by the outcomes that were observed since it was made.' })
export class CampaignEffect {
  @Field(() => ArmOutcome, { description: 'Members who are contacted.' })
  contacted: ArmOutcome;

  @Field(() => ArmOutcome, { description: 'Members who are left alone.' })
  holdOut: ArmOutcome;

  @Field(() => Float, {
    description:
      "The rate of those left alone less that of those contacted: what the contact prevented. For a model that predicts something to be wished for, or in words of your own, the contrary: the rate of those contacted less the other's. 0 without a hold-out.",
  })
  uplift: number;

  @Field(() => Float, {
    description:
      "Low end of Newcombe's 95 % interval of the uplift, without scores allowing for arms that have the same share of each segment; -1 without a hold-out.",
  })
  upliftLow: number;

  @Field(() => Float, {
    description:
      "High end of Newcombe's 95 % interval of the uplift, without scores allowing for arms that have the same share of each segment; 1 without a hold-out.",
  })
  upliftHigh: number;

  @Field(() => AdjustedEffect, {
    nullable: true,
    description: 'The uplift allowing for the scores from before; null without scores.',
  })
  adjusted: AdjustedEffect | null;

  @Field(() => Float, {
    description: 'Customers saved (or won): the uplift, adjusted if it can be, × contacted.customers.',
  })
  saved: number;

  @Field(() => Float, { description: 'Low end of saved.' })
  savedLow: number;

  @Field(() => Float, { description: 'High end of saved.' })
  savedHigh: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'saved × what a customer is worth (with margin and to the horizon of Dataset.assumptions when the campaign was made) − contacted.customers × contactCost; null without a cost or a worth.',
  })
  netValue: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'netValue at the low end of saved, of what a customer is worth, and with the dearest contact, as the ranges of Dataset.assumptions were when the list was made; null like it.',
  })
  netValueLow: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'netValue at the other ends of those; null like it.',
  })
  netValueHigh: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'What one customer who is kept is worth in netValue; null if no money can be told.',
  })
  customerWorth: number | null;

  @Field(() => CampaignVerdict, {
    description:
      'What can be said. WORKS and HARMS hold however often one looks: without any effect one of them is said of at most 5 % of campaigns. It rests on the adjusted uplift if there is one.',
  })
  verdict: CampaignVerdict;

  @Field({ description: 'The effect in a sentence.' })
  sentence: string;

  @Field(() => Boolean, {
    description:
      'Whether outcomes came back from both arms in the shares that were sent out (p ≥ 0.001); if not, the arms cannot be compared.',
  })
  balanced: boolean;

  @Field(() => AsUsualEffect, {
    nullable: true,
    description: 'What those show who are treated as usual; null if nobody is.',
  })
  businessAsUsual: AsUsualEffect | null;

  @Field(() => [GroupEffect], {
    complexity: listOf(10),
    description: 'The effect by segment, largest first.',
  })
  bySegment: GroupEffect[];

  @Field(() => [GroupEffect], { complexity: listOf(3), description: 'The effect by risk band.' })
  byRiskBand: GroupEffect[];

  @Field({
    description: 'Whether the effect differs between customers, by a test of all segments and of all bands.',
  })
  differences: string;
}
