import { countAtMost, countBelow, createRandom, type FeatureColumn } from '@holdfast/ml-core';

/**
 * How close `effect` is to a function of `cause`, of any shape: 1 if it is one, about 0 if the two are independent.
 * Chatterjee's ξ with its formula for ties (S. Chatterjee, "A new coefficient of correlation", JASA 116, 2021).
 * Rows where either is missing are left out; ties of the cause are broken at random by the seed. O(n log n).
 */
export function functionalDependence(cause: FeatureColumn, effect: FeatureColumn, seed: number): number {
  const x = asNumbers(cause);
  const y = asNumbers(effect);
  const rows = shuffledKnownRows(x, y, seed);
  const n = rows.length;
  if (n < 2) return 0;
  rows.sort((a, b) => x[a]! - x[b]!);

  const values = Float64Array.from(rows, (row) => y[row]!);
  const sorted = values.slice().sort();
  let jumps = 0;
  let spread = 0;
  let previous = 0;
  for (let i = 0; i < n; i++) {
    const notAbove = countAtMost(sorted, values[i]!);
    const notBelow = n - countBelow(sorted, values[i]!);
    if (i > 0) jumps += Math.abs(notAbove - previous);
    spread += notBelow * (n - notBelow);
    previous = notAbove;
  }
  return spread === 0 ? 0 : 1 - (n * jumps) / (2 * spread);
}

/** From this dependence, one column counts as computed from the other. Noise at 200 rows has a deviation of 0.05. */
export const COMPUTED_FROM = 0.9;

/** Whether one of the two columns is computed from the other by any function. */
export function isComputedFrom(column: FeatureColumn, source: FeatureColumn, seed: number): boolean {
  return (
    functionalDependence(source, column, seed) >= COMPUTED_FROM ||
    functionalDependence(column, source, seed) >= COMPUTED_FROM
  );
}

function asNumbers(column: FeatureColumn): Float64Array {
  if (column.kind === 'numeric') return column.values;
  return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code));
}

function shuffledKnownRows(x: Float64Array, y: Float64Array, seed: number): Int32Array {
  const known: number[] = [];
  for (let row = 0; row < x.length; row++) {
    if (!Number.isNaN(x[row]!) && !Number.isNaN(y[row]!)) known.push(row);
  }
  const rows = Int32Array.from(known);
  createRandom(seed).shuffle(rows);
  return rows;
}
