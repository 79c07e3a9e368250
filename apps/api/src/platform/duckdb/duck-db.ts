import { mkdir } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Reads and writes files of rows with in-memory DuckDB, under one limit for the whole process. */
export class DuckDb {
  /** `memory` limits one use, for example "1GB"; the rest goes to disk. */
  constructor(private readonly memory: string) {}

  /**
   * Passes `use` an empty in-memory DuckDB of its own, and closes it afterwards. DuckDB uses its own threads; this one only
   * waits. An abort interrupts the running query.
   */
  async with<T>(
    spillFolder: string,
    use: (connection: DuckDBConnection) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    await mkdir(spillFolder, { recursive: true, mode: 0o700 });
    // Loaded with the first file: serving needs none, and it would be a sixth of the start-up code.
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
