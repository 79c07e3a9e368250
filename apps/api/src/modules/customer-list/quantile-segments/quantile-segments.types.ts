import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { COLUMNS, listOf, perColumn } from '../../../platform/graphql/complexity.js';
import { JSONObject } from '../../../platform/graphql/scalars.js';
import { UserError } from '../../../platform/graphql/user-error.js';
import { Audience } from '../audiences/audience.entity.js';
import type { CustomerFilter } from '../customer-list.inputs.js';
import type { MeasureKind } from './choose-measures.js';

/** What a measure says of a customer. */
export const CustomerMeasure = { RECENCY: 'RECENCY', FREQUENCY: 'FREQUENCY', VALUE: 'VALUE' } as const;
registerEnumType(CustomerMeasure, {
  name: 'CustomerMeasure',
  description: 'What a column says of a customer, by its name or role.',
  valuesConfig: {
    RECENCY: { description: 'How long ago the customer was last active; less is better.' },
    FREQUENCY: { description: 'How often the customer buys; more is better.' },
    VALUE: { description: 'What the customer is worth; more is better.' },
  },
});

/** A way to choose columns. */
@ObjectType({ description: 'Columns to find segments by, and what they have in common.' })
export class SegmentationPreset {
  @Field({ description: 'What it is called, such as "Behaviour".' })
  name: string;

  @Field({ description: 'What it takes, in a sentence.' })
  words: string;

  @Field(() => [String], {
    complexity: perColumn(),
    description: 'Names of the columns, at least two; to be passed on as `features` of a fit.',
  })
  columns: string[];
}

/** A column that is cut into thirds. */
@ObjectType({ description: 'A column by which customers are cut into thirds.' })
export class QuantileMeasure {
  @Field(() => CustomerMeasure, { description: 'What it says of a customer.' })
  kind: MeasureKind;

  @Field({ description: 'Name of the column.' })
  column: string;

  @Field(() => [String], {
    complexity: listOf(2),
    description:
      'The last values of the lower and of the middle third, as texts that filters take. Equal values are never separated: one edge where there is no middle.',
  })
  edges: string[];

  @Field(() => Int, { description: 'Customers without a value in it.' })
  missing: number;

  @Field({ description: 'Where its thirds end, in words.' })
  sentence: string;
}

/** Customers in some thirds of the measures. */
@ObjectType({ description: 'Customers in some thirds of the measures, as a rule.' })
export class QuantileSegment {
  @Field({ description: 'Its name in the trade, e.g. “Champions”.' })
  name: string;

  @Field({ description: 'Its rule in words.' })
  words: string;

  @Field(() => JSONObject, {
    complexity: listOf(COLUMNS),
    description: 'Its rule as a CustomerFilter: its list has customerCount customers.',
  })
  filter: CustomerFilter;

  @Field(() => Int, { description: 'How many customers it holds now.' })
  customerCount: number;

  @Field(() => Float, { description: 'Their share of all customers, 0..1.' })
  share: number;
}

/** Segments by quantiles, which need no groups in the data. */
@ObjectType({
  description:
    'Segments by thirds of how recently, how often and for how much customers bought, as far as columns tell: rules, which need no groups in the data. Nobody is in two.',
})
export class QuantileSegments {
  @Field({ description: 'What they are by, e.g. “RFM segments”.' })
  title: string;

  @Field(() => [QuantileMeasure], { complexity: listOf(3), description: 'The columns that are cut, 1..3.' })
  measures: QuantileMeasure[];

  @Field(() => [QuantileSegment], {
    complexity: listOf(9),
    description: 'The segments that hold anybody, the best customers first.',
  })
  segments: QuantileSegment[];

  @Field(() => Int, {
    description: 'Customers who are in none, as one of the columns has no value for them.',
  })
  ungrouped: number;
}

/** Whose quantile segments to save. */
@InputType({ description: 'Whose quantile segments to save.' })
export class SaveQuantileSegmentsInput {
  @Field(() => ID, { description: 'ID of a dataset with Dataset.quantileSegments.' })
  datasetId: string;
}

/** The result of saving quantile segments. */
@ObjectType({ description: 'The result of saving quantile segments.' })
export class SaveQuantileSegmentsPayload {
  @Field(() => [Audience], {
    complexity: listOf(9),
    description:
      'An audience for each segment: one that has the filter already, else a new one; a name that is taken gets a number. Empty if the input was rejected.',
  })
  audiences: Audience[];

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
