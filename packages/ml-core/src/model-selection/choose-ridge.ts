import { fitLogisticPath, logisticLogOdds } from '../linear-model/logistic-regression.js';
import { rocAuc } from '../metrics/ranking.js';
import { type FeatureTable, requireTable, takeTableRows } from '../preprocessing/feature-table.js';
import { applyPreprocessor, fitPreprocessor } from '../preprocessing/pipeline.js';
import { requireTarget } from '../validation.js';
import { requireFolds } from './require-folds.js';
import { splitFold } from './split-fold.js';
import { suited } from './suited-preprocessing.js';

/** Penalties that are tried, for each row learned from: from one that leaves little of a coefficient to hardly any. */
const PATH = [3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4] as const;
/** Half a Newton decrement for each row below which a fit is compared: losses differ by far more. */
const TOLERANCE = 1e-7;
/** An AUC this much lower is one as good. */
const SAME_AUC = 0.002;

/**
 * The strongest ridge penalty with which a logistic regression is as good as with the best one: its mean log loss within
 * one standard error, over the folds, of the lowest (Breiman, Friedman, Olshen and Stone 1984), and its AUC at most
 * 0.002 lower. Columns that say the same share a coefficient under a strong penalty, and get large ones of opposite signs
 * under a weak one. What is fitted with l2 = penalty · rows is penalised alike, however many rows there are. The columns
 * are encoded once for each fold. O(folds · path · fit).
 *
 * @returns the penalty for each row
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the argument
 */
export function chooseRidge(table: FeatureTable, y: Uint8Array, folds: Int32Array): number {
  requireTable(table);
  requireTarget(y, table.rows, 'table');
  const names = requireFolds(folds, y);
  const outOfFold = PATH.map(() => new Float64Array(y.length));
  const losses = PATH.map(() => new Float64Array(names.length));
  for (const [at, fold] of names.entries()) {
    const { learning, held } = splitFold(folds, fold);
    const part = takeTableRows(table, learning);
    const labels = Uint8Array.from(learning, (i) => y[i]!);
    const preprocessor = fitPreprocessor(part, suited.logisticRegression);
    const X = applyPreprocessor(preprocessor, part);
    const unseen = applyPreprocessor(preprocessor, takeTableRows(table, held));
    const penalties = PATH.map((penalty) => penalty * learning.length);
    const models = fitLogisticPath(X, labels, penalties, { tolerance: TOLERANCE });
    for (const [step, model] of models.entries()) {
      const logOdds = logisticLogOdds(model, unseen);
      for (let i = 0; i < held.length; i++) {
        const row = held[i]!;
        outOfFold[step]![row] = logOdds[i]!;
        losses[step]![at]! += lossOf(logOdds[i]!, y[row]!) / held.length;
      }
    }
  }
  const mean = losses.map((values) => values.reduce((sum, loss) => sum + loss / names.length, 0));
  const best = mean.indexOf(Math.min(...mean));
  const spread = losses[best]!.reduce((sum, loss) => sum + (loss - mean[best]!) ** 2, 0);
  const error = Math.sqrt(spread / (names.length - 1) / names.length);
  const aucs = outOfFold.map((scores) => rocAuc(y, scores));
  return PATH.find((_, step) => mean[step]! <= mean[best]! + error && aucs[step]! >= aucs[best]! - SAME_AUC)!;
}

/** −log of the probability that log-odds give to an outcome. */
function lossOf(logOdds: number, label: number): number {
  const z = label === 1 ? -logOdds : logOdds;
  return Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z)));
}
