import type { Preprocessor, RecordValue } from '@holdfast/ml-core';
import type { FeatureColumnSpec } from '../engine/index.js';

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
 * preprocessor reports them.
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
    // A time without a zone is read in UTC, as the import does.
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
