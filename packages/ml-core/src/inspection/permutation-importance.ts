import { rocAuc } from '../metrics/ranking.js';
import {
  type FeatureColumn,
  type FeatureTable,
  requireTable,
  takeTableRows,
} from '../preprocessing/feature-table.js';
import { createRandom } from '../random.js';
import { requireFunction, requireInteger, requireOptions, requireTarget } from '../validation.js';

/** What is measured, and how often. */
export interface PermutationImportanceOptions {
  /** Scores a table that has the columns of `table`, one score per row. */
  predict: (table: FeatureTable) => ArrayLike<number>;
  /** Rows to measure on, preferably ones that the model did not learn from. */
  table: FeatureTable;
  y: Uint8Array;
  /** Shuffles of each column, 1..1000. Default 5. */
  repeats?: number;
  /** Default 0. */
  seed?: number;
}

/** How much a model relies on a column. */
export interface PermutationImportance {
  readonly name: string;
  /** Mean fall of the AUC when the column is shuffled; about 0 for a column that is not used. */
  readonly importance: number;
  /** Standard deviation of the fall over the shuffles. */
  readonly standardDeviation: number;
}

/**
 * Measures how much of the AUC rests on each original column by shuffling it (Breiman 2001; Fisher, Rudin and Dominici
 * 2019). Columns that carry the same information share their importance. O(columns × repeats × predict).
 * @returns one entry per column, most important first
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument or column
 */
export function permutationImportance(options: PermutationImportanceOptions): PermutationImportance[] {
  const { predict, table, y, repeats = 5, seed = 0 } = requireOptions(options);
  requireFunction('predict', predict);
  requireTable(table);
  requireTarget(y, table.rows, 'table');
  requireInteger('repeats', repeats, 1, 1000);
  requireInteger('seed', seed, 0);
  const whole = rocAuc(y, predict(table));
  const measured = table.columns.map((column, at) => {
    const random = createRandom(seed, at);
    const falls = Array.from({ length: repeats }, () => {
      const order = Int32Array.from({ length: table.rows }, (_, i) => i);
      random.shuffle(order);
      return whole - rocAuc(y, predict(withColumn(table, at, shuffled(column, order))));
    });
    const importance = falls.reduce((sum, fall) => sum + fall, 0) / repeats;
    const variance =
      falls.reduce((sum, fall) => sum + (fall - importance) ** 2, 0) / Math.max(1, repeats - 1);
    return { name: column.name, importance, standardDeviation: Math.sqrt(variance) };
  });
  return measured.sort((a, b) => b.importance - a.importance);
}

function shuffled(column: FeatureColumn, order: Int32Array): FeatureColumn {
  return takeTableRows({ rows: order.length, columns: [column] }, order).columns[0]!;
}

function withColumn(table: FeatureTable, at: number, column: FeatureColumn): FeatureTable {
  return { ...table, columns: table.columns.with(at, column) };
}
