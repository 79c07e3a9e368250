import type { Preprocessor, RecordValue } from '@holdfast/ml-core';
import { MAX_CATEGORY_LENGTH } from '@holdfast/schema';
import { boundedNumber, DATE_RANGE, isBoundedDate, NUMBER_RANGE } from '../../platform/value-bounds.js';
import type { FeatureColumnSpec } from '../engine/index.js';
import type { ColumnFacts } from './choose-features.js';

/** A customer's attributes as they are stored and sent: ISO dates, numbers, booleans, text, null. */
export type Attributes = Readonly<Record<string, unknown>>;

const MILLISECONDS_A_DAY = 86_400_000;
const YES = new Set(['true', 'yes', 'y', 't', '1']);
const NO = new Set(['false', 'no', 'n', 'f', '0']);

/** What a record is read for: the columns of a model, and its preprocessor, which may need one more. */
export interface RecordReader {
  readonly columns: readonly FeatureColumnSpec[];
  readonly preprocessor: Pick<Preprocessor, 'referenceDay'>;
}

/**
 * Converts a customer's attributes for a preprocessor: dates to days since 1970-01-01, usual spellings of yes and no to
 * booleans, and adds the reference day if dates count back from one. Unreadable values are left unchanged, so that the
 * preprocessor reports them; what is out of range is missing, as it is to an engine, see `rangeWarnings`.
 */
export function toFeatureRecord(
  { columns, preprocessor: { referenceDay } }: RecordReader,
  attributes: Attributes,
): Record<string, RecordValue> {
  const day = referenceDay?.name == null ? [] : [{ name: referenceDay.name, type: 'DATE' as const }];
  return Object.fromEntries(
    [...columns, ...day].map(({ name, type }) => [name, toFeatureValue(type, attributeOf(attributes, name))]),
  );
}

/** Says of each attribute that is out of range what it is and what it must be. */
export function rangeWarnings(
  columns: readonly Pick<ColumnFacts, 'name' | 'type'>[],
  attributes: Attributes,
): string[] {
  return columns.flatMap(({ name, type }) => {
    const value = attributeOf(attributes, name);
    if (!isOutOfRange(type, value)) return [];
    const expected = type === 'DATE' ? `a date ${DATE_RANGE}` : `a number ${NUMBER_RANGE}`;
    return [`"${name}" is ${String(value).slice(0, 100)}; it must be ${expected}, and counts as not known`];
  });
}

/** What was given, not what every object has: "constructor" is a name like any other. */
function attributeOf(attributes: Attributes, name: string): unknown {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

function toFeatureValue(type: FeatureColumnSpec['type'], value: unknown): RecordValue {
  if (value === null || value === undefined || isOutOfRange(type, value)) return null;
  if (type === 'DATE') {
    const time = timeOf(value);
    return Number.isNaN(time) ? (value as RecordValue) : time / MILLISECONDS_A_DAY;
  }
  if (type === 'BOOLEAN') {
    const text = String(value).trim().toLowerCase();
    if (YES.has(text)) return true;
    if (NO.has(text)) return false;
  }
  if (type === 'NUMBER' && typeof value === 'number') return boundedNumber(value) ?? null;
  // A longer text is no level of any model, and no answer should repeat all of it.
  if (typeof value === 'string') return value.slice(0, MAX_CATEGORY_LENGTH);
  return typeof value === 'object' ? JSON.stringify(value) : (value as RecordValue);
}

function isOutOfRange(type: ColumnFacts['type'], value: unknown): boolean {
  if (type === 'NUMBER') {
    const number = numberOf(value);
    return !Number.isNaN(number) && boundedNumber(number) === undefined;
  }
  const time = type === 'DATE' ? timeOf(value) : Number.NaN;
  return !Number.isNaN(time) && !isBoundedDate(time);
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

/** Milliseconds since 1970 of a date as text, or as days since then; NaN for anything else. */
function timeOf(value: unknown): number {
  if (typeof value === 'number') return value * MILLISECONDS_A_DAY;
  if (typeof value !== 'string') return Number.NaN;
  // A time without a zone is read in UTC, as the import does.
  const isLocal = /\d:\d\d(:[\d.]+)?$/.test(value) && !/[+-]\d\d:\d\d$/.test(value);
  return Date.parse(isLocal ? `${value}Z` : value);
}
