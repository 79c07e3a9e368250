import { shortenTail } from './long-tail.js';
import type { CategoricalEncoding, NumericEncoding, Preprocessor } from './pipeline.js';

export type RecordValue = number | string | boolean | null | undefined;

/** Something about one attribute of a record that makes its encoding less certain than the model's figures say. */
export interface EncodingWarning {
  readonly column: string;
  readonly problem: 'missing' | 'unseenLevel' | 'notANumber';
  readonly message: string;
}

/** One record as a row of X, and what had to be assumed. */
export interface EncodedRecord {
  readonly x: Float64Array;
  readonly warnings: EncodingWarning[];
}

/**
 * Encodes one record exactly as `applyPreprocessor` encodes a row; for answering single requests.
 * Attributes are found by name; dates are days since 1970-01-01, and so is the day on which the record was true, under
 * the name that the preprocessor's reference day has: without it dates count back from there. A number may be written as text with a decimal
 * point. Never throws for bad values: they are read as missing, and said. O(encoded columns).
 */
export function encodeRecord(
  preprocessor: Preprocessor,
  record: Readonly<Record<string, RecordValue>>,
): EncodedRecord {
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
  const given = isDate ? today - numberOf(value) : numberOf(value);
  const usable = Number.isFinite(given);
  if (!usable) {
    warnings.push(unusable(name, value, `${isDate ? `${fill} days ago` : fill} stands in for it`));
    if (missingAt >= 0) x[missingAt] = 1;
  }
  if (valueAt >= 0) x[valueAt] = (shortenTail(usable ? given : fill, logUnit) - center) / scale;
}

function unusable(column: string, value: RecordValue, instead: string): EncodingWarning {
  return isBlank(value)
    ? { column, problem: 'missing', message: `${column} is missing; ${instead}` }
    : {
        column,
        problem: 'notANumber',
        message: `${column} is "${value}", which is not a number; ${instead}`,
      };
}

function encodeLevel(
  encoding: CategoricalEncoding,
  value: RecordValue,
  x: Float64Array,
  warnings: EncodingWarning[],
) {
  const { name, first, levels, levelAt, unseenAt, missingAt } = encoding;
  let position = missingAt;
  if (isBlank(value)) {
    const known = missingAt >= 0 ? 'as in training' : 'which training never saw';
    warnings.push({ column: name, problem: 'missing', message: `${name} is missing, ${known}` });
  } else {
    const level = levels.indexOf(String(value));
    position = level < 0 ? unseenAt : levelAt[level]!;
    if (level < 0) {
      const message = `${name} is "${value}"; training saw ${levels.length} levels and this is none of them`;
      warnings.push({ column: name, problem: 'unseenLevel', message });
    }
  }
  if (position >= 0) x[first + position] = 1;
}

function numberOf(value: RecordValue): number {
  return isBlank(value) ? Number.NaN : Number(value);
}

function isBlank(value: RecordValue): value is null | undefined | '' {
  return (
    value === null ||
    value === undefined ||
    (typeof value === 'string' && value.trim() === '') ||
    Number.isNaN(value)
  );
}
