import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { leftOfBackups } from './app.js';
import { takeBackup } from './platform/backup/take-backup.js';
import { readConfig } from './platform/config.js';
import { startEmbeddedPostgres } from './platform/database/embedded/embedded-postgres.js';
import { StartupError } from './platform/errors/startup-error.js';
import { openFiles } from './platform/files/open-files.js';

// Takes a backup of everything into one file, whether or not Holdfast is running.
try {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new StartupError('Say where: npm run backup -- backup.tar.gz');
  const { dataDir, databaseUrl, databaseOwnerUrl, store } = readConfig();
  const folder = join(dataDir, 'postgres');
  if (databaseUrl === null && !existsSync(folder)) {
    throw new StartupError(
      `There is no database in ${folder}; DATA_DIR or DATABASE_URL must name the one to back up.`,
    );
  }
  const database = databaseUrl === null ? await startEmbeddedPostgres(folder) : null;
  try {
    const ownerUrl = database?.ownerUrl ?? databaseOwnerUrl ?? databaseUrl!;
    const path = resolve(file);
    const remote = store && (await openFiles(store, dataDir));
    const { takenAt, rows, files } = await takeBackup({ ownerUrl, dataDir, remote, ...leftOfBackups }, path);
    console.log(
      `${path} holds ${rows} rows and ${files} files as of ${takenAt}. It is as secret as what is in it.`,
    );
  } finally {
    await database?.stop();
  }
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exitCode = 1;
}
