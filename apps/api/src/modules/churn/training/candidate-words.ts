import type { ImbalanceStrategy } from '@holdfast/ml-core';
import type { Algorithm, Candidate, TriedSettings, WentNoFurther } from './training.types.js';

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

/** A candidate as it is spoken of. */
export function inWords({ algorithm, imbalance }: Pick<Candidate, 'algorithm' | 'imbalance'>): string {
  return `${ALGORITHM_NAMES[algorithm]}${STRATEGY_NAMES[imbalance]}`;
}

const OUTCOMES: Record<WentNoFurther['outcome'], (rival: string) => string> = {
  SURELY_WORSE: (rival) => `Surely behind ${rival}`,
  NOT_BETTER: (rival) => `Not ahead of ${rival}`,
  TOO_LITTLE: (rival) => `At best too little ahead of ${rival}`,
  WITHIN_NOISE: (rival) => `Ahead of ${rival}, but by no more than chance may be`,
};

/** Why a candidate was not compared any further, with both figures. */
export function whyNoFurther({ outcome, rival, ...figures }: WentNoFurther): string {
  return `${OUTCOMES[outcome](inWords(rival))}: ${bothFigures(figures)}.`;
}

/** What settings were tried, and whether they are kept, with both figures. */
export function settingsInWords({ words, kept, ...figures }: TriedSettings): string {
  return `${words[0]!.toUpperCase()}${words.slice(1)}: ${bothFigures(figures)}; ${kept ? 'kept' : 'not kept'}.`;
}

function bothFigures({
  rows,
  brierScore,
  rivalBrierScore,
}: Omit<WentNoFurther, 'outcome' | 'rival'>): string {
  const on = `on ${rows.toLocaleString('en')} customers`;
  return `a Brier score of ${brierScore.toFixed(4)} instead of ${rivalBrierScore.toFixed(4)} ${on}`;
}
