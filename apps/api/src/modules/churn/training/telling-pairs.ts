import { type FeatureColumn, type FeatureTable, hashKeys } from '@holdfast/ml-core';
import { groupValues, LEAKAGE_BLOCKING_AUC, ratesAuc, type ValueGroups } from './single-column-auc.js';

/** How two columns are put together. */
type Together = 'cells' | 'difference' | 'ratio';

/** Two columns that give the answer away only together, the cross-validated AUC of both, and how they do. */
export interface TellingPair {
  readonly columns: readonly [string, string];
  readonly auc: number;
  readonly by: Together;
}

type NumericColumn = Extract<FeatureColumn, { kind: 'numeric' }>;

/** Pairs are tried on so many rows; what gives an answer away does so on a part of them. */
const TRIED_ROWS = 4000;
/** More columns make too many pairs: only the first so many are tried with each other. */
const TRIED_COLUMNS = 120;
/** Cells of each column: enough to follow a curve, few enough for rows in each of their squares. */
const CELLS = 8;

/**
 * The pairs of columns that reach `LEAKAGE_BLOCKING_AUC` together: by the cells of both, such as two flags of which one is
 * the other on whoever left, or, of two columns of numbers, by their difference, such as a first day and a last one, or, of
 * two columns of amounts, by their ratio, such as two prices. O(columns² × rows), of both not more than a few thousand.
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
  for (const [a, one] of columns.entries()) {
    for (let b = a + 1; b < columns.length; b++) {
      const other = columns[b]!;
      const ways = [{ by: 'cells' as Together, groups: crossGroups(cells[a]!, cells[b]!) }];
      for (const by of waysOfNumbers(one, other)) {
        ways.push({ by, groups: groupValues(putTogether(one, other, by)) });
      }
      const best = ways
        .map(({ by, groups }) => ({ by, auc: ratesAuc(groups, labels, foldOf) }))
        .reduce((most, way) => (way.auc > most.auc ? way : most));
      if (best.auc >= LEAKAGE_BLOCKING_AUC) found.push({ columns: [one.name, other.name], ...best });
    }
  }
  return found.sort((a, b) => b.auc - a.auc);
}

/** What the two columns of a pair are together, as a column of its own. */
export function columnOfPair({ columns }: FeatureTable, { columns: names, by }: TellingPair): FeatureColumn {
  const [a, b] = names.map((name) => columns.find((column) => column.name === name)!) as [
    FeatureColumn,
    FeatureColumn,
  ];
  if (by !== 'cells') return putTogether(a, b, by);
  const { codes, count } = crossGroups(groupValues(a, CELLS), groupValues(b, CELLS));
  return { kind: 'categorical', name: '', levels: Array.from({ length: count }, (_, i) => String(i)), codes };
}

function crossGroups(one: ValueGroups, other: ValueGroups): ValueGroups {
  const codes = one.codes.map((code, i) => code * other.count + other.codes[i]!);
  return { codes, count: one.count * other.count };
}

function waysOfNumbers(a: FeatureColumn, b: FeatureColumn): readonly Exclude<Together, 'cells'>[] {
  if (a.kind !== 'numeric' || b.kind !== 'numeric') return [];
  const isAmount = ({ values }: NumericColumn) => values.every((value) => !(value <= 0));
  return isAmount(a) && isAmount(b) ? ['difference', 'ratio'] : ['difference'];
}

/** Already known to be two columns of numbers. */
function putTogether(a: FeatureColumn, b: FeatureColumn, by: Exclude<Together, 'cells'>): FeatureColumn {
  if (a.kind !== 'numeric' || b.kind !== 'numeric') throw new TypeError('Only numbers are put together so.');
  const values = new Float64Array(a.values.length);
  for (let i = 0; i < values.length; i++) {
    values[i] = by === 'difference' ? a.values[i]! - b.values[i]! : a.values[i]! / b.values[i]!;
  }
  return { kind: 'numeric', name: '', values };
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
