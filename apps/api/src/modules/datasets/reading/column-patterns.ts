import { isBlankCell } from './records.js';

/** What the values of a column look like; null if they look like anything. */
export type ColumnPattern = ReadonlySet<string> | null;

/** Patterns that a column may have and still be regular, and the share of its values that must have one of them. */
const MAX_PATTERNS = 3;
const REGULAR_SHARE = 0.95;
const FEWEST_VALUES = 2;
const MAX_LENGTH = 40;
const MISSING = /^(n\/?a|#n\/a|null|none|nan|nil|unknown|missing|\?|-+|\.+|\\n)$/i;

/** The shape of a value: every run of digits is a 9, every run of letters an a. "K-17" has the shape "a-9". */
export function shapeOf(value: string): string {
  return value
    .slice(0, MAX_LENGTH)
    .replace(/["']/g, '')
    .trim()
    .replace(/[0-9]+/g, '9')
    .replace(/[A-Za-z\x80-\xff]+/g, 'a');
}

/** Whether a cell says that there is no value. */
export function isMissing(value: string): boolean {
  return isBlankCell(value) || MISSING.test(value.trim());
}

/** The shapes of each column's values, from records of one table. */
export function readPatterns(records: readonly (readonly string[])[], columns: number): ColumnPattern[] {
  return Array.from({ length: columns }, (_, column) => {
    // Most values occur again.
    const occurrences = new Map<string, number>();
    for (const fields of records) {
      const value = fields[column];
      if (value !== undefined) occurrences.set(value, (occurrences.get(value) ?? 0) + 1);
    }
    const counts = new Map<string, number>();
    let values = 0;
    for (const [value, count] of occurrences) {
      if (isMissing(value)) continue;
      const shape = shapeOf(value);
      counts.set(shape, (counts.get(shape) ?? 0) + count);
      values += count;
    }
    if (values < FEWEST_VALUES) return null;
    const pattern = new Set<string>();
    let covered = 0;
    for (const [shape, count] of [...counts].sort((a, b) => b[1] - a[1]).slice(0, MAX_PATTERNS)) {
      if (covered >= REGULAR_SHARE * values) break;
      pattern.add(shape);
      covered += count;
    }
    return covered >= REGULAR_SHARE * values ? pattern : null;
  });
}

/** Whether a record looks like the others: as many fields, and nearly every regular column has its shape. */
export function looksLikeRow(fields: readonly string[], patterns: readonly ColumnPattern[]): boolean {
  if (fields.length !== patterns.length) return false;
  let regular = 0;
  let odd = 0;
  fields.forEach((value, column) => {
    const pattern = patterns[column];
    if (!pattern || isMissing(value)) return;
    regular++;
    if (!pattern.has(shapeOf(value))) odd++;
  });
  return odd === 0 || (odd === 1 && regular >= 4);
}

/** Whether all values of a column have digits. */
export function hasDigits(pattern: ColumnPattern | undefined): boolean {
  return pattern != null && [...pattern].every((shape) => shape.includes('9'));
}
