import { MONTH_STEPS } from '../values/month-names.js';
import { isNumber } from '../values/number-values.js';
import { rewrite, toUsual } from '../values/spelling.js';
import { standsBefore, type Unit, unitOf } from '../values/units.js';

/** A number with what it counts. */
export interface CountedThing {
  /** What it counts, as written. */
  readonly spelling: string;
  readonly unit: Unit;
  /** The text of the number. */
  readonly number: string;
}

/** The values of a column in units that convert into each other. */
export interface UnitCount {
  /** The most frequent spelling of the most frequent unit. */
  readonly spelling: string;
  readonly unit: Unit;
  readonly count: number;
  readonly example: string;
}

/** A column of so many different numbers at most is one of levels, which say more: "12 months" and "24 months" are kinds of contracts. */
export const FEW_NUMBERS = 6;
/** The least share of values that name the unit; the others are numbers alone. */
const NAMED_SHARE = 0.9;

const AFTER = /^([-+]? ?[\d.,' ]*\d[.,]?)( *)([\p{L}°][\p{L}\p{M}²³/·-]*(?: \p{L}[\p{L}\p{M}/]*){0,2})\.?$/u;
const BEFORE = /^([\p{L}°][\p{L}\p{M}²³/]*)\.?[ :]+([-+]?[\d.,' ]*\d)$/u;
const LONGEST_UNIT = 24;
/** Single letters that follow a number without a blank are the ends of flats, seats and generations, but for those of a clock. */
const CLOCK = /^[hd]$/;

/** What stands behind numbers that count nothing: sizes by country, times of day, ordinals, series, streets. */
const NAMES = new Set(
  'eu uk us usa fr it de br jp cn am pm uhr st nd rd th er ad bc ce bce series serie class klasse gen generation edition grade floor level etage og street str straße strasse road avenue ave lane drive way weg platz allee pro max plus mini lite'.split(
    ' ',
  ),
);

/** The number and the unit of a text; null if it is not both. */
export function countedThing(text: string): CountedThing | null {
  const usual = toUsual(text);
  const found = AFTER.exec(usual);
  if (!found) return standingBefore(usual);
  const [, number, blank, spelling] = found as unknown as [string, string, string, string];
  const unit = unitOf(spelling);
  if (blank === '' && (!unit.isKnown || (/^[a-z]$/i.test(spelling) && !CLOCK.test(spelling)))) return null;
  if (spelling.length > LONGEST_UNIT || !isCount(number)) return null;
  return { spelling, unit, number };
}

function standingBefore(usual: string): CountedThing | null {
  const found = BEFORE.exec(usual);
  if (!found) return null;
  const [, spelling, number] = found as unknown as [string, string, string];
  return standsBefore(spelling) && isCount(number) ? { spelling, unit: unitOf(spelling), number } : null;
}

/** A number that begins with a zero is a code. */
function isCount(number: string): boolean {
  return !/^0\d/.test(number) && (isNumber(number, '.') || isNumber(number, ','));
}

/** Whether a word is what numbers count, and no name or month. */
function isThing({ spelling, unit }: Pick<CountedThing, 'spelling' | 'unit'>): boolean {
  return unit.isKnown || (!NAMES.has(spelling.toLowerCase()) && rewrite(spelling, MONTH_STEPS) === spelling);
}

/** What the values of a column count, the most frequent first; units that convert are one. */
export function countUnits(
  things: readonly { readonly text: string; readonly thing: CountedThing }[],
): UnitCount[] {
  const kinds = new Map<string, (typeof things)[number][]>();
  for (const each of things) {
    const { kind, isKnown } = each.thing.unit;
    const key = `${isKnown} ${kind}`;
    const same = kinds.get(key);
    if (same) same.push(each);
    else kinds.set(key, [each]);
  }
  return [...kinds.values()]
    .map((same) => {
      const size = mostFrequent(same.map(({ thing }) => thing.unit.size));
      const ofSize = same.filter(({ thing }) => thing.unit.size === size);
      const spelling = mostFrequent(ofSize.map(({ thing }) => thing.spelling));
      const { text, thing } = ofSize.find((each) => each.thing.spelling === spelling)!;
      return { spelling, unit: thing.unit, count: same.length, example: text };
    })
    .sort((a, b) => b.count - a.count);
}

function mostFrequent<T>(values: readonly T[]): T {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}

/**
 * The unit of a column in which one follows, or precedes, nearly every number: of its known values, so many may be something
 * else. `anyLevels` says that it may have as few different numbers as a category.
 */
export function guessUnit(
  known: readonly string[],
  allowed: number,
  { anyLevels = false }: { readonly anyLevels?: boolean } = {},
): string | undefined {
  const found = new Map<string, CountedThing | null>();
  const things: { text: string; thing: CountedThing }[] = [];
  let odd = 0;
  for (const text of known) {
    const before = found.get(text);
    const thing = before === undefined ? countedThing(text) : before;
    if (before === undefined) found.set(text, thing);
    if (thing) things.push({ text, thing });
    else if (!isCount(toUsual(text)) && ++odd > allowed) return undefined;
  }
  const [first, ...others] = countUnits(things);
  if (!first || first.count < NAMED_SHARE * known.length || !isThing(first)) return undefined;
  if (odd + others.reduce((sum, { count }) => sum + count, 0) > allowed) return undefined;
  const numbers = things.map(({ thing }) => thing.number);
  if (!first.unit.isKnown && areCodes(numbers)) return undefined;
  if (first.unit.kind === 'calendar' && numbers.every(isYear)) return undefined;
  const levels = new Set(things.map(({ thing }) => `${thing.number} ${thing.unit.size}`));
  return anyLevels || levels.size > FEW_NUMBERS ? first.spelling : undefined;
}

/** Whole numbers of one length are rather those of places: "10115 Berlin". */
function areCodes(numbers: readonly string[]): boolean {
  const length = numbers[0]!.length;
  return length >= 4 && numbers.every((number) => /^\d+$/.test(number) && number.length === length);
}

function isYear(number: string): boolean {
  const value = /^\d{4}$/.test(number) ? Number(number) : 0;
  return value >= 1900 && value <= 2100;
}
