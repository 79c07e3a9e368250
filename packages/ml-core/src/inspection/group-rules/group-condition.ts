import { InvalidParameterError } from '../../errors.js';
import { type FeatureColumn, type FeatureTable, requireTable } from '../../preprocessing/feature-table.js';
import { showValue } from '../../show-value.js';
import { requireInstance, requireNumber, requireObject, requireOneOf } from '../../validation.js';

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

/**
 * 1 for the rows of a table that meet all of some conditions on its columns, as `findGroupRules` writes them, else 0.
 * O(rows × conditions).
 * @throws InvalidParameterError for a condition that its column cannot have
 */
export function rowsMeeting(table: FeatureTable, conditions: readonly GroupCondition[]): Uint8Array {
  requireTable(table);
  requireInstance('conditions', conditions, Array);
  const tests = conditions.map((condition, i) => {
    requireCondition(`conditions[${i}]`, table, condition);
    return matcherOf(columnOf(table, condition), condition);
  });
  return Uint8Array.from({ length: table.rows }, (_, row) => Number(tests.every((test) => test(row))));
}

function requireCondition(name: string, table: FeatureTable, condition: GroupCondition): void {
  const column = columnOf(table, requireObject(name, condition));
  if (column === undefined) {
    throw new InvalidParameterError(
      `${name} is on ${showValue(condition.column)}; the table has no such column`,
    );
  }
  const kinds = column.kind === 'numeric' ? ['atLeast', 'below', 'missing'] : ['among', 'except', 'missing'];
  requireOneOf(`${name}.kind`, condition.kind, kinds);
  if (isCut(condition)) requireNumber(`${name}.value`, condition.value, -Number.MAX_VALUE);
  if (condition.kind === 'among') requireInstance(`${name}.levels`, condition.levels, Array);
}
