import type { DuckDBInstance } from '@duckdb/node-api';

/** Answers questions about column files while a request waits: one in-memory DuckDB that stays open, made with the first question. */
export class FileQuestions {
  #instance: Promise<DuckDBInstance> | null = null;

  /** `memory` limits all questions together, for example "256MiB"; nothing goes to disk. */
  constructor(private readonly memory: string) {}

  /** The first column of a query, of type INTEGER and never NULL. An abort interrupts it. */
  async integers(sql: string, signal?: AbortSignal): Promise<number[]> {
    signal?.throwIfAborted();
    this.#instance ??= this.#open();
    const connection = await (await this.#instance).connect();
    const interrupt = () => connection.interrupt();
    signal?.addEventListener('abort', interrupt);
    try {
      const result = await connection.stream(sql);
      const found: number[] = [];
      for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
        const { rowCount } = chunk;
        const vector = chunk.getColumnVector(0);
        for (let i = 0; i < rowCount; i++) found.push(vector.getItem(i) as number);
      }
      return found;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', interrupt);
      connection.closeSync();
    }
  }

  async #open(): Promise<DuckDBInstance> {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    return DuckDBInstance.create(':memory:', { memory_limit: this.memory, temp_directory: '' });
  }
}
