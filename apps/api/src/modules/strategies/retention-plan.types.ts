import { MAX_K } from '@holdfast/schema';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { Segment } from '../segmentation/index.js';
import { MOST_PLAYS } from './choose-plays.js';
import { HIGH_SAVED, HIGH_VALUE, LOW_SAVED, LOW_VALUE, RetentionStrategy } from './strategies.types.js';

@ObjectType({ description: 'Another play that is for some of the same customers.' })
export class PlayOverlap {
  @Field({ description: 'Title of the other play.' })
  title: string;

  @Field(() => Int, { description: 'How many of the customers of the segment are in both.' })
  customers: number;
}

@ObjectType({ description: 'A play in one segment.' })
export class PlayRow {
  @Field(() => Segment, { description: 'The segment.' })
  segment: Segment;

  @Field(() => RetentionStrategy, {
    description: 'How many of its customers the play is for, what that brings, and why it fits them.',
  })
  strategy: RetentionStrategy;

  @Field(() => Int, {
    description:
      'How many of them RetentionPlan counts in this play: of the plays that are for a customer, it counts the one that brings most for customers in the same segment and band.',
  })
  countedCount: number;

  @Field(() => [PlayOverlap], {
    complexity: listOf(MOST_PLAYS - 1),
    description: 'The other plays that are for some of them; empty if there is none.',
  })
  others: PlayOverlap[];
}

@ObjectType({ description: 'A piece of advice with every segment that it is for.' })
export class PlannedPlay {
  @Field({ description: 'Stable; names the advice whatever the segments are.' })
  id: string;

  @Field({ description: 'The advice in a few words.' })
  title: string;

  @Field({ description: 'What to do, as far as it is the same in every segment.' })
  action: string;

  @Field(() => String, {
    nullable: true,
    description: 'How it reaches customers; null if it contacts nobody.',
  })
  channel: string | null;

  @Field(() => [PlayRow], { complexity: listOf(MAX_K), description: 'Its segments, highest gain first.' })
  rows: PlayRow[];

  @Field(() => Int, { description: 'Customers that it is for; none of them is known to have left.' })
  targetCount: number;

  @Field(() => Int, { description: 'How many of them RetentionPlan counts in this play.' })
  countedCount: number;

  @Field(() => Float, { nullable: true, description: 'Sum over its rows; null if it cannot be told.' })
  expectedSaved: number | null;

  @Field(() => Float, { nullable: true, description: `Low end: summed over its rows, ${LOW_SAVED}` })
  savedLow: number | null;

  @Field(() => Float, { nullable: true, description: `High end: summed over its rows, ${HIGH_SAVED}` })
  savedHigh: number | null;

  @Field(() => Float, { nullable: true, description: 'Sum over its rows; null if it cannot be told.' })
  expectedValue: number | null;

  @Field(() => Float, { nullable: true, description: `Low end: ${LOW_VALUE}` })
  valueLow: number | null;

  @Field(() => Float, { nullable: true, description: `High end: ${HIGH_VALUE}` })
  valueHigh: number | null;
}

@ObjectType({ description: 'A piece of advice that fits a segment and was not chosen for it.' })
export class PlayNotChosen {
  @Field({ description: 'Title of the play.' })
  title: string;

  @Field(() => Segment, { description: 'The segment.' })
  segment: Segment;

  @Field({ description: 'Why not, in a sentence.' })
  reason: string;
}

@ObjectType({
  description:
    'What to do for the customers of a segmentation, each piece of advice once. No two plays for the same customers contradict each other. The totals count every customer in one play, so that no gain is added twice.',
})
export class RetentionPlan {
  @Field(() => [PlannedPlay], {
    complexity: listOf(2 * MOST_PLAYS),
    description: 'Highest gain first.',
  })
  plays: PlannedPlay[];

  @Field(() => Int, { description: 'Distinct customers who are contacted; none is known to have left.' })
  targetCount: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Summed over distinct customers, each in one play; null if it cannot be told.',
  })
  expectedSaved: number | null;

  @Field(() => Float, { nullable: true, description: `Low end: over distinct customers, ${LOW_SAVED}` })
  savedLow: number | null;

  @Field(() => Float, { nullable: true, description: `High end: over distinct customers, ${HIGH_SAVED}` })
  savedHigh: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Value of those saved less the cost of one contact for each distinct customer; null if it cannot be told.',
  })
  expectedValue: number | null;

  @Field(() => Float, { nullable: true, description: `Low end: ${LOW_VALUE}` })
  valueLow: number | null;

  @Field(() => Float, { nullable: true, description: `High end: ${HIGH_VALUE}` })
  valueHigh: number | null;

  @Field(() => [PlayNotChosen], {
    complexity: listOf(2 * MAX_K),
    description: 'Advice that fits a segment and was not chosen for it, with the reason.',
  })
  notChosen: PlayNotChosen[];
}
