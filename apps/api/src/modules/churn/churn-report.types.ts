import { Field, Float, Int, ObjectType } from 'type-graphql';
import { ChurnAlgorithm, ImbalanceStrategy } from './churn.enums.js';

@ObjectType({ description: 'Ends of a 95 % confidence interval.' })
export class Interval {
  @Field(() => Float, { description: 'Lower end.' })
  low: number;

  @Field(() => Float, { description: 'Upper end.' })
  high: number;
}

@ObjectType({
  description: 'How sure the figures of a model are, taking customers for independent of each other.',
})
export class MetricIntervals {
  @Field(() => Interval, { description: 'On the scale of the log-odds (Boyd, Eng and Page 2013).' })
  averagePrecision: Interval;

  @Field(() => Interval, { description: 'By way of the share TP / (TP + FP + FN), after Wilson.' })
  f1Score: Interval;

  @Field(() => Interval, { description: 'A share, after Wilson.' })
  precision: Interval;

  @Field(() => Interval, { description: 'A share, after Wilson.' })
  recall: Interval;

  @Field(() => Interval, { description: 'A share, after Wilson.' })
  accuracy: Interval;

  @Field(() => Interval, { description: 'Of a mean.' })
  brierScore: Interval;

  @Field(() => Interval, { description: 'Of a mean.' })
  logLoss: Interval;

  @Field(() => Interval, { description: 'By the risk ratio of the top tenth and the rest (Katz).' })
  topDecileLift: Interval;

  @Field(() => Interval, {
    description: 'From 0 where the error may be chance alone; holds the true one at least 95 times of 100.',
  })
  calibrationError: Interval;
}

@ObjectType({
  description: 'How good a model is on customers it had not seen; every probability is calibrated.',
})
export class ModelMetrics {
  @Field(() => Float, {
    description: 'Chance that a random leaver scores above a random stayer: 0.5 is chance, 1 perfect.',
  })
  rocAuc: number;

  @Field(() => Float, {
    description: 'Lower end of the 95 % interval of rocAuc (DeLong); under 0.55 a model may not be champion.',
  })
  rocAucLow: number;

  @Field(() => Float, { description: 'Upper end of the 95 % interval of rocAuc (DeLong).' })
  rocAucHigh: number;

  @Field(() => Float, {
    description: 'Precision averaged over the recall gained at each threshold; chance is the churn rate.',
  })
  averagePrecision: number;

  @Field(() => Float, { description: 'Harmonic mean of precision and recall at decisionThreshold.' })
  f1Score: number;

  @Field(() => Float, { description: 'Share of those at or above decisionThreshold who left.' })
  precision: number;

  @Field(() => Float, { description: 'Share of those who left who are at or above decisionThreshold.' })
  recall: number;

  @Field(() => Float, { description: 'Share of customers put on the right side of decisionThreshold.' })
  accuracy: number;

  @Field(() => Float, { description: 'Mean squared distance between probability and outcome; 0 is perfect.' })
  brierScore: number;

  @Field(() => Float, { description: 'Mean −log of the probability given to what happened; 0 is perfect.' })
  logLoss: number;

  @Field(() => Float, {
    description:
      'Expected calibration error: mean distance of predicted and observed rate in 10 equal-count bins.',
  })
  calibrationError: number;

  @Field(() => Float, {
    description: 'How many times more leavers the highest-scored tenth holds than a random tenth.',
  })
  topDecileLift: number;

  @Field(() => Float, {
    description: 'The threshold with the best F1; scores from it on are in the HIGH band.',
  })
  decisionThreshold: number;

  @Field(() => MetricIntervals, {
    nullable: true,
    description:
      '95 % intervals of the other figures; null for a model that was trained before they were kept.',
  })
  intervals: MetricIntervals | null;
}

@ObjectType({
  description: 'One algorithm with one imbalance strategy, judged on the folds that all candidates share.',
})
export class CandidateModel {
  @Field(() => ChurnAlgorithm, { description: 'How it computes.' })
  algorithm: ChurnAlgorithm;

