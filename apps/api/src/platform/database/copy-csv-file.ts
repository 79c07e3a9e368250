import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';

/**
 * Copies a CSV file without a header into a table, in the manager's transaction. Its bytes go straight from disk to the
 * server, without creating row objects. An empty field without quotes is NULL. Returns the number of rows.
 */
export async function copyCsvFile(
  manager: EntityManager,
  table: string,
  columns: readonly string[],
  path: string,
  signal?: AbortSignal,
): Promise<number> {
  const client = (await manager.queryRunner!.connect()) as pg.PoolClient;
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const sink = client.query(
    copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin (format csv)`),
  );
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), sink, { signal });
  return sink.rowCount ?? 0;
}
