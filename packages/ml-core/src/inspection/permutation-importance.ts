import { rocAuc } from '../metrics/ranking.js';
import { createRandom } from '../random.js';
import type { Matrix } from '../types.js';
import {
  requireFiniteCells,
  requireFunction,
  requireInteger,
  requireMatrixShape,
  requireOptions,
  requireTarget,
} from '../validation.js';
import { requireSources } from './require-sources.js';

/** What is measured, and how often. */
export interface PermutationImportanceOptions {
  /** Scores a matrix of the shape of `X`, one score per row. */
  predict: (X: Matrix) => ArrayLike<number>;
  /** Encoded rows to measure on, preferably ones that the model did not learn from. */
  X: Matrix;
  y: Uint8Array;
  /** Encoded column → original column, see `Preprocessor`; the columns of several originals in one group are shuffled together. */
  sourceIndex: Int32Array;
  /** How many original columns there are, 1..1,000,000. */
  columnCount: number;
  /** Shuffles of each column, 1..1000. Default 5. */
  repeats?: number;
  /** Default 0. */
  seed?: number;
}

/** How much a model relies on a column. */
export interface PermutationImportance {
  /** Mean fall of the AUC when the column is shuffled; about 0 for a column that is not used. */
  readonly importance: number;
  /** Standard deviation of the fall over the shuffles. */
  readonly standardDeviation: number;
}

/**
 * Measures how much of the AUC rests on each original column by shuffling it (Breiman 2001; Fisher, Rudin and Dominici
 * 2019): all its encoded columns, alike, in rows that are encoded once. Columns that carry the same information share
 * their importance. O(columns × repeats × predict).
 * @returns one entry per original column, in their order
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument
 */
export function permutationImportance(options: PermutationImportanceOptions): PermutationImportance[] {
  const { predict, X, y, sourceIndex, columnCount, repeats = 5, seed = 0 } = requireOptions(options);
  requireFunction('predict', predict);
  requireMatrixShape('X', X);
  requireFiniteCells('X', X);
  requireTarget(y, X.rows);
  requireSources(sourceIndex, columnCount, X.columns);
  requireInteger('repeats', repeats, 1, 1000);
  requireInteger('seed', seed, 0);
  const whole = rocAuc(y, predict(X));
  const shuffled = { ...X, data: X.data.slice() };
  return Array.from({ length: columnCount }, (_, source) => {
    const own = Int32Array.from(sourceIndex.keys()).filter((j) => sourceIndex[j] === source);
    if (own.length === 0) return { importance: 0, standardDeviation: 0 };
    const random = createRandom(seed, source);
    const falls = Array.from({ length: repeats }, () => {
      const order = Int32Array.from({ length: X.rows }, (_, i) => i);
      random.shuffle(order);
      copyCells(X, order, own, shuffled);
      return whole - rocAuc(y, predict(shuffled));
    });
    copyCells(X, undefined, own, shuffled);
    const importance = falls.reduce((sum, fall) => sum + fall, 0) / repeats;
    const variance =
      falls.reduce((sum, fall) => sum + (fall - importance) ** 2, 0) / Math.max(1, repeats - 1);
    return { importance, standardDeviation: Math.sqrt(variance) };
  });
}

/** Copies some columns, each row's cells from the row that the order names; without an order from itself. */
function copyCells(from: Matrix, order: Int32Array | undefined, columns: Int32Array, to: Matrix): void {
  for (let i = 0; i < from.rows; i++) {
    const row = order ? order[i]! : i;
    for (const j of columns) to.data[i * to.columns + j] = from.data[row * from.columns + j]!;
  }
}
