import {
  brierDifference,
  brierScore,
  type PairedDifference,
  rocAuc,
  rocAucDifference,
} from '@holdfast/ml-core';
import { FOLDS } from '../training/folds.js';
import type { ModelComparison } from './model-comparison.types.js';

/** Two models' probabilities for the same customers, none of whom either had seen, and what those customers did. */
export interface RivalScores {
  readonly left: Uint8Array;
  readonly champion: Float64Array;
  readonly challenger: Float64Array;
}

/** The versions of the two, for the sentence. */
export interface RivalVersions {
  readonly champion: number;
  readonly challenger: number;
  /** Whether the champion no longer holds what it promised. */
  readonly relieves?: boolean;
}

/** What is measured of two models, without their keys. */
export type MeasuredComparison = Omit<ModelComparison, 'championId' | 'datasetId'>;

/**
 * How much wider than over independent customers an interval of a cross-validated difference is: the models of five folds
 * share most of what they learned from, so that their luck with it does not average out. By the correction of Nadeau and
 * Bengio ("Inference for the generalization error", Machine Learning 52, 2003) the variance is 1/k + 1/(k − 1) instead of
 * 1/k.
 */
const WIDENING = Math.sqrt(1 + FOLDS / (FOLDS - 1));

/**
 * Compares a challenger with the champion. It is better if it is so by more than chance in what a champion is for, the
 * order of the customers (AUC) or the probabilities that are multiplied by money (Brier score), and not worse by more
 * than chance in the other. No better is not enough: scores that people work with do not change for nothing.
 */
export function compareModels(scores: RivalScores, versions: RivalVersions): MeasuredComparison {
  const { left, champion, challenger } = scores;
  const auc = widened(rocAucDifference(left, champion, challenger));
  const brier = widened(brierDifference(left, champion, challenger));
  const better = (auc.low > 0 && brier.low <= 0) || (brier.high < 0 && auc.high >= 0);
  const worse = isWorse({ rocAucDifference: ends(auc), brierDifference: ends(brier) });
  const figures = [
    `an AUC of ${figure(rocAuc(left, challenger))} instead of ${figure(rocAuc(left, champion))} (${inWords(auc)})`,
    `a Brier score of ${figure(brierScore(left, challenger))} instead of ${figure(brierScore(left, champion))} (${inWords(brier)}; lower is better)`,
  ];
  const sentence =
    `On the same ${left.length.toLocaleString('en')} customers, which neither had seen, version ${versions.challenger} ` +
    `has, beside version ${versions.champion}, ${figures.join(' and ')}: ${verdict(better, worse, versions)}.`;
  return { rows: left.length, rocAucDifference: ends(auc), brierDifference: ends(brier), better, sentence };
}

/** Whether the challenger is worse by more than chance in the order of customers or in their probabilities. */
export function isWorse({
  rocAucDifference,
  brierDifference,
}: Pick<MeasuredComparison, 'rocAucDifference' | 'brierDifference'>): boolean {
  return rocAucDifference.high < 0 || brierDifference.low > 0;
}

function verdict(
  better: boolean,
  worse: boolean,
  { champion, challenger, relieves = false }: RivalVersions,
): string {
  if (better) return `version ${challenger} is better by more than chance`;
  if (relieves && !worse)
    return `version ${challenger} is not worse by more than chance, while version ${champion} no longer holds what it promised`;
  const what = worse ? 'worse by more than chance' : 'not better by more than chance';
  return `version ${challenger} is ${what}, so it did not become champion by itself`;
}

function widened({ difference, low, high }: PairedDifference): PairedDifference {
  return {
    difference,
    low: Math.max(-1, difference + WIDENING * (low - difference)),
    high: Math.min(1, difference + WIDENING * (high - difference)),
  };
}

function ends({ low, high }: PairedDifference) {
  return { low, high };
}

function figure(value: number): string {
  return value.toFixed(3);
}

function inWords({ difference, low, high }: PairedDifference): string {
  return `difference ${signed(difference)}, 95 % interval ${signed(low)} to ${signed(high)}`;
}

function signed(value: number): string {
  const size = Math.abs(value).toFixed(3);
  if (Number(size) === 0) return size;
  return `${value < 0 ? '−' : '+'}${size}`;
}
