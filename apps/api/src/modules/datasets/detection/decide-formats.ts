import type { DateOrder } from '../values/date-values.js';
import { ORDER_PROOFS } from '../values/date-values.js';
import { type DecimalSeparator, isNumber, provesDecimal, provesDecimalSql } from '../values/number-values.js';
import { matchesSql, toRegExp, toUsual } from '../values/spelling.js';
import { withoutUnit, withoutUnitSql } from '../values/units.js';
import type { ColumnFacts } from './column-facts.js';
import type { ColumnGuess } from './column-guess.js';
import type { Head } from './head.js';
import { columnAt } from './sql.js';

/** A decision about a column, with a question to the reader where it is not proven. */
export interface Decision<T> {
  readonly value: T;
  readonly question?: string;
}

interface Proofs<T extends string> {
  readonly counts: Readonly<Record<T, number>>;
  /** A value that fits both readings. */
  readonly ambiguous: string | undefined;
}

const SIGNS = ['.', ','] as const;
const OTHER = { '.': ',', ',': '.' } as const;
const hasPlainThousands = (value: string) => /^\D*\d{4,}[.,]\d+\D*$/.test(value);
const hasGroups = (value: string, sign: string) =>
  value.split(sign).length > 2 || /[.,]\d{3}[.,]\d/.test(value);

/**
 * The decimal sign of each column of numbers: by its own proof over all rows, then by the file's other columns, then by the
 * delimiter. Whatever is not proven by the column itself comes with a question.
 */
export async function decideDecimals(
  head: Head,
  written: readonly ColumnFacts[],
  guesses: readonly ColumnGuess[],
  { delimiter, given }: { readonly delimiter: string; readonly given: DecimalSeparator | null },
): Promise<{ readonly ofFile: DecimalSeparator; readonly ofColumns: Decision<DecimalSeparator>[] }> {
  const proofs = new Map<number, Proofs<DecimalSeparator>>();
  const facts = written.map((column, i) => numbersOf(column, guesses[i]!));
  for (const [i, { sample }] of facts.entries()) {
    const { unit } = guesses[i]!;
    const { tells, ambiguous } = head.findings.once(['signs', i, unit], () => signsIn(sample));
    if (!tells) continue;
    const [points, commas] = await countProofs(head, i, {
      of: unit ? `decimal of ${unit}` : 'decimal',
      here: SIGNS.map((sign) => (text) => provesDecimal(unit ? withoutUnit(text, unit) : text, sign)),
      inSql: SIGNS.map(
        (sign) => (cell) => provesDecimalSql(unit ? `(${withoutUnitSql(cell, unit)})` : cell, sign),
      ),
    });
    proofs.set(i, { counts: { '.': points!, ',': commas! }, ambiguous });
  }
  const all = [...proofs.keys()];
  const ofFile = given ?? fileDecimal([...proofs.values()]);
  const ofColumns = facts.map((column, i): Decision<DecimalSeparator> => {
    if (given) return { value: given };
    const own = proofs.get(i);
    const proven = own && winner(own.counts);
    if (proven) return { value: proven };
    const others = all.filter((other) => other !== i);
    const fallback = fileDecimal(others.map((other) => proofs.get(other)!));
    if (!own?.ambiguous) return { value: fallback ?? (delimiter === ';' ? ',' : '.') };
    const sign = /[.,]/.exec(toUsual(own.ambiguous))![0] as DecimalSeparator;
    const value = decideAmbiguous(
      sign,
      others.flatMap((other) => facts[other]!.sample),
      fallback,
      delimiter,
    );
    const reading = value === sign ? 'the sign before a fraction' : 'a sign between thousands';
    return {
      value,
      question: `In "${column.name}", numbers like "${own.ambiguous}" can be read in two ways; "${sign}" is taken for ${reading}. Set its decimalSeparator if that is wrong.`,
    };
  });
  const asked = ofColumns.find(({ question }) => question);
  return { ofFile: ofFile ?? asked?.value ?? '.', ofColumns };
}

/** A column by its numbers alone, where a unit follows them. */
function numbersOf(column: ColumnFacts, { unit }: ColumnGuess): ColumnFacts {
  return unit ? { ...column, sample: column.sample.map((text) => withoutUnit(text, unit)) } : column;
}

/** Whether a column tells of decimal signs, and a value of it that fits both. */
function signsIn(sample: readonly string[]): { tells: boolean; ambiguous: string | undefined } {
  const tells = sample.some((value) => /\d[.,]|[.,]\d/.test(toUsual(value))) && isHalfNumbers(sample);
  const ambiguous = tells
    ? sample.find((value) => /[.,]/.test(toUsual(value)) && isNumber(value, '.') && isNumber(value, ','))
    : undefined;
  return { tells, ambiguous };
}

/** Whether a column tells of the file's numbers, though it may have too many other values to be one of numbers. */
function isHalfNumbers(sample: readonly string[]): boolean {
  const numbers = sample.filter((value) => isNumber(value, '.') || isNumber(value, ','));
  return 2 * numbers.length >= sample.length;
}

/** The file's decimal sign: that of most columns that prove one. */
function fileDecimal(proofs: readonly Proofs<DecimalSeparator>[]): DecimalSeparator | undefined {
  const votes = { '.': 0, ',': 0 };
  for (const { counts } of proofs) {
    const proven = winner(counts);
    if (proven) votes[proven]++;
  }
  return winner(votes);
}

