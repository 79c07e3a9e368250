import type { ColumnType } from '../dataset.enums.js';
import { remembered } from '../remembered.js';
import { isBooleanPair, parseBoolean, TICKS } from '../values/boolean-values.js';
import { currenciesIn } from '../values/currencies.js';
import { type DateOrder, readDate } from '../values/date-values.js';
import { isNoAmount, isNoDate, isWord } from '../values/missing-values.js';
import { isNumber, isPerCent, readNumber } from '../values/number-values.js';
import { toUsual } from '../values/spelling.js';
import type { ColumnFacts } from './column-facts.js';
import { isNamedAfterTime, isNamedLikeCode } from './column-names.js';
import { guessUnit } from './guess-unit.js';

/** The likely type of a column's values. */
export interface ColumnGuess {
  readonly type: ColumnType;
  /** For a DATE, the order that the values have, or `either` if it is day first or month first. */
  readonly order?: DateOrder | 'either';
  readonly blankIsNo?: boolean;
  readonly perCent?: number;
  readonly unit?: string;
  readonly currency?: string;
  /** What to ask about the guess, as a sentence. */
  readonly question?: string;
}

/** The share of a column's values that may be something else; their rows are rejected. */
export const TOLERATED_SHARE = 0.02;
/** A category has at most this many levels. */
const MAX_LEVELS = 200;
/** From so many values on, one odd one is tolerated. */
const ENOUGH = 20;
/** Seconds since 1970 from 1973 and from 2001 to 2065; finer units from 2000 to 2036. */
const SECONDS = { named: [1e8, 3e9], sure: [1e9, 2e9] } as const;
const FINER = {
  milliseconds: { named: [1e11, 3e12], sure: [9.46e11, 2.1e12] },
  microseconds: { named: [1e14, 3e15], sure: [9.46e14, 2.1e15] },
  nanoseconds: { named: [1e17, 3e18], sure: [9.46e17, 2.1e18] },
} as const;
/** Days of a spreadsheet from 1927 to 2064. */
const SERIAL = [10_000, 60_000] as const;

/** Of so many values, how many may be something else. */
export function tolerated(count: number): number {
  return count < ENOUGH ? 0 : Math.max(1, Math.floor(count * TOLERATED_SHARE));
}

/** Guesses the type of one column's values; all of them are tried afterwards. */
export function guessColumn(facts: ColumnFacts): ColumnGuess {
  const says = new Map<string, boolean>();
  const isKnown = (value: string) => !isWord(value) && !isNoAmount(value) && !isNoDate(value);
  const known = facts.sample.filter((value) => remembered(says, value, isKnown));
  const boolean = guessBoolean(facts);
  if (boolean) return boolean;
  if (known.length === 0) return { type: textType(facts) };
  const isAnyNumber = (value: string) => isNumber(value, '.') || isNumber(value, ',');
  if (mostly(known, isAnyNumber)) {
    const isText = isNamedLikeCode(facts.name) || !mostly(known, (value) => !isCode(value));
    return guessDateOfNumbers(facts.name, known) ?? (isText ? { type: textType(facts) } : guessNumber(known));
  }
  for (const order of ['ymd', 'named', 'dmy'] as const) {
    if (mostly(known, (value) => readDate(value, order) !== undefined))
      return { type: 'DATE', order: order === 'dmy' ? 'either' : order };
  }
  const unit = isNamedLikeCode(facts.name) ? undefined : guessUnit(known, tolerated(known.length));
  return unit ? { type: 'NUMBER', unit } : { type: textType(facts) };
}

/** What is known of the numbers of a column that is to be one of them. */
export function guessAsNumbers({ sample }: ColumnFacts): ColumnGuess {
  const known = sample.filter((value) => !isWord(value) && !isNoAmount(value));
  const unit = guessUnit(known, known.length, { anyLevels: true });
  return unit ? { type: 'NUMBER', unit } : { type: 'NUMBER' };
}

/** A category repeats its values; free text does not. */
export function textType({
  present,
  distinct,
}: Pick<ColumnFacts, 'present' | 'distinct'>): 'CATEGORY' | 'TEXT' {
  if (distinct > MAX_LEVELS || (present >= 20 && distinct > 0.5 * present)) return 'TEXT';
  return 'CATEGORY';
}

