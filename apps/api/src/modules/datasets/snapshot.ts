import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { flushFile } from '../../platform/storage.js';
import { sqlText } from './detection/sql.js';

/** The state of a dataset at one moment, as an immutable column file of the store. */
export interface StoredSnapshot {
  readonly id: string;
  /** The last of the dataset's changes that it contains. */
  readonly revision: string;
  /** The file's name in the store. */
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
}

/** A snapshot with a file of its own to read it from. */
export interface Snapshot extends StoredSnapshot {
  /** Absolute. */
  readonly path: string;
}

/** A written column file that is not yet part of a dataset. */
export interface ColumnFile {
  /** Absolute. */
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}

/** Writes the rows of a query as a Parquet file, puts it on the disk and hashes its bytes. */
export async function writeColumnFile(
  connection: DuckDBConnection,
  path: string,
  query: string,
  rows: number,
): Promise<ColumnFile> {
  await writeParquet(connection, path, query);
  return sealColumnFile(path, rows);
}

/** Writes the rows of a query, in their order, as the Parquet of a column file. */
export async function writeParquet(connection: DuckDBConnection, path: string, query: string): Promise<void> {
  // Several threads hold a row group each, and those that wait for their turn: 180 MB of a million rows × 22 columns.
  await connection.run('set threads = 1');
  try {
    await connection.run(`copy (${query}) to ${sqlText(path)} (format parquet, compression zstd)`);
  } finally {
    await connection.run('reset threads');
  }
}

/** Puts a written Parquet file on the disk and hashes its bytes. */
export async function sealColumnFile(path: string, rows: number): Promise<ColumnFile> {
  await flushFile(path);
  return { path, sha256: await hashFile(path), rows };
}

/** What is wrong with the bytes of a column file, in words for the log; null if they are the recorded ones. */
export async function damageOf({
  path,
  sha256,
}: Pick<ColumnFile, 'path' | 'sha256'>): Promise<string | null> {
  try {
    const found = await hashFile(path);
    return found === sha256 ? null : `its SHA-256 is ${found}; it must be ${sha256}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'it is gone';
    if (code === 'EIO') return 'the disk cannot read it';
    throw error;
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
