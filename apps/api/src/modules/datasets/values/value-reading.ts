import { boundedDateSql, boundedNumberSql } from '../../../platform/value-bounds.js';
import type { ColumnType } from '../dataset.enums.js';
import type { DerivedRule } from '../derived/derived-rules.js';
import { booleanSql, parseBoolean } from './boolean-values.js';
import { type DateOrder, dateSql, readDate } from './date-values.js';
import { isMark, isMissing, isMissingSql, isNoDate, isNoDateSql } from './missing-values.js';
import { type DecimalSeparator, numberSql, readNumber } from './number-values.js';
import { inUnitSql, readInUnit } from './units.js';

/** How the texts of a column become values: at its import, and ever after. */
export interface ValueReading {
  readonly type: ColumnType;
  readonly decimal: DecimalSeparator;
  /** Used if the type is DATE. */
  readonly order: DateOrder | null;
  /** What numbers in per cent are divided by: 100 in a column that has fractions beside them. Default: 1. */
  readonly perCent?: number;
  /** What numbers count, as most values write it, such as "months"; units that convert are converted into it. Default: nothing is said. */
  readonly unit?: string;
  /** The code of the one currency that numbers are in by their own signs. Default: none is said, or several. */
  readonly currency?: string;
  /** Whether a blank means no, in a column of ticks. Default: it is missing. */
  readonly blankIsNo?: boolean;
  /** Whether words such as "unknown" are missing in a column of texts. Default: they are levels. */
  readonly wordsAreMissing?: boolean;
  /** Whether imports compute the column from others. Default: it is in the file. */
  readonly derived?: boolean;
  /** How, as of the last import. Unknown of those of an earlier release until the next one. */
  readonly from?: DerivedFrom;
}

/** What a column is computed from. */
export interface DerivedFrom {
  readonly rule: DerivedRule;
  /** Names of columns. */
  readonly sources: readonly string[];
  /** The last day that the import knew of, an ISO date; a row is true on it unless its own `dayColumn` says another. */
  readonly asOf: string;
  readonly dayColumn: string | null;
}

/** What numbers that are read like this count: their unit, or the code of their currency; null where nothing is said. */
export function unitOfNumbers({ unit, currency }: ValueReading): string | null {
  return unit ?? currency ?? null;
}

/** A value as it is stored; a date in ISO, with its time of day. */
export type ReadValue = string | number | boolean | null;

/** What a text says in a column; undefined if it is no value of its type. */
export function readText(text: string, reading: ValueReading): ReadValue | undefined {
  const trimmed = text.replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g, '');
  if (isMark(trimmed)) return reading.type === 'BOOLEAN' && reading.blankIsNo ? false : null;
  const value = readTyped(trimmed, reading);
  if (value !== undefined && reading.type !== 'CATEGORY' && reading.type !== 'TEXT') return value;
  if (isMissing(trimmed, reading)) return null;
  return value;
}

function readTyped(
  text: string,
  { type, decimal, order, perCent, unit }: ValueReading,
): ReadValue | undefined {
  if (type === 'NUMBER') return unit ? readInUnit(text, decimal, unit) : readNumber(text, decimal, perCent);
  if (type === 'BOOLEAN') return parseBoolean(text) ?? undefined;
  if (type !== 'DATE') return text;
  if (isNoDate(text)) return null;
  const time = readDate(text, order ?? 'ymd');
  return time === undefined ? undefined : new Date(time).toISOString().slice(0, 19);
}

/** DuckDB's SQL for the value of a trimmed text before its bounds; NULL if it is not of this type. */
export function rawValueSql(
  cell: string,
  { type, decimal, order, perCent, unit, ...reading }: ValueReading,
): string {
  if (type === 'NUMBER') return unit ? inUnitSql(cell, decimal, unit) : numberSql(cell, decimal, perCent);
  if (type === 'DATE') return `case when not ${isNoDateSql(cell)} then ${dateSql(cell, order ?? 'ymd')} end`;
  if (type === 'BOOLEAN')
    return reading.blankIsNo
      ? `coalesce(${booleanSql(cell)}, case when ${cell} is null then false end)`
      : booleanSql(cell);
  return reading.wordsAreMissing ? `case when not ${isMissingSql(cell, type)} then ${cell} end` : cell;
}

/** DuckDB's SQL for what `rawValueSql` gave; NULL if it is out of range. */
export function boundedValueSql(value: string, { type }: ValueReading): string {
  if (type === 'NUMBER') return boundedNumberSql(value);
  return type === 'DATE' ? boundedDateSql(value) : value;
}

/** DuckDB's SQL for whether a text that gave no value says that there is none. */
export function saysMissingSql(cell: string, { type }: ValueReading): string {
  return isMissingSql(cell, type);
}
