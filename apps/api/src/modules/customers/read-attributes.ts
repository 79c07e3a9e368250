import { MAX_CATEGORY_LENGTH } from '@holdfast/schema';
import { AppError } from '../../platform/errors/app-error.js';
import { boundedNumber, DATE_RANGE, isBoundedDate, NUMBER_RANGE } from '../../platform/value-bounds.js';
import type { DatasetColumn } from '../datasets/index.js';
import type { AttributeValue } from './customer.entity.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[-+]\d{2}:\d{2})?$/;
const SHOWN = 100;

/**
 * The attributes of a customer as they are stored: a value or null for every column except the id.
 * @throws AppError UNKNOWN_COLUMN, or BAD_USER_INPUT if a value is not of its column's type
 */
export function readAttributes(
  given: Readonly<Record<string, unknown>>,
  columns: readonly DatasetColumn[],
  field: readonly string[],
): Record<string, AttributeValue> {
  const known = new Map(columns.map((column) => [column.name, column]));
  for (const name of Object.keys(given)) {
    const column = known.get(name);
    if (column?.role === 'CUSTOMER_ID') {
      throw new AppError('BAD_USER_INPUT', `"${name}" is the customer id; it goes into externalId.`, {
        field: [...field, name],
      });
    }
    if (!column) {
      throw new AppError(
        'UNKNOWN_COLUMN',
        `"${name}" is not a column of the dataset; its columns are ${quoted(columns)}.`,
        {
          field: [...field, name],
        },
      );
    }
  }
  const attributes = columns.filter(({ role }) => role !== 'CUSTOMER_ID');
  return Object.fromEntries(
    attributes.map((column) => {
      // "constructor" is a name like any other; only what was given counts, not what every object has.
      const value = Object.hasOwn(given, column.name) ? given[column.name] : null;
      return [column.name, readValue(value ?? null, column, field)];
    }),
  );
}

function readValue(value: unknown, column: DatasetColumn, field: readonly string[]): AttributeValue {
  if (value === null) return null;
  const read = READERS[column.type](value, column.withTime);
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

type ValueReader = (value: unknown, withTime: boolean) => AttributeValue | undefined;

const readText: ValueReader = (value) => {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? null : text;
};

const readCategory: ValueReader = (value, withTime) => {
  const text = readText(value, withTime);
  return typeof text === 'string' && text.length > MAX_CATEGORY_LENGTH ? undefined : text;
};

const READERS: Readonly<Record<DatasetColumn['type'], ValueReader>> = {
  NUMBER: (value) => (typeof value === 'number' ? boundedNumber(value) : undefined),
  BOOLEAN: (value) => (typeof value === 'boolean' ? value : undefined),
  DATE: (value, withTime) => (typeof value === 'string' ? readDate(value.trim(), withTime) : undefined),
  CATEGORY: readCategory,
  TEXT: readText,
};

function readDate(text: string, withTime: boolean): string | undefined {
  if (isDay(text)) return withTime ? `${text}T00:00:00` : text;
  const moment = MOMENT.exec(text);
  if (!withTime || !moment || !isDay(moment[1]!)) return undefined;
  const zoned = moment[4] ? text : `${text}Z`;
  const time = Date.parse(zoned);
  // A zone can move the last hours of a year into the next.
  return isBoundedDate(time) ? new Date(time).toISOString().slice(0, 19) : undefined;
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // 31 February would turn into a day in March.
  return isBoundedDate(time) && new Date(time).toISOString().startsWith(text);
}

function quoted(columns: readonly DatasetColumn[]): string {
  return columns.map(({ name }) => `"${name}"`).join(', ');
}
