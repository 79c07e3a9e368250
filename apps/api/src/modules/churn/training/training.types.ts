import type { ImbalanceStrategy, LearningCurve, MetricIntervals, Rule } from '@holdfast/ml-core';
import type { ScoringModel } from '../../engine/index.js';
import type { ObservedRates } from '../observed/observed-rates.js';
import type { RepeatedCustomers } from './group-rows.js';
import type { LeakageSuspect } from './leakage.js';
import type { Outcome } from './race.js';
import type { TargetSpec } from './target.js';

/** The algorithms of classifiers. */
export type Algorithm = 'logisticRegression' | 'randomForest' | 'gradientBoosting';

/** How to find a classifier. */
export interface TrainingOptions {
  readonly target: TargetSpec;
  /** Minimum rows with a known answer. */
  readonly minRows: number;
  /** With `auto`, every algorithm is tried on the same folds. */
  readonly algorithm: Algorithm | 'auto';
  /** With `auto`, rare answers are first left as they are, then each strategy is tried with the best algorithm. */
  readonly imbalance: ImbalanceStrategy | 'auto';
  readonly seed: number;
  /** Columns that may stay even though they give the answer away. */
  readonly acknowledgedLeakage: readonly string[];
  /** Columns of the table that name the customers of several rows; no features, and folds keep their rows together. */
  readonly customerIds?: readonly string[];
  /** What happens to a column that gives the answer away and is not acknowledged. */
  readonly onLeakage: 'refuse' | 'leaveOut';
}

/** A column that was offered as a feature but is not used, and why. */
export interface LeftOutColumn {
  readonly column: string;
  readonly reason: 'computedFromRule' | 'namesCustomers' | 'givesAnswerAway';
  /** What gave it away; null for another reason. */
  readonly suspect: LeakageSuspect | null;
}

/** How good a classifier is on rows that it had not seen; probabilities after calibration. */
export interface ClassifierMetrics {
  readonly rocAuc: number;
  readonly rocAucLow: number;
  readonly rocAucHigh: number;
  readonly averagePrecision: number;
  /** At the decision threshold, like precision, recall and accuracy. */
  readonly f1Score: number;
  readonly precision: number;
  readonly recall: number;
  readonly accuracy: number;
  readonly brierScore: number;
  readonly logLoss: number;
  readonly calibrationError: number;
  readonly topDecileLift: number;
  /** The threshold with the best F1. */
  readonly decisionThreshold: number;
  /** 95 % intervals of the other metrics; that of rocAuc stands next to it. */
  readonly intervals: MetricIntervals;
  /** What luck alone would bring; only of a chosen one, and null or absent where it is out of luck's reach. */
  readonly shuffled?: ShuffledOutcomes | null;
}

/** The AUCs of models made in the same way on tables whose outcomes were shuffled. */
export interface ShuffledOutcomes {
  readonly shuffles: number;
  /** How many of them are at least that of the model. */
  readonly asGood: number;
  readonly highest: number;
  /** Their standard deviation, or that of scores that know nothing if it is more; absent of models that an earlier release trained. */
  readonly spread?: number | null;
  /** The AUC that a model must exceed to be told from luck. */
  readonly needed: number;
}

/** One algorithm with one strategy, evaluated on the folds that all candidates share. */
export interface Candidate {
  readonly algorithm: Algorithm;
  readonly imbalance: ImbalanceStrategy;
  readonly metrics: ClassifierMetrics;
  readonly fitSeconds: number;
  readonly chosen: boolean;
  /** Rows that the metrics are of. */
  readonly rows: number;
  /** Why it was not compared on all folds; null if it was, or was chosen. */
  readonly wentNoFurther: WentNoFurther | null;
  /** Other settings that were tried for its trees, in this order. */
  readonly settings: readonly TriedSettings[];
}

/** How a candidate stood that was not worth more: its figures beside those of the one that it was compared with. */
export interface WentNoFurther extends Figures {
  readonly rival: Pick<Candidate, 'algorithm' | 'imbalance'>;
  readonly outcome: Outcome;
}

/** Settings of trees that were tried; the rival is the same candidate with the settings kept until then. */
export interface TriedSettings extends Figures {
  readonly words: string;
  readonly kept: boolean;
}