/** "9.789" is nine and more, unless the file writes thousands like that; "1,234" is over a thousand, unless it cannot be. */
function decideAmbiguous(
  sign: DecimalSeparator,
  others: readonly string[],
  fallback: DecimalSeparator | undefined,
  delimiter: string,
): DecimalSeparator {
  if (others.some((value) => hasGroups(value, sign) && isNumber(value, OTHER[sign]))) return OTHER[sign];
  if (fallback !== undefined && others.some(hasPlainThousands)) return sign;
  if (fallback !== undefined) return fallback;
  if (sign === '.') return '.';
  return delimiter === ';' ? ',' : '.';
}

/**
 * Which comes first in each column of dates, the day or the month: by its own proof over all rows, then as in the file's
 * other dates, then by the file's language. Whatever is not proven by the column itself comes with a question.
 */
export async function decideOrders(
  head: Head,
  facts: readonly ColumnFacts[],
  guesses: readonly ColumnGuess[],
  { readsLikeEurope, given }: { readonly readsLikeEurope: boolean; readonly given: DateOrder | null },
): Promise<Decision<DateOrder | null>[]> {
  const proofs = new Map<number, Proofs<'dmy' | 'mdy'>>();
  for (const [i, { sample }] of facts.entries()) {
    if (guesses[i]!.order !== 'either') continue;
    const [days, months] = await countProofs(head, i, {
      of: 'order',
      here: [ORDER_PROOFS.dmy, ORDER_PROOFS.mdy].map((proof) => (text) => toRegExp(proof).test(text)),
      inSql: [ORDER_PROOFS.dmy, ORDER_PROOFS.mdy].map((proof) => (cell) => matchesSql(cell, proof)),
    });
    proofs.set(i, { counts: { dmy: days!, mdy: months! }, ambiguous: sample[0] });
  }
  return facts.map((column, i) => {
    const { type, order } = guesses[i]!;
    if (type !== 'DATE') return { value: given };
    if (order !== 'either') return { value: given && order === 'ymd' ? given : (order ?? null) };
    if (given === 'dmy' || given === 'mdy') return { value: given };
    return decideOrder(column.name, proofs.get(i)!, fileOrder(facts, proofs, i), readsLikeEurope);
  });
}

function decideOrder(
  name: string,
  { counts, ambiguous }: Proofs<'dmy' | 'mdy'>,
  neighbour: { readonly order: 'dmy' | 'mdy'; readonly name: string } | undefined,
  readsLikeEurope: boolean,
): Decision<DateOrder> {
  const own = winner(counts);
  const inWords = { dmy: 'day first', mdy: 'month first' } as const;
  if (own && counts.dmy > 0 && counts.mdy > 0) {
    return {
      value: own,
      question: `The dates in "${name}" are of two kinds: ${counts.dmy} can only be day first, ${counts.mdy} only month first. Each of those is read as it must be; the others are read ${inWords[own]}. Set its dateFormat if that is wrong.`,
    };
  }
  if (own) return { value: own };
  const value = neighbour?.order ?? 'dmy';
  const why = neighbour
    ? `, as in "${neighbour.name}"`
    : readsLikeEurope
      ? ', as the rest of the file is European'
      : '';
  return {
    value,
    question: `Every date in "${name}", such as "${ambiguous}", can be read day first or month first; they are read ${inWords[value]}${why}. Set dateFormat if that is wrong.`,
  };
}

/** The order that another column of the file proves; undefined if none does, or they differ. */
function fileOrder(
  facts: readonly ColumnFacts[],
  proofs: ReadonlyMap<number, Proofs<'dmy' | 'mdy'>>,
  except: number,
): { order: 'dmy' | 'mdy'; name: string } | undefined {
  const proven = [...proofs].flatMap(([i, { counts }]) => {
    const order = i === except ? undefined : winner(counts);
    return order ? [{ order, name: facts[i]!.name }] : [];
  });
  const [first] = proven;
  return first && proven.every(({ order }) => order === first.order) ? first : undefined;
}

function winner<T extends string>(counts: Readonly<Record<T, number>>): T | undefined {
  const [[first, a], [second, b]] = Object.entries(counts) as [[T, number], [T, number]];
  if (a === b) return undefined;
  return a > b ? first : second;
}

/** What a text can prove, each in both languages that count. */
interface Tests {
  /** What they prove. */
  readonly of: string;
  readonly here: readonly ((text: string) => boolean)[];
  readonly inSql: readonly ((cell: string) => string)[];
}

/** How many values of a column pass each test. */
function countProofs(head: Head, index: number, tests: Tests): Promise<number[]> {
  return head.findings.of([tests.of, index], () => passing(head, index, tests));
}

async function passing({ connection, texts }: Head, index: number, tests: Tests): Promise<number[]> {
  if (texts) {
    const known = texts[index]!.filter((text) => text !== null);
    return tests.here.map((test) => known.filter((text) => test(text)).length);
  }
  const counts = tests.inSql.map((write) => `count(*) filter (${write(columnAt(index))})::int`);
  const reader = await connection.runAndReadAll(`select ${counts.join(', ')} from head`);
  return reader.getRowsJS()[0] as number[];
}
