import type { DataSource } from 'typeorm';
import { inTurn } from './in-turn.js';

/**
 * Migrates the database of `url` to this version: runs the slices' migrations, then `prepare`. If many processes start at
 * once on one database, one of them migrates and the others wait.
 */
export async function migrate(
  dataSource: DataSource,
  url: string,
  prepare: readonly (() => Promise<void>)[] = [],
): Promise<void> {
  await inTurn(url, 'migration', async () => {
    await dataSource.runMigrations({ transaction: 'each' });
    for (const step of prepare) await step();
  });
}
