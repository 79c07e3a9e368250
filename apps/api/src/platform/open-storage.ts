import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StoreConfig } from './config.js';
import { StartupError } from './errors/startup-error.js';
import { openFiles } from './files/open-files.js';
import { flushFolder, type Storage } from './storage.js';

/** Creates missing folders, on the disk, and opens the store. @throws StartupError if they cannot be written, or reached. */
export async function openStorage(dataDir: string, store: StoreConfig | null = null): Promise<Storage> {
  const [uploads, snapshots] = [join(dataDir, 'uploads'), join(dataDir, 'snapshots')];
  try {
    // If we are root, PostgreSQL runs as another user: it must be able to pass through, but not to look around.
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    for (const folder of [uploads, snapshots]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      accessSync(folder, constants.W_OK);
    }
    for (const folder of [dirname(dataDir), dataDir]) await flushFolder(folder);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new StartupError(`The data folder ${dataDir} cannot be written (${reason}).`, { cause });
  }
  return { dataDir, uploads, files: await openFiles(store, dataDir), isRemote: store !== null };
}
