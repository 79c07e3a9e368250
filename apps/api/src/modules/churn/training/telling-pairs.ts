import { type FeatureColumn, type FeatureTable, hashKeys } from '@holdfast/ml-core';
import { groupValues, LEAKAGE_BLOCKING_AUC, ratesAuc } from './single-column-auc.js';

/** Two columns that give the answer away only together, and the cross-validated AUC of both. */
export interface TellingPair {
  readonly columns: readonly [string, string];
  readonly auc: number;
}

/** Pairs are tried on so many rows; what gives an answer away does so on a part of them. */
const TRIED_ROWS = 4000;
/** More columns make too many pairs: only the first so many are tried with each other. */
const TRIED_COLUMNS = 120;
/** Cells of each column: enough to follow a curve, few enough for rows in each of their squares. */
const CELLS = 8;

/**
 * The pairs of columns that reach `LEAKAGE_BLOCKING_AUC` together: by the cells of both, such as two flags of which one is
 * the other on whoever left, or by their difference, such as a first day and a last one. O(columns² × rows), of both not
 * more than a few thousand.
 */
export function findTellingPairs(
  given: FeatureTable,
  y: Uint8Array,
  folds: Int32Array,
  keys: Int32Array,
): TellingPair[] {
  const rows = someRows(keys);
  const labels = Uint8Array.from(rows, (i) => y[i]!);
  const foldOf = Int32Array.from(rows, (i) => folds[i]!);
  if (!labels.includes(1) || !labels.includes(0)) return [];
  const columns = given.columns.slice(0, TRIED_COLUMNS).map((column) => take(column, rows));
  const cells = columns.map((column) => groupValues(column, CELLS));
  const found: TellingPair[] = [];
  for (let a = 0; a < columns.length; a++) {
    for (let b = a + 1; b < columns.length; b++) {
      const [one, other] = [cells[a]!, cells[b]!];
      const codes = one.codes.map((code, i) => code * other.count + other.codes[i]!);
      const squares = ratesAuc({ codes, count: one.count * other.count }, labels, foldOf);
      const auc = Math.max(squares, differenceAuc(columns[a]!, columns[b]!, labels, foldOf));
      if (auc >= LEAKAGE_BLOCKING_AUC) found.push({ columns: [columns[a]!.name, columns[b]!.name], auc });
    }
  }
  return found.sort((a, b) => b.auc - a.auc);
}

function differenceAuc(a: FeatureColumn, b: FeatureColumn, y: Uint8Array, folds: Int32Array): number {
  if (a.kind !== 'numeric' || b.kind !== 'numeric') return 0;
  const values = a.values.map((value, i) => value - b.values[i]!);
  return ratesAuc(groupValues({ kind: 'numeric', name: '', values }), y, folds);
}

function someRows(keys: Int32Array): Int32Array {
  const order = Int32Array.from(keys.keys());
  if (order.length <= TRIED_ROWS) return order;
  const draw = hashKeys(keys);
  return order.sort((a, b) => draw[a]! - draw[b]! || a - b).subarray(0, TRIED_ROWS);
}

function take(column: FeatureColumn, rows: Int32Array): FeatureColumn {
  return column.kind === 'numeric'
    ? { ...column, values: Float64Array.from(rows, (i) => column.values[i]!) }
    : { ...column, codes: Int32Array.from(rows, (i) => column.codes[i]!) };
}
