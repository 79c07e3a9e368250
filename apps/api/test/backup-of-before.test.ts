import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseParts, leftOfBackups } from '../src/app.js';
import { loadBackup } from '../src/platform/backup/load-backup.js';
import { takeBackup } from '../src/platform/backup/take-backup.js';
import { readConfig } from '../src/platform/config.js';
import { createDataSource } from '../src/platform/database/data-source.js';
import { restoreBackup } from '../src/restore-backup.js';
import { findInconsistencies } from './consistency.js';
import { emptyDatabase } from './empty-database.js';
import { datasetId, fillFirstRelease, released } from './first-release.js';
import { importCsv } from './import-client.js';
import { createTestApp } from './test-app.js';

/** How many migrations back. */
const LAST = 5;

/** A folder and an empty database, until the end of the test. */
async function createPlace(): Promise<{ url: string; dataDir: string }> {
  const database = await emptyDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-before-'));
  onTestFinished(async () => {
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { url: database.url, dataDir };
}

/** Asks a database, until the end of the test. */
async function openFor(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return async <T>(statement: string) => (await client.query(statement)).rows as T[];
}

const migrationsIn = async (ask: Awaited<ReturnType<typeof openFor>>) =>
  (await ask<{ name: string }>('select name from migrations order by name')).map(({ name }) => name);
const allMigrations = databaseParts.migrations.map(({ name }) => name).sort();

/** Restores a backup as the command does. */
async function restore(file: string) {
  const { url, dataDir } = await createPlace();
  const said = await restoreBackup(file, { ...readConfig({}), databaseUrl: url, dataDir });
  return { said, dataDir, ask: await openFor(url) };
}

describe('a backup of an earlier version', () => {
  it('of the first release is restored, and brought up to now', async () => {
    const { url, dataDir } = await createPlace();
    const before = await createDataSource(url, { entities: [], migrations: released }).initialize();
    await before.runMigrations({ transaction: 'each' });
    await fillFirstRelease(before);
    await before.destroy();
    const file = join(dataDir, 'backup.tar.gz');
    await takeBackup({ ownerUrl: url, dataDir, remote: null, ...leftOfBackups, leftFiles: [/./] }, file);

    const { said, ask } = await restore(file);
    expect(said).toMatch(/^Everything is as it was at /);
    expect(await migrationsIn(ask)).toEqual(allMigrations);
    expect(
      await ask(`select external_id from customers where dataset_id = '${datasetId}' order by row`),
    ).toEqual([{ external_id: 'a' }, { external_id: 'b' }, { external_id: 'c' }]);
    expect(await ask('select key, name from segment_identities order by key')).toEqual([
      { key: 'aaa', name: 'Low x' },
      { key: 'bbb', name: 'High x' },
    ]);
  });

  it('of before each of the last migrations is restored, and nothing contradicts itself', async () => {
    const app = await createTestApp();
    onTestFinished(() => app.stop());
    const csv = ['id,visits,left', ...Array.from({ length: 240 }, (_, i) => `c${i},${i % 17},${i % 17 < 5}`)];
    await app.idle(await importCsv(app, csv.join('\n'), { analyse: true }));
    const present = join(app.storage.dataDir, 'present.tar.gz');
    const own = { remote: null, dataDir: app.storage.dataDir, ...leftOfBackups };
    await takeBackup({ ownerUrl: app.databaseUrl, ...own }, present);

    // A copy, which goes back a migration at a time.
    const copy = await createPlace();
    const dataSource = createDataSource(copy.url, databaseParts, 1);
    await dataSource.initialize();
    await dataSource.runMigrations({ transaction: 'each' });
    await loadBackup(present, copy.url, { dataDir: copy.dataDir, remote: null });
    for (let back = 1; back <= LAST; back++) {
      await dataSource.undoLastMigration();
      const file = join(app.storage.dataDir, `before-${back}.tar.gz`);
      await takeBackup({ ownerUrl: copy.url, ...own, leftFiles: [...own.leftFiles, /\.tar\.gz$/] }, file);
      const { said, dataDir, ask } = await restore(file);
      expect(said).toMatch(/^Everything is as it was at /);
      expect(await migrationsIn(ask)).toEqual(allMigrations);
      expect(await ask('select count(*)::int from customers')).toEqual([{ count: 240 }]);
      expect(await findInconsistencies(ask, dataDir)).toEqual([]);
    }
    await dataSource.destroy();
  });
});
