import { type FeatureColumn, type FeatureTable, rocAuc } from '@holdfast/ml-core';

/** A column that predicts the answers by itself, and its cross-validated area under the ROC curve. */
export interface LeakageSuspect {
  readonly column: string;
  readonly auc: number;
}

/** From this cross-validated AUC, a single column is suspiciously good. */
export const LEAKAGE_WARNING_AUC = 0.9;
/** From this cross-validated AUC, a single column gives the answers away. */
export const LEAKAGE_BLOCKING_AUC = 0.97;

const BINS = 32;
/** Weight, in rows, of the mean rate in each value's own rate, so that a value seen once says little. */
const PRIOR_ROWS = 10;

/** The columns that reach `LEAKAGE_WARNING_AUC` alone, worst first. O(rows × columns × log rows). */
export function findLeakage(table: FeatureTable, y: Uint8Array, folds: Int32Array): LeakageSuspect[] {
  return table.columns
    .map((column) => ({ column: column.name, auc: singleColumnAuc(column, y, folds) }))
    .filter(({ auc }) => auc >= LEAKAGE_WARNING_AUC)
    .sort((a, b) => b.auc - a.auc);
}

/**
 * How well one column predicts the answers of unseen rows: each value (for numbers, each of 32 quantile bins; missing is
 * a value too) is scored by its rate of positives in the other folds.
 */
export function singleColumnAuc(column: FeatureColumn, y: Uint8Array, folds: Int32Array): number {
  const groups = groupValues(column);
  const foldCount = folds.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  const scores = new Float64Array(y.length);
  for (let fold = 0; fold < foldCount; fold++) {
    const rates = trainingRates(groups, y, folds, fold);
    for (let i = 0; i < y.length; i++) if (folds[i] === fold) scores[i] = rates[groups.codes[i]!]!;
  }
  return rocAuc(y, scores);
}

interface ValueGroups {
  readonly codes: Int32Array;
  readonly count: number;
}

function trainingRates(groups: ValueGroups, y: Uint8Array, folds: Int32Array, heldOut: number): Float64Array {
  const rows = new Float64Array(groups.count);
  const positives = new Float64Array(groups.count);
  let allRows = 0;
  let allPositives = 0;
  for (let i = 0; i < y.length; i++) {
    if (folds[i] === heldOut) continue;
    const group = groups.codes[i]!;
    rows[group]!++;
    positives[group]! += y[i]!;
    allRows++;
    allPositives += y[i]!;
  }
  const prior = allRows === 0 ? 0 : allPositives / allRows;
  return positives.map((count, group) => (count + PRIOR_ROWS * prior) / (rows[group]! + PRIOR_ROWS));
}

function groupValues(column: FeatureColumn): ValueGroups {
  if (column.kind === 'categorical') {
    const missing = column.levels.length;
    return { codes: column.codes.map((code) => (code < 0 ? missing : code)), count: missing + 1 };
  }
  const edges = quantileEdges(column.values);
  const missing = edges.length + 1;
  const codes = Int32Array.from(column.values, (value) =>
    Number.isNaN(value) ? missing : edgesBelow(edges, value),
  );
  return { codes, count: missing + 1 };
}

/**
 * The first value of each bin but the lowest. A bin ends once it holds its share of the rows, so frequent values get
 * their own.
 */
function quantileEdges(values: Float64Array): number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const share = new Set(sorted).size <= BINS ? 1 : sorted.length / BINS;
  const edges: number[] = [];
  let start = 0;
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1] || i - start < share) continue;
    edges.push(sorted[i]!);
    start = i;
  }
  return edges;
}

function edgesBelow(edges: readonly number[], value: number): number {
  let bin = 0;
  while (bin < edges.length && edges[bin]! <= value) bin++;
  return bin;
}
