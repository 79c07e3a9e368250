import {
  applyPreprocessor,
  brierScore,
  type ClassifierModel,
  calibrate,
  type ImbalanceStrategy,
  type Preprocessor,
  predictProba,
  takeTableRows,
  trainClassifier,
} from '@holdfast/ml-core';
import type { ComparisonTools, JudgedRows } from './classify-candidates.js';
import type { Algorithm, HeldOutScores, ScoringModel } from './classify-types.js';

/** A model and its encoding, before calibration. */
export interface UncalibratedModel {
  readonly preprocessor: Preprocessor;
  readonly classifier: ClassifierModel;
}

/** How a model is made. */
export interface Recipe {
  readonly algorithm: Algorithm;
  readonly imbalance: ImbalanceStrategy;
  readonly seed: number;
}

/** A model remembers its rows where its Brier score on them is under this share of the cross-validated one. */
const REMEMBERING = 0.85;

/** Trains one model of some rows. */
export async function trainOn(
  { table, y }: Omit<JudgedRows, 'folds'>,
  recipe: Recipe,
  { pool, estimators }: Pick<ComparisonTools, 'pool' | 'estimators'>,
): Promise<UncalibratedModel> {
  const { fitRandomForest } = estimators;
  const { preprocessor, model } = await trainClassifier({ table, y, ...recipe, pool, fitRandomForest });
  return { preprocessor, classifier: model };
}

/** For each fold the model of all other folds, the same as cross-validation judged. */
export async function trainFoldModels(
  rows: JudgedRows,
  recipe: Recipe,
  tools: Omit<ComparisonTools, 'clock'>,
): Promise<UncalibratedModel[]> {
  const models: UncalibratedModel[] = [];
  const count = rows.folds.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  for (let fold = 0; fold < count; fold++) {
    tools.progress(fold / count, 'Training it without each fifth of the customers');
    models.push(
      await trainOn(
        rowsWhere(rows, (i) => rows.folds[i] !== fold),
        recipe,
        tools,
      ),
    );
  }
  return models;
}

/** The rows that belong, in their order. */
export function rowsWhere(
  { table, y }: Omit<JudgedRows, 'folds'>,
  belongs: (i: number) => boolean,
): Omit<JudgedRows, 'folds'> {
  const indices = Int32Array.from(y.keys()).filter((i) => belongs(i));
  return { table: takeTableRows(table, indices), y: Uint8Array.from(indices, (i) => y[i]!) };
}

/** Where each row of the session's table stands in the training. */
export interface Placement {
  /** Rows that the session's table has. */
  readonly tableRows: number;
  /** Row of the table, for each row with a known answer. */
  readonly known: Int32Array;
  /** Row of `known`, for each judged row. */
  readonly judged: Int32Array;
}

/**
 * What rows that were trained on are scored with: null where the final model treats them no other than new ones, else
 * the fold models. A forest gives a customer of its own nearly 0 or 1, which says what happened, not what is likely.
 */
export function holdOut(
  rows: JudgedRows,
  final: ScoringModel,
  models: readonly UncalibratedModel[],
  judgement: { readonly brierScore: number; readonly probabilities: Float64Array },
  { tableRows, known, judged }: Placement,
): HeldOutScores | null {
  const raw = predictProba(final.classifier, applyPreprocessor(final.preprocessor, rows.table));
  const seen = brierScore(rows.y, calibrate(final.calibrator, raw));
  if (seen >= REMEMBERING * judgement.brierScore) return null;

  const foldOf = new Int8Array(tableRows).fill(-1);
  const probability = new Float64Array(tableRows).fill(Number.NaN);
  // Rows that were trained on and not judged: no fold's model has seen them.
  for (const row of known) foldOf[row] = 0;
  for (let i = 0; i < judged.length; i++) {
    const row = known[judged[i]!]!;
    foldOf[row] = rows.folds[i]!;
    probability[row] = judgement.probabilities[i]!;
  }
  return { models: [...models], foldOf, probability };
}
