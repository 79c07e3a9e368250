import type { RecordValue } from '@holdfast/ml-core';
import type { FeatureColumnSpec } from '../engine/index.js';

/** A customer's attributes as they are stored and sent: ISO dates, numbers, booleans, text, null. */
export type Attributes = Readonly<Record<string, unknown>>;

const MILLISECONDS_A_DAY = 86_400_000;
const YES = new Set(['true', 'yes', 'y', 't', '1']);
const NO = new Set(['false', 'no', 'n', 'f', '0']);

/**
 * A customer's attributes as a preprocessor takes them: dates in days since 1970-01-01, yes and no in their usual
 * spellings as booleans. What cannot be read stays as it is, so that the preprocessor says so.
 */
export function toFeatureRecord(
  columns: readonly FeatureColumnSpec[],
  attributes: Attributes,
): Record<string, RecordValue> {
  return Object.fromEntries(columns.map(({ name, type }) => [name, toFeatureValue(type, attributes[name])]));
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
