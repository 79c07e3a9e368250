import type { ColumnType } from '../dataset.enums.js';
import {
  type DateOrder,
  type DecimalSeparator,
  dateOrders,
  isBooleanPair,
  isCode,
  isNumber,
  provesDecimal,
} from './value-kinds.js';

/** Counts of a column over every row read, with a sample of its values. */
export interface ColumnFacts {
  readonly name: string;
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
  /** The smallest and the largest text; both null if every value is missing. */
  readonly extremes: readonly [string | null, string | null];
  /** Values from throughout the file, without missing ones. */
  readonly sample: readonly string[];
}

/** The likely type of a column's values. */
export interface ColumnGuess {
  readonly type: ColumnType;
  /** For a DATE, every order that fits the sample. */
  readonly orders: readonly DateOrder[];
}

/** The share of values in a column of numbers or dates that may be something else; their rows are rejected. */
export const TOLERATED_SHARE = 0.02;
/** A category has at most this many levels. */
const MAX_LEVELS = 200;

/** The decimal separator of a file's numbers, and whether any of them proves it. */
export function guessDecimal(
  columns: readonly ColumnFacts[],
  delimiter: string,
): { decimal: DecimalSeparator; ambiguous: boolean } {
  let points = 0;
  let commas = 0;
  let groups = 0;
  for (const { sample } of columns) {
    const numbers = sample.filter((value) => isNumber(value, '.') || isNumber(value, ','));
    if (2 * numbers.length < sample.length) continue;
    for (const value of numbers) {
      if (provesDecimal(value, '.')) points++;
      else if (provesDecimal(value, ',')) commas++;
      else if (/\d[.,]\d{3}$/.test(value)) groups++;
    }
  }
  if (points !== commas) return { decimal: commas > points ? ',' : '.', ambiguous: false };
  // "1,234" in a file delimited by semicolons: the author probably avoided commas because they are decimal separators.
  return { decimal: delimiter === ';' && groups > 0 ? ',' : '.', ambiguous: groups > 0 };
}

/** Guesses the type of one column's values; the conversion checks whether all of them fit. */
export function guessColumn(facts: ColumnFacts, decimal: DecimalSeparator): ColumnGuess {
  const { sample, distinct, extremes } = facts;
  if (distinct === 2 && isBooleanPair(extremes as [string, string])) return { type: 'BOOLEAN', orders: [] };
  if (sample.length > 0) {
    if (mostly(sample, (value) => isNumber(value, decimal)) && !sample.some(isCode))
      return { type: 'NUMBER', orders: [] };
    const orders = (['ymd', 'dmy', 'mdy', 'named'] as const).filter((order) =>
      mostly(sample, (value) => dateOrders(value).includes(order)),
    );
    if (orders.length > 0) return { type: 'DATE', orders };
  }
  return { type: textType(facts), orders: [] };
}

/** A category repeats its values; free text does not. */
export function textType({ present, distinct }: ColumnFacts): 'CATEGORY' | 'TEXT' {
  if (distinct > MAX_LEVELS || (present >= 20 && distinct > 0.5 * present)) return 'TEXT';
  return 'CATEGORY';
}

function mostly(sample: readonly string[], test: (value: string) => boolean): boolean {
  const allowed = Math.floor(sample.length * TOLERATED_SHARE);
  let failures = 0;
  for (const value of sample) if (!test(value) && ++failures > allowed) return false;
  return sample.length > 0;
}
