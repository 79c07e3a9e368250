import { copyFile, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileStore } from './files/file-store.js';

/** Where files are kept; absolute paths. */
export interface Storage {
  /** The folder that holds everything durable. */
  readonly dataDir: string;
  /** Files that were uploaded but not yet imported. */
  readonly uploads: string;
  /** Files that all processes share. */
  readonly files: FileStore;
  /** Whether they are on another machine, and not in `dataDir`. */
  readonly isRemote: boolean;
}

/** The text of a file; null if there is none. */
export function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
}

/** Puts a file's bytes on the disk: without that, a power cut may leave an empty file. */
export async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

/** Codes of a folder that cannot be flushed: one that we may not read, or a file system that has no such thing. */
const UNFLUSHABLE = new Set(['EACCES', 'EPERM', 'EINVAL', 'ENOTSUP']);

/** Puts a folder's names on the disk: without that, a power cut may take back what was created or renamed in it. */
export async function flushFolder(path: string): Promise<void> {
  // Windows opens no folders, and keeps their names in a journal.
  if (process.platform === 'win32') return;
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    if (!UNFLUSHABLE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/**
 * Gives a file whose bytes are on the disk a second name in a folder that is created if needed, and puts the name on the
 * disk. A file that has this name already is replaced.
 */
export async function keepFile(from: string, to: string): Promise<void> {
  const folder = dirname(to);
  if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined)
    await flushFolder(dirname(folder));
  await lendFile(from, to);
  await flushFile(to);
  await flushFolder(folder);
}

/** Gives a file a second name for as long as a piece of work takes: a hard link, or a copy if there are no links. */
export async function lendFile(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  await link(from, to).catch(() => copyFile(from, to));
}
