import { predictProba } from '../classifier.js';
import { InvalidParameterError } from '../errors.js';
import { throwIfAborted } from '../parallel/throw-if-aborted.js';
import { type FeatureTable, requireTable, takeTableRows } from '../preprocessing/feature-table.js';
import { applyPreprocessor } from '../preprocessing/pipeline.js';
import { showValue } from '../show-value.js';
import type { OnProgress } from '../types.js';
import { requireOptions, requireTarget } from '../validation.js';
import { requireFolds } from './require-folds.js';
import { splitFold } from './split-fold.js';
import {
  type ClassifierRecipe,
  requireRecipe,
  type TrainedClassifier,
  trainClassifier,
} from './train-classifier.js';

/** What is cross-validated: a recipe, on rows that are assigned to folds. */
export interface CrossValidateOptions extends ClassifierRecipe {
  table: FeatureTable;
  /** 0 or 1 per row of the table, both present. */
  y: Uint8Array;
  /** The fold of each row, see `stratifiedKFold`; 2..1000 of them. */
  folds: Int32Array;
  onProgress?: OnProgress;
}

/** Which folds are held out. */
export interface HeldFolds {
  /** The rows of the others are not scored. Default: all of them, ascending. */
  hold?: readonly number[];
}

/** The result of a cross-validation. */
export interface CrossValidation {
  /** P(y = 1) of each row by a model fitted without the row's fold; uncalibrated. NaN where the fold is not held out. */
  readonly outOfFold: Float64Array;
  /** For each fold held out, in the order asked for or ascending, the model that was trained without it. */
  readonly models: readonly TrainedClassifier[];
}

/**
 * Scores every row by a model that never saw it, nor anything computed from it: imputation, scaling, levels and
 * resampling are learned inside the training folds. Each training part goes through what `trainClassifier` does to all
 * rows.
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the argument, the column or the fold
 */
export async function crossValidate(options: CrossValidateOptions & HeldFolds): Promise<CrossValidation> {
  const { table, y, folds, hold, signal, onProgress } = requireOptions(options);
  requireRecipe(options);
  requireTable(table);
  requireTarget(y, table.rows, 'table');
  const all = requireFolds(folds, y);
  const names = hold === undefined ? all : requireHeld(hold, all);

  const outOfFold = new Float64Array(table.rows).fill(Number.NaN);
  const models: TrainedClassifier[] = [];
  for (const [done, fold] of names.entries()) {
    throwIfAborted(signal);
    const { learning, held } = splitFold(folds, fold);
    const trained = await trainClassifier({
      ...options,
      table: takeTableRows(table, learning),
      y: Uint8Array.from(learning, (i) => y[i]!),
      onProgress: (share, step) =>
        onProgress?.((done + share) / names.length, `fold ${done + 1} of ${names.length}: ${step}`),
    });
    models.push(trained);
    const X = applyPreprocessor(trained.preprocessor, takeTableRows(table, held));
    const probabilities = predictProba(trained.model, X);
    for (let i = 0; i < held.length; i++) outOfFold[held[i]!] = probabilities[i]!;
    await onProgress?.((done + 1) / names.length, `fold ${done + 1} of ${names.length}`);
  }
  return { outOfFold, models };
}

function requireHeld(hold: readonly number[], all: readonly number[]): readonly number[] {
  if (!Array.isArray(hold) || hold.length === 0) {
    throw new InvalidParameterError(`hold is ${showValue(hold)}; it must be a list of at least 1 fold`);
  }
  for (const [at, fold] of hold.entries()) {
    if (!all.includes(fold) || hold.indexOf(fold) < at) {
      throw new InvalidParameterError(
        `hold[${at}] is ${showValue(fold)}; it must be one of the folds ${all.join(', ')}, each once`,
      );
    }
  }
  return hold;
}
