import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** How long an upload waits to be used; longer than any piece of work takes. */
const KEPT_MS = 24 * 3_600_000;

/** When something that is touched now will be removed. */
export function expiryOf(now: Date): Date {
  return new Date(now.getTime() + KEPT_MS);
}

/** Removes what nobody touched in a folder for 24 hours: uploads nobody imported, work of dead processes. */
export async function removeOldFiles(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const modified = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.POSITIVE_INFINITY,
    );
    if (modified < now.getTime() - KEPT_MS) await rm(path, { force: true, recursive: true });
  }
}
