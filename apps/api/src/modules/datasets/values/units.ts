import { boundedNumber } from '../../../platform/value-bounds.js';
import { type DecimalSeparator, numberSql, readNumber } from './number-values.js';
import {
  anyOf,
  matchesSql,
  type Rewriting,
  rewrite,
  rewriteSql,
  toRegExp,
  toUsual,
  toUsualSql,
} from './spelling.js';
import { MEASURES, UNIT_KINDS } from './unit-table.js';

/** What a spelling of a unit means: units of a kind convert by their sizes. */
export interface Unit {
  /** The name of the kind, or the stem of a word that is in no table. */
  readonly kind: string;
  readonly size: number;
  readonly isKnown: boolean;
}

/** How the texts of a column with a unit are read. */
interface UnitPatterns {
  /** Leave of a text its number. */
  readonly steps: readonly Rewriting[];
  /** Texts in another unit of the kind, by what it takes to make one of it into the column's. */
  readonly others: readonly { readonly size: number; readonly pattern: string }[];
  readonly size: number;
}

const KNOWN: ReadonlyMap<string, Unit> = new Map(
  Object.entries(UNIT_KINDS).flatMap(([kind, sizes]) =>
    sizes.flatMap(([size, spellings]) =>
      spellings.split(' ').map((spelling) => [spelling, { kind, size, isKnown: true }] as const),
    ),
  ),
);

/** What nouns end in, of one and of many, in English, German and their neighbours. */
const ENDINGS = '(?:ies?|ens?|es?|ys?|s)?';
const SHORTEST_STEM = 3;

/** What a spelling means, in any case and with or without the point of an abbreviation. */
export function unitOf(spelling: string): Unit {
  const word = spelling.toLowerCase().replace(/\.$/, '');
  return KNOWN.get(word) ?? { kind: stemOf(word), size: 1, isKnown: false };
}

/** Whether a unit may also stand before its number. */
export function standsBefore(spelling: string): boolean {
  const { kind, isKnown } = unitOf(spelling);
  return isKnown && MEASURES.has(kind) && spelling.length > 1;
}

function stemOf(word: string): string {
  const stem = word.replace(/(?<!s)s$/u, '').replace(/(?:ie|en|e|y)$/u, '');
  return stem.length >= SHORTEST_STEM && /^\p{L}+$/u.test(word) ? stem : word;
}

const made = new Map<string, UnitPatterns>();
const MOST_MADE = 1000;

function patternsOf(unit: string): UnitPatterns {
  const known = made.get(unit);
  if (known) return known;
  if (made.size >= MOST_MADE) made.clear();
  const patterns = makePatterns(unit);
  made.set(unit, patterns);
  return patterns;
}

function makePatterns(unit: string): UnitPatterns {
  const { kind, size, isKnown } = unitOf(unit);
  const spelled = isKnown
    ? UNIT_KINDS[kind]!.map(([other, spellings]) => ({ size: other, words: anyOf(spellings.split(' ')) }))
    : [{ size: 1, words: `${anyOf([kind])}${/^\p{L}{3,}$/u.test(kind) ? ENDINGS : ''}` }];
  const after = (words: string): Rewriting => [`^(.*[0-9][.,]?) *${words}\\.? *$`, '\\1'];
  const before = (words: string): Rewriting => [`^ *${words}\\.?[ :]+([-+]?[0-9.,].*)$`, '\\1'];
  const all = `(?:${spelled.map(({ words }) => words).join('|')})`;
  return {
    steps: [after(all), ...(isKnown && MEASURES.has(kind) ? [before(all)] : [])],
    others: spelled
      .filter((other) => other.size !== size)
      .map((other) => ({
        size: other.size,
        pattern: `(?:[0-9][.,]? *${other.words}\\.? *$|^ *${other.words}\\.?[ :]+[-+]?[0-9.,])`,
      })),
    size,
  };
}

/** What is left of a text when it is in this unit, or one that converts: its number; else all of it. */
export function withoutUnit(text: string, unit: string): string {
  return rewrite(toUsual(text), patternsOf(unit).steps);
}

/** DuckDB's SQL for `withoutUnit`. */
export function withoutUnitSql(cell: string, unit: string): string {
  return rewriteSql(toUsualSql(cell), patternsOf(unit).steps);
}

/** Whether a text is in another unit than this one, into which it converts. */
export function isConverted(text: string, unit: string): boolean {
  const usual = toUsual(text);
  return patternsOf(unit).others.some(({ pattern }) => toRegExp(pattern).test(usual));
}

/** The number of a text in this unit, into which others of its kind are converted; undefined if it is none that can be stored. */
export function readInUnit(text: string, decimal: DecimalSeparator, unit: string): number | undefined {
  const { others, size } = patternsOf(unit);
  const value = readNumber(withoutUnit(text, unit), decimal);
  if (value === undefined) return undefined;
  const usual = toUsual(text);
  const other = others.find(({ pattern }) => toRegExp(pattern).test(usual));
  return other ? boundedNumber((value * other.size) / size) : value;
}

/** DuckDB's SQL for `readInUnit`, before it is bounded. */
export function inUnitSql(cell: string, decimal: DecimalSeparator, unit: string): string {
  const { others, size } = patternsOf(unit);
  const value = numberSql(`(${withoutUnitSql(cell, unit)})`, decimal);
  if (others.length === 0) return value;
  const usual = `(${toUsualSql(cell)})`;
  const cases = (then: (other: { readonly size: number }) => number) =>
    `case ${others.map((other) => `when ${matchesSql(usual, other.pattern)} then ${then(other)}`).join(' ')} else 1 end`;
  // Not a factor alone, which a third of a unit would have none of.
  return `(${value}) * ${cases((other) => other.size)} / ${cases(() => size)}`;
}
