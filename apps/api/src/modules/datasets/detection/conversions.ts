import { MAX_CATEGORY_LENGTH } from '@holdfast/schema';
import { DATE_RANGE, NUMBER_RANGE } from '../../../platform/value-bounds.js';
import { dateFormatName } from '../values/date-formats.js';
import type { ValueReading } from '../values/value-reading.js';

export { presentSql } from '../values/missing-values.js';

/** What a value of a type looks like, used to explain a rejected row. */
export function expectation({ type, decimal, order }: ValueReading): string {
  if (type === 'NUMBER') return `a number like 1234${decimal}5 ${NUMBER_RANGE}`;
  if (type === 'BOOLEAN') return 'yes or no';
  if (type === 'CATEGORY') return `at most ${MAX_CATEGORY_LENGTH} characters`;
  return `a date like ${dateFormatName(order) ?? 'yyyy-mm-dd'} ${DATE_RANGE}`;
}
