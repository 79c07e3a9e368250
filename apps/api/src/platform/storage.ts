import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from './errors/startup-error.js';

/** Where files are kept; absolute paths. */
export interface Storage {
  /** The folder that holds everything durable. */
  readonly dataDir: string;
  /** Files that were uploaded but not yet imported. */
  readonly uploads: string;
  /** Immutable column files, named by the hash of their content. */
  readonly snapshots: string;
}

/** Creates missing folders. @throws StartupError if they cannot be created or written. */
export function openStorage(dataDir: string): Storage {
  const storage = { dataDir, uploads: join(dataDir, 'uploads'), snapshots: join(dataDir, 'snapshots') };
  try {
    // If we are root, PostgreSQL runs as another user: it must be able to pass through, but not to look around.
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    for (const folder of [storage.uploads, storage.snapshots]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      accessSync(folder, constants.W_OK);
    }
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new StartupError(`The data folder ${dataDir} cannot be written (${reason}).`, { cause });
  }
  return storage;
}
