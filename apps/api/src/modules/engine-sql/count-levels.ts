import { rowsOf, type SqlTables } from './sql-tables.js';
import { stackColumns } from './stack-columns.js';

/** How often each level of each column occurs. */
export interface LevelCounts {
  /** Of each column, most frequent first, then in the order of their bytes. */
  readonly levels: readonly string[][];
  /** How often a level occurs in a group; of null, how often the column is missing. */
  count(group: number, column: number, level: string | null): number;
}

/**
 * Counts levels by group.
 * @param from a relation with a column `g`
 * @param values expressions of text over that relation
 */
export async function countLevels(
  tables: SqlTables,
  from: string,
  values: readonly string[],
): Promise<LevelCounts> {
  const counts = new Map<string, number>();
  const levels = values.map((): string[] => []);
  const key = (group: unknown, column: unknown, level: unknown) => JSON.stringify([group, column, level]);
  if (values.length > 0) {
    const found = (await rowsOf(
      tables,
      `select g, k, v, count(*) as n from ${stackColumns(from, values)} group by g, k, v order by g, k, n desc, v`,
    )) as [number, number, string | null, number | bigint][];
    for (const [g, k, level, n] of found) {
      counts.set(key(g, k, level), Number(n));
      if (level !== null) levels[k]!.push(level);
    }
  }
  return {
    levels,
    count: (group, column, level) => counts.get(key(group, column, level)) ?? 0,
  };
}
