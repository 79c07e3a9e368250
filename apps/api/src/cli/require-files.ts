import { statSync } from 'node:fs';
import { StartupError } from '../platform/errors/startup-error.js';

/** Checks, before anything starts, that the files to import exist. @throws StartupError naming the first that does not */
export function requireFiles(paths: readonly string[]): void {
  for (const path of paths) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) throw new StartupError(`${path} does not exist; give the path of a file of customers.`);
    if (!found.isFile()) throw new StartupError(`${path} is a folder; give the path of a file of customers.`);
  }
}
