import type { DuckDBConnection } from '@duckdb/node-api';
import type { Head } from './head.js';
import { columnAt } from './sql.js';

/** Counts of a column over every row looked at, with a sample of its values. */
export interface ColumnFacts {
  readonly name: string;
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
  /** How often each value occurs, if there are few. */
  readonly counts: ReadonlyMap<string, number> | null;
  /** Values from throughout the file, without missing ones. */
  readonly sample: readonly string[];
}

const SAMPLED_CELLS = 100_000;
/** Columns per query: a query's plan grows faster than its columns. */
const BATCH = 100;
/** Values of a column that are counted one by one. */
const FEW_VALUES = 20;

/** Reads the facts of every column from the head. */
export function readFacts(head: Head, names: readonly string[]): Promise<ColumnFacts[]> {
  return head.findings.of(['facts', names], () => countFacts(head, names));
}

async function countFacts(
  { connection, rows, texts }: Head,
  names: readonly string[],
): Promise<ColumnFacts[]> {
  const perColumn = Math.min(5000, Math.max(100, Math.floor(SAMPLED_CELLS / names.length)));
  const step = Math.max(1, Math.floor(rows / perColumn));
  if (texts) return names.map((name, i) => factsOf(name, texts[i]!, step, perColumn));
  const facts: ColumnFacts[] = [];
  for (let start = 0; start < names.length; start += BATCH) {
    const batch = names.slice(start, start + BATCH);
    const cells = batch.map((_, i) => columnAt(start + i));
    const counts = await firstRow(
      connection,
      cells.map((c) => `count(${c})::int, count(distinct ${c})::int`),
    );
    const few = cells.filter((_, i) => (counts[2 * i + 1] as number) <= FEW_VALUES);
    const maps =
      few.length > 0
        ? await firstRow(
            connection,
            few.map((c) => `to_json(map_entries(histogram(${c})))::varchar`),
          )
        : [];
    const sampled = await connection.runAndReadAll(
      `select ${cells.join(', ')} from head where place % ${step} = 0 limit ${perColumn}`,
    );
    const values = sampled.getColumnsJS() as (string | null)[][];
    batch.forEach((name, i) => {
      const at = few.indexOf(cells[i]!);
      facts.push({
        name,
        rows,
        present: counts[2 * i] as number,
        distinct: counts[2 * i + 1] as number,
        counts: at === -1 ? null : toMap(maps[at] as string | null),
        sample: (values[i] ?? []).filter((value) => value !== null),
      });
    });
  }
  return facts;
}

function factsOf(
  name: string,
  texts: readonly (string | null)[],
  step: number,
  perColumn: number,
): ColumnFacts {
  const counts = new Map<string, number>();
  let present = 0;
  for (const text of texts) {
    if (text === null) continue;
    present++;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const sampled = texts.filter((_, place) => place % step === 0).slice(0, perColumn);
  return {
    name,
    rows: texts.length,
    present,
    distinct: counts.size,
    counts: counts.size <= FEW_VALUES ? counts : null,
    sample: sampled.filter((text) => text !== null),
  };
}

async function firstRow(connection: DuckDBConnection, expressions: readonly string[]): Promise<unknown[]> {
  const reader = await connection.runAndReadAll(`select ${expressions.join(', ')} from head`);
  return reader.getRowsJS()[0] as unknown[];
}

function toMap(json: string | null): Map<string, number> {
  const entries = JSON.parse(json ?? '[]') as { key: string; value: number }[];
  return new Map(entries.map(({ key, value }) => [key, value]));
}
