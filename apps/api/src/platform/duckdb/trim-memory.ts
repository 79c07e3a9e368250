/**
 * Has the C library hand freed memory back to the system: threads that ended, and files that were read, leave it in pieces.
 * Node never asks for that, DuckDB does when a database is closed.
 */
export async function trimMemory(): Promise<void> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const empty = await DuckDBInstance.create(':memory:', { threads: '1' });
  empty.closeSync();
}
