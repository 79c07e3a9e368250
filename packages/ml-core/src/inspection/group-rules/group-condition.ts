import type { FeatureColumn, FeatureTable } from '../../preprocessing/feature-table.js';

/** One condition on a column. A missing value meets `missing` alone. */
export type GroupCondition =
  | { readonly kind: 'atLeast' | 'below'; readonly column: string; readonly value: number }
  | { readonly kind: 'among'; readonly column: string; readonly levels: readonly string[] }
  | { readonly kind: 'except'; readonly column: string; readonly level: string }
  | { readonly kind: 'missing'; readonly column: string };

/** A condition on an order: the only kind that can be moved. */
export type Cut = Extract<GroupCondition, { value: number }>;

/** Whether a condition is a cut of numbers. */
export function isCut(condition: GroupCondition): condition is Cut {
  return condition.kind === 'atLeast' || condition.kind === 'below';
}

/** The column of a table that a condition is about. */
export function columnOf({ columns }: FeatureTable, { column }: GroupCondition): FeatureColumn {
  return columns.find(({ name }) => name === column)!;
}

/** Tells of a row whether it meets a condition. The condition fits the column: already validated. */
export function matcherOf(column: FeatureColumn, condition: GroupCondition): (row: number) => boolean {
  if (column.kind === 'numeric') {
    const { values } = column;
    if (!isCut(condition)) return (row) => Number.isNaN(values[row]!);
    const { value } = condition;
    return condition.kind === 'atLeast' ? (row) => values[row]! >= value : (row) => values[row]! < value;
  }
  const { codes, levels } = column;
  if (condition.kind === 'except') {
    const code = levels.indexOf(condition.level);
    return (row) => codes[row]! >= 0 && codes[row] !== code;
  }
  if (condition.kind !== 'among') return (row) => codes[row]! < 0;
  const wanted = new Uint8Array(levels.length);
  for (const level of condition.levels) wanted[levels.indexOf(level)] = 1;
  return (row) => codes[row]! >= 0 && wanted[codes[row]!] === 1;
}
