import {
  brierDifference,
  brierScore,
  type PairedDifference,
  rocAuc,
  rocAucDifference,
} from '@holdfast/ml-core';
import { keep, sayKept } from '../../../platform/words/kept.js';
import { FOLDS } from '../training/folds.js';
import type { ComparisonTold } from './messages.en.js';
import { say } from './messages.js';
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
  const [aucs, briers] = [rocAuc, brierScore].map((measure) => ({
    challenger: measure(left, challenger),
    champion: measure(left, champion),
  })) as [Record<'challenger' | 'champion', number>, Record<'challenger' | 'champion', number>];
  const { text: sentence, said } = keep(say().comparison, 'beside', {
    rows: left.length,
    versions: { champion: versions.champion, challenger: versions.challenger },
    auc: { ...aucs, ...auc },
    brier: { ...briers, ...brier },
    verdict: verdictOf(better, worse, versions),
  });
  const differences = { rocAucDifference: ends(auc), brierDifference: ends(brier) };
  return { rows: left.length, ...differences, better, sentence, said };
}

/** The sentence of a comparison that was stored, in the language of now. */
export function sayComparison({ said, sentence }: Pick<ModelComparison, 'said' | 'sentence'>): string {
  return sayKept(say().comparison, said, sentence);
}

/** Whether the challenger is worse by more than chance in the order of customers or in their probabilities. */
export function isWorse({
  rocAucDifference,
  brierDifference,
}: Pick<MeasuredComparison, 'rocAucDifference' | 'brierDifference'>): boolean {
  return rocAucDifference.high < 0 || brierDifference.low > 0;
}

function verdictOf(
  better: boolean,
  worse: boolean,
  { relieves = false }: RivalVersions,
): ComparisonTold['verdict'] {
  if (better) return 'better';
  if (worse) return 'worse';
  return relieves ? 'relieves' : 'notBetter';
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
