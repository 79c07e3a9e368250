import 'reflect-metadata';
import { resolve } from 'node:path';
import { readConfig } from './platform/config.js';
import { StartupError } from './platform/errors/startup-error.js';
import { restoreBackup } from './restore-backup.js';

// Restores a backup into an empty installation, and erases again who was erased since it was taken.
try {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new StartupError('Say which file: npm run restore -- backup.tar.gz');
  console.log(await restoreBackup(resolve(file), readConfig()));
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exitCode = 1;
}
