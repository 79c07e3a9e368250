import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type DataSource, EntityManager } from 'typeorm';

/** A value of one column. Objects are sent as JSON, typed and plain arrays of numbers or text as PostgreSQL arrays. */
export type CopyValue =
  | string
  | number
  | boolean
  | Date
  | null
  | readonly number[]
  | readonly string[]
  | Float64Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | { readonly json: unknown };

/** Rows of values, in column order. */
export type CopyRows = Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>;

const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Writes rows with COPY, many times faster than INSERT and in constant memory: rows are pulled one by one as the server
 * accepts them. With a transaction's `EntityManager`, the rows are part of it. Returns the number of rows.
 */
export async function copyInto(
  target: DataSource | EntityManager,
  table: string,
  columns: readonly string[],
  rows: CopyRows,
): Promise<number> {
  const { client, release } = await connectionOf(target);
  try {
    const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    const sink = client.query(copyFrom(`copy ${tableName(table)} (${names}) from stdin`));
    await pipeline(Readable.from(lines(rows)), sink);
    return sink.rowCount ?? 0;
  } finally {
    await release();
  }
}

async function connectionOf(
  target: DataSource | EntityManager,
): Promise<{ client: pg.PoolClient; release: () => Promise<void> }> {
  const manager = target instanceof EntityManager ? target : target.manager;
  const given = manager.queryRunner;
  if (given) return { client: (await given.connect()) as pg.PoolClient, release: async () => {} };
  const runner = manager.dataSource.createQueryRunner();
  return { client: (await runner.connect()) as pg.PoolClient, release: () => runner.release() };
}

function tableName(table: string): string {
  return table
    .split('.')
    .map((part) => pg.escapeIdentifier(part))
    .join('.');
}

async function* lines(rows: CopyRows): AsyncGenerator<string> {
  let chunk = '';
  for await (const row of rows) {
    for (let i = 0; i < row.length; i++) chunk += (i === 0 ? '' : '\t') + copyText(row[i]!);
    chunk += '\n';
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

/** A value in COPY's text format. */
export function copyText(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Date) return value.toISOString();
  if ('json' in value) return escapeText(JSON.stringify(value.json));
  return `{${escapeText(Array.from(value as ArrayLike<number | string>, arrayElement).join(','))}}`;
}

function arrayElement(value: number | string): string {
  return typeof value === 'number' ? String(value) : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeText(text: string): string {
  // PostgreSQL's text cannot hold NUL.
  return text.replace(/[\\\n\r\t\0]/g, (character) => ESCAPES[character] ?? '');
}
