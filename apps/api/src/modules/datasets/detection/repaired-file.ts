import type { DuckDBConnection } from '@duckdb/node-api';
import { columnAt } from './sql.js';

/** What a spreadsheet would take for a formula, and what is a number or a phone number all the same. */
const FORMULA = '[=+\\-@]';
const HARMLESS = /^[-+][\d\s.,()/-]*%?$/;

/** Whether a cell needs an apostrophe in front so that no spreadsheet takes it for a formula. */
export function isFormula(cell: string): boolean {
  return new RegExp(`^(${FORMULA}|[\t\r])`).test(cell) && !HARMLESS.test(cell);
}

/** Takes the apostrophes off the working table `source` that stand in front of what looks like a formula. */
export async function withoutApostrophes(connection: DuckDBConnection, columns: number): Promise<void> {
  const cells = Array.from({ length: columns }, (_, i) => columnAt(i));
  const plain = (cell: string) =>
    `case when regexp_matches(${cell}, '^''${FORMULA}') then substr(${cell}, 2) else ${cell} end as ${cell}`;
  await connection.run(
    `create or replace temp table source as select line, span, ${cells.map(plain).join(', ')} from source`,
  );
}
