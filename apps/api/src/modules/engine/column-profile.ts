import type { CategoricalColumn, FeatureColumn, NumericColumn } from '@holdfast/ml-core';

/** What a column looks like over some rows. Figures of numbers are null for categories, and the other way round. */
export interface ColumnProfile {
  readonly name: string;
  readonly rows: number;
  readonly missing: number;
  readonly mean: number | null;
  /** Of the population: divided by the number of known values. */
  readonly standardDeviation: number | null;
  readonly median: number | null;
  /** The most frequent level, the first of the table's levels among equals. */
  readonly topValue: string | null;
  /** Its share of the known values. */
  readonly topValueShare: number | null;
  /** Share of the known values that each level has, in the order of the column's levels. */
  readonly levelShares: Readonly<Record<string, number>> | null;
}

/** Levels that a profile tells the share of; the rest only counts. */
const PROFILED_LEVELS = 30;

/**
 * Profiles a column within each group. `groups[i]` is the group of row i, 0..groupCount-1.
 * O(rows · log rows) for a number, because of the median, and O(rows) for a category.
 */
export function profileColumn(
  column: FeatureColumn,
  groups: Uint8Array,
  groupCount: number,
): ColumnProfile[] {
  return column.kind === 'numeric'
    ? profileNumbers(column, groups, groupCount)
    : profileLevels(column, groups, groupCount);
}

function profileNumbers(column: NumericColumn, groups: Uint8Array, groupCount: number): ColumnProfile[] {
  const known = splitKnown(column.values, groups, groupCount);
  return known.map(({ values, rows }) => {
    const { mean, standardDeviation } = moments(values);
    return {
      name: column.name,
      rows,
      missing: rows - values.length,
      mean,
      standardDeviation,
      median: medianOf(values),
      topValue: null,
      topValueShare: null,
      levelShares: null,
    };
  });
}

function splitKnown(values: Float64Array, groups: Uint8Array, groupCount: number) {
  const rows = new Int32Array(groupCount);
  const counts = new Int32Array(groupCount);
  for (let i = 0; i < values.length; i++) {
    rows[groups[i]!]!++;
    if (!Number.isNaN(values[i]!)) counts[groups[i]!]!++;
  }
  const parts = Array.from(counts, (count, g) => ({ values: new Float64Array(count), rows: rows[g]! }));
  counts.fill(0);
  for (let i = 0; i < values.length; i++) {
    const group = groups[i]!;
    if (!Number.isNaN(values[i]!)) parts[group]!.values[counts[group]!++] = values[i]!;
  }
  return parts;
}

function moments(values: Float64Array): { mean: number | null; standardDeviation: number | null } {
  if (values.length === 0) return { mean: null, standardDeviation: null };
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return { mean, standardDeviation: Math.sqrt(squares / values.length) };
}

function medianOf(values: Float64Array): number | null {
  if (values.length === 0) return null;
  values.sort();
  const half = values.length >> 1;
  return values.length % 2 === 1 ? values[half]! : (values[half - 1]! + values[half]!) / 2;
}

function profileLevels(column: CategoricalColumn, groups: Uint8Array, groupCount: number): ColumnProfile[] {
  const { codes, levels } = column;
  const counts = Array.from({ length: groupCount }, () => new Int32Array(levels.length));
  const rows = new Int32Array(groupCount);
  for (let i = 0; i < codes.length; i++) {
    const group = groups[i]!;
    rows[group]!++;
    if (codes[i]! >= 0) counts[group]![codes[i]!]!++;
  }
  return counts.map((count, g) => {
    const known = count.reduce((sum, n) => sum + n, 0);
    const top = count.reduce((best, n, level) => (n > count[best]! ? level : best), 0);
    const shares = levels.slice(0, PROFILED_LEVELS).map((level, i) => [level, count[i]! / known] as const);
    return {
      name: column.name,
      rows: rows[g]!,
      missing: rows[g]! - known,
      mean: null,
      standardDeviation: null,
      median: null,
      topValue: known > 0 ? levels[top]! : null,
      topValueShare: known > 0 ? count[top]! / known : null,
      levelShares: known > 0 ? Object.fromEntries(shares) : null,
    };
  });
}
