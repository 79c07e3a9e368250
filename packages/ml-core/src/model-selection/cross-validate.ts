import { predictProba } from '../classifier.js';
import { InvalidParameterError } from '../errors.js';
import { type OnProgress, throwIfAborted } from '../parallel/progress.js';
import { type FeatureTable, takeTableRows } from '../preprocessing/feature-table.js';
import { applyPreprocessor } from '../preprocessing/pipeline.js';
import { requireBinaryTarget, requireLength } from '../validation.js';
import { type ClassifierRecipe, trainClassifier } from './train-classifier.js';

export interface CrossValidateOptions extends ClassifierRecipe {
  table: FeatureTable;
  /** 0 or 1 a row of the table, both present. */
  y: Uint8Array;
  /** The fold of each row, see `stratifiedKFold`. */
  folds: Int32Array;
  onProgress?: OnProgress;
}

export interface CrossValidation {
  /** P(y = 1) of each row by a model that was made without the row's fold; uncalibrated. */
  readonly outOfFold: Float64Array;
}

/**
 * Scores every row by a model that never saw it, nor anything computed from it: imputation, scaling, levels and
 * resampling are learned inside the training folds. What `trainClassifier` does to all rows is done here to each
 * training part.
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the argument, the column or the fold
 */
export async function crossValidate(options: CrossValidateOptions): Promise<CrossValidation> {
  const { table, y, folds, signal, onProgress } = options;
  requireLength('folds', folds.length, 'table', table.rows);
  requireBinaryTarget(y, table.rows);
  const names = [...new Set(folds)].sort((a, b) => a - b);
  if (names.length < 2)
    throw new InvalidParameterError(`folds holds ${names.length} fold; it must hold at least 2`);

  const outOfFold = new Float64Array(table.rows);
  for (const [done, fold] of names.entries()) {
    throwIfAborted(signal);
    const learning = rowsWhere(folds, (other) => other !== fold);
    const held = rowsWhere(folds, (other) => other === fold);
    const { preprocessor, model } = await trainClassifier({
      ...options,
      table: takeTableRows(table, learning),
      y: Uint8Array.from(learning, (i) => y[i]!),
      onProgress: (share, step) =>
        onProgress?.((done + share) / names.length, `fold ${done + 1} of ${names.length}: ${step}`),
    });
    const probabilities = predictProba(model, applyPreprocessor(preprocessor, takeTableRows(table, held)));
    for (let i = 0; i < held.length; i++) outOfFold[held[i]!] = probabilities[i]!;
    await onProgress?.((done + 1) / names.length, `fold ${done + 1} of ${names.length}`);
  }
  return { outOfFold };
}

function rowsWhere(folds: Int32Array, accept: (fold: number) => boolean): Int32Array {
  return Int32Array.from(folds.keys()).filter((i) => accept(folds[i]!));
}
