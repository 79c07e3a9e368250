import { crossValidate } from '../model-selection/cross-validate.js';
import { stratifiedKFold } from '../model-selection/stratified-k-fold.js';
import type { Pool, StopSignal } from '../types.js';
import type { Trial } from './trial.js';

/** What each row says of its own effect. */
export interface EffectScores {
  /** The effect on all. */
  readonly mean: number;
  /** Of each row: by how much its effect is above the mean, without bias and with much noise. */
  readonly scores: Float64Array;
  /** Of each row: how much its score can be relied on, by how uncertain its outcome was; 1 on average. */
  readonly weights: Float64Array;
  /** What is left of each outcome without what the trees expected and without the effect on all. */
  readonly rest: Float64Array;
}

/** Parts in which what happens without regard to the treatment is learned. */
const FOLDS = 3;
const OUTCOME = { maxIterations: 60, learningRate: 0.1, maxLeaves: 6, l2: 1, earlyStopping: false };
/** A chance is taken to be so far from 0 and 1 at least, so that no row counts for many. */
const LEAST_CHANCE = 0.02;

/**
 * The remainders of Robinson's transformation (1988, Econometrica 56, 931–954), on which the R-learner rests (Nie and Wager
 * 2021, Biometrika 108, 299–319): boosted trees learn what happens whoever is treated, out of fold; what remains of the
 * outcome after the mean effect, times what remains of the treatment over its variance. As the treatment was drawn with a
 * known chance, its mean over any rows is by how much their effect is above the mean effect, whatever the trees say. What was
 * as good as certain says more of an effect than what was not, so that each row has the weight of one over the variance of its
 * score (Aitken 1936, Proceedings of the Royal Society of Edinburgh 55, 42–48), as the trees tell it without its outcome.
 */
export async function effectScores(
  { table, treated, y }: Trial,
  share: number,
  options: { readonly seed: number; readonly pool?: Pool; readonly signal?: StopSignal },
): Promise<EffectScores> {
  const folds = stratifiedKFold(y, { folds: FOLDS, seed: options.seed });
  const { outOfFold } = await crossValidate({
    ...{ table, y, folds, algorithm: 'gradientBoosting', gradientBoosting: OUTCOME },
    ...options,
  });
  const left = outOfFold.map((expected, i) => y[i]! - expected);
  const { mean, scores } = scoreRows(left, treated, share);
  const rest = left.map((value, i) => value - mean * (treated[i]! - share));
  return { mean, scores, weights: weightsOf(outOfFold, share, mean), rest };
}

/** The mean effect and the score of each row, by what is left of its outcome and whether it was treated. */
export function scoreRows(
  left: Float64Array,
  treated: ArrayLike<number>,
  share: number,
): Pick<EffectScores, 'mean' | 'scores'> {
  let [together, squares] = [0, 0];
  for (let i = 0; i < left.length; i++) {
    const turned = treated[i]! - share;
    together += turned * left[i]!;
    squares += turned * turned;
  }
  const mean = together / squares;
  const variance = share * (1 - share);
  const scores = left.map((value, i) => {
    const turned = treated[i]! - share;
    return (turned * (value - mean * turned)) / variance;
  });
  return { mean, scores };
}

/** One over the variance of each score: that of the outcome in either arm, the less there are of it the more. */
function weightsOf(outOfFold: Float64Array, share: number, mean: number): Float64Array {
  const spread = (chance: number) => {
    const kept = Math.max(LEAST_CHANCE, Math.min(1 - LEAST_CHANCE, chance));
    return kept * (1 - kept);
  };
  const weights = outOfFold.map(
    (chance) =>
      1 / (spread(chance + (1 - share) * mean) / share + spread(chance - share * mean) / (1 - share)),
  );
  const average = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / average);
}
