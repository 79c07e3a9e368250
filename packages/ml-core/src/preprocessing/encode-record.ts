import { showValue } from '../show-value.js';
import { requireObject } from '../validation.js';
import { shortenTail } from './long-tail.js';
import {
  type CategoricalEncoding,
  type NumericEncoding,
  type Preprocessor,
  requirePreprocessor,
} from './preprocessor.js';

/** The values that an attribute of a record may have. */
export type RecordValue = number | string | boolean | null | undefined;

/** Why the encoding of one attribute is less certain than the model's figures suggest. */
export interface EncodingWarning {
  readonly column: string;
  readonly problem: 'missing' | 'unseenLevel' | 'notANumber';
  /** What is wrong, e.g. "age is missing". */
  readonly fact: string;
  /** The fact, and what is assumed instead. */
  readonly message: string;
}

/** One record as a row of X, and what had to be assumed. */
export interface EncodedRecord {
  readonly x: Float64Array;
  readonly warnings: EncodingWarning[];
}

/**
 * Encodes one record exactly as `applyPreprocessor` encodes a row, for single requests. Attributes are found by name;
 * dates are days since 1970-01-01, and so is the day on which the record was true, under the name that the
 * preprocessor's reference day has: without it dates count back from there. A number may be written as text with a
 * decimal point. Blank text means missing, unless it is a level that training saw. Never throws for bad values: they
 * are read as missing or as an unseen level, with a warning. O(encoded columns).
 * @throws InvalidParameterError for a record that is not an object, or anything that is not a preprocessor
 */
export function encodeRecord(
  preprocessor: Preprocessor,
  record: Readonly<Record<string, RecordValue>>,
): EncodedRecord {
  requirePreprocessor(preprocessor);
  requireObject('record', record);
  const x = new Float64Array(preprocessor.encodedNames.length);
  const warnings: EncodingWarning[] = [];
  const today = observedDay(preprocessor, record, warnings);
  for (const encoding of preprocessor.columns) {
    if (encoding.kind === 'dropped') continue;
    const value = attributeOf(record, encoding.name);
    if (encoding.kind === 'numeric') encodeNumber(encoding, value, today, x, warnings);
    else encodeLevel(encoding, value, x, warnings);
  }
  return { x, warnings };
}

function attributeOf(record: Readonly<Record<string, RecordValue>>, name: string): RecordValue {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The day that the record's dates count back from. */
function observedDay(
  { referenceDay }: Preprocessor,
  record: Readonly<Record<string, RecordValue>>,
  warnings: EncodingWarning[],
): number {
  if (!referenceDay) return Number.NaN;
  const { name, day } = referenceDay;
  if (name === null) return day;
  const value = attributeOf(record, name);
  const given = numberOf(value);
  if (Number.isFinite(given)) return given;
  warnings.push(unusable(name, value, 'dates count back from the last day of training'));
  return day;
}

function encodeNumber(
  encoding: NumericEncoding,
  value: RecordValue,
  today: number,
  x: Float64Array,
  warnings: EncodingWarning[],
) {
  const { name, isDate, valueAt, missingAt, fill, logUnit, center, scale } = encoding;
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = encoding;
  const given = isDate ? today - numberOf(value) : numberOf(value);
  const usable = Number.isFinite(given);
  if (!usable) {
    warnings.push(unusable(name, value, `${isDate ? `${fill} days ago` : fill} is used instead`));
    if (missingAt >= 0) x[missingAt] = 1;
  }
  const taken = usable ? Math.min(high, Math.max(low, given)) : fill;
  if (valueAt >= 0) x[valueAt] = (shortenTail(taken, logUnit) - center) / scale;
}

function unusable(column: string, value: RecordValue, instead: string): EncodingWarning {
  const problem = isMissing(value) ? 'missing' : 'notANumber';
  const fact =
    problem === 'missing' ? `${column} is missing` : `${column} is ${inQuotes(value)}, which is not a number`;
  return { column, problem, fact, message: `${fact}; ${instead}` };
}

function encodeLevel(
  encoding: CategoricalEncoding,
  value: RecordValue,
  x: Float64Array,
  warnings: EncodingWarning[],
) {
  const { name, first, levels, levelAt, unseenAt, missingAt, unit = 1 } = encoding;
  const level = isPlain(value) && !Number.isNaN(value) ? levels.indexOf(String(value)) : -1;
  let position = missingAt;
  if (level >= 0) {
    position = levelAt[level]!;
  } else if (isMissing(value)) {
    const known = missingAt >= 0 ? 'as some rows were in training' : 'as no row was in training';
    const fact = `${name} is missing`;
    warnings.push({ column: name, problem: 'missing', fact, message: `${fact}, ${known}` });
  } else {
    position = unseenAt;
    const fact = `${name} is ${inQuotes(value)}, which is none of the ${levels.length} levels seen in training`;
    warnings.push({ column: name, problem: 'unseenLevel', fact, message: fact });
  }
  if (position >= 0) x[first + position] = unit;
}

function numberOf(value: RecordValue): number {
  return isMissing(value) || !isPlain(value) ? Number.NaN : Number(value);
}

function isMissing(value: RecordValue): boolean {
  return (
    value === null ||
    value === undefined ||
    (typeof value === 'string' && value.trim() === '') ||
    Number.isNaN(value)
  );
}

/** Anything else, from a caller without types, has no number and no name that could be trusted. */
function isPlain(value: unknown): value is number | string | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number';
}

function inQuotes(value: RecordValue): string {
  return isPlain(value) ? `"${value}"` : showValue(value);
}
