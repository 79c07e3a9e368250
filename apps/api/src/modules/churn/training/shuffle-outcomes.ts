import { createRandom, fitGradientBoosting, fitRandomForest, rocAuc, Z_95 } from '@holdfast/ml-core';
import type { Comparison } from './compare-candidates.js';
import { createCandidateFits } from './fit-candidates.js';
import { FOLDS } from './folds.js';
import type { ComparisonTools, JudgedRows } from './judged-rows.js';
import type { ClassifierMetrics, ShuffledOutcomes } from './training.types.js';

/** Shuffled tables that a model is held against. */
const SHUFFLES = 39;
/**
 * Standard deviations above the mean of the shuffled ones from which an AUC is no luck: by a normal tail, 3 in a million. Of
 * 413 shuffled tables of 300 to 1,000 rows AUTO was 3.7 above one half in one, where a normal tail has 1 in 10,000: choosing
 * among candidates is in that tail, and not in the shuffled ones.
 */
const FAR = 4.5;
/** An AUC this many standard errors above one half is out of reach of any luck, so that nothing need be shuffled. */
const OUT_OF_REACH = 6;
/** The stream of random numbers that shuffles are drawn from. */
const STREAM = 39;

/**
 * How high an AUC a model made in the same way reaches where there is nothing to learn: the chosen recipe, fitted anew and
 * calibrated on the same folds with the outcomes shuffled within each of them, so that every fold keeps its share (a
 * permutation test, Ojala and Garriga 2010). DeLong's interval takes the scores as given; here the luck of the outcomes that
 * they were learned from is in it. What choosing among candidates adds is not, so that more than the highest is asked for.
 *
 * @returns null where one half is within the interval of the model as it is, and where the AUC is so far above one half, for
 * that many rows, that no luck reaches it
 */
export async function shuffleOutcomes(
  rows: JudgedRows,
  { chosen, settings, folds }: Pick<Comparison, 'chosen' | 'settings' | 'folds'>,
  seed: number,
  { clock, pool, progress }: ComparisonTools,
): Promise<ShuffledOutcomes | null> {
  const { algorithm, imbalance, metrics } = chosen;
  if (metrics.rocAucLow <= 0.5) return null;
  const error = standardErrorOfChance(rows.y);
  if (metrics.rocAuc - 0.5 > OUT_OF_REACH * error) return null;
  // Few rows are no work for the cluster of an engine: trees grow here.
  const estimators = { fitRandomForest, fitGradientBoosting };
  const fits = createCandidateFits(seed, { clock, pool, progress, estimators });
  const random = createRandom(seed, STREAM);
  const hold = Array.from({ length: FOLDS }, (_, fold) => fold);
  const rowsOf = hold.map((fold) => Int32Array.from(folds.keys()).filter((row) => folds[row] === fold));
  const aucs: number[] = [];
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    progress(shuffle / SHUFFLES, `Learning from shuffled outcomes, ${shuffle + 1} of ${SHUFFLES}`);
    const y = new Uint8Array(rows.y.length);
    for (const own of rowsOf) {
      const from = Int32Array.from(own);
      random.shuffle(from);
      for (const [i, row] of own.entries()) y[row] = rows.y[from[i]!]!;
    }
    const recipe = { algorithm, imbalance, settings };
    // A table of its own, so that its ridge is chosen anew too.
    const shuffled = { ...rows, table: { ...rows.table }, y, folds };
    const { probabilities } = await fits.run(recipe, { rows: shuffled, hold, isSample: false });
    fits.forget(recipe);
    aucs.push(rocAuc(y, probabilities));
  }
  const mean = aucs.reduce((sum, auc) => sum + auc, 0) / SHUFFLES;
  const squares = aucs.reduce((sum, auc) => sum + (auc - mean) ** 2, 0);
  // Calibration levels what ranks the wrong way, so that the AUCs may stray less than their upper tail.
  const spread = Math.max(error, Math.sqrt(squares / (SHUFFLES - 1)));
  const highest = Math.max(...aucs);
  return {
    shuffles: SHUFFLES,
    asGood: aucs.filter((auc) => auc >= metrics.rocAuc).length,
    highest,
    spread,
    needed: Math.min(1, Math.max(highest, mean + FAR * spread)),
  };
}

/** The figures with an interval of the AUC that is no narrower than what luck in learning makes of one. */
export function withLuck(metrics: ClassifierMetrics, shuffled: ShuffledOutcomes | null): ClassifierMetrics {
  if (shuffled === null) return { ...metrics, shuffled };
  const { rocAuc, rocAucLow, rocAucHigh } = metrics;
  const reach = Z_95 * shuffled.spread!;
  return {
    ...metrics,
    rocAucLow: Math.max(0, Math.min(rocAucLow, rocAuc - reach)),
    rocAucHigh: Math.min(1, Math.max(rocAucHigh, rocAuc + reach)),
    shuffled,
  };
}

/** Standard error of the AUC of scores that know nothing of the outcomes (Mann and Whitney 1947). */
function standardErrorOfChance(y: Uint8Array): number {
  const positives = y.reduce((sum, label) => sum + label, 0);
  return Math.sqrt((y.length + 1) / (12 * positives * (y.length - positives)));
}
