import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { listOf, perColumn } from '../../../platform/graphql/complexity.js';
import { UserError } from '../../../platform/graphql/user-error.js';
import { Dataset } from '../../datasets/index.js';
import { ValuePeriod } from '../churn.enums.js';

@ObjectType({
  description:
    'A question about the money of a dataset, of which somebody has to say what it is for, or in which currency it is: the answer is valuePeriod and currency of setAssumptions.',
})
export class ValueQuestion {
  @Field({
    description: 'It in a sentence or two, with what the name of the column sounds like.',
  })
  sentence: string;

  @Field({ description: 'Whether it is asked what an amount is for: month, year, order, all so far.' })
  asksPeriod: boolean;

  @Field({ description: 'Whether it is asked in which currency amounts are.' })
  asksCurrency: boolean;

  @Field(() => ValuePeriod, {
    nullable: true,
    description: 'What the name of the column says, to be confirmed; null where it says nothing.',
  })
  suggestedPeriod: ValuePeriod | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The currency that the amounts of the column were written with, else the one that its name says; null where they say none, or several.',
  })
  suggestedCurrency: string | null;
}

@ObjectType({
  description:
    'What is taken for granted about money in a dataset: one place, used by the contact plan and by strategies. Starting points until somebody sets them, not measurements.',
})
export class DatasetAssumptions {
  @Field(() => Float, { description: 'Cost of contacting one customer. At first 5.' })
  contactCost: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'The least that a contact may cost: the high end of what contacts bring. At first null: contactCost.',
  })
  contactCostLow: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The most that a contact may cost: the low end of what contacts bring. At first null: contactCost.',
  })
  contactCostHigh: number | null;

  @Field(() => Float, {
    description: 'Share of the leavers among those contacted who stay because of it, 0..1. At first 0.3.',
  })
  saveRate: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'For a model that predicts responses: share of the responders among those contacted who respond only because of it, 0..1. At first null: no money is told.',
  })
  responseLift: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The lowest that saveRate or responseLift may be, 0..1: the low end of what strategies bring. At first null: half of the share.',
  })
  effectLow: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The highest that saveRate or responseLift may be, 0..1: the high end of what strategies bring. At first null: one and a half times the share.',
  })
  effectHigh: number | null;

  @Field(() => Float, { description: 'Share of the value that is earned, 0..1. At first 1.' })
  margin: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The lowest that margin may be, 0..1. At first null: margin.',
  })
  marginLow: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The highest that margin may be, 0..1. At first null: margin.',
  })
  marginHigh: number | null;

  @Field(() => Float, {
    description: 'Months ahead over which a value per month or per year counts. At first 12.',
  })
  horizonMonths: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The fewest months that a value may count. At first null: horizonMonths.',
  })
  horizonMonthsLow: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The most months that a value may count. At first null: horizonMonths.',
  })
  horizonMonthsHigh: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many customers can be contacted; null for any number.',
  })
  capacity: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'What each customer is worth instead of the MONETARY_VALUE column, or of what purchases let expect, in the same currency and period; null to use these.',
  })
  customerValue: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Currency of every amount, as in ISO 4217; null if nobody has said, so that amounts are plain figures.',
  })
  currency: string | null;

  @Field(() => ValuePeriod, {
    nullable: true,
    description:
      'What the value is for; null if nobody has said. Per month and per year it counts until the horizon, otherwise once.',
  })
  valuePeriod: ValuePeriod | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The probability from which customers are in the band MEDIUM, 0..1; at first null: what RiskBandRates.minProbability says of the model.',
  })
  mediumFrom: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The probability from which customers are in the band HIGH, 0..1; at first null, like mediumFrom.',
  })
  highFrom: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The MONETARY_VALUE column; null without one.',
  })
  valueColumn: string | null;

  @Field({
    description:
      'Whether a customer is worth CustomerValue.expected, what purchases let expect over 365 days, instead of the MONETARY_VALUE column; valuePeriod is YEAR then. False where customerValue is set.',
  })
  valuedByPurchases: boolean;

  @Field(() => ValueQuestion, {
    nullable: true,
    description:
      'What to ask before amounts are shown; null where it is said, or where nothing says what a customer is worth.',
  })
  valueQuestion: ValueQuestion | null;

  @Field(() => [String], {
    complexity: listOf(3),
    description: 'What to know before amounts are believed, in sentences; empty if there is nothing.',
  })
  warnings: string[];

  @Field(() => [String], {
    complexity: perColumn(),
    description:
      'The columns that the business can change, for ChurnScore.levers: those that were set, else those that sound like terms of a contract or a service that is taken or not.',
  })
  levers: readonly string[];

  @Field({ description: 'Whether levers are guessed by names, because nobody has set them.' })
  leversGuessed: boolean;
}

