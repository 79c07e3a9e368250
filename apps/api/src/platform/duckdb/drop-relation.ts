import type { DuckDBConnection } from '@duckdb/node-api';

/** Drops a table or a view of this plain name, whichever there is: neither replaces the other. */
export async function dropRelation(connection: DuckDBConnection, name: string): Promise<void> {
  const reader = await connection.runAndReadAll(
    `select 'view' from duckdb_views() where view_name = '${name}'
      union all select 'table' from duckdb_tables() where table_name = '${name}'`,
  );
  for (const [kind] of reader.getRowsJS()) await connection.run(`drop ${kind} ${name}`);
}
