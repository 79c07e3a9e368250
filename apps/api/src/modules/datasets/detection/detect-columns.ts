import type { DuckDBConnection } from '@duckdb/node-api';
import { NUMBER_RANGE } from '../../../platform/value-bounds.js';
import type { ColumnRole, ColumnType } from '../dataset.enums.js';
import { dateFormatName } from '../values/date-formats.js';
import { type DateOrder, isNumeric, readDate } from '../values/date-values.js';
import { isWholeWeek } from '../values/iso-weeks.js';
import { isMissing, isNoDate, isWord } from '../values/missing-values.js';
import { type DecimalSeparator, readNumber } from '../values/number-values.js';
import { type ReadValue, readText, type ValueReading } from '../values/value-reading.js';
import { type ColumnFacts, readFacts } from './column-facts.js';
import {
  type ColumnGuess,
  guessAsNumbers,
  guessColumn,
  TOLERATED_SHARE,
  textType,
  tolerated,
} from './column-guess.js';
import { decideDecimals, decideOrders } from './decide-formats.js';
import { type AskedFormat, askFormat } from './format-question.js';
import { type Head, type HeadOptions, openHead } from './head.js';
import { type RoleSuggestion, roleWarnings, suggestRoles } from './suggest-roles.js';
import { type TriedReading, tryReadings, unreadExamples, type ValueRange } from './try-readings.js';
import { currencyRemark, unitRemark, unitsRemark } from './unit-remarks.js';

/** A detected column: how its text is read, and its likely role. */
export interface DetectedColumn extends RoleSuggestion {
  readonly name: string;
  readonly facts: ColumnFacts;
  readonly conversion: ValueReading;
  /** Of numbers and dates, over the rows that decide. */
  readonly range: ValueRange | null;
  /** What the reader is asked where the values do not tell how they are read. */
  readonly asks: AskedFormat | null;
}

/** What to check about the values of a column, in a sentence. */
export interface ColumnWarning {
  readonly column: string;
  readonly text: string;
}

/** The detected columns of the working table `source`. */
export interface DetectedColumns {
  readonly columns: readonly DetectedColumn[];
  readonly decimal: DecimalSeparator;
  /** The order of the first date column; null if there is none. */
  readonly dateFormat: string | null;
  /** What to check about the values of each column. */
  readonly warnings: readonly ColumnWarning[];
  /** What to check about the roles, if a row is a customer. */
  readonly roleWarnings: readonly string[];
}

/** Overrides of a column. */
export interface GivenColumn {
  readonly type?: ColumnType | null;
  readonly role?: ColumnRole;
  /** All of it, as known from an earlier import. */
  readonly reading?: ValueReading;
  readonly decimal?: DecimalSeparator | null;
  readonly order?: DateOrder | null;
}

/** Overrides for the detection. */
export interface GivenFormats extends HeadOptions {
  readonly delimiter: string;
  readonly decimal: DecimalSeparator | null;
  readonly order: DateOrder | null;
  /** By column name. */
  readonly columns?: ReadonlyMap<string, GivenColumn>;
  /** Rows from the top that decide; the rest is read likewise. Default: all. */
  readonly decisive?: number | undefined;
}

/** From so many occurrences and this share on, a word such as "unknown" is a level of a category. */
const LEVEL_COUNT = 5;
const LEVEL_SHARE = 0.005;
/** Columns of which a warning quotes values. */
const QUOTED = 20;

/**
 * Detects the type and the format of each column: guesses from values throughout the file, then tries every value, so that
 * 842 ambiguous dates do not outvote the one that is unambiguous.
 */
