import pg from 'pg';
import { keptTables } from '../src/platform/backup/kept-tables.js';
import { createApiClient } from '../test/client.js';
import { untilQuiet } from '../test/consistency.js';
import type { Target } from './attack.js';

/** Tables in which any request leaves something: that it was made, what it cost, what is still to be told of it. */
const NOTES = ['public.audit_events', 'public.query_rates', 'public.outbox', 'public.changed_rows'];
/** A column that says when a key was used. */
const MOMENT = 'last_used_at';

/** What is there before an attack or after it. */
export interface Scene {
  /** What a query about the dataset is answered. */
  readonly answer: string;
  /** How long that took, in milliseconds. */
  readonly milliseconds: number;
  /** How many rows each table has, and a sum of their hashes. */
  readonly tables: ReadonlyMap<string, string>;
}

/** Asks as the next one would, and looks at every row of every table once nothing is under way. */
export async function lookAt(target: Target, databaseUrl: string): Promise<Scene> {
  const query = `{ customers(datasetId: "${target.datasetId}") { totalCount } }`;
  const since = performance.now();
  const { data, errors } = await createApiClient(target.url, target.admin).ask<object>(query);
  const answer = JSON.stringify(errors ?? data);
  const milliseconds = performance.now() - since;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await untilQuiet(async <T>(statement: string) => (await client.query(statement)).rows as T[]);
    return { answer, milliseconds, tables: await readTables(client) };
  } finally {
    await client.end();
  }
}

/** What is no longer as it was, in words; `leaves` are the tables in which something may be left. */
export function changesOf(before: Scene, after: Scene, leaves: readonly string[] = []): string[] {
  const names = [...new Set([...before.tables.keys(), ...after.tables.keys()])];
  const changed = names.filter(
    (name) => before.tables.get(name) !== after.tables.get(name) && !leaves.includes(name),
  );
  const told = changed.map((name) => `${name} was ${before.tables.get(name)}, is ${after.tables.get(name)}`);
  const answers = `the answer was ${before.answer}, is ${after.answer}`;
  return before.answer === after.answer ? told : [answers, ...told];
}

async function readTables(client: pg.Client): Promise<Map<string, string>> {
  const tables = await keptTables(client, NOTES);
  const states = tables.map(({ name, quoted, columns }) => {
    const row = `row(${columns.filter((column) => column !== MOMENT).join(', ')})::text`;
    const hashes = `coalesce(sum(hashtextextended(${row}, 0)), 0)`;
    return `select ${pg.escapeLiteral(name.replace(/^public\./, ''))} as name, count(*) || ' rows, ' || ${hashes} as state from ${quoted}`;
  });
  const { rows } = await client.query<{ name: string; state: string }>(states.join(' union all '));
  return new Map(rows.map(({ name, state }) => [name, state]));
}
