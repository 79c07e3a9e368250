/** Where the engines' SQL differs; everything else is what they have in common. */
export interface SqlDialect {
  /** A column's name, quoted. */
  name(column: string): string;
  /** A text, quoted. */
  text(value: string): string;
  /** What to select from for a Parquet file at a URL. */
  parquet(uri: string): string;
  /** The microseconds since 1970 of a timestamp. */
  micros(timestamp: string): string;
  /** Two whole numbers, bit by bit. */
  xor(a: string, b: string): string;
  /** The value at a place, counted from 0. */
  pick(values: readonly string[], place: string): string;
}

/** A part of an answer: its columns, in the order in which they were selected. */
export type SqlColumns = readonly ArrayLike<unknown>[];

/** What answers SQL where the rows are. */
export interface SqlTables {
  readonly dialect: SqlDialect;
  /** The answer's rows in their order, in batches; each is taken before the next one comes. */
  query(sql: string): AsyncIterable<SqlColumns>;
  close(): Promise<void>;
}

/** A double as a literal that is read back to the last bit. */
export function double(value: number): string {
  return `(${value.toExponential()})`;
}

/** All rows of a short answer. */
export async function rowsOf(tables: SqlTables, sql: string): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  for await (const columns of tables.query(sql)) {
    for (let i = 0; i < columns[0]!.length; i++) rows.push(columns.map((column) => column[i]));
  }
  return rows;
}
