import { UPLIFT_STATES } from '@holdfast/schema';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { vocabularyEnum } from '../../../platform/graphql/vocabulary-enum.js';

/** Whether a campaign did more for some customers than for others. */
export const UpliftState = vocabularyEnum(
  'UpliftState',
  'Whether a campaign did more for some customers than for others.',
  UPLIFT_STATES,
);
export type UpliftState = keyof typeof UpliftState;

const STEPS = 21;

/** What contacting the first so many would bring. */
@ObjectType({
  description:
    'What contacting the first so many customers would bring, in the order of an uplift model that knew nothing of them (a Qini curve).',
})
export class QiniCurve {
  @Field(() => [Float], {
    complexity: listOf(STEPS),
    description: 'Shares of the members, 0 to 1, ascending; those first of whom most is expected.',
  })
  share: readonly number[];

  @Field(() => [Float], {
    complexity: listOf(STEPS),
    description: 'Customers saved (or won) per member of the whole list, if that share of it is contacted.',
  })
  gain: readonly number[];

  @Field(() => [Float], {
    complexity: listOf(STEPS),
    description: 'Low ends of the 95 % intervals of `gain`.',
  })
  low: readonly number[];

  @Field(() => [Float], {
    complexity: listOf(STEPS),
    description: 'High ends of the 95 % intervals of `gain`.',
  })
  high: readonly number[];

  @Field(() => Float, {
    description:
      'The Qini coefficient: the area between the curve and the straight line to its end, which an order by chance would be.',
  })
  coefficient: number;

  @Field(() => Float, {
    description:
      'What it is surely above, with 95 %, allowing for what chance alone would show. Above 0, customers differ by more than chance.',
  })
  coefficientLow: number;

  @Field(() => Float, { description: 'What it is surely below, with 95 %.' })
  coefficientHigh: number;
}

/** For whom a campaign worked. */
@ObjectType({
  description: 'For whom a campaign worked, by a model of the effect on each customer; measured by a job.',
})
export class CampaignUplift {
  @Field(() => UpliftState, { description: 'What can be said.' })
  state: UpliftState;

  @Field({ description: 'The same in a sentence.' })
  sentence: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Members with an outcome who were measured; null unless there is a curve.',
  })
  members: number | null;

  @Field(() => Date, { nullable: true, description: 'When; null if it was never measured.' })
  measuredAt: Date | null;

  @Field(() => QiniCurve, { nullable: true, description: 'The curve; null unless it was measured.' })
  curve: QiniCurve | null;
}