function guessBoolean({ counts, present, rows }: ColumnFacts): ColumnGuess | undefined {
  const known = [...(counts ?? [])].filter(([value]) => !isWord(value));
  if (known.length === 0) return undefined;
  const answers = known.filter(([value]) => parseBoolean(value) !== null).map(([value]) => value);
  const odd = known.filter(([value]) => parseBoolean(value) === null);
  if (isBooleanPair(answers)) {
    const oddRows = odd.reduce((sum, [, count]) => sum + count, 0);
    // Of the numbers 0, 1 and seldom 2, the last is no mistake.
    const areDigits =
      answers.every((value) => isNumber(value, '.')) && odd.some(([value]) => isNumber(value, '.'));
    return oddRows <= tolerated(present) && !areDigits ? { type: 'BOOLEAN' } : undefined;
  }
  const ticks = new Set(known.map(([value]) => value.toLowerCase()));
  const isTicked =
    ticks.size === 1 && TICKS.has([...ticks][0]!) && present < rows && known.length === counts?.size;
  return isTicked ? { type: 'BOOLEAN', blankIsNo: true } : undefined;
}

function guessNumber(known: readonly string[]): ColumnGuess {
  const inPerCent = known.filter(isPerCent);
  if (inPerCent.length === 0 || inPerCent.length === known.length)
    return { type: 'NUMBER', ...currencyOf(known) };
  const others = known
    .filter((value) => !isPerCent(value))
    .map((value) => Math.abs(readNumber(value, '.') ?? readNumber(value, ',') ?? 0));
  return { type: 'NUMBER', perCent: others.every((value) => value <= 1) ? 100 : 1 };
}

/** The currency that all numbers are in which name one. */
function currencyOf(known: readonly string[]): { currency?: string } {
  const [first, ...others] = currenciesIn(known);
  return first?.code && others.length === 0 ? { currency: first.code } : {};
}

/** Numbers that are dates beyond doubt; or, with a question, numbers that may be. */
function guessDateOfNumbers(name: string, known: readonly string[]): ColumnGuess | undefined {
  const numbers = known.map((value) => {
    const usual = toUsual(value);
    return /^\d+(\.\d+)?$/.test(usual) ? Number(usual) : Number.NaN;
  });
  const within = ([low, high]: readonly [number, number]) => {
    const test = (value: number) => value >= low && value <= high;
    return numbers.filter((value) => !test(value)).length <= tolerated(known.length);
  };
  if (
    known.length >= 5 &&
    mostly(known, (value) => /^\d{8}$/.test(toUsual(value)) && isDayOf1900To2100(toUsual(value)))
  )
    return { type: 'DATE', order: 'ymd' };
  const named = isNamedAfterTime(name);
  if (!isNamedLikeCode(name)) {
    for (const unit of ['milliseconds', 'microseconds', 'nanoseconds'] as const)
      if (within(FINER[unit].sure) || (named && within(FINER[unit].named)))
        return { type: 'DATE', order: unit };
    if (named && within(SECONDS.named)) return { type: 'DATE', order: 'seconds' };
  }
  if (named && within(SERIAL)) return { type: 'DATE', order: 'serial' };
  if (within(SECONDS.sure) && new Set(known).size > 1 && !isNamedLikeCode(name)) {
    return {
      type: 'NUMBER',
      question:
        'they may be seconds since 1970; set the type to DATE and the dateFormat to "seconds since 1970" if so',
    };
  }
  return undefined;
}

function isDayOf1900To2100(value: string): boolean {
  return /^(19|20)/.test(value) && readDate(value, 'ymd') !== undefined;
}

/** Digits that are an identifier rather than a quantity: with a leading zero, too many, a phone's plus, or a code like 11E1. */
function isCode(text: string): boolean {
  return /^0\d+$|^\d{16,}$|^\d+[eE]\d+$|^\+\d[\d ]{6,}$/.test(toUsual(text));
}

function mostly(sample: readonly string[], test: (value: string) => boolean): boolean {
  const allowed = tolerated(sample.length);
  // Most values occur again.
  const passed = new Map<string, boolean>();
  let failures = 0;
  for (const value of sample) if (!remembered(passed, value, test) && ++failures > allowed) return false;
  return sample.length > 0;
}
