import { mkdir } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from './detection/sql.js';

/** Memory that reading a file may take; what is more goes to disk. */
const MEMORY = '1GB';

/**
 * Gives `use` a DuckDB of its own, empty and in memory, and takes it away again. Its threads are its own: this one only
 * waits. An abort interrupts the query that runs.
 */
export async function withDuckDb<T>(
  spillFolder: string,
  use: (connection: DuckDBConnection) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  await mkdir(spillFolder, { recursive: true, mode: 0o700 });
  // Read with the first file: serving needs none, and it would be a sixth of what a start reads.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    temp_directory: spillFolder,
  });
  const connection = await instance.connect();
  const interrupt = () => connection.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    await connection.run(`set TimeZone = ${sqlText('UTC')}`);
    return await use(connection);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    connection.closeSync();
    instance.closeSync();
  }
}
