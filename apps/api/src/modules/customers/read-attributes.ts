import { MAX_CATEGORY_LENGTH } from '@holdfast/schema';
import { AppError } from '../../platform/errors/app-error.js';
import { boundedNumber, DATE_RANGE, NUMBER_RANGE } from '../../platform/value-bounds.js';
import { type DatasetColumn, readText, type ValueReading } from '../datasets/index.js';
import type { AttributeValue } from './customer.entity.js';

const SHOWN = 100;

/**
 * The attributes that are named of a customer as they are stored, null for one that is cleared.
 * @throws AppError UNKNOWN_COLUMN, or BAD_USER_INPUT if a value is not of its column's type
 */
export function readAttributes(
  given: Readonly<Record<string, unknown>>,
  columns: ReadonlyMap<string, DatasetColumn>,
  field: readonly string[],
): Record<string, AttributeValue> {
  for (const name of Object.keys(given)) {
    const column = columns.get(name);
    if (column?.role === 'CUSTOMER_ID') {
      throw new AppError('BAD_USER_INPUT', `"${name}" is the customer id; it goes into externalId.`, {
        field: [...field, name],
      });
    }
    if (!column) {
      throw new AppError(
        'UNKNOWN_COLUMN',
        `"${name}" is not a column of the dataset; its columns are ${quoted(columns.keys())}.`,
        {
          field: [...field, name],
        },
      );
    }
  }
  // Without a prototype, "__proto__" is a name like any other. In the order of the columns, whatever order they are named in.
  const read: Record<string, AttributeValue> = Object.create(null);
  for (const [name, column] of columns)
    if (Object.hasOwn(given, name)) read[name] = readValue(given[name] ?? null, column, field);
  return read;
}

function readValue(value: unknown, column: DatasetColumn, field: readonly string[]): AttributeValue {
  if (value === null) return null;
  const read = typeof value === 'string' ? readSpelling(value, column) : READERS[column.type](value);
  if (read !== undefined) return read;
  throw new AppError(
    'BAD_USER_INPUT',
    `"${column.name}" is ${shown(value)}; it must be ${expectationOf(column)}, or null.`,
    { field: [...field, column.name] },
  );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… of ${text.length} characters` : text;
}

function expectationOf({ type, withTime }: DatasetColumn): string {
  if (type === 'DATE') return `${withTime ? EXPECTED.DATE : 'a day like "2026-01-31"'} ${DATE_RANGE}`;
  return EXPECTED[type];
}

const EXPECTED: Readonly<Record<DatasetColumn['type'], string>> = {
  NUMBER: `a number ${NUMBER_RANGE}`,
  BOOLEAN: 'true or false',
  DATE: 'a moment like "2026-01-31T09:30:00"',
  CATEGORY: `a text of at most ${MAX_CATEGORY_LENGTH} characters`,
  TEXT: 'a text',
};

/** How a dataset's column is read whose import noted nothing: ISO dates, and numbers with a point. */
const plainReading = (type: DatasetColumn['type']): ValueReading => ({ type, decimal: '.', order: null });

/** A text, read as the import of the dataset read it. */
function readSpelling(text: string, { type, reading, withTime }: DatasetColumn): AttributeValue | undefined {
  const value = readText(text, reading ?? plainReading(type));
  if (typeof value !== 'string') return value;
  if (type === 'CATEGORY') return value.length > MAX_CATEGORY_LENGTH ? undefined : value;
  if (type !== 'DATE' || withTime) return value;
  return value.endsWith('T00:00:00') ? value.slice(0, 10) : undefined;
}

/** Values that are no texts, by the type of their column; undefined if they are not of it. */
const READERS: Readonly<Record<DatasetColumn['type'], (value: unknown) => AttributeValue | undefined>> = {
  NUMBER: (value) => (typeof value === 'number' ? boundedNumber(value) : undefined),
  BOOLEAN: (value) => (typeof value === 'boolean' ? value : undefined),
  DATE: () => undefined,
  CATEGORY: () => undefined,
  TEXT: () => undefined,
};

function quoted(names: Iterable<string>): string {
  return [...names].map((name) => `"${name}"`).join(', ');
}
