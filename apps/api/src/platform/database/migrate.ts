import type { DataSource } from 'typeorm';

/** Any fixed number will do, as long as no other use of this database takes the same. */
const MIGRATION_LOCK = 7_245_001;

/**
 * Brings the database to this version: the slices' migrations, then what else `prepare` names. Of many processes that
 * start at once on one database, one works and the others wait for it.
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
