import type { FeatureColumn } from '@holdfast/ml-core';

/** From this cross-validated AUC, a single column is suspiciously good. */
export const LEAKAGE_WARNING_AUC = 0.9;
/** From this cross-validated AUC, a single column gives the answers away. */
export const LEAKAGE_BLOCKING_AUC = 0.97;

const BINS = 32;
/** Weight, in rows, of the mean rate in each value's own rate, so that a value seen once says little. */
const PRIOR_ROWS = 10;

/**
 * How well one column predicts the answers of unseen rows: each value (for numbers, each of 32 quantile bins; missing is
 * a value too) is scored by its rate of positives in the other folds.
 */
export function singleColumnAuc(column: FeatureColumn, y: Uint8Array, folds: Int32Array): number {
  return ratesAuc(groupValues(column), y, folds);
}

/** How well rows are ranked by the rate of positives of their group in the other folds. O(rows + cells · log cells). */
export function ratesAuc(groups: ValueGroups, y: Uint8Array, folds: Int32Array): number {
  const foldCount = folds.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  // Rows of one fold and group share a score: they are counted once, not sorted one by one.
  const rows = new Float64Array(foldCount * groups.count);
  const positives = new Float64Array(rows.length);
  for (let i = 0; i < y.length; i++) {
    const cell = folds[i]! * groups.count + groups.codes[i]!;
    rows[cell]!++;
    positives[cell]! += y[i]!;
  }
  return aucOfCells(ratesElsewhere(rows, positives, foldCount), positives, rows);
}

/** The group of each row, and how many groups there are. */
export interface ValueGroups {
  readonly codes: Int32Array;
  readonly count: number;
}

/** For each fold and group, the group's rate of positives in the other folds, drawn towards that of all rows there. */
function ratesElsewhere(rows: Float64Array, positives: Float64Array, foldCount: number): Float64Array {
  const count = rows.length / foldCount;
  const groupRows = new Float64Array(count);
  const groupPositives = new Float64Array(count);
  for (let cell = 0; cell < rows.length; cell++) {
    groupRows[cell % count]! += rows[cell]!;
    groupPositives[cell % count]! += positives[cell]!;
  }
  const rates = new Float64Array(rows.length);
  for (let first = 0; first < rows.length; first += count) {
    const otherRows = sumOf(groupRows) - sumOf(rows.subarray(first, first + count));
    const otherPositives = sumOf(groupPositives) - sumOf(positives.subarray(first, first + count));
    const prior = otherRows === 0 ? 0 : otherPositives / otherRows;
    for (let group = 0; group < count; group++) {
      const cell = first + group;
      rates[cell] =
        (groupPositives[group]! - positives[cell]! + PRIOR_ROWS * prior) /
        (groupRows[group]! - rows[cell]! + PRIOR_ROWS);
    }
  }
  return rates;
}

/** The area under the ROC curve of rows that are counted by score. */
function aucOfCells(scores: Float64Array, positives: Float64Array, rows: Float64Array): number {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  let below = 0;
  let pairs = 0;
  for (let at = 0; at < order.length; ) {
    const score = scores[order[at]!]!;
    let [above, negatives] = [0, 0];
    for (; at < order.length && scores[order[at]!] === score; at++) {
      above += positives[order[at]!]!;
      negatives += rows[order[at]!]! - positives[order[at]!]!;
    }
    pairs += above * (below + negatives / 2);
    below += negatives;
  }
  return pairs / (below * sumOf(positives));
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Groups rows by level, or by quantile bin; missing is a group too. */
export function groupValues(column: FeatureColumn, bins = BINS): ValueGroups {
  if (column.kind === 'categorical') {
    const missing = column.levels.length;
    return { codes: column.codes.map((code) => (code < 0 ? missing : code)), count: missing + 1 };
  }
  const edges = quantileEdges(column.values, bins);
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
function quantileEdges(values: Float64Array, bins: number): number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const share = new Set(sorted).size <= bins ? 1 : sorted.length / bins;
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
