import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from './detection/sql.js';

/** A dataset's immutable column file. */
export interface Snapshot {
  /** Absolute. */
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}

/**
 * Writes the rows of a query as a Parquet file named by the hash of its bytes, in the dataset's own folder: two datasets
 * of equal content share no file, so that deleting one leaves the other whole.
 */
export async function writeSnapshot(
  connection: DuckDBConnection,
  folder: string,
  query: string,
  rows: number,
): Promise<Snapshot> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = join(folder, `${process.hrtime.bigint()}.unfinished`);
  try {
    await connection.run(`copy (${query}) to ${sqlText(unfinished)} (format parquet, compression zstd)`);
    const sha256 = await hashFile(unfinished);
    const path = join(folder, `${sha256}.parquet`);
    await rename(unfinished, path);
    return { path, sha256, rows };
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