interface Figures {
  /** Rows that both figures are of. */
  readonly rows: number;
  readonly brierScore: number;
  readonly rocAuc: number;
  readonly rivalBrierScore: number;
  readonly rivalRocAuc: number;
}

/** How the rows were split that the classifier was judged on. */
export interface FoldsUsed {
  /** Rows of each fold, and how many of them are "yes". */
  readonly rows: readonly number[];
  readonly positives: readonly number[];
  /** Rows that stand in the fold of an earlier one because they may be the same customer. */
  readonly keptTogether: number;
  /** Whether they are others than those on which it was chosen. */
  readonly fresh: boolean;
}

/** The days that a date column reaches over, as days since 1970-01-01. */
export interface DateReach {
  readonly column: string;
  readonly first: number;
  readonly last: number;
}

/** Parallel lists; `threshold` where a point belongs to one. */
export interface PlainCurve {
  readonly x: number[];
  readonly y: number[];
  readonly threshold: (number | null)[] | null;
}

/** How much a column matters: the loss of AUC on unseen rows when the column is shuffled. */
export interface ColumnImportance {
  readonly feature: string;
  readonly importance: number;
  /** Over folds and repeats. */
  readonly standardDeviation: number;
}

/** How much columns matter that move together: the loss of AUC when they are shuffled together. */
export interface GroupImportance extends ColumnImportance {
  /** All of them, the plainest name first, which is `feature`. */
  readonly columns: readonly string[];
}

/** What a model promised where it was trained: cross-validated there, on so many rows of which this share was "yes". */
export interface PromisedQuality {
  readonly version: number;
  readonly trainedOn: number;
  readonly rate: number;
  readonly rocAuc: number;
  readonly brierScore: number;
}

/** A trained classifier: how it was found, and how far it can be trusted. */
export interface TrainedClassifier {
  readonly algorithm: Algorithm;
  readonly imbalance: ImbalanceStrategy;
  readonly model: ScoringModel;
  /** Whether the model memorises its training rows, so that they are scored by models that had not seen them. */
  readonly remembersRows: boolean;
  /** Rows that were there to learn from: all, or a sample where these do not fit into memory. */
  readonly drawnRows: number;
  /** Those of them whose answer is known, and how many of these are "yes". */
  readonly rows: number;
  readonly positives: number;
  /** Rows that the algorithms were compared on: all of them, or a sample if there are many. */
  readonly judgedRows: number;
  /** Rows that match an earlier one in every feature; they stayed in its fold. */
  readonly duplicateRows: number;
  /** Rows of one customer, which stayed in one fold as well. */
  readonly repeats: RepeatedCustomers;
  readonly leftOut: readonly LeftOutColumn[];
  readonly folds: FoldsUsed;
  /** Of the dates that it learned from, in the order of the columns. */
  readonly dates: readonly DateReach[];
  /** Used columns that seem to give the answer away. */
  readonly suspects: readonly LeakageSuspect[];
  readonly candidates: readonly Candidate[];
  readonly metrics: ClassifierMetrics;
  readonly rocCurve: PlainCurve;
  readonly precisionRecallCurve: PlainCurve;
  readonly calibrationCurve: PlainCurve;
  readonly gainsCurve: PlainCurve;
  /** For each evaluated row, its number, the calibrated probability by a model that had not seen it, and its answer. */
  readonly outOfFold: {
    readonly rowNumbers: Int32Array;
    readonly probabilities: Float64Array;
    readonly y: Uint8Array;
  };
  /** Most important first, one entry per column. */
  readonly importances: readonly ColumnImportance[];
  /** Most important first; each column is in one group. */
  readonly importanceGroups: readonly GroupImportance[];
  /** How good it is by how many rows it learns from; null where they are too few. */
  readonly learningCurve: LearningCurve | null;
  /** How often those with one value of a column and those with another were "yes". */
  readonly observed: ObservedRates;
  /** Conditions that go with more or fewer "yes", strongest first. */
  readonly rules: readonly Rule[];
  /** What was promised of one that was trained elsewhere and judged here, and whether it had to be calibrated anew. */
  readonly given?: { readonly promised: PromisedQuality; readonly calibratedAnew: boolean };
}
