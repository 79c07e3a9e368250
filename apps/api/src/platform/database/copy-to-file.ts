import { open } from 'node:fs/promises';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';

/**
 * Copies the rows of a query into a CSV file without a header, in the manager's transaction. NULL is an empty field
 * without quotes. Returns the number of rows.
 */
export async function copyToFile(
  manager: EntityManager,
  query: string,
  path: string,
  signal?: AbortSignal,
): Promise<number> {
  signal?.throwIfAborted();
  const client = (await manager.queryRunner!.connect()) as pg.PoolClient;
  // Opened first: once the COPY runs, it has to be read to its end.
  const file = await open(path, 'w', 0o600);
  try {
    const source = client.query(copyTo(`copy (${query}) to stdout (format csv)`));
    let failure: unknown = null;
    // Whatever happens to the file: an interrupted COPY leaves its connection waiting forever.
    for await (const chunk of source) {
      if (failure === null)
        await file.writeFile(chunk as Buffer).catch((error: unknown) => (failure = error));
    }
    if (failure !== null) throw failure;
    signal?.throwIfAborted();
    return source.rowCount ?? 0;
  } finally {
    await file.close();
  }
}