  @Field(() => ImbalanceStrategy, { description: 'What was done about leavers being rare.' })
  imbalance: ImbalanceStrategy;

  @Field(() => ModelMetrics, {
    description: 'Cross-validated and calibrated, like those of the model itself.',
  })
  metrics: ModelMetrics;

  @Field(() => Float, { description: 'Seconds that the cross-validation took.' })
  fitSeconds: number;

  @Field({
    description:
      'Whether the model was trained like this: the lowest Brier score wins; within 0.5 % of it the highest AUC; within 0.002 of that the simplest.',
  })
  chosen: boolean;
}

@ObjectType({ description: 'A curve as parallel lists, at most 200 points.' })
export class Curve {
  @Field(() => [Float], { description: 'Horizontal position of each point.' })
  x: number[];

  @Field(() => [Float], { description: 'Vertical position of each point.' })
  y: number[];

  @Field(() => [Float], {
    nullable: 'itemsAndList',
    description: 'Threshold of each point; null where nobody is above it, and for a curve that has none.',
  })
  threshold: (number | null)[] | null;
}

@ObjectType({
  description: 'What calling everyone at or above a threshold gets right and wrong, on customers not seen.',
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
    description: 'What the AUC on customers not seen loses when the column is shuffled.',
  })
  importance: number;

  @Field(() => Float, { description: 'Spread of the importance over folds and repeats.' })
  standardDeviation: number;

  @Field({ description: 'How the importance was measured: permutation.' })
  method: string;

  @Field(() => String, {
    nullable: true,
    description: 'Which way the column points, in words; null where it points no single way.',
  })
  direction: string | null;
}

@ObjectType({ description: 'A sentence with its figures: an association, never a cause.' })
export class Statement {
  @Field({ description: 'The sentence, for a reader without statistics.' })
  text: string;

  @Field(() => String, { nullable: true, description: 'Column that it speaks of.' })
  feature?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Customers that it speaks of, e.g. "Contract is Month-to-month".',
  })
  condition?: string | null;

  @Field(() => Float, { nullable: true, description: 'Their rate of leaving divided by that of all others.' })
  riskRatio?: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the 95 % interval of the ratio.' })
  low?: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the 95 % interval of the ratio.' })
  high?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many customers meet the condition.' })
  support?: number | null;
}

@ObjectType({ description: 'Something about a model that its reader must know.' })
export class ModelWarning {
  @Field({ description: 'A stable code, e.g. LEAKAGE_SUSPECTED, SMALL_DATA, MODEL_TOO_WEAK.' })
  code: string;

  @Field({ description: 'What it is and what follows from it, in a sentence.' })
  message: string;

  @Field(() => String, { nullable: true, description: 'Column that it is about.' })
  column: string | null;
}

@ObjectType({ description: 'What calling brings at the threshold with the most expected profit.' })
export class ThresholdAdvice {
  @Field(() => Float, {
    description: 'Call customers from this probability on; 1 with nobody called where no call pays.',
  })
  threshold: number;

  @Field(() => Int, { description: 'Customers called, of those that the model was judged with.' })
  contacted: number;

  @Field(() => Float, { description: 'Leavers among them × save rate.' })
  expectedSaved: number;

  @Field(() => Float, { description: 'expectedSaved × customer value − contacted × contact cost.' })
  expectedProfit: number;

  @Field(() => Float, { description: 'The profit of calling every customer, without a model.' })
  baselineProfit: number;
}

@ObjectType({
  description: 'What each threshold would bring, as parallel lists in ascending order of the threshold.',
})
export class ProfitCurve {
  @Field(() => [Float], { description: 'Call customers from this probability on.' })
  threshold: number[];

  @Field(() => [Int], { description: 'Customers called, of those that the model was judged with.' })
  contacted: number[];

  @Field(() => [Float], { description: 'Leavers among them × save rate.' })
  expectedSaved: number[];

  @Field(() => [Float], { description: 'expectedSaved × customer value − contacted × contact cost.' })
  expectedProfit: number[];
}