export async function detectColumns(
  connection: DuckDBConnection,
  names: readonly string[],
  rows: number,
  given: GivenFormats,
): Promise<DetectedColumns> {
  const { decisive = rows, columns: asked = new Map<string, GivenColumn>() } = given;
  const head = await openHead(connection, names.length, Math.min(rows, decisive), given);
  const facts = await readFacts(head, names);
  const guesses = facts.map((column, i) => {
    const type = asked.get(column.name)?.type ?? null;
    return head.findings.once(['guess', i, type], () => wanted(column, type));
  });
  const { ofFile: decimal, ofColumns: decimals } = await decideDecimals(head, facts, guesses, {
    delimiter: given.delimiter,
    given: given.decimal,
  });
  const readsLikeEurope = decimal === ',' || given.delimiter === ';';
  const orders = await decideOrders(head, facts, guesses, { readsLikeEurope, given: given.order });
  const planned = facts.map((column, i): ValueReading => {
    const guess = guesses[i]!;
    const own = asked.get(column.name);
    if (own?.reading) return own.reading;
    return {
      type: guess.type,
      decimal: own?.decimal ?? decimals[i]!.value,
      order: guess.type === 'DATE' ? (own?.order ?? orders[i]!.value ?? 'ymd') : null,
      ...(guess.perCent && guess.perCent !== 1 ? { perCent: guess.perCent } : {}),
      ...(guess.unit ? { unit: guess.unit } : {}),
      ...(guess.currency ? { currency: guess.currency } : {}),
      ...(guess.blankIsNo ? { blankIsNo: true } : {}),
      ...(guess.type === 'CATEGORY' && !hasFrequentWord(column) ? { wordsAreMissing: true } : {}),
    };
  });
  const warnings: ColumnWarning[] = [];
  const questions = new Map<number, AskedFormat>();
  const { readings, tried } = await settle(head, facts, planned, asked, warnings);
  const settled = facts.map((column, i) => ({
    ...column,
    present: tried[i]!.known + tried[i]!.failed,
    distinct: tried[i]!.distinct,
  }));
  readings.forEach((reading, i) => {
    const own = asked.get(names[i]!);
    const asks = reading.type === 'NUMBER' ? !own?.decimal && decimals[i]!.question : null;
    const asksDay = reading.type === 'DATE' ? !own?.order && orders[i]!.question : null;
    const sentence = asks || asksDay;
    const question = sentence ? askFormat(sentence, facts[i]!.sample, reading) : null;
    if (question) questions.set(i, question);
    const texts = [
      ...(asks ? [asks] : []),
      ...(asksDay ? [asksDay] : []),
      ...missingRemark(facts[i]!, settled[i]!.present, reading),
      ...head.findings.once(
        ['remarks', i, reading, settled[i]!.present, settled[i]!.distinct, guesses[i]],
        () => remarks(settled[i]!, reading, guesses[i]!),
      ),
    ];
    warnings.push(...texts.map((text) => ({ column: names[i]!, text })));
  });
  const typed = settled.map((column, i) => ({ ...column, type: readings[i]!.type }));
  const roles = suggestRoles(typed, asked);
  const columns = settled.map((column, i) => ({
    name: column.name,
    facts: column,
    conversion: readings[i]!,
    range: tried[i]!.range,
    asks: questions.get(i) ?? null,
    ...roles[i]!,
  }));
  const firstDate = readings.find((reading) => reading.type === 'DATE');
  return {
    columns,
    decimal,
    dateFormat: dateFormatName(firstDate?.order ?? null),
    warnings,
    roleWarnings: roleWarnings(typed, roles, asked),
  };
}

/** The guess, or what is known of a column whose type the caller names. */
function wanted(facts: ColumnFacts, type: ColumnType | null | undefined): ColumnGuess {
  const guess = guessColumn(facts);
  if (!type || type === guess.type) return guess;
  if (type === 'NUMBER') return guessAsNumbers(facts);
  if (type !== 'DATE') return { type };
  const withNames = facts.sample.filter((value) => /\p{L}{3}/u.test(value)).length;
  return { type, order: 2 * withNames > facts.sample.length ? 'named' : 'either' };
}

