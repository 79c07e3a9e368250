import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Where a file comes from; null if there is none. */
type Fetch = () => Promise<Readable | null>;

/**
 * Files of another machine, kept on this disk until there are too many bytes of them: then those go that were not asked for
 * longest. Each is named after its name there and its content, so that one that has been damaged here is told and fetched anew.
 */
export class FileCache {
  readonly #coming = new Map<string, Promise<string | null>>();

  constructor(
    private readonly folder: string,
    /** Most bytes of all files; the one fetched last stays, however large it is. */
    private readonly bytes: number,
  ) {}

  /** The path of a file as it was fetched; null if there is none. `checked` reads it once more to be sure. */
  async get(name: string, fetch: Fetch, checked: boolean): Promise<string | null> {
    const known = await this.#find(name);
    if (known !== null && (!checked || known.endsWith(await hashOf(known)))) return known;
    if (known !== null) await rm(known, { force: true });
    const coming = this.#coming.get(name) ?? this.#fetch(name, fetch);
    this.#coming.set(name, coming);
    return coming.finally(() => this.#coming.delete(name));
  }

  /** Removes a file if it is here. */
  async forget(name: string): Promise<void> {
    const path = await this.#find(name);
    if (path !== null) await rm(path, { force: true });
  }

  async #find(name: string): Promise<string | null> {
    const prefix = `${nameOf(name)}-`;
    const found = (await this.#names()).find((file) => file.startsWith(prefix));
    if (found === undefined) return null;
    const path = join(this.folder, found);
    const now = new Date();
    // Another process may have made room just now.
    return utimes(path, now, now).then(
      () => path,
      () => null,
    );
  }

  async #fetch(name: string, fetch: Fetch): Promise<string | null> {
    const source = await fetch();
    if (source === null) return null;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const draft = join(this.folder, `coming-${randomUUID()}`);
    const hash = createHash('sha256');
    try {
      source.on('data', (chunk: Buffer) => hash.update(chunk));
      await pipeline(source, createWriteStream(draft, { mode: 0o600 }));
      const path = join(this.folder, `${nameOf(name)}-${hash.digest('hex')}`);
      await rename(draft, path);
      await this.#makeRoom(path);
      return path;
    } finally {
      await rm(draft, { force: true });
    }
  }

  async #makeRoom(newest: string): Promise<void> {
    const files = await Promise.all(
      (await this.#names()).map(async (name) => {
        const path = join(this.folder, name);
        const found = await stat(path).catch(() => null);
        return { path, size: found?.size ?? 0, used: path === newest ? Infinity : (found?.mtimeMs ?? 0) };
      }),
    );
    let room = this.bytes;
    for (const { path, size } of files.sort((one, other) => other.used - one.used)) {
      room -= size;
      if (room < 0 && path !== newest) await rm(path, { force: true });
    }
  }

  #names(): Promise<string[]> {
    return readdir(this.folder).catch(() => []);
  }
}

function nameOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash).catch(() => {});
  return hash.digest('hex');
}
