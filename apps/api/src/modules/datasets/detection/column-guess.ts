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

/** What was counted of a column over every row that was read, and some of its values. */
export interface ColumnFacts {
  readonly name: string;
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
  /** The smallest and the largest text; both null if every value is missing. */
  readonly extremes: readonly [string | null, string | null];
  /** Values from all over the file, missing ones left out. */
  readonly sample: readonly string[];
}

/** What a column's values seem to be. */
export interface ColumnGuess {
  readonly type: ColumnType;
  /** For a DATE, every order in which the sample can be read. */
  readonly orders: readonly DateOrder[];
}

/** Of the values of a column that is taken for numbers or dates so many may be something else; their rows are rejected. */
export const TOLERATED_SHARE = 0.02;
/** More levels than this are no category. */
const MAX_LEVELS = 200;

/** Which decimal separator the numbers of a file have, and whether any of them proves it. */
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
  // "1,234" in a file of semicolons: whoever wrote it had another use for the comma than to part fields.
  return { decimal: delimiter === ';' && groups > 0 ? ',' : '.', ambiguous: groups > 0 };
}

/** What the values of one column seem to be; whether all of them are is for the conversion to say. */
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

/** A category repeats itself; free text does not. */
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
