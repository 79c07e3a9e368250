import { AppError } from '../../platform/errors/app-error.js';
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
    attributes.map((column) => [column.name, readValue(given[column.name] ?? null, column, field)]),
  );
}

function readValue(value: unknown, column: DatasetColumn, field: readonly string[]): AttributeValue {
  if (value === null) return null;
  const read = READERS[column.type](value, column.withTime);
  if (read !== undefined) return read;
  const expected =
    column.type === 'DATE' && !column.withTime ? 'a day like "2026-01-31"' : EXPECTED[column.type];
  const found = JSON.stringify(value).slice(0, SHOWN);
  throw new AppError('BAD_USER_INPUT', `"${column.name}" is ${found}; it must be ${expected}, or null.`, {
    field: [...field, column.name],
  });
}

const EXPECTED: Readonly<Record<DatasetColumn['type'], string>> = {
  NUMBER: 'a number',
  BOOLEAN: 'true or false',
  DATE: 'a moment like "2026-01-31T09:30:00"',
  CATEGORY: 'a text',
  TEXT: 'a text',
};

type ValueReader = (value: unknown, withTime: boolean) => AttributeValue | undefined;

const readText: ValueReader = (value) => {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? null : text;
};

const READERS: Readonly<Record<DatasetColumn['type'], ValueReader>> = {
  NUMBER: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
  BOOLEAN: (value) => (typeof value === 'boolean' ? value : undefined),
  DATE: (value, withTime) => (typeof value === 'string' ? readDate(value.trim(), withTime) : undefined),
  CATEGORY: readText,
  TEXT: readText,
};

function readDate(text: string, withTime: boolean): string | undefined {
  if (isDay(text)) return withTime ? `${text}T00:00:00` : text;
  const moment = MOMENT.exec(text);
  if (!withTime || !moment || !isDay(moment[1]!)) return undefined;
  const zoned = moment[4] ? text : `${text}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 19);
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // 31 February would turn into a day in March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function quoted(columns: readonly DatasetColumn[]): string {
  return columns.map(({ name }) => `"${name}"`).join(', ');
}
