import { Field, Float, Int, ObjectType } from 'type-graphql';
import { COLUMNS, listOf } from '../../../platform/graphql/complexity.js';
import { JSONObject } from '../../../platform/graphql/scalars.js';
import { AttributeOperator, type CustomerFilter } from '../customer-list.inputs.js';

/** One condition of a rule, with what is left after it and those before it. */
@ObjectType({ description: 'One condition of a rule, with whom it and those before it keep.' })
export class SegmentRuleCondition {
  @Field({ description: 'Name of the column.' })
  column: string;

  @Field(() => AttributeOperator, { description: 'How the column is compared.' })
  operator: AttributeOperator;

  @Field(() => String, {
    nullable: true,
    description: 'What it is compared with, as AttributeConditionInput.value; null for IN and IS_MISSING.',
  })
  value: string | null;

  @Field(() => [String], {
    nullable: true,
    complexity: listOf(4),
    description: 'What it is compared with under IN; null otherwise.',
  })
  values: string[] | null;

  @Field({ description: 'The condition in words, e.g. “spend ≥ 800”.' })
  words: string;

  @Field(() => Int, { description: 'Customers who meet it and all conditions before it.' })
  kept: number;

  @Field(() => Int, { description: 'Customers who met all conditions before it, and do not meet it.' })
  dropped: number;

  @Field(() => Int, { description: 'Those of `kept` who are in the segment.' })
  keptOfSegment: number;

  @Field(() => Int, { description: 'Those of `dropped` who are in the segment.' })
  droppedOfSegment: number;
}

/** A rule that tells a segment without its model. */
@ObjectType({
  description:
    'The shortest readable rule that tells a segment: up to four conditions that all hold, found when it was fitted; counted now.',
})
export class SegmentRule {
  @Field(() => [SegmentRuleCondition], {
    complexity: listOf(4),
    description: 'Its conditions, 1..4; each next one is the one that brings most after those before it.',
  })
  conditions: SegmentRuleCondition[];

  @Field(() => JSONObject, {
    complexity: listOf(COLUMNS),
    description:
      'The rule as a CustomerFilter, as saveAudience takes it: its list has customerCount customers.',
  })
  filter: CustomerFilter;

  @Field(() => Int, { description: 'Customers who meet the rule.' })
  customerCount: number;

  @Field(() => Int, { description: 'Those of them who are in the segment.' })
  caught: number;

  @Field(() => Float, { description: 'caught / customers of the segment, 0..1; 0 if it has none.' })
  recall: number;

  @Field(() => Float, { description: 'caught / customerCount, 0..1; 0 if nobody meets the rule.' })
  precision: number;

  @Field(() => Float, {
    description: 'The harmonic mean of recall and precision, 0..1: 1 if the rule is the segment.',
  })
  f1: number;

  @Field({ description: 'The rule with what it catches, in one sentence.' })
  sentence: string;
}
