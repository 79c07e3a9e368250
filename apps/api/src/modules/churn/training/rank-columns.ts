import {
  applyPreprocessor,
  createRandom,
  type TrainedClassifier as FoldModel,
  type Matrix,
  type PermutationImportance,
  permutationImportance,
  predictProba,
  takeTableRows,
} from '@holdfast/ml-core';
import type { JudgedRows, KnownRows } from './compare-candidates.js';
import type { ColumnImportance } from './training.types.js';

/** Held-out rows per fold in which columns are shuffled; the spread over folds and repeats is reported with the figure. */
const ROWS_PER_FOLD = 1000;
const REPEATS = 3;

/**
 * How much each column matters on rows that the model had not seen: the AUC that each fold's model loses on its fold
 * when one column is shuffled. One entry per original column, most important first.
 */
export function rankColumns(
  rows: JudgedRows,
  foldModels: readonly FoldModel[],
  seed: number,
): ColumnImportance[] {
  const { columns } = rows.table;
  const ranked = shuffleGroups(rows, foldModels, {
    seed,
    groups: columns.length,
    groupOf: (column) => column,
  });
  return columns
    .map(({ name: feature }, at) => ({ feature, ...ranked[at]! }))
    .sort((a, b) => b.importance - a.importance);
}

/** Which columns are shuffled together. */
export interface ShuffledGroups {
  readonly seed: number;
  /** How many groups there are. */
  readonly groups: number;
  /** The group of a column by its place in the table; −1 for one that is never shuffled. */
  readonly groupOf: (column: number) => number;
}

/** The loss of AUC when the columns of each group are shuffled alike, in the order of the groups. */
export function shuffleGroups(
  rows: JudgedRows,
  foldModels: readonly FoldModel[],
  { seed, groups, groupOf }: ShuffledGroups,
): { readonly importance: number; readonly standardDeviation: number }[] {
  const perFold = foldModels.map(({ preprocessor, model: classifier }, fold) => {
    const heldOut = someRows(
      rowsWhere(rows, (i) => rows.folds[i] === fold),
      seed,
    );
    // One group more, for the columns that stay as they are.
    const sourceIndex = preprocessor.sourceIndex.map((source) => {
      const group = groupOf(source);
      return group < 0 ? groups : group;
    });
    const predict = (X: Matrix) => predictProba(classifier, X);
    const X = applyPreprocessor(preprocessor, heldOut.table);
    return permutationImportance({
      ...{ predict, X, y: heldOut.y, sourceIndex, seed },
      columnCount: groups + 1,
      repeats: REPEATS,
    });
  });
  return Array.from({ length: groups }, (_, at) => combineFolds(perFold.map((columns) => columns[at]!)));
}

/** A random part of many rows, containing both answers. */
function someRows(rows: KnownRows, seed: number): KnownRows {
  if (rows.y.length <= ROWS_PER_FOLD) return rows;
  const chosen = new Set(randomRows(rows.y.length, ROWS_PER_FOLD, seed));
  // All rare answers are kept: without them there is no AUC, and shuffling does not depend on their share.
  const rare = rows.y.reduce((sum, label) => sum + label, 0) * 2 < rows.y.length ? 1 : 0;
  return rowsWhere(rows, (i) => chosen.has(i) || rows.y[i] === rare);
}

/** The matching rows, in order. */
function rowsWhere({ table, y }: KnownRows, belongs: (i: number) => boolean): KnownRows {
  const indices = Int32Array.from(y.keys()).filter((i) => belongs(i));
  return { table: takeTableRows(table, indices), y: Uint8Array.from(indices, (i) => y[i]!) };
}

function randomRows(count: number, wanted: number, seed: number): Int32Array {
  const rows = Int32Array.from({ length: count }, (_, i) => i);
  createRandom(seed).shuffle(rows);
  return rows.subarray(0, wanted);
}

/** The mean over folds; its spread combines the spread within and between folds. */
function combineFolds(folds: readonly PermutationImportance[]) {
  const mean = folds.reduce((sum, fold) => sum + fold.importance, 0) / folds.length;
  const variance =
    folds.reduce((sum, fold) => sum + fold.standardDeviation ** 2 + (fold.importance - mean) ** 2, 0) /
    folds.length;
  return { importance: mean, standardDeviation: Math.sqrt(variance) };
}
