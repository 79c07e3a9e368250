import {
  type ClassifierRecipe,
  type CrossFitted,
  chooseRidge,
  crossFitCalibration,
  crossValidate,
  type FeatureTable,
  type TrainedClassifier as FoldModel,
  type ImbalanceStrategy,
  type Pool,
} from '@holdfast/ml-core';
import type { Estimators } from '../../engine/index.js';
import { describeQuality } from './describe-quality.js';
import { FOLDS } from './folds.js';
import type { Algorithm, Candidate, TrainingOptions } from './training.types.js';

/** Rows whose answer is known. */
export interface KnownRows {
  readonly table: FeatureTable;
  readonly y: Uint8Array;
}

/** Rows with known answers, split into folds once for every candidate. */
export interface JudgedRows extends KnownRows {
  readonly folds: Int32Array;
  /** Other folds, on which no candidate was chosen. */
  readonly freshFolds: Int32Array;
}

/** What a comparison computes with. */
export interface ComparisonTools {
  readonly estimators: Pick<Estimators, 'fitRandomForest' | 'fitGradientBoosting'>;
  /** Seconds since an arbitrary moment. */
  readonly clock: () => number;
  readonly pool: Pool | undefined;
  progress(fraction: number, step: string): void;
}

/** The candidates in the order they were tried, and the out-of-fold probabilities of the chosen one. */
export interface Comparison {
  readonly candidates: readonly Candidate[];
  readonly chosen: Candidate;
  /** The ridge penalty of a logistic regression for each row that it learns from. */
  readonly ridge: number | null;
  /** The fold of each judged row in what follows. */
  readonly folds: Int32Array;
  readonly outOfFold: CrossFitted;
  /** For each fold, the model trained without it. */
  readonly foldModels: readonly FoldModel[];
}

const ALGORITHMS: readonly Algorithm[] = ['logisticRegression', 'randomForest', 'gradientBoosting'];
const STRATEGIES: readonly ImbalanceStrategy[] = [
  'classWeight',
  'randomOverSample',
  'randomUnderSample',
  'smote',
];

/** SMOTE's time grows with the square of the rarer class; above this many rows it is tried only on request. */
const MAX_SMOTE_ROWS = 5000;

/** Brier scores within this relative distance of the lowest are tied; the ranking of the customers (AUC) then decides. */
const SAME_BRIER = 1.005;
/** AUCs within this distance of the highest are tied as well; the simplest candidate, which is tried first, then wins. */
const SAME_AUC = 0.002;

interface Judged {
  readonly candidate: Candidate;
  readonly outOfFold: CrossFitted;
  /** Dropped once the candidate can no longer win: forests are large. */
  foldModels: readonly FoldModel[];
}

/**
 * Tries the algorithms on the same folds, then the imbalance strategies with the best of them. The lowest Brier score of
 * calibrated probabilities wins, because they are multiplied by money; within 0.5 % of it, the highest AUC; within 0.002
 * of that, the one tried first: logistic regression, then forest, then boosting, and no imbalance strategy before any.
 * The luck that made one of several win is in its figures: it is judged once more, on folds that nothing was chosen on.
 */
export async function compareCandidates(
  rows: JudgedRows,
  options: Pick<TrainingOptions, 'algorithm' | 'imbalance' | 'seed'>,
  tools: ComparisonTools,
): Promise<Comparison> {
  const algorithms = options.algorithm === 'auto' ? algorithmsOf(tools.estimators) : [options.algorithm];
  const strategies = options.imbalance === 'auto' ? strategiesFor(rows.y) : [];
  const total = algorithms.length + strategies.length;
  const judged: Judged[] = [];
  const ridge = algorithms.includes('logisticRegression')
    ? chooseRidge(rows.table, rows.y, rows.folds)
    : null;
  const judge = async (algorithm: Algorithm, imbalance: ImbalanceStrategy) => {
    tools.progress(judged.length / total, `Trying ${ALGORITHM_NAMES[algorithm]}${STRATEGY_NAMES[imbalance]}`);
    judged.push(await judgeCandidate(rows, { algorithm, imbalance, seed: options.seed, ridge }, tools));
    const near = nearLowest(judged);
    for (const entry of judged) if (!near.includes(entry)) entry.foldModels = [];
  };
  for (const algorithm of algorithms) {
    await judge(algorithm, options.imbalance === 'auto' ? 'none' : options.imbalance);
  }
  const { algorithm } = best(judged).candidate;
  for (const imbalance of strategies) await judge(algorithm, imbalance);

  const first = best(judged);
  const isChoice = judged.length > 1;
  const folds = isChoice ? rows.freshFolds : rows.folds;
  const recipe = { ...first.candidate, seed: options.seed, ridge };
  const winner = isChoice ? await judgeCandidate({ ...rows, folds }, recipe, tools) : first;
  const chosen = { ...first.candidate, metrics: winner.candidate.metrics, chosen: true };
  return {
    candidates: judged.map(({ candidate }) => (candidate === first.candidate ? chosen : candidate)),
    chosen,
    ridge: chosen.algorithm === 'logisticRegression' ? ridge : null,
    folds,
    outOfFold: winner.outOfFold,
    foldModels: winner.foldModels,
  };
}

