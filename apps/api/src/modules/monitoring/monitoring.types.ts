import type { ColumnDrift as Drift } from '@holdfast/ml-core';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { type EventWords, Interval } from '../churn/index.js';
import { MonitoringAlert } from './monitoring.enums.js';

/** How far a column has moved. */
@ObjectType({ description: 'How far a column has moved since the model learned.' })
export class ColumnDrift {
  @Field({ description: 'Its name.' })
  column: string;

  @Field({
    description:
      'KOLMOGOROV_SMIRNOV for numbers: the largest difference of cumulative shares over the bins of then. TOTAL_VARIATION for levels: half the sum of differences of shares. The missing count in both.',
  })
  method: string;

  @Field(() => Float, { description: 'The distance, 0..1.' })
  statistic: number;

  @Field(() => Float, {
    description:
      'The distance that chance alone exceeds in 1 of 100 checks in any of the columns: from draws of this column at the number of customers who are new or changed in it. 0 where there are none.',
  })
  threshold: number;

  @Field({ description: 'Whether it moved by more than chance.' })
  drifted: boolean;

  @Field({ description: 'Whether the model uses the column.' })
  used: boolean;

  @Field({ description: 'What happened to it, in a sentence.' })
  sentence: string;

  @Field(() => [String], {
    complexity: listOf(22),
    description: 'What `past` and `now` count: the missing, bins or levels, in words.',
  })
  cells: string[];

  @Field(() => [Float], {
    complexity: listOf(22),
    description: 'Share of the customers that the model learned from in each cell.',
  })
  past: number[];

  @Field(() => [Float], {
    complexity: listOf(22),
    description: 'Share of the customers of now in each cell.',
  })
  now: number[];

  /** What its words are said by in other languages; absent of checks of earlier releases. */
  said?: DriftTold;
}

/** What is told of a column. */
export interface DriftTold
  extends Pick<
    Drift,
    'drifted' | 'threshold' | 'defects' | 'moved' | 'medianPast' | 'medianNow' | 'missingPast' | 'missingNow'
  > {
  /** What the column is called. */
  readonly label: string;
  readonly isDate: boolean;
  readonly isYesOrNo: boolean;
  readonly hasDefect: boolean;
  /** Where its bins end, or its levels that are shown. */
  readonly cuts?: readonly number[];
  readonly levels?: readonly string[];
}

/** Figures of a model on some customers. */
@ObjectType({ description: 'Figures of a model on some customers.' })
export class ExpectedFigures {
  @Field(() => Float, { description: 'How well it ranks them, 0.5..1.' })
  rocAuc: number;

  @Field(() => Interval, { nullable: true, description: 'Null of what was measured.' })
  rocAucInterval: Interval | null;

  @Field(() => Float, { description: 'Mean squared error of its probabilities.' })
  brierScore: number;

  @Field(() => Interval, { nullable: true, description: 'Null of what was measured.' })
  brierScoreInterval: Interval | null;

  @Field(() => Float, { description: 'Share of them to whom it happens.' })
  rate: number;

  @Field(() => Interval, { nullable: true, description: 'Null of what was measured.' })
  rateInterval: Interval | null;

  @Field(() => Float, { description: 'Average of its probabilities.' })
  meanProbability: number;
}

/** What came of what a model had said. */
@ObjectType({ description: 'What came of what a model had said.' })
export class RealisedQuality {
  @Field(() => Int, { description: 'Number of outcomes.' })
  outcomes: number;

  @Field(() => Float, { description: 'How well it ranked these customers.' })
  auc: number;

  @Field(() => Interval, { description: '95 % interval of the AUC.' })
  rocAuc: Interval;

  @Field(() => Float, { description: 'Mean squared error of its probabilities.' })
  brier: number;

  @Field(() => Interval, { description: '95 % interval of the Brier score.' })
  brierScore: Interval;

  @Field(() => Float, { description: 'Average of its probabilities.' })
  predictedRate: number;

  @Field(() => Float, { description: 'Share to whom it happened.' })
  observedRate: number;
}

/** Whether a model keeps what it promised. */
@ObjectType({
  description:
    'Whether the champion keeps what it promised, by outcomes that came after it had scored their customers.',
})
export class KeptPromise {
  @Field(() => Int, { description: 'Outcomes of customers whom no campaign had contacted.' })
  outcomes: number;

  @Field(() => Float, { description: 'The AUC that they show.' })
  rocAuc: number;

  @Field(() => Float, {
    description:
      'The least AUC that was to be expected of just these customers: what their probabilities say themselves, moved so that as many are expected to leave as did, and at most what the model showed when it learned. Where those who left may be told first, or not all have left yet, it is lower.',
  })
  expectedRocAuc: number;

  @Field(() => Float, { description: 'The share to whom it happened.' })
  rate: number;

  @Field(() => Float, { description: 'The average of their probabilities.' })
  expectedRate: number;

  @Field({
    description:
      'Whether outcomes are known of nine in ten whom the model has scored. Only then a share says something: of some of them, those who left may be told first.',
  })
  whole: boolean;

  @Field(() => [MonitoringAlert], {
    complexity: listOf(2),
    description:
      'What is not kept: RANKING where the AUC is lower by 0.03 or more than was to be expected, RATE where the outcomes are whole and a fifth or more above what was foreseen; both beyond chance however often one looks. Each makes the check an ALERT.',
  })
  broken: MonitoringAlert[];

  sentence: string;

  /** What the model predicts, to say it again in other languages; absent of checks that an earlier release made. */
  words?: Pick<EventWords, 'past'>;
}

/** What is at stake. */
@ObjectType({ description: 'What is at stake: probability × value, on average over customers.' })
export class MoneyMoved {
  @Field(() => Float, {
    description: 'Of those that the model learned from, in the currency of the dataset.',
  })
  past: number;

  @Field(() => Float, { description: 'Of those of now.' })
  now: number;

  @Field(() => Float, { description: 'now / past − 1.' })
  change: number;

  @Field(() => Interval, { description: 'An interval of it that holds 99 of 100.' })
  changeInterval: Interval;
}
