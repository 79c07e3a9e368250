/** How an attribute is compared, in words that follow the name of its column. */
export const OPERATORS = {
  EQ: 'is',
  NEQ: 'is not',
  GTE: 'at least',
  LTE: 'at most',
  CONTAINS: 'contains',
  IS_KNOWN: 'is known',
  IS_MISSING: 'is missing',
} as const;

/** How an attribute is compared. */
export type Operator = keyof typeof OPERATORS;

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
  return (Object.keys(OPERATORS) as Operator[]).filter((operator) => {
    if (operator === 'GTE' || operator === 'LTE') return ordered;
    return operator !== 'CONTAINS' || worded;
  });
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
    if (typeof column !== 'string' || typeof operator !== 'string') return [];
    if (!Object.hasOwn(OPERATORS, operator)) return [];
    const known = operator as Operator;
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