@InputType({
  description:
    'What to take for granted. What is left out stays as it is; null makes it what it was at first.',
})
export class SetAssumptionsInput {
  @Field(() => ID, { description: 'ID of a dataset.' })
  datasetId: string;

  @Field(() => Float, { nullable: true, description: 'At least 0.' })
  contactCost?: number | null;

  @Field(() => Float, { nullable: true, description: 'At least 0, at most contactCostHigh.' })
  contactCostLow?: number | null;

  @Field(() => Float, { nullable: true, description: 'At least 0, at least contactCostLow.' })
  contactCostHigh?: number | null;

  @Field(() => Float, { nullable: true, description: '0..1.' })
  saveRate?: number | null;

  @Field(() => Float, { nullable: true, description: '0..1.' })
  responseLift?: number | null;

  @Field(() => Float, { nullable: true, description: '0..1, at most effectHigh.' })
  effectLow?: number | null;

  @Field(() => Float, { nullable: true, description: '0..1, at least effectLow.' })
  effectHigh?: number | null;

  @Field(() => Float, { nullable: true, description: '0..1.' })
  margin?: number | null;

  @Field(() => Float, { nullable: true, description: '0..1, at most marginHigh.' })
  marginLow?: number | null;

  @Field(() => Float, { nullable: true, description: '0..1, at least marginLow.' })
  marginHigh?: number | null;

  @Field(() => Float, { nullable: true, description: '1..120.' })
  horizonMonths?: number | null;

  @Field(() => Float, { nullable: true, description: '1..120, at most horizonMonthsHigh.' })
  horizonMonthsLow?: number | null;

  @Field(() => Float, { nullable: true, description: '1..120, at least horizonMonthsLow.' })
  horizonMonthsHigh?: number | null;

  @Field(() => Int, { nullable: true, description: 'At least 1.' })
  capacity?: number | null;

  @Field(() => Float, { nullable: true, description: 'At least 0.' })
  customerValue?: number | null;

  @Field(() => String, { nullable: true, description: 'Three capital letters as in ISO 4217, such as EUR.' })
  currency?: string | null;

  @Field(() => ValuePeriod, { nullable: true, description: 'What the value is for.' })
  valuePeriod?: ValuePeriod | null;

  @Field(() => Float, {
    nullable: true,
    description: '0..1, at most highFrom. All scores of the dataset move between the bands at once.',
  })
  mediumFrom?: number | null;

  @Field(() => Float, { nullable: true, description: '0..1, at least mediumFrom.' })
  highFrom?: number | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Columns that the business can change: numbers, categories, yes or no; never who somebody is or how long they have been a customer. Null for a guess by names.',
  })
  levers?: string[] | null;
}

@ObjectType({ description: 'The result of setting assumptions.' })
export class SetAssumptionsPayload {
  @Field(() => Dataset, { nullable: true, description: 'The dataset; null if the input was rejected.' })
  dataset: Dataset | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success. If not empty, nothing was changed.',
  })
  userErrors: UserError[];
}