/** Tries the readings; a column with too many values that its reading cannot read becomes text, unless the caller wants its type. */
async function settle(
  head: Head,
  facts: readonly ColumnFacts[],
  planned: readonly ValueReading[],
  asked: ReadonlyMap<string, GivenColumn>,
  warnings: ColumnWarning[],
): Promise<{ readings: ValueReading[]; tried: TriedReading[] }> {
  const readings = [...planned];
  const tried = await tryReadings(head, facts, readings);
  let quoted = 0;
  for (const [i, { known, failed }] of tried.entries()) {
    if (failed === 0) continue;
    const { name } = facts[i]!;
    const reading = readings[i]!;
    const examples = quoted++ < QUOTED ? await unreadExamples(head, i, facts[i]!, reading) : [];
    const like = examples.length > 0 ? `, such as ${examples.map((text) => `"${text}"`).join(', ')}` : '';
    const what = `${failed} of ${known + failed} values in "${name}" are ${KINDS[reading.type]}${like}`;
    if (
      asked.get(name)?.type ||
      failed <= Math.max(tolerated(known + failed), TOLERATED_SHARE * (known + failed))
    ) {
      warnings.push({ column: name, text: `${what}; their rows will be rejected.` });
    } else {
      readings[i] = { type: textType(facts[i]!), decimal: reading.decimal, order: null };
      tried[i] = { known: facts[i]!.present, distinct: facts[i]!.distinct, failed: 0, range: null };
      warnings.push({ column: name, text: `${what}; the column is read as text.` });
    }
  }
  return { readings, tried };
}

const KINDS: Readonly<Record<ColumnType, string>> = {
  NUMBER: `no numbers ${NUMBER_RANGE}`,
  BOOLEAN: 'neither yes nor no',
  DATE: 'no dates',
  CATEGORY: 'no categories',
  TEXT: 'no texts',
};

/** Words that say there is no value, in a column that is no text. */
function missingRemark(
  { name, present, sample }: ColumnFacts,
  known: number,
  reading: ValueReading,
): string[] {
  const missing = present - known;
  if (missing <= 0 || reading.type === 'CATEGORY' || reading.type === 'TEXT') return [];
  const isRead = (value: string) => isMissing(value, reading) || (reading.type === 'DATE' && isNoDate(value));
  const examples = [...new Set(sample.filter(isRead))].slice(0, 3).map((value) => `"${value}"`);
  const like = examples.length > 0 ? `, such as ${examples.join(', ')},` : '';
  return [`${missing} values in "${name}"${like} say that there is none, and count as missing.`];
}

/** What a reading does that its reader might not expect. */
function remarks(facts: ColumnFacts, reading: ValueReading, guess: ColumnGuess): string[] {
  const { name, rows, sample, present } = facts;
  const example = sample.find((value) => !isWord(value)) ?? '';
  const read = readText(example, reading);
  if (reading.blankIsNo) {
    return [
      `"${name}" has only "${example}" or nothing; nothing is read as no, in ${rows - (facts.counts?.get(example) ?? present)} rows.`,
    ];
  }
  if (reading.perCent) {
    return [
      `"${name}" has numbers in per cent, such as "${sample.find((value) => value.includes('%'))}", beside fractions; both are read as fractions.`,
    ];
  }
  if (guess.type === 'NUMBER' && guess.perCent === 1) {
    return [`"${name}" has numbers in per cent beside others; "11%" is read as 11.`];
  }
  if (reading.type === 'DATE' && reading.order !== null && isNumeric(reading.order)) {
    return [
      `"${name}" has numbers that are read as ${dateFormatName(reading.order)}: ${example} is ${shownDay(read)}. Set its type to NUMBER if that is wrong.`,
    ];
  }
  if (reading.unit) return [unitRemark(facts, reading.unit, reading)];
  if (reading.type === 'NUMBER' && !guess.question) return currencyRemark(facts);
  if (reading.type === 'NUMBER' && guess.question)
    return [`"${name}" has numbers such as ${example}; ${guess.question}.`];
  if (reading.type === 'DATE') return [...weekRemark(facts), ...centuryRemark(facts)];
  if (reading.type !== 'CATEGORY' && reading.type !== 'TEXT') return [];
  const dates = dateRemark(facts);
  if (dates.length > 0) return dates;
  const units = unitsRemark(facts, reading.type);
  if (units.length > 0) return units;
  return reading.type === 'CATEGORY'
    ? wordRemark(facts, reading)
    : guess.type === 'TEXT'
      ? textRemark(facts)
      : [];
}

