import type { Rule } from '@holdfast/ml-core';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import type { Kept } from '../../../platform/words/kept.js';
import type { FeatureColumnSpec } from '../../engine/index.js';
import { ChurnAlgorithm, ImbalanceStrategy } from '../churn.enums.js';

/** Most points of a curve, one per step of a slider. */
export const CURVE_POINTS = 200;
/** Most settings that are tried for a candidate. */
const MOST_SETTINGS = 3;

@ObjectType({ description: 'A 95 % confidence interval.' })
export class Interval {
  @Field(() => Float, { description: 'Lower end.' })
  low: number;

  @Field(() => Float, { description: 'Upper end.' })
  high: number;
}

@ObjectType({
  description: "Confidence intervals of a model's metrics, assuming independent customers.",
})
export class MetricIntervals {
  @Field(() => Interval, { description: 'Computed on the log-odds scale (Boyd, Eng and Page 2013).' })
  averagePrecision: Interval;

  @Field(() => Interval, { description: 'From the Wilson interval of TP / (TP + FP + FN).' })
  f1Score: Interval;

  @Field(() => Interval, { description: 'Wilson interval of a proportion.' })
  precision: Interval;

  @Field(() => Interval, { description: 'Wilson interval of a proportion.' })
  recall: Interval;

  @Field(() => Interval, { description: 'Wilson interval of a proportion.' })
  accuracy: Interval;

  @Field(() => Interval, { description: 'Interval of a mean.' })
  brierScore: Interval;

  @Field(() => Interval, { description: 'Interval of a mean.' })
  logLoss: Interval;

  @Field(() => Interval, { description: 'From the risk ratio of the top tenth to the rest (Katz).' })
  topDecileLift: Interval;

  @Field(() => Interval, {
    description:
      'Starts at 0 if the error may be due to chance; contains the true error at least 95 times out of 100.',
  })
  calibrationError: Interval;
}

@ObjectType({
  description:
    'What luck alone would bring: the same method, fitted anew on the same parts with the outcomes shuffled within each of them (a permutation test).',
})
export class ShuffledOutcomes {
  @Field(() => Int, { description: 'How often the outcomes were shuffled.' })
  shuffles: number;

  @Field(() => Int, { description: 'How often the AUC was at least that of the model.' })
  asGood: number;

  @Field(() => Float, { description: 'The highest AUC.' })
  highest: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Their standard deviation, or that of scores that know nothing of the outcomes if it is more. Null of a model that an earlier release trained.',
  })
  spread?: number | null;

  @Field(() => Float, {
    description:
      'A model must have a higher AUC than this to become champion: the highest, or four and a half standard deviations above the mean, whichever is more.',
  })
  needed: number;
}

@ObjectType({
  description: 'How good a model is on customers it had not seen; every probability is calibrated.',
})
export class ModelMetrics {
  @Field(() => Float, {
    description:
      'Probability that a random leaver scores above a random stayer: 0.5 is guessing, 1 is perfect.',
  })
  rocAuc: number;

  @Field(() => Float, {
    description:
      'Lower end of the 95 % interval of rocAuc: DeLong, and no narrower than 1.96 times the spread of shuffled outcomes where there are so few customers that it was tried. Below 0.55, a model cannot become champion; nor can it if its AUC is within what shuffled outcomes bring.',
  })
  rocAucLow: number;

  @Field(() => Float, { description: 'Upper end of the 95 % interval of rocAuc, see rocAucLow.' })
  rocAucHigh: number;

  @Field(() => Float, {
    description:
      'Precision averaged over the recall gained at each threshold; guessing scores the churn rate.',
  })
  averagePrecision: number;

  @Field(() => Float, { description: 'Harmonic mean of precision and recall at decisionThreshold.' })
  f1Score: number;

  @Field(() => Float, { description: 'Share of those at or above decisionThreshold who left.' })
  precision: number;

  @Field(() => Float, { description: 'Share of those who left who are at or above decisionThreshold.' })
  recall: number;

  @Field(() => Float, { description: 'Share of customers on the right side of decisionThreshold.' })
  accuracy: number;

