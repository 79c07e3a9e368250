import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { TargetEvent } from '../churn.enums.js';
import type { ContactSums, ContactTotals } from './contact-plan.store.js';
import type { ContactTerms } from './contact-terms.js';
import { LeftOut } from './left-out.js';

/** Most points of the curve of gain. */
export const GAIN_CURVE_POINTS = 160;

/** By what a contact plan orders customers. */
export const ContactRanking = { EXPECTED_GAIN: 'EXPECTED_GAIN', CHANCE: 'CHANCE' } as const;
export type ContactRanking = keyof typeof ContactRanking;
registerEnumType(ContactRanking, {
  name: 'ContactRanking',
  description: 'By what a contact plan orders customers.',
  valuesConfig: {
    EXPECTED_GAIN: { description: 'Highest expected gain of a contact first.' },
    CHANCE: {
      description: 'Highest chance first, as nothing says what a customer is worth or a contact does.',
    },
  },
});

@ObjectType({
  description: 'The gain of the first so many contacts, as parallel lists, fewest contacts first.',
})
export class GainCurve {
  @Field(() => [Int], {
    complexity: listOf(GAIN_CURVE_POINTS),
    description: 'How many are contacted, from 0.',
  })
  contacts: number[];

  @Field(() => [Float], {
    complexity: listOf(GAIN_CURVE_POINTS),
    description: 'To how many of them it is expected to happen without a contact.',
  })
  expectedEvents: number[];

  @Field(() => [Float], {
    complexity: listOf(GAIN_CURVE_POINTS),
    nullable: true,
    description: 'What contacting them is expected to bring after its cost; null if no money can be told.',
  })
  expectedGain: number[] | null;
}

@ObjectType({ description: 'What contacting the first so many customers is expected to do.' })
export class ContactCut {
  @Field(() => Int, { description: 'How many are contacted; as many as filter.contacts lists.' })
  contacts: number;

  @Field(() => Float, { description: 'To how many of them it is expected to happen without a contact.' })
  expectedEvents: number;

  @Field(() => Float, { description: 'To how many of those who are not contacted it is expected to happen.' })
  missedEvents: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'How many of them a contact is expected to turn: expectedEvents × saveRate, or × responseLift for responses; null if no assumption says so.',
  })
  expectedTurned: number | null;

  @Field(() => Float, { description: 'contacts × contactCost.' })
  cost: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Sum of chance × share turned × value × margin to the horizon, minus the cost; customers without a value count as worth nothing. Null if no money can be told.',
  })
  expectedGain: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'expectedGain with effectLow, marginLow, horizonMonthsLow and contactCostHigh of Dataset.assumptions together. Null like it.',
  })
  gainLow: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'expectedGain with effectHigh, marginHigh, horizonMonthsHigh and contactCostLow of Dataset.assumptions together. Null like it.',
  })
  gainHigh: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The gain of as many contacts chosen by chance alone, for comparison; null if no money can be told.',
  })
  expectedGainByChance: number | null;
}

/** Whom to contact. */
@ObjectType({
  description:
    'Whom to contact of those who have not left, may be contacted (Customer.mayBeContacted) and are held out of nothing (Customer.heldOutOf), by the champion and the assumptions of the dataset: in what order, and how many.',
})
export class ContactPlan {
  readonly terms: ContactTerms;
  readonly totals: ContactTotals;
  readonly first: (contacts: number, rankedBy?: ContactTerms['rankedBy']) => Promise<ContactSums>;

  @Field(() => TargetEvent, { description: 'What the champion predicts.' })
  event: TargetEvent;

  @Field(() => ContactRanking, { description: 'By what they are ordered; EXPECTED_GAIN_DESC lists them so.' })
  ranking: ContactRanking;

  @Field(() => Int, {
    description: 'All who may be contacted: scored, not known to have left, and not to be left alone.',
  })
  customers: number;

  @Field(() => LeftOut, { description: 'Who has not left and is not among them, and why.' })
  leftOut: LeftOut;

  @Field(() => Int, {
    nullable: true,
    description: 'The number of contacts with the highest gain; null if no money can be told.',
  })
  bestContacts: number | null;

  @Field(() => Float, { nullable: true, description: 'Their gain; null if no money can be told.' })
  bestGain: number | null;

  @Field(() => Int, { nullable: true, description: 'How many can be contacted; null for any number.' })
  capacity: number | null;

  @Field(() => Int, {
    description:
      'How many to contact: bestContacts, or without money those in the HIGH band, but no more than the capacity.',
  })
  suggestedContacts: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'From so many contacts on the gain is within 2 % of the best, so that more hardly matter; null if no contact pays off or no money can be told.',
  })
  flatFrom: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Up to so many contacts it stays there; null like flatFrom.',
  })
  flatTo: number | null;

  @Field(() => GainCurve, { description: 'The gain over the number of contacts, at most 160 points.' })
  curve: GainCurve;
}
