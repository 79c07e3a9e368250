import { mkdir } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Reads and writes files of rows: DuckDB, in memory, with one limit for everything that a process does with it. */
export class DuckDb {
  /** `memory` is what one use may take, such as "1GB"; what is more goes to disk. */
  constructor(private readonly memory: string) {}

  /**
   * Gives `use` a DuckDB of its own, empty and in memory, and takes it away again. Its threads are its own: this one only
   * waits. An abort interrupts the query that runs.
   */
  async with<T>(
    spillFolder: string,
    use: (connection: DuckDBConnection) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    await mkdir(spillFolder, { recursive: true, mode: 0o700 });
    // Read with the first file: serving needs none, and it would be a sixth of what a start reads.
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: this.memory,
      temp_directory: spillFolder,
    });
    const connection = await instance.connect();
    const interrupt = () => connection.interrupt();
    signal?.addEventListener('abort', interrupt);
    try {
      await connection.run("set TimeZone = 'UTC'");
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
}
