import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { databaseParts } from './app.js';
import { actorOf } from './platform/audit/actor-of.js';
import { checkBackup, loadBackup } from './platform/backup/load-backup.js';
import { CallContext } from './platform/call/call-context.js';
import type { Config } from './platform/config.js';
import { createDataSource } from './platform/database/data-source.js';
import { startEmbeddedPostgres } from './platform/database/embedded/embedded-postgres.js';
import { StartupError } from './platform/errors/startup-error.js';
import { createLogger } from './platform/logger.js';
import { openStorage } from './platform/open-storage.js';
import { startApp } from './start-app.js';

/** How long what follows from an erasure may take before the next start goes on with it. */
const PATIENCE_MS = 60_000;

/**
 * Restores a backup: tables of the version that it was taken of, its rows, what later versions change, and then the erasures
 * since. Says what was done. @throws StartupError, and then nothing of it is in the database
 */
export async function restoreBackup(path: string, config: Config): Promise<string> {
  const head = await checkBackup(path);
  const known = new Map(databaseParts.migrations.map((migration) => [migration.name, migration]));
  const later = head.migrations.find((name) => !known.has(name));
  if (later !== undefined) {
    throw new StartupError(
      `${path} is of a later version of Holdfast, which has "${later}"; restore it with that one.`,
    );
  }
  const folder = join(config.dataDir, 'postgres');
  if (config.databaseUrl === null && existsSync(folder)) {
    throw new StartupError(
      `There is a database in ${folder}. Move it away, and leave erasures.log where it is.`,
    );
  }
  const { dataDir, files, isRemote } = await openStorage(config.dataDir, config.store);
  const database = config.databaseUrl === null ? await startEmbeddedPostgres(folder) : null;
  try {
    const ownerUrl = database?.ownerUrl ?? config.databaseOwnerUrl ?? config.databaseUrl!;
    const migrations = head.migrations.map((name) => known.get(name)!);
    await makeTables(createDataSource(ownerUrl, { ...databaseParts, migrations }, 1));
    await loadBackup(path, ownerUrl, { dataDir, remote: isRemote ? files : null });
  } finally {
    await database?.stop();
  }
  const erased = await eraseAgain(config, new Date(head.takenAt));
  return [
    `Everything is as it was at ${head.takenAt}.`,
    erased === 0 ? 'Nobody has been erased since.' : `Erased again: ${erased}, who had been erased since.`,
    'Sessions have ended. Keys that were revoked since are valid again, and roles are those of then: look at Integrations and People.',
  ].join('\n');
}

async function makeTables(dataSource: DataSource): Promise<void> {
  await dataSource.initialize();
  try {
    const [{ tables }]: [{ tables: number }] = await dataSource.query(
      `select count(*)::int as tables from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname !~ '^pg_|^information_schema$'`,
    );
    if (tables > 0) throw new StartupError(`The database has ${tables} tables already; it must be empty.`);
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await dataSource.destroy();
  }
}

/** By the application itself, whose tables and files know what belongs to a person. */
async function eraseAgain(config: Config, since: Date): Promise<number> {
  const quiet = { ...config, sampleData: false, metrics: null, traces: null };
  const app = await startApp({ config: quiet, logger: createLogger(), door: null, takesJobs: true });
  try {
    const { audit, customers, outbox } = app.slices;
    const call = CallContext.ofServer(app.stopping);
    const act = await audit.trail.open({
      actor: actorOf(call.caller),
      action: 'restore a backup',
      address: null,
    });
    const erased = await customers.replayErasures(call, since);
    for (const datasetId of call.concerned) await outbox.delivered(datasetId, PATIENCE_MS);
    await act.settle({ outcome: 'DONE', codes: [] });
    return erased;
  } finally {
    await app.stop();
  }
}