/** The algorithms that an engine's estimators offer. */
export function algorithmsOf({ fitGradientBoosting }: ComparisonTools['estimators']): readonly Algorithm[] {
  return fitGradientBoosting ? ALGORITHMS : ALGORITHMS.filter((name) => name !== 'gradientBoosting');
}

function strategiesFor(y: Uint8Array): readonly ImbalanceStrategy[] {
  const positives = y.reduce((sum, label) => sum + label, 0);
  const rarer = Math.min(positives, y.length - positives);
  return rarer <= MAX_SMOTE_ROWS ? STRATEGIES : STRATEGIES.filter((name) => name !== 'smote');
}

const ALGORITHM_NAMES: Record<Algorithm, string> = {
  logisticRegression: 'logistic regression',
  randomForest: 'a random forest',
  gradientBoosting: 'gradient boosting',
};

const STRATEGY_NAMES: Record<ImbalanceStrategy, string> = {
  none: '',
  classWeight: ' with class weights',
  randomOverSample: ' with leavers repeated',
  randomUnderSample: ' with fewer stayers',
  smote: ' with leavers interpolated',
};

interface CandidateRecipe {
  readonly algorithm: Algorithm;
  readonly imbalance: ImbalanceStrategy;
  readonly seed: number;
  readonly ridge: number | null;
}

/** The settings of a logistic regression that learns from so many rows. */
export function penalised(ridge: number | null, rows: number): Pick<ClassifierRecipe, 'logisticRegression'> {
  return ridge === null ? {} : { logisticRegression: { l2: ridge * rows } };
}

async function judgeCandidate(
  { table, y, folds }: Omit<JudgedRows, 'freshFolds'>,
  { algorithm, imbalance, seed, ridge }: CandidateRecipe,
  { clock, pool, estimators }: ComparisonTools,
): Promise<Judged> {
  const start = clock();
  const { fitRandomForest } = estimators;
  const settings = penalised(ridge, y.length * (1 - 1 / FOLDS));
  const recipe = { algorithm, imbalance, seed, pool, fitRandomForest, ...settings };
  const { outOfFold: scores, models } = await crossValidate({ table, y, folds, ...recipe });
  const fitSeconds = clock() - start;
  const outOfFold = crossFitCalibration(scores, y, folds);
  const metrics = describeQuality(y, outOfFold.calibrated);
  const candidate = { algorithm, imbalance, metrics, fitSeconds, chosen: false };
  return { candidate, outOfFold, foldModels: models };
}

/** The candidates that can still win: their Brier score ties with the lowest. One that drops out never returns. */
function nearLowest(judged: readonly Judged[]): readonly Judged[] {
  const lowest = Math.min(...judged.map(({ candidate }) => candidate.metrics.brierScore));
  return judged.filter(({ candidate }) => candidate.metrics.brierScore <= lowest * SAME_BRIER);
}

function best(judged: readonly Judged[]): Judged {
  const near = nearLowest(judged);
  const highest = Math.max(...near.map(({ candidate }) => candidate.metrics.rocAuc));
  return near.find(({ candidate }) => candidate.metrics.rocAuc >= highest - SAME_AUC)!;
}
