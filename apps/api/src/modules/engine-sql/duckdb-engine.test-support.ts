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
          // Whole: a second question at the same time would end a stream.
          const columns = (await connection.runAndReadAll(sql)).getColumns();
          if (columns[0]!.length > 0) yield columns;
        },
        close: async () => connection.closeSync(),
      };
      return openSqlSource(tables, snapshot, spec);
    },
  };
}