  @Field(() => Float, {
    description: 'Mean squared difference between probability and outcome; 0 is perfect.',
  })
  brierScore: number;

  @Field(() => Float, {
    description: 'Mean negative log of the probability given to the outcome; 0 is perfect.',
  })
  logLoss: number;

  @Field(() => Float, {
    description:
      'Expected calibration error: mean difference between predicted and observed rate in 10 bins of equal count.',
  })
  calibrationError: number;

  @Field(() => Float, {
    description: 'How many times more leavers are in the highest-scored tenth than in a random tenth.',
  })
  topDecileLift: number;

  @Field(() => Float, {
    description: 'The threshold with the best F1.',
  })
  decisionThreshold: number;

  @Field(() => MetricIntervals, {
    nullable: true,
    description: '95 % intervals of the other metrics; null for a model trained before they were stored.',
  })
  intervals: MetricIntervals | null;

  @Field(() => ShuffledOutcomes, {
    nullable: true,
    description:
      'Held against shuffled outcomes where there are so few customers that luck might reach its AUC; else null, and null for a candidate and for a model trained before it was tried.',
  })
  shuffled?: ShuffledOutcomes | null;
}

@ObjectType({
  description:
    'How a candidate or its settings stood beside a rival on the same customers, which neither had seen; calibrated.',
})
export class CandidateStanding {
  @Field({ description: 'What came of it, in a sentence with both Brier scores.' })
  text: string;

  @Field(() => Int, { description: 'Customers that the figures are of.' })
  rows: number;

  @Field(() => Float, { description: 'Its Brier score.' })
  brierScore: number;

  @Field(() => Float, { description: 'Its AUC.' })
  rocAuc: number;

  @Field(() => Float, { description: 'The Brier score of the rival.' })
  rivalBrierScore: number;

  @Field(() => Float, { description: 'The AUC of the rival.' })
  rivalRocAuc: number;

  /** What it is said by in another language; absent of models that an earlier release trained. */
  said?: Kept;
}

@ObjectType({
  description:
    'One algorithm with one imbalance strategy, evaluated on the folds that all candidates share; on some of them or on some of the customers where it went no further.',
})
export class CandidateModel {
  @Field(() => ChurnAlgorithm, { description: 'The algorithm.' })
  algorithm: ChurnAlgorithm;

  @Field(() => ImbalanceStrategy, { description: 'How rare leavers were handled.' })
  imbalance: ImbalanceStrategy;

  @Field(() => ModelMetrics, {
    description:
      'Cross-validated and calibrated. Those of the chosen one are the metrics of the model itself, from folds on which nothing was chosen.',
  })
  metrics: ModelMetrics;

  @Field(() => Float, { description: 'Duration of the cross-validation in seconds.' })
  fitSeconds: number;

  @Field({
    description:
      'Whether the model was trained this way. The lowest Brier score wins; within 0.5 % of it, the highest AUC; within 0.002 of that, the simplest candidate. An imbalance strategy wins only where its Brier score is surely lower than without, by more than 0.5 %.',
  })
  chosen: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Customers that the metrics are of; null for a model trained before it was stored.',
  })
  rows: number | null;

  @Field(() => CandidateStanding, {
    nullable: true,
    description:
      'Why it was not compared on all folds: it could not win any more. Null if it was compared on all, if it was chosen, and for a model trained before it was stored.',
  })
  wentNoFurther: CandidateStanding | null;

  @Field(() => [CandidateStanding], {
    complexity: listOf(MOST_SETTINGS),
    nullable: true,
    description:
      'Other settings that were tried for its trees, in this order, each beside those kept until then. They are kept only where the Brier score is surely lower, by more than 0.5 %. Null for a model trained before they were stored.',
  })
  settings: CandidateStanding[] | null;
}

@ObjectType({ description: 'A curve as parallel lists, at most 200 points.' })
export class Curve {
  @Field(() => [Float], {
    complexity: listOf(CURVE_POINTS),
    description: 'Horizontal position of each point.',
  })
  x: number[];

