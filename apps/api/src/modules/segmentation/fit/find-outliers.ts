import { type ColumnSummary, type OrdinaryRange, ordinaryRange, summarise } from '@holdfast/ml-core';
import type { SampledTable } from '../../engine/index.js';

/** The outliers of one column. */
export interface ColumnOutliers extends OrdinaryRange {
  readonly feature: string;
  /** Row numbers of customers whose value lies outside, at most `MOST_TOLD`. */
  readonly rows: readonly number[];
  /** Their number. */
  readonly count: number;
}

/** More outliers of one column are counted, but not told one by one. */
const MOST_TOLD = 20;

/** The columns, of the first `features`, in which a handful of customers lies apart from all others. */
export function findOutliers({ table, rowNumbers }: SampledTable, features: number): ColumnOutliers[] {
  return table.columns.slice(0, features).flatMap((column) => {
    if (column.kind !== 'numeric' || column.isDate) return [];
    const range = ordinaryRange(column.values);
    if (range === null) return [];
    const rows = [...column.values.keys()].filter(
      (row) => column.values[row]! < range.low || column.values[row]! > range.high,
    );
    const told = rows.slice(0, MOST_TOLD).map((row) => rowNumbers[row]!);
    return [{ feature: column.name, ...range, rows: told, count: rows.length }];
  });
}

/** The summaries, with those of columns that have outliers as if these were the last ordinary values. */
export function summariseOrdinary(
  summaries: readonly ColumnSummary[],
  { table }: SampledTable,
  outliers: readonly ColumnOutliers[],
  options: { readonly tails?: boolean } = {},
): ColumnSummary[] {
  const ranges = new Map(outliers.map((range) => [range.feature, range]));
  return summaries.map((summary, i) => {
    const range = ranges.get(summary.name);
    const column = table.columns[i]!;
    if (!range || column.kind !== 'numeric') return summary;
    const values = column.values.map((value) => Math.min(range.high, Math.max(range.low, value)));
    return summarise({ rows: table.rows, columns: [{ ...column, values }] }, options)[0]!;
  });
}
