import { columnName } from '#lib/state/column-names.svelte.ts';
import { say } from './messages';

const OPERATORS = ['EQ', 'NEQ', 'GTE', 'LTE', 'CONTAINS', 'IS_KNOWN', 'IS_MISSING'] as const;

/** How an attribute is compared. */
export type Operator = (typeof OPERATORS)[number];

/** A condition on one attribute, in the API's terms; the value is null where none is needed. */
export interface Condition {
  readonly column: string;
  readonly operator: Operator;
  readonly value: string | null;
}

/** Conditions at most; the API takes up to 100. */
const MOST = 20;
const UNARY: ReadonlySet<string> = new Set<Operator>(['IS_KNOWN', 'IS_MISSING']);

/** Whether the operator compares with a value. */
export function needsValue(operator: Operator): boolean {
  return !UNARY.has(operator);
}

/** The operators that a column of this type may be compared by. */
export function operatorsOf(type: string): Operator[] {
  const ordered = type === 'NUMBER' || type === 'DATE';
  const worded = type === 'CATEGORY' || type === 'TEXT';
  return OPERATORS.filter((operator) => {
    if (operator === 'GTE' || operator === 'LTE') return ordered;
    return operator !== 'CONTAINS' || worded;
  });
}

/** How an attribute is compared, in words that follow the name of its column. */
export function operatorInWords(operator: Operator): string {
  return say().operators[operator];
}

/** A condition in words: "Income at least 50000". */
export function conditionInWords({ column, operator, value }: Condition): string {
  return say().condition(columnName(column), operatorInWords(operator), value ?? '');
}

/** Conditions as the URL has them; null for none. */
export function writeConditions(conditions: readonly Condition[]): string | null {
  if (conditions.length === 0) return null;
  return JSON.stringify(
    conditions.map(({ column, operator, value }) => [column, operator, ...(value === null ? [] : [value])]),
  );
}

/** Reads what `writeConditions` wrote; what is none is left out, and null stands for no condition at all. */
export function readConditions(text: string | null): Condition[] | null {
  const read = parse(text).flatMap((entry): Condition[] => {
    if (!Array.isArray(entry)) return [];
    const [column, operator, value] = entry as unknown[];
    const known = OPERATORS.find((one) => one === operator);
    if (typeof column !== 'string' || known === undefined) return [];
    if (!needsValue(known)) return [{ column, operator: known, value: null }];
    return typeof value === 'string' ? [{ column, operator: known, value }] : [];
  });
  return read.length === 0 ? null : read.slice(0, MOST);
}

function parse(text: string | null): unknown[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}
