import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';

/** What the binary form of COPY begins with: its signature, no flags, nothing more; and what it ends with. */
export const TUPLES_BEGIN = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
export const TUPLES_END = Buffer.from([0xff, 0xff]);

/**
 * Copies rows in PostgreSQL's binary form into a table, in the manager's transaction, as they are made: what is in its final
 * form is not read by the server as text once more. Returns the number of rows.
 */
export async function copyTuples(
  manager: EntityManager,
  table: string,
  columns: readonly string[],
  tuples: AsyncIterable<Buffer>,
  signal?: AbortSignal,
): Promise<number> {
  const client = (await manager.queryRunner!.connect()) as pg.PoolClient;
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const sink = client.query(
    copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin (format binary)`),
  );
  // Asks for the next part when the last one has gone, so that its memory may be used again.
  await pipeline(tuples, sink, { signal });
  return sink.rowCount ?? 0;
}
