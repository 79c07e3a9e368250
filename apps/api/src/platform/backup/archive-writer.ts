import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { flushFolder } from '../storage.js';
import { tarEnd, tarHeader, tarPadding } from './tar.js';

/** Quick: column files are compressed already, and rows compress well by the least effort. */
const LEVEL = 1;

/** Writes a compressed tar archive for its owner's eyes alone, under another name until it is complete and on the disk. */
export class ArchiveWriter {
  readonly #gzip = createGzip({ level: LEVEL });
  readonly #written: Promise<void>;

  constructor(private readonly path: string) {
    const file = createWriteStream(this.#draft, { flags: 'w', mode: 0o600 });
    this.#written = pipeline(this.#gzip, file);
    this.#written.catch(() => {});
  }

  get #draft(): string {
    return `${this.path}.part`;
  }

  async add(name: string, content: Buffer): Promise<void> {
    await this.#write(tarHeader(name, content.length));
    await this.#write(content);
    await this.#write(tarPadding(content.length));
  }

  /** Adds a file as far as it is long now. Returns its size; null if there is none any more. */
  async addFile(name: string, path: string): Promise<number | null> {
    const file = await open(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return null;
    });
    if (file === null) return null;
    try {
      const { size } = await file.stat();
      await this.#write(tarHeader(name, size));
      let read = 0;
      if (size > 0) {
        for await (const chunk of createReadStream('', {
          fd: file.fd,
          autoClose: false,
          start: 0,
          end: size - 1,
        })) {
          read += (chunk as Buffer).length;
          await this.#write(chunk as Buffer);
        }
      }
      if (read < size) throw new Error(`${path} became shorter while it was read.`);
      await this.#write(tarPadding(size));
      return size;
    } finally {
      await file.close();
    }
  }

  async close(): Promise<void> {
    await this.#write(tarEnd());
    this.#gzip.end();
    await this.#written;
    const file = await open(this.#draft, 'r+');
    await file.sync().finally(() => file.close());
    await rename(this.#draft, this.path);
    await flushFolder(dirname(this.path));
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.#gzip.destroy();
    await this.#written.catch(() => {});
    await rm(this.#draft, { force: true });
  }

  async #write(chunk: Buffer): Promise<void> {
    if (chunk.length === 0) return;
    if (this.#gzip.write(chunk)) return;
    // Whatever ends the writing, such as a full disk, ends the waiting.
    await Promise.race([once(this.#gzip, 'drain'), this.#written]);
  }
}