const shownDay = (value: ReadValue | undefined) => String(value).replace('T00:00:00', '').replace('T', ' ');

function wordRemark({ name, counts }: ColumnFacts, { wordsAreMissing }: ValueReading): string[] {
  const words = [...(counts ?? [])].filter(([value]) => isWord(value));
  if (words.length === 0) return [];
  const found = words.map(([value, count]) => `"${value}" (${count} times)`).join(', ');
  return [
    wordsAreMissing
      ? `In "${name}", ${found} counts as missing.`
      : `In "${name}", ${found} is kept as a level like the others.`,
  ];
}

/** Values by which it is said about how many of a column are no numbers. */
const REMARKED = 500;

const BIRTH = /birth|\bdob\b|geburt|geboren|naissance|nacimiento|nascita|nascimento|urodzenia|рождения/i;
const SHORT_YEAR = /[-/. ]'?\d{2}$/;

/** A week has seven days, of which one is taken. */
function weekRemark({ name, sample }: ColumnFacts): string[] {
  const week = sample.find(isWholeWeek);
  return week ? [`"${name}" has weeks, such as "${week}"; each is read as its Monday.`] : [];
}

/** A date of birth is never to come, but of two digits nobody knows the century. */
function centuryRemark({ name, sample }: ColumnFacts): string[] {
  const example = BIRTH.test(name) && sample.find((value) => SHORT_YEAR.test(value) && !/\d{4}/.test(value));
  return example
    ? [`In "${name}", years of two digits, such as in "${example}", are read as 1950 to 2049.`]
    : [];
}

/** Texts of which some are numbers were perhaps meant to be numbers. */
function textRemark({ name, sample: all }: ColumnFacts): string[] {
  const step = Math.ceil(all.length / REMARKED);
  const sample = all.filter((_, i) => i % step === 0);
  const isRead = (value: string) =>
    readNumber(value, '.') !== undefined || readNumber(value, ',') !== undefined;
  const others = [...new Set(sample.filter((value) => !isRead(value) && !isWord(value)))];
  const numbers = sample.length - sample.filter((value) => !isRead(value)).length;
  if (numbers < 0.3 * sample.length || others.length === 0) return [];
  const examples = others
    .slice(0, 3)
    .map((value) => `"${value.slice(0, 60)}"`)
    .join(', ');
  return [
    `"${name}" is read as text: about ${Math.round((100 * (sample.length - numbers)) / sample.length)} % of its values are no numbers, such as ${examples}.`,
  ];
}

/** Texts of which most are dates were perhaps meant to be dates. */
function dateRemark({ name, sample: all }: ColumnFacts): string[] {
  const step = Math.ceil(all.length / REMARKED);
  const sample = all.filter((value, i) => i % step === 0 && /\d/.test(value));
  const isRead = (value: string) =>
    isNoDate(value) || readDate(value, 'named') !== undefined || readDate(value, 'dmy') !== undefined;
  const others = [...new Set(sample.filter((value) => !isRead(value)))];
  const dates = sample.filter(isRead).length;
  if (dates < 0.3 * sample.length || dates < 2) return [];
  const odd =
    others.length > 0 ? others : [...new Set(all.filter((value) => !/\d/.test(value) && !isWord(value)))];
  if (odd.length === 0) return [];
  const examples = odd
    .slice(0, 3)
    .map((value) => `"${value.slice(0, 60)}"`)
    .join(', ');
  return [`"${name}" is read as text: some of its values are dates, others are not, such as ${examples}.`];
}

function hasFrequentWord({ counts, sample, present }: ColumnFacts): boolean {
  if (counts === null) {
    const words = sample.filter(isWord).length;
    return words >= LEVEL_COUNT && words >= LEVEL_SHARE * sample.length;
  }
  return [...counts].some(
    ([value, count]) => isWord(value) && count >= LEVEL_COUNT && count >= LEVEL_SHARE * present,
  );
}
