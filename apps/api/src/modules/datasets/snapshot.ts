import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from './detection/sql.js';

/** The state of a dataset at one moment, as an immutable column file. */
export interface Snapshot {
  readonly id: string;
  /** The last of the dataset's changes that it contains. */
  readonly revision: string;
  /** Absolute. */
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}

/** A written column file that is not yet part of a dataset. */
export interface ColumnFile {
  /** Absolute. */
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}

/** Writes the rows of a query as a Parquet file and hashes its bytes. */
export async function writeColumnFile(
  connection: DuckDBConnection,
  path: string,
  query: string,
  rows: number,
): Promise<ColumnFile> {
  await connection.run(`copy (${query}) to ${sqlText(path)} (format parquet, compression zstd)`);
  return { path, sha256: await hashFile(path), rows };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
