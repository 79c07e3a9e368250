import type { DuckDBConnection } from '@duckdb/node-api';
import { columnAt } from './sql.js';

/** The rows that decide what the columns of a file are: the working table `head`. */
export interface Head {
  readonly connection: DuckDBConnection;
  readonly rows: number;
  /** All texts of each column, null for a missing one; null if there are so many rows that DuckDB counts faster. */
  readonly texts: readonly (readonly (string | null)[])[] | null;
}

/** Up to so many rows DuckDB takes longer to plan a statement than it takes to look at the values here. */
const FEW_ROWS = 3000;

/** Makes the working table `head` of the first rows of `source`, or of a table that has those. */
export async function openHead(
  connection: DuckDBConnection,
  columns: number,
  rows: number,
  from = 'source',
): Promise<Head> {
  await connection.run(
    `create or replace temp view head as select rowid as place, * from ${from} where rowid < ${rows}`,
  );
  if (rows > FEW_ROWS) return { connection, rows, texts: null };
  const cells = Array.from({ length: columns }, (_, i) => columnAt(i));
  const reader = await connection.runAndReadAll(`select ${cells.join(', ')} from head order by place`);
  const texts = reader.getColumnsJS() as (string | null)[][];
  return { connection, rows, texts: cells.map((_, i) => texts[i] ?? []) };
}
