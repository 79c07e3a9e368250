import {
  applyPreprocessor,
  brierScore,
  calibrate,
  type TrainedClassifier as FoldModel,
  predictProba,
} from '@holdfast/ml-core';
import type { ScoringModel } from '../../engine/index.js';
import type { JudgedRows } from './compare-candidates.js';

/** Scores of rows by models that had not seen them, as honest as scores of new rows. Never leaves its thread. */
export interface HeldOutScores {
  /** For each fold, the model trained on all other folds. */
  readonly models: readonly Pick<ScoringModel, 'preprocessor' | 'classifier'>[];
  /** For each row of the table, the fold whose model has not seen it; −1 if no model has seen it. */
  readonly foldOf: Int8Array;
  /** Calibrated probabilities of the cross-validated rows, else NaN. */
  readonly probability: Float64Array;
}

/** A model memorises its rows if its Brier score on them is below this share of the cross-validated one. */
const REMEMBERING = 0.85;

/** Where each row of the table stands in the training. */
export interface Placement {
  /** Number of rows in the table. */
  readonly tableRows: number;
  /** Row of the table, for each row with a known answer. */
  readonly known: Int32Array;
  /** Row of `known`, for each judged row. */
  readonly judged: Int32Array;
}

/**
 * What scores the training rows: null if the final model treats them like new ones, else the fold models. A forest
 * gives its own training customers nearly 0 or 1, which says what happened, not what is likely.
 */
export function holdOut(
  rows: JudgedRows,
  final: ScoringModel,
  models: readonly FoldModel[],
  judgement: { readonly brierScore: number; readonly probabilities: Float64Array },
  { tableRows, known, judged }: Placement,
): HeldOutScores | null {
  const raw = predictProba(final.classifier, applyPreprocessor(final.preprocessor, rows.table));
  const seen = brierScore(rows.y, calibrate(final.calibrator, raw));
  if (seen >= REMEMBERING * judgement.brierScore) return null;

  const foldOf = new Int8Array(tableRows).fill(-1);
  const probability = new Float64Array(tableRows).fill(Number.NaN);
  // Training rows that were not evaluated: no fold's model has seen them.
  for (const row of known) foldOf[row] = 0;
  for (let i = 0; i < judged.length; i++) {
    const row = known[judged[i]!]!;
    foldOf[row] = rows.folds[i]!;
    probability[row] = judgement.probabilities[i]!;
  }
  return {
    models: models.map(({ preprocessor, model }) => ({ preprocessor, classifier: model })),
    foldOf,
    probability,
  };
}
