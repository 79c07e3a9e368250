import type { DataSource } from 'typeorm';

/**
 * Lets PostgreSQL look at tables that have just been filled: it would plan the first queries as if there were only a
 * handful of rows. A courtesy to those queries, so it never throws.
 */
export async function refreshStatistics(dataSource: DataSource, tables: readonly string[]): Promise<void> {
  await dataSource.query(`analyze ${tables.join(', ')}`).catch(() => {});
}
