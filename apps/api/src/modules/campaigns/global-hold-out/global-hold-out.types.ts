import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { UserError } from '../../../platform/graphql/user-error.js';
import { Campaign } from '../campaign.entity.js';
import { CampaignVerdict } from '../campaign.enums.js';
import { ArmOutcome } from '../effect/effect.types.js';

/** What all campaigns together do. */
@ObjectType({
  description:
    'Those held out of everything beside the others, by the outcomes that were observed since: what all campaigns together do.',
})
export class GlobalHoldOutComparison {
  @Field(() => ArmOutcome, { description: 'Customers who are held out of everything.' })
  heldOut: ArmOutcome;

  @Field(() => ArmOutcome, { description: 'All other customers, whether a campaign contacted them or not.' })
  others: ArmOutcome;

  @Field(() => Float, {
    description: 'The rate of those held out less that of the others; 0 until outcomes of both are known.',
  })
  difference: number;

  @Field(() => Float, { description: "Low end of the 95 % interval, Newcombe's; −1 until then." })
  low: number;

  @Field(() => Float, { description: "High end of the 95 % interval, Newcombe's; 1 until then." })
  high: number;

  @Field(() => CampaignVerdict, {
    description: 'Whether all campaigns together do good, however often one looks.',
  })
  verdict: CampaignVerdict;

  @Field({ description: 'The same in a sentence.' })
  sentence: string;
}

/** A part of a dataset that no campaign contacts. */
@ObjectType({
  description:
    'A part of the customers that no campaign contacts which is made while it runs: drawn by their ids, whoever comes later included.',
})
export class GlobalHoldOut {
  id: string;

  datasetId: string;

  @Field(() => Float, { description: 'The chance of a customer to be held out, 0.01..0.2.' })
  share: number;

  @Field({ description: 'Since when.' })
  startedAt: Date;

  @Field(() => Date, { nullable: true, description: 'Until when; null while it runs.' })
  endedAt: Date | null;
}

/** What a customer is held out of. */
@ObjectType({ description: 'What a customer is held out of now: do not contact.' })
export class HeldOut {
  @Field(() => Campaign, {
    nullable: true,
    description:
      'The campaign that leaves the customer alone, and of whom no outcome is known since; null: held out of everything.',
  })
  campaign: Campaign | null;

  @Field({ description: 'Since when.' })
  since: Date;
}

/** A part to hold out of everything. */
@InputType({ description: 'A part of a dataset to hold out of everything.' })
export class StartGlobalHoldOutInput {
  @Field(() => ID, {
    description: 'ID of a dataset that is READY, of which nobody is held out of everything now.',
  })
  datasetId: string;

  @Field(() => Float, { description: 'The chance of a customer to be held out, 0.01..0.2.' })
  share: number;
}

/** Whose part to end. */
@InputType({ description: 'Of which dataset nobody is to be held out of everything any more.' })
export class EndGlobalHoldOutInput {
  @Field(() => ID, { description: 'ID of a dataset of which a part is held out of everything.' })
  datasetId: string;
}

/** A part that is held out of everything, after a change. */
@ObjectType({ description: 'The part that is held out of everything, as it is now.' })
export class GlobalHoldOutPayload {
  @Field(() => GlobalHoldOut, {
    nullable: true,
    description: 'The part that was started or ended; null if the input was rejected.',
  })
  globalHoldOut: GlobalHoldOut | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
