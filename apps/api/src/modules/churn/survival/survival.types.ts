import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { CURVE_POINTS, Interval } from '../report/churn-report.types.js';

/** Most groups that are compared. */
export const MOST_GROUPS = 6;

@ObjectType({
  description:
    'How much of the time ahead customers are expected to stay, if those of today go the way of those of before: an association, never a promise.',
})
export class ExpectedStay {
  @Field(() => Float, {
    description:
      'The mean time that they stay within the horizon: the area under the curve that follows their tenure, over the share that has lasted as long.',
  })
  mean: number;

  @Field(() => Interval, {
    description:
      'The 95 % interval of that mean (Greenwood); where nobody who came as far has left, it reaches down to what 3 in as many would make of it.',
  })
  interval: Interval;

  @Field(() => Float, {
    description: 'The time ahead that it is about: SurvivalView.horizon, or less where less was ever seen.',
  })
  horizon: number;

  @Field({
    description:
      'Whether no customer was seen for long enough to look as far as SurvivalView.horizon: they stay at least so long on average.',
  })
  atLeast: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What it is counted in; null if the tenure does not say.',
  })
  unit: string | null;

  @Field({ description: 'The segment whose customers it is counted in, or "all customers".' })
  among: string;

  @Field(() => String, {
    nullable: true,
    description: 'The key of that segment; null where it is counted in other customers.',
  })
  segmentKey: string | null;

  @Field(() => Int, { description: 'How many those are.' })
  customers: number;

  @Field({ description: 'In words: "Expected to stay 9.1 of the next 12 months (8.6 to 9.5)".' })
  text: string;
}

@ObjectType({
  description:
    'How long the customers of one group stay, as parallel lists: at each time, the share that stays longer (Kaplan and Meier 1958). A step function; at most 200 times.',
})
export class StayingCurve {
  @Field({ description: 'The segment, or the value of the column.' })
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'Segment.key of the segment; null if the group is none.',
  })
  segmentKey: string | null;

  @Field(() => Int, { description: 'Customers of known tenure and outcome.' })
  customers: number;

  @Field(() => Int, { description: 'How many of them left.' })
  left: number;

  @Field(() => [Float], {
    complexity: listOf(CURVE_POINTS),
    description: 'Tenures at which some left, ascending.',
  })
  times: number[];

  @Field(() => [Float], {
    complexity: listOf(CURVE_POINTS),
    description: 'Share that stays longer than that, 0..1.',
  })
  staying: number[];

  @Field(() => [Float], {
    complexity: listOf(CURVE_POINTS),
    description: 'Lower end of the 95 % interval of each share (Greenwood, on the scale of log(−log S)).',
  })
  low: number[];

  @Field(() => [Float], { complexity: listOf(CURVE_POINTS), description: 'Upper end of the interval.' })
  high: number[];

  @Field(() => Float, { description: 'The longest tenure seen: nothing is known beyond it.' })
  end: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The tenure that half of them do not pass; null if more than half stay to the end.',
  })
  median: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Of the next SurvivalView.horizon, the mean time that those who are still here stay: from the tenure of each, the area that follows under the curve over the share that has lasted so long. About those whose tenure leaves so much to see; null if there are none.',
  })
  expectedRemaining: number | null;

  @Field(() => ExpectedStay, {
    nullable: true,
    description:
      'expectedRemaining with its interval; where no tenure leaves so much to see, as long as was seen. Null if nobody is still here, or was seen any longer.',
  })
  expectedStay: ExpectedStay | null;
}

@ObjectType({
  description:
    'How long customers stay, by group, if those of today go the way of those of before: an association, never a cause.',
})
export class SurvivalView {
  @Field({ description: 'The column that says how long somebody has been a customer.' })
  tenureColumn: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it is counted in, such as "months"; null if its name does not say.',
  })
  unit: string | null;

  @Field(() => Float, {
    description:
      'The time ahead that expectedRemaining is about: a year, or a sixth of the longest tenure where the unit is not known or a year is more than half of it.',
  })
  horizon: number;

  @Field(() => String, {
    nullable: true,
    description: 'The column whose values are compared; null for segments, or for all together without any.',
  })
  column: string | null;

  @Field(() => [StayingCurve], {
    complexity: listOf(MOST_GROUPS),
    description: 'The largest groups, at most 6 of at least 20 customers, largest first.',
  })
  groups: StayingCurve[];

  @Field(() => Float, {
    nullable: true,
    description:
      'How likely differences as large as these are by chance (log-rank test), times the number of comparisons that may be asked for (Bonferroni), at most 1; null with fewer than two groups.',
  })
  pValue: number | null;

  @Field(() => [String], {
    complexity: listOf(50),
    description: 'The columns that may be compared.',
  })
  columns: string[];
}
