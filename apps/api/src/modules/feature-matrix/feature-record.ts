import type { Preprocessor, RecordValue } from '@holdfast/ml-core';
import type { FeatureColumnSpec } from '../engine/index.js';

/** A customer's attributes as they are stored and sent: ISO dates, numbers, booleans, text, null. */
export type Attributes = Readonly<Record<string, unknown>>;

const MILLISECONDS_A_DAY = 86_400_000;
const YES = new Set(['true', 'yes', 'y', 't', '1']);
const NO = new Set(['false', 'no', 'n', 'f', '0']);

/** What a record is read for: the columns of a model, and its preprocessor, which may ask for one more. */
export interface RecordReader {
  readonly columns: readonly FeatureColumnSpec[];
  readonly preprocessor: Pick<Preprocessor, 'referenceDay'>;
}

/**
 * A customer's attributes as a preprocessor takes them: dates in days since 1970-01-01, yes and no in their usual
 * spellings as booleans; with them the day on which they were true, where dates count back from one. What cannot be
 * read stays as it is, so that the preprocessor says so.
 */
export function toFeatureRecord(
  { columns, preprocessor: { referenceDay } }: RecordReader,
  attributes: Attributes,
): Record<string, RecordValue> {
  const day = referenceDay?.name == null ? [] : [{ name: referenceDay.name, type: 'DATE' as const }];
  return Object.fromEntries(
    [...columns, ...day].map(({ name, type }) => [name, toFeatureValue(type, attributes[name])]),
  );
}

function toFeatureValue(type: FeatureColumnSpec['type'], value: unknown): RecordValue {
  if (value === null || value === undefined) return null;
  if (type === 'DATE' && typeof value === 'string') {
    // A moment without a zone is read as the import reads it: in UTC.
    const time = Date.parse(
      /\d:\d\d(:[\d.]+)?$/.test(value) && !/[+-]\d\d:\d\d$/.test(value) ? `${value}Z` : value,
    );
    return Number.isNaN(time) ? value : time / MILLISECONDS_A_DAY;
  }
  if (type === 'BOOLEAN') {
    const text = String(value).trim().toLowerCase();
    if (YES.has(text)) return true;
    if (NO.has(text)) return false;
  }
  return typeof value === 'object' ? JSON.stringify(value) : (value as RecordValue);
}
