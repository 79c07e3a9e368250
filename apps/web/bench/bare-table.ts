import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** The columns of `customersFile`, typed as anybody would: an ID, 16 numbers, 5 categories, 4 flags, an amount, who has left. */
const COLUMNS = [
  'customer_id text',
  ...Array.from({ length: 16 }, (_, i) => `amount_${i + 1} float8`),
  ...Array.from({ length: 5 }, (_, i) => `kind_${i + 1} text`),
  ...Array.from({ length: 4 }, (_, i) => `flag_${i + 1} boolean`),
  'monthly_spend float8',
  'churned boolean',
];

/** Copies the file into a bare table of typed columns: what it takes to have the rows in PostgreSQL at all. */
export async function copyBare(client: pg.Client, file: string): Promise<void> {
  await client.query(`drop table if exists bench_bare; create table bench_bare (${COLUMNS.join(', ')})`);
  await pipeline(
    createReadStream(file, { highWaterMark: 256 * 1024 }),
    client.query(copyFrom('copy bench_bare from stdin (format csv, header true)')),
  );
}

/** Makes the table that customers are upserted into without anything of ours. */
export async function prepareUpserts(client: pg.Client): Promise<void> {
  await client.query(
    'drop table if exists bench_upserts; create table bench_upserts (id text primary key, attributes jsonb not null)',
  );
}

/** Upserts customers with one statement, committed. */
export async function upsertBare(
  client: pg.Client,
  customers: readonly { externalId: string; attributes: object }[],
): Promise<void> {
  await client.query(
    `insert into bench_upserts select * from unnest($1::text[], $2::jsonb[])
     on conflict (id) do update set attributes = excluded.attributes`,
    [
      customers.map(({ externalId }) => externalId),
      customers.map(({ attributes }) => JSON.stringify(attributes)),
    ],
  );
}