  @Field(() => [Float], { complexity: listOf(CURVE_POINTS), description: 'Vertical position of each point.' })
  y: number[];

  @Field(() => [Float], {
    complexity: listOf(CURVE_POINTS),
    nullable: 'itemsAndList',
    description:
      'Threshold of each point; null for a point above every score, and for a curve without thresholds.',
  })
  threshold: (number | null)[] | null;
}

@ObjectType({
  description:
    'Right and wrong calls when everyone at or above a threshold is called, on customers the model had not seen.',
})
export class ConfusionMatrix {
  @Field(() => Int, { description: 'Called, and left.' })
  truePositive: number;

  @Field(() => Int, { description: 'Called, and stayed.' })
  falsePositive: number;

  @Field(() => Int, { description: 'Not called, and stayed.' })
  trueNegative: number;

  @Field(() => Int, { description: 'Not called, and left.' })
  falseNegative: number;
}

@ObjectType({ description: 'How much one original column matters.' })
export class FeatureImportance {
  @Field({ description: 'Name of the column.' })
  feature: string;

  @Field(() => Float, {
    description: 'Loss of AUC on unseen customers when the column is shuffled.',
  })
  importance: number;

  @Field(() => Float, { description: 'Spread of the importance over folds and repeats.' })
  standardDeviation: number;

  @Field({ description: 'How the importance was measured: permutation.' })
  method: string;

  @Field(() => String, {
    nullable: true,
    description: 'The direction of the association, in words; null if there is no single direction.',
  })
  direction: string | null;

  /** What direction is said by in another language; absent of models that an earlier release trained. */
  said?: Kept;

  @Field(() => [String], {
    complexity: listOf(5),
    nullable: true,
    description:
      'Other columns that move together with it: shuffled alone, each of them seems to matter less than they do together. Null of models that an earlier release trained.',
  })
  movesWith?: string[] | null;
}

@ObjectType({ description: 'How much columns matter that move together.' })
export class ImportanceGroup {
  @Field({ description: 'The one of them with the plainest name.' })
  feature: string;

  @Field(() => [String], { complexity: listOf(5), description: 'All of them, that one first.' })
  columns: string[];

  @Field(() => Float, {
    description: 'Loss of AUC on unseen customers when they are shuffled together.',
  })
  importance: number;

  @Field(() => Float, { description: 'Spread of the importance over folds and repeats.' })
  standardDeviation: number;
}

@ObjectType({ description: 'A sentence with its figures: an association, never a cause.' })
export class Statement {
  @Field({ description: 'The sentence, for a reader without statistics.' })
  text: string;

  @Field(() => String, { nullable: true, description: 'The column that it is about.' })
  feature?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The customers that it is about, after "customers": "on two-year contracts".',
  })
  condition?: string | null;

  @Field(() => Float, { nullable: true, description: 'Their churn rate divided by that of all others.' })
  riskRatio?: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the 95 % interval of the ratio.' })
  low?: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the 95 % interval of the ratio.' })
  high?: number | null;

  @Field(() => Int, { nullable: true, description: 'Number of customers that meet the condition.' })
  support?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of them that left, 0..1; null of models that an earlier release trained, and where it is about no group.',
  })
  rate?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of all other customers that left; null like rate.',
  })
  othersRate?: number | null;

  /** What it is said by in another language; absent of models that an earlier release trained. */
  said?: RuleTold;
}

/** The rule that a statement says, of a column as people call it. */
export interface RuleTold extends Pick<Rule, 'column' | 'condition'> {
  readonly type: FeatureColumnSpec['type'];
  readonly past: string;
}

@ObjectType({ description: 'Something to know before trusting a model.' })
export class ModelWarning {
  @Field({ description: 'A stable code, e.g. LEAKAGE_SUSPECTED, SMALL_DATA, MODEL_TOO_WEAK.' })
  code: string;

  @Field({ description: 'What it is and what follows from it, in one sentence.' })
  message: string;

  @Field(() => String, { nullable: true, description: 'The column that the warning is about.' })
  column: string | null;

  /** What it is said by in another language; absent of models that an earlier release trained. */
  said?: Kept;
}
