import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnTraits } from '../reading/column-traits.js';
import { Findings } from './findings.js';
import { columnAt } from './sql.js';

/** The rows that decide what the columns of a file are: the working table `head`. */
export interface Head {
  readonly connection: DuckDBConnection;
  readonly rows: number;
  /** All texts of each column, null for a missing one; null if there are so many rows that DuckDB counts faster. */
  readonly texts: readonly (readonly (string | null)[])[] | null;
  /** What is known of the texts of the columns. */
  readonly traits: ColumnTraits | undefined;
  readonly findings: Findings;
}

/** What is known of the rows before they are looked at. */
export interface HeadOptions {
  /** The working table that has them. Default: source. */
  readonly first?: string | undefined;
  readonly traits?: ColumnTraits | undefined;
  /** Default: none. */
  readonly findings?: Findings | undefined;
}

/** Up to so many rows DuckDB takes longer to plan a statement than it takes to look at the values here. */
const FEW_ROWS = 3000;

/** Makes the working table `head` of the first rows of `source`, or of a table that has those. */
export async function openHead(
  connection: DuckDBConnection,
  columns: number,
  rows: number,
  { first = 'source', traits, findings = new Findings() }: HeadOptions = {},
): Promise<Head> {
  await connection.run(
    `create or replace temp view head as select rowid as place, * from ${first} where rowid < ${rows}`,
  );
  if (rows > FEW_ROWS) return { connection, rows, texts: null, traits, findings };
  const cells = Array.from({ length: columns }, (_, i) => columnAt(i));
  const reader = await connection.runAndReadAll(`select ${cells.join(', ')} from head order by place`);
  const texts = reader.getColumnsJS() as (string | null)[][];
  return { connection, rows, texts: cells.map((_, i) => texts[i] ?? []), traits, findings };
}
