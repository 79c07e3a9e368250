import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf, perColumn } from '../../../platform/graphql/complexity.js';
import { Interval } from '../report/churn-report.types.js';

/** Most slices that are told. */
export const MOST_SLICES = 12;

@ObjectType({
  description:
    'How good a model is for some of the customers, by its predictions for customers that it had not seen. Every interval and verdict is corrected for ModelSlices.comparisons.',
})
export class ModelSlice {
  @Field({ description: 'The segment, or the value or range of the column.' })
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'Segment.key of the segment; null if the slice is none.',
  })
  segmentKey: string | null;

  @Field(() => Int, { description: 'Training customers in it, at least 20.' })
  customers: number;

  @Field(() => Int, { description: 'How many of them left.' })
  left: number;

  @Field(() => Float, { nullable: true, description: 'AUC within it; null without 10 of each outcome.' })
  rocAuc: number | null;

  @Field(() => Interval, { nullable: true, description: 'Its interval (DeLong); null like rocAuc.' })
  rocAucInterval: Interval | null;

  @Field(() => Float, { description: 'Brier score within it.' })
  brierScore: number;

  @Field(() => Interval, { description: 'Its interval.' })
  brierInterval: Interval;

  @Field(() => Float, { description: 'Mean probability: the share that was expected to leave.' })
  expectedRate: number;

  @Field(() => Float, { description: 'The share that left.' })
  observedRate: number;

  @Field(() => Interval, { description: 'Its interval (Wilson).' })
  observedInterval: Interval;

  @Field({ description: 'Whether the model ranks these customers clearly worse than all others.' })
  ranksWorse: boolean;

  @Field({ description: 'Whether clearly more or fewer left than were expected to.' })
  off: boolean;

  @Field({ description: 'What that means, in a sentence.' })
  text: string;
}

@ObjectType({ description: 'Where a model is worse: its quality by segment or by the values of a column.' })
export class ModelSlices {
  @Field(() => String, {
    nullable: true,
    description: 'The column; null for segments, or for all customers together without any.',
  })
  column: string | null;

  @Field(() => [ModelSlice], {
    complexity: listOf(MOST_SLICES),
    description: 'At most 12 of at least 20 customers; ranges in ascending order, all else largest first.',
  })
  slices: ModelSlice[];

  @Field(() => Int, {
    description:
      'How many slices might be looked at: those here times the choices of a column. Figures are corrected for so many (Bonferroni): a model that is equally good everywhere shows a difference anywhere 1 time in 20.',
  })
  comparisons: number;

  @Field(() => [String], { complexity: perColumn(), description: 'The columns that may be asked for.' })
  columns: string[];

  @Field({
    description: 'Where the model is worse, or that it is not clearly worse anywhere, in a sentence.',
  })
  reading: string;
}
