import type { DataSource } from 'typeorm';

/** An arbitrary fixed number that nothing else in this database uses. */
const MIGRATION_LOCK = 7_245_001;

/**
 * Migrates the database to this version: runs the slices' migrations, then `prepare`. If many processes start at once on
 * one database, one of them migrates and the others wait.
 */
export async function migrate(
  dataSource: DataSource,
  prepare: readonly (() => Promise<void>)[] = [],
): Promise<void> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'each' });
    for (const step of prepare) await step();
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await lock.release();
  }
}
