import type { DuckDBConnection } from '@duckdb/node-api';
import {
  boundedValueSql,
  type ReadValue,
  rawValueSql,
  readText,
  saysMissingSql,
  type ValueReading,
} from '../values/value-reading.js';
import type { ColumnFacts } from './column-facts.js';
import type { Head } from './head.js';
import { isPlainNumber, plainNumberSql } from './plain-numbers.js';
import { columnAt } from './sql.js';

/** The lowest and the highest value of a column of numbers or dates; dates in ISO, with their time of day. */
export interface ValueRange {
  readonly lowest: number | string;
  readonly highest: number | string;
}

/** What a reading makes of a column's values. */
export interface TriedReading {
  /** Rows with a value. */
  readonly known: number;
  readonly distinct: number;
  /** Rows with a text that is no value of the type; an import rejects them. */
  readonly failed: number;
  /** Null for other types, or where no row has a value. */
  readonly range: ValueRange | null;
}

/** Columns per query. */
const BATCH = 40;
/** Figures of each. */
const WIDTH = 5;

/** Tries the readings of all columns on every row of the head. Where the facts say what comes of it, no row is read again. */
export async function tryReadings(
  { connection, texts, rows, traits, findings }: Head,
  facts: readonly ColumnFacts[],
  readings: readonly ValueReading[],
): Promise<TriedReading[]> {
  if (texts) return readings.map((reading, i) => tryReading(countTexts(texts[i]!), reading));
  const questionOf = (i: number) => ['tried', i, readings[i]];
  const tried = readings.map(
    (reading, i) => findings.known<TriedReading>(questionOf(i)) ?? foreseen(facts[i]!, reading, rows),
  );
  const open = readings.flatMap((reading, i) => (tried[i] ? [] : [{ reading, i, cell: columnAt(i) }]));
  for (let start = 0; start < open.length; start += BATCH) {
    const batch = open.slice(start, start + BATCH);
    const isPlain = ({ i, reading }: { i: number; reading: ValueReading }) =>
      isPlainNumber(i, reading, traits);
    const raw = batch.map((column) => {
      const { reading, cell } = column;
      const value = isPlain(column) ? plainNumberSql(cell) : rawValueSql(cell, reading);
      return `${cell} as s${cell}, ${value} as r${cell}`;
    });
    const values = batch.map((column) => {
      const { reading, cell } = column;
      return `s${cell}, ${isPlain(column) ? `r${cell}` : boundedValueSql(`r${cell}`, reading)} as t${cell}`;
    });
    const counts = batch.map(
      ({ reading, cell, i }) =>
        `count(t${cell})::int, count(distinct t${cell})::int,
         count(*) filter (${isPlain({ i, reading }) ? 'false' : failsSql(`s${cell}`, `t${cell}`, reading)})::int,
         ${['min', 'max'].map((end) => endSql(end, `t${cell}`, reading)).join(', ')}`,
    );
    const reader = await connection.runAndReadAll(
      `select ${counts.join(', ')} from (select ${values.join(', ')} from (select ${raw.join(', ')} from head))`,
    );
    const found = reader.getRowsJS()[0]!;
    batch.forEach(({ i }, place) => {
      const [known, distinct, failed] = found.slice(WIDTH * place) as [number, number, number];
      const [lowest, highest] = found.slice(WIDTH * place + 3) as (number | string | null)[];
      tried[i] = { known, distinct, failed, range: rangeOf(lowest, highest) };
      findings.keep(questionOf(i), tried[i]);
    });
  }
  return tried.map((one) => one!);
}

/** What comes of a reading that keeps every text, or that has few texts to read; null where rows must be read for that. */
function foreseen(
  { present, distinct, counts }: ColumnFacts,
  reading: ValueReading,
  rows: number,
): TriedReading | null {
  if (isKept(reading)) return { known: present, distinct, failed: 0, range: null };
  return counts && tryReading([...counts, [null, rows - present]], reading);
}

const isKept = ({ type, wordsAreMissing }: ValueReading) =>
  type === 'TEXT' || (type === 'CATEGORY' && !wordsAreMissing);

function countTexts(texts: readonly (string | null)[]): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Tries one reading on the texts of a column, with how often each occurs, by the readers of single values. */
function tryReading(counts: Iterable<readonly [string | null, number]>, reading: ValueReading): TriedReading {
  const values = new Set<ReadValue>();
  let [known, failed] = [0, 0];
  let lowest: number | string | null = null;
  let highest: number | string | null = null;
  for (const [text, count] of counts) {
    if (count === 0) continue;
    const value = readText(text ?? '', reading);
    if (value === undefined) failed += count;
    else if (value !== null) {
      known += count;
      values.add(value);
      if (!isRanged(reading) || typeof value === 'boolean') continue;
      if (lowest === null || value < lowest) lowest = value;
      if (highest === null || value > highest) highest = value;
    }
  }
  return { known, distinct: values.size, failed, range: rangeOf(lowest, highest) };
}

const isRanged = ({ type }: ValueReading) => type === 'NUMBER' || type === 'DATE';

function rangeOf(
  lowest: number | string | null | undefined,
  highest: number | string | null | undefined,
): ValueRange | null {
  return lowest == null || highest == null ? null : { lowest, highest };
}

function endSql(end: string, value: string, reading: ValueReading): string {
  if (!isRanged(reading)) return 'null';
  return reading.type === 'DATE' ? `strftime(${end}(${value}), '%Y-%m-%dT%H:%M:%S')` : `${end}(${value})`;
}

/** Up to three different texts that a reading cannot read. */
export async function unreadExamples(
  { connection, texts, findings }: Head,
  index: number,
  { sample }: ColumnFacts,
  reading: ValueReading,
): Promise<string[]> {
  if (texts) {
    const unread = texts[index]!.filter((text) => text !== null && readText(text, reading) === undefined);
    return [...new Set(unread)].slice(0, EXAMPLES).map((text) => text!.slice(0, 60));
  }
  const sampled = unreadOf(sample, reading);
  if (sampled.length === EXAMPLES) return sampled.sort().map((text) => text.slice(0, 60));
  return findings.of(['unread', index, reading], () => unreadOfAll(connection, index, reading));
}

const EXAMPLES = 3;

/** The first different texts of a sample that a reading cannot read: where many cannot be read, they are soon found. */
function unreadOf(sample: readonly string[], reading: ValueReading): string[] {
  const unread = new Set<string>();
  for (const text of sample) {
    if (!unread.has(text) && readText(text, reading) === undefined) unread.add(text);
    if (unread.size === EXAMPLES) break;
  }
  return [...unread];
}

async function unreadOfAll(
  connection: DuckDBConnection,
  index: number,
  reading: ValueReading,
): Promise<string[]> {
  const cell = columnAt(index);
  const reader = await connection.runAndReadAll(
    `select s from (select distinct s from (select ${cell} as s, ${rawValueSql(cell, reading)} as r from head)
      where ${failsSql('s', boundedValueSql('r', reading), reading)} limit ${EXAMPLES}) order by s`,
  );
  return reader.getRowsJS().map(([text]) => String(text).slice(0, 60));
}

/** SQL for whether a text that gave this value cannot be read: it gave none, and does not say that there is none. */
export function failsSql(text: string, value: string, reading: ValueReading): string {
  if (reading.type === 'CATEGORY' || reading.type === 'TEXT') return 'false';
  // A pattern is matched with the few texts without a value alone; behind an "and" it would be matched with all of them.
  const isUnread = `${text} is not null and ${value} is null`;
  return `(case when ${isUnread} then not ${saysMissingSql(text, reading)} else false end)`;
}
