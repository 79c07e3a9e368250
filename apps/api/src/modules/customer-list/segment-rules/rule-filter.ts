import { type DatasetColumn, readText } from '../../datasets/index.js';
import type { SegmentConditions } from '../../segmentation/index.js';
import type { AttributeConditionInput } from '../customer-list.inputs.js';
import { readingOf, writeValue } from '../write-value.js';

type Condition = NonNullable<SegmentConditions>[number];

const DAY = 86_400_000;

/**
 * The conditions of a segment's rule as those of a filter; null where a column is no longer there, or would read one of
 * the values as another.
 */
export function ruleFilter(
  conditions: readonly Condition[],
  columns: readonly DatasetColumn[],
): AttributeConditionInput[] | null {
  const where = conditions.map((condition) => {
    const column = columns.find(({ name }) => name === condition.column);
    return column === undefined ? null : asCondition(condition, column);
  });
  return where.every((condition) => condition !== null) ? where : null;
}

function asCondition(condition: Condition, of: DatasetColumn): AttributeConditionInput | null {
  const { column } = condition;
  if (condition.kind === 'missing') return { column, operator: 'IS_MISSING' };
  if (condition.kind === 'except') return ofLevels(column, 'NEQ', [condition.level], of);
  if (condition.kind === 'among') {
    return ofLevels(column, condition.levels.length === 1 ? 'EQ' : 'IN', condition.levels, of);
  }
  const value = writeNumber(condition.value, of);
  return value === null ? null : { column, operator: condition.kind === 'atLeast' ? 'GTE' : 'LT', value };
}

function ofLevels(
  column: string,
  operator: 'EQ' | 'NEQ' | 'IN',
  levels: readonly string[],
  of: DatasetColumn,
): AttributeConditionInput | null {
  if (!levels.every((level) => String(readText(level, readingOf(of))) === level)) return null;
  return operator === 'IN'
    ? { column, operator, values: [...levels] }
    : { column, operator, value: levels[0]! };
}

/** A number, or a day since 1970-01-01, as a text that the column reads as the same; null if it does not. */
function writeNumber(value: number, of: DatasetColumn): string | null {
  if (of.type !== 'DATE') return writeValue(value, of);
  const moment = new Date(value * DAY).toISOString().slice(0, 19);
  return writeValue(Number.isInteger(value) ? moment.slice(0, 10) : moment, of);
}
