import { VALUE_METHODS } from '@holdfast/schema';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { Day } from '../../platform/graphql/scalars.js';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

/** How values are told. */
export const ValueMethod = vocabularyEnum(
  'ValueMethod',
  'How it is told what customers are worth.',
  VALUE_METHODS,
);
export type ValueMethod = keyof typeof ValueMethod;

@ObjectType({
  description:
    'From purchases, where the dataset has them: what was earned, and what is expected over the next 365 days. Without purchases: the value column times the chance to stay.',
})
export class CustomerValue {
  @Field(() => ValueMethod, { description: 'How it is told.' })
  method: ValueMethod;

  @Field(() => Float, {
    nullable: true,
    description:
      'What was bought so far, less what was returned; null without purchases, or without their amounts.',
  })
  historic: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Expected over the next 365 days, without returns: expected purchases times their mean value; null where no amount is known. From the end of the purchases in the file on, or for customers changed since from their own day of observation.',
  })
  expected: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Lower end of the 95 % interval of `expected`: how sure the fitted parameters are, not how much one customer may differ from others like them; null for SURVIVAL.',
  })
  low: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of that interval; null for SURVIVAL.' })
  high: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Expected days with a purchase over the next 365 days; null for SURVIVAL.',
  })
  expectedPurchases: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The probability that the customer still buys, 0..1. Under BG_NBD customers leave at repeated purchases only, so that it is 1 before the first of them; under SHRUNKEN_AVERAGE it is 1 for all. For SURVIVAL: 1 less the probability of leaving.',
  })
  probabilityAlive: number | null;
}

@ObjectType({ description: 'A fitted parameter.' })
export class ValueParameter {
  @Field({ description: 'Its letter in the papers.' })
  name: string;

  @Field(() => Float, { description: 'Its value; times are in days.' })
  value: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Its standard error, from the observed information; null where it has none.',
  })
  standardError: number | null;

  @Field({ description: 'What it is, in a few words.' })
  meaning: string;
}

@ObjectType({ description: 'What was predicted of some customers, and what came.' })
export class ValueComparison {
  @Field(() => Int, { description: 'How many customers.' })
  customers: number;

  @Field(() => Float, { description: 'Days with a purchase, as predicted.' })
  predictedPurchases: number;

  @Field(() => Float, { description: 'Days with a purchase, as they came.' })
  purchases: number;

  @Field(() => Float, { nullable: true, description: 'What they buy, as predicted; null without amounts.' })
  predictedValue: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'What they bought, returns left out; null without amounts.',
  })
  value: number | null;
}

@ObjectType({
  description:
    'How well the same method, fitted to the purchases before a day, foresaw those from it on, of the customers who had bought before.',
})
export class ValueBackTest extends ValueComparison {
  @Field(() => Day, { description: 'The day: nothing of it or later was learned from.' })
  from: string;

  @Field(() => Day, { description: 'The last day that is compared.' })
  to: string;

  @Field(() => Int, { description: 'Days compared, both ends included.' })
  days: number;

  @Field(() => ValueMethod, { description: 'What was fitted to the purchases before the day.' })
  method: ValueMethod;

  @Field(() => Float, {
    description:
      'Purchases if everybody had gone on at their own rate so far: what a plain average would have said.',
  })
  naivePurchases: number;

  @Field(() => [ValueComparison], {
    complexity: listOf(10),
    description: 'Ten groups of equal size, by what was predicted of each customer, the most first.',
  })
  tenths: ValueComparison[];

  @Field({ description: 'What it shows, in a sentence.' })
  sentence: string;
}

@ObjectType({
  description: 'What all customers of a dataset are worth, how it is told, and how well that has worked.',
})
export class DatasetValue {
  @Field(() => ValueMethod, { description: 'How it is told.' })
  method: ValueMethod;

  @Field({ description: 'The formula, in words.' })
  formula: string;

  @Field(() => [String], {
    complexity: listOf(2),
    description: 'Why a model is not the one that was tried first, in sentences; empty where it is.',
  })
  reasons: string[];

  @Field(() => Day, {
    nullable: true,
    description: 'The last day of the purchases, after which the 365 days begin; null for SURVIVAL.',
  })
  asOf: string | null;

  @Field(() => Int, { description: 'Customers with a value.' })
  customers: number;

  @Field(() => Float, { nullable: true, description: 'Sum of CustomerValue.historic.' })
  historic: number | null;

  @Field(() => Float, { nullable: true, description: 'Sum of CustomerValue.expected.' })
  expected: number | null;

  @Field(() => Float, { nullable: true, description: 'Sum of CustomerValue.expectedPurchases.' })
  expectedPurchases: number | null;

  @Field(() => Float, { description: 'Sum of CustomerValue.probabilityAlive: how many still buy.' })
  alive: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'What was returned, as a share of what was bought, which expectations are lowered by; null for SURVIVAL.',
  })
  returnedShare: number | null;

  @Field(() => [ValueParameter], {
    complexity: listOf(8),
    description: 'The fitted parameters; empty for SURVIVAL.',
  })
  parameters: ValueParameter[];

  @Field(() => ValueBackTest, {
    complexity: listOf(1),
    nullable: true,
    description:
      'Predicted against what came; null for SURVIVAL, and where fewer than 10 customers had come back before the day of observation.',
  })
  backTest: ValueBackTest | null;
}

@ObjectType({
  description:
    'The customers who first bought in one month of the file, and how they bought from then on. Customers from before the file are among those of its first months.',
})
export class PurchaseCohort {
  @Field(() => Day, { description: 'The first day of the month.' })
  month: string;

  @Field(() => Int, {
    description:
      'How many there were when the file was imported, with those who first bought from the day of observation on.',
  })
  customers: number;

  @Field(() => [Int], {
    complexity: listOf(24),
    description:
      'How many of them bought in that month and in each that followed; the last one may not be over.',
  })
  active: readonly number[];

  @Field(() => [Float], {
    complexity: listOf(24),
    nullable: true,
    description: 'What they bought in each was worth, returns left out; null without amounts.',
  })
  value: readonly number[] | null;
}
