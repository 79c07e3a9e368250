import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import type { AnalyticsEngine } from '../engine/index.js';
import { openSqlSource, type SqlDialect } from './index.js';

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

const dialect: SqlDialect = {
  name: (column) => `"${column.replaceAll('"', '""')}"`,
  text,
  parquet: (uri) => `read_parquet(${text(fileURLToPath(uri))})`,
  micros: (timestamp) => `epoch_us(${timestamp})`,
  xor: (a, b) => `xor(${a}, ${b})`,
  pick: (values, place) => `([${values.join(', ')}])[${place} + 1]`,
};

/** The SQL engine on DuckDB, to show what a further one has to write: a dialect, and what answers a query. */
export function createDuckDbEngine(): AnalyticsEngine {
  return {
    kind: 'sql',
    async open(snapshot, spec, signal) {
      signal?.throwIfAborted();
      const connection = await (await DuckDBInstance.create(':memory:')).connect();
      const tables = {
        dialect,
        async *query(sql: string) {
          const result = await connection.stream(sql);
          for (;;) {
            const chunk = await result.fetchChunk();
            if (chunk === null || chunk.rowCount === 0) return;
            yield chunk.getColumns();
          }
        },
        close: async () => connection.closeSync(),
      };
      return openSqlSource(tables, snapshot, spec);
    },
  };
}
