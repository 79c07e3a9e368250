import { open, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { keepFile, lendFile } from '../storage.js';
import type { FileStore, OpenedFile } from './file-store.js';

/** Files in a folder that all processes share: one machine, or a disk that several have. */
export class LocalFiles implements FileStore {
  constructor(private readonly root: string) {}

  put(name: string, from: string): Promise<void> {
    return keepFile(from, this.#pathOf(name));
  }

  lend(name: string, to: string): Promise<boolean> {
    return lendFile(this.#pathOf(name), to).then(() => true, unlessGone(false));
  }

  async locate(name: string): Promise<string | null> {
    return this.#pathOf(name);
  }

  async open(name: string): Promise<OpenedFile | null> {
    const file = await open(this.#pathOf(name)).catch(unlessGone(null));
    if (file === null) return null;
    const { size } = await file.stat();
    return { bytes: size, stream: file.createReadStream() };
  }

  async list(folder: string): Promise<string[]> {
    const options = { recursive: true, withFileTypes: true } as const;
    const entries = await readdir(this.#pathOf(folder), options).catch(unlessGone([]));
    return entries
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => relative(this.root, join(parentPath, name)).replaceAll('\\', '/'));
  }

  remove(name: string): Promise<void> {
    return rm(this.#pathOf(name), { force: true });
  }

  removeFolder(folder: string): Promise<void> {
    return rm(this.#pathOf(folder), { recursive: true, force: true });
  }

  #pathOf(name: string): string {
    return join(this.root, name);
  }
}

function unlessGone<T>(nothing: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code !== 'ENOENT') throw error;
    return nothing;
  };
}
