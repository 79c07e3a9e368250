import { type ClassifierRecipe, trainClassifier } from '@holdfast/ml-core';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ScoringModel } from '../../engine/index.js';
import { observeRates } from '../observed/observe-rates.js';
import {
  algorithmsOf,
  type ComparisonTools,
  compareCandidates,
  type KnownRows,
} from './compare-candidates.js';
import { countByFold, reachOfDates } from './describe-folds.js';
import { drawCurves } from './describe-quality.js';
import { drawLearningCurve } from './draw-learning-curve.js';
import { findRules } from './find-rules.js';
import { penalised } from './fit-candidates.js';
import { type HeldOutScores, holdOut, type Placement } from './held-out.js';
import { prepareRows, type TrainingTable } from './prepare-rows.js';
import { rankColumns } from './rank-columns.js';
import { rankGroups } from './rank-groups.js';
import { shuffleOutcomes, withLuck } from './shuffle-outcomes.js';
import type { Algorithm, TrainedClassifier, TrainingOptions } from './training.types.js';

/** A classifier, and what scores the rows it was trained on; null if the classifier itself does. */
export interface FoundClassifier {
  readonly trained: TrainedClassifier;
  readonly heldOut: HeldOutScores | null;
}

/**
 * Finds the best classifier for a target: reads the answers, excludes columns that give them away, compares algorithms
 * and imbalance strategies on the same folds, calibrates, explains, and trains the winner on every row whose answer is
 * known.
 * @throws AppError if the answers do not support a model, no feature is left, or a leak was not acknowledged.
 */
export async function findClassifier(
  rows: TrainingTable,
  options: TrainingOptions,
  tools: ComparisonTools,
): Promise<FoundClassifier> {
  requireKnown(options.algorithm, algorithmsOf(tools.estimators));
  tools.progress(0, 'Reading who left');
  const training = await prepareRows(rows, options);
  const { leftOut, suspects, positives, duplicateRows, repeats } = training;

  const compared = await compareCandidates(training.judged, options, {
    ...tools,
    progress: (fraction, step) => tools.progress(0.05 + 0.7 * fraction, step),
  });
  const { candidates, chosen, outOfFold, foldModels } = compared;
  const judged = { ...training.judged, folds: compared.folds };
  const { calibrated: probabilities, calibrator } = outOfFold;
  const { algorithm, imbalance } = chosen;
  const shuffled = await shuffleOutcomes(training.judged, compared, options.seed, {
    ...tools,
    progress: (fraction, step) => tools.progress(0.75 + 0.05 * fraction, step),
  });
  tools.progress(0.8, 'Training the best model on all customers');
  const settings = { ...compared.settings, ...penalised(compared.ridge, training.all.y.length) };
  const recipe = { algorithm, imbalance, seed: options.seed, ...settings };
  const model = { ...(await trainOn(training.all, recipe, tools)), calibrator, columns: training.columns };
  tools.progress(0.9, 'Measuring what matters');
  const judgement = { brierScore: chosen.metrics.brierScore, probabilities };
  const heldOut = holdOut(judged, model, foldModels, judgement, training.placement);
  const importances = rankColumns(judged, foldModels, options.seed);
  const observed = observeRates(training.all.table, training.all.y, training.columns);
  const trained = {
    algorithm,
    imbalance,
    model,
    remembersRows: heldOut !== null,
    drawnRows: rows.table.rows,
    rows: training.all.y.length,
    positives,
    judgedRows: judged.y.length,
    duplicateRows,
    repeats,
    leftOut,
    folds: {
      ...countByFold(judged),
      keptTogether: training.keptTogether,
      fresh: judged.folds !== training.judged.folds,
    },
    dates: reachOfDates(training.all.table),
    suspects,
    candidates,
    metrics: withLuck(chosen.metrics, shuffled),
    ...drawCurves(judged.y, probabilities),
    outOfFold: { rowNumbers: judgedNumbers(rows, training.placement), probabilities, y: judged.y },
    importances,
    importanceGroups: rankGroups(judged, foldModels, importances, { observed, seed: options.seed }),
    learningCurve: await drawLearningCurve(
      judged,
      { algorithm, imbalance, seed: options.seed, ridge: compared.ridge },
      tools,
    ),
    observed,
    rules: findRules(judged),
  };
  return { trained, heldOut };
}

function judgedNumbers({ rowNumbers }: TrainingTable, { known, judged }: Placement): Int32Array {
  return judged.map((i) => rowNumbers[known[i]!]!);
}

async function trainOn(
  { table, y }: KnownRows,
  recipe: ClassifierRecipe,
  { pool, estimators: { fitRandomForest } }: ComparisonTools,
): Promise<Pick<ScoringModel, 'preprocessor' | 'classifier'>> {
  const given = { table, y, ...recipe, fitRandomForest, ...(pool && { pool }) };
  const { preprocessor, model: classifier } = await trainClassifier(given);
  return { preprocessor, classifier };
}

function requireKnown(asked: TrainingOptions['algorithm'], known: readonly Algorithm[]): void {
  if (asked === 'auto' || known.includes(asked)) return;
  throw new AppError('BAD_USER_INPUT', `algorithm is ${asked}; this engine has ${known.join(', ')}.`, {
    field: ['algorithm'],
  });
}
