import { formatValue } from '#lib/format/number.ts';
import { say } from './messages';

/** The value of a column for a reader. */
export function showAttribute(column: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'number') return formatValue(column, value);
  if (typeof value === 'boolean') return value ? say().yes : say().no;
  return String(value);
}
