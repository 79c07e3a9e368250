import {
  boundedValueSql,
  type ReadValue,
  rawValueSql,
  readText,
  saysMissingSql,
  type ValueReading,
} from '../values/value-reading.js';
import type { Head } from './head.js';
import { columnAt } from './sql.js';

/** What a reading makes of a column's values. */
export interface TriedReading {
  /** Rows with a value. */
  readonly known: number;
  readonly distinct: number;
  /** Rows with a text that is no value of the type; an import rejects them. */
  readonly failed: number;
}

/** Columns per query. */
const BATCH = 40;

/** Tries the readings of all columns on every row of the head. */
export async function tryReadings(
  { connection, texts }: Head,
  readings: readonly ValueReading[],
): Promise<TriedReading[]> {
  if (texts) return readings.map((reading, i) => tryReading(texts[i]!, reading));
  const tried: TriedReading[] = [];
  for (let start = 0; start < readings.length; start += BATCH) {
    const batch = readings
      .slice(start, start + BATCH)
      .map((reading, i) => ({ reading, cell: columnAt(start + i) }));
    const raw = batch.map(
      ({ reading, cell }) => `${cell} as s${cell}, ${rawValueSql(cell, reading)} as r${cell}`,
    );
    const values = batch.map(
      ({ reading, cell }) => `s${cell}, ${boundedValueSql(`r${cell}`, reading)} as t${cell}`,
    );
    const counts = batch.map(
      ({ reading, cell }) =>
        `count(t${cell})::int, count(distinct t${cell})::int, count(*) filter (${failsSql(`s${cell}`, `t${cell}`, reading)})::int`,
    );
    const reader = await connection.runAndReadAll(
      `select ${counts.join(', ')} from (select ${values.join(', ')} from (select ${raw.join(', ')} from head))`,
    );
    const found = reader.getRowsJS()[0] as number[];
    batch.forEach((_, i) => {
      const [known, distinct, failed] = found.slice(3 * i, 3 * i + 3) as [number, number, number];
      tried.push({ known, distinct, failed });
    });
  }
  return tried;
}

/** Tries one reading on all texts of a column, by the readers of single values. */
function tryReading(texts: readonly (string | null)[], reading: ValueReading): TriedReading {
  const values = new Set<ReadValue>();
  let [known, failed] = [0, 0];
  for (const text of texts) {
    const value = readText(text ?? '', reading);
    if (value === undefined) failed++;
    else if (value !== null) {
      known++;
      values.add(value);
    }
  }
  return { known, distinct: values.size, failed };
}

/** Up to three different texts that a reading cannot read. */
export async function unreadExamples(
  { connection, texts }: Head,
  index: number,
  reading: ValueReading,
): Promise<string[]> {
  if (texts) {
    const unread = texts[index]!.filter((text) => text !== null && readText(text, reading) === undefined);
    return [...new Set(unread)].slice(0, 3).map((text) => text!.slice(0, 60));
  }
  const cell = columnAt(index);
  const reader = await connection.runAndReadAll(
    `select s from (select distinct s from (select ${cell} as s, ${rawValueSql(cell, reading)} as r from head)
      where ${failsSql('s', boundedValueSql('r', reading), reading)} limit 3) order by s`,
  );
  return reader.getRowsJS().map(([text]) => String(text).slice(0, 60));
}

/** SQL for whether a text that gave this value cannot be read: it gave none, and does not say that there is none. */
export function failsSql(text: string, value: string, reading: ValueReading): string {
  if (reading.type === 'CATEGORY' || reading.type === 'TEXT') return 'false';
  return `${text} is not null and ${value} is null and not ${saysMissingSql(text, reading)}`;
}
