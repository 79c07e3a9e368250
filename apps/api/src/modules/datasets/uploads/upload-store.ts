import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MAX_UPLOAD_BYTES } from '@holdfast/schema';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { Clock } from '../../../platform/clock.js';
import { AppError, notFound } from '../../../platform/errors/app-error.js';
import { flushFolder } from '../../../platform/storage.js';
import { removeOldFiles } from '../remove-old-files.js';
import { ownPrefix, type Processes, removeLeftBehind } from '../work-folders.js';
import { ByteCensus, type ByteCounts } from './byte-census.js';

/** A file that was uploaded but not yet imported. */
export interface Upload extends ByteCounts {
  readonly id: string;
  readonly fileName: string;
  /** Who uploaded it: the id of a caller. */
  readonly createdBy: string;
  /** Absolute path of its bytes. */
  readonly path: string;
}

const UPLOAD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Stores uploads as files: the bytes and, next to them, their counts. A file without counts is unfinished. */
export class UploadStore {
  readonly #writing = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
    private readonly processes: Processes,
    private readonly maxBytes = MAX_UPLOAD_BYTES,
  ) {}

  /**
   * Stores a stream, on the disk when it answers, and leaves nothing behind if it breaks off. Also removes uploads that
   * nobody used for a day.
   * @throws AppError FORBIDDEN, UPLOAD_TOO_LARGE: at once if `announced` is too many bytes already
   */
  async write(call: CallContext, source: Readable, fileName: string, announced = 0): Promise<Upload> {
    call.require('ANALYST');
    this.#requireSize(announced);
    await removeOldFiles(this.folder, this.clock.now());
    const id = randomUUID();
    const name = `${ownPrefix(this.processes)}${id}`;
    const [bytes, counts] = [join(this.folder, name), join(this.folder, `${name}.json`)];
    this.#writing.add(name).add(`${name}.json`);
    try {
      const census = new ByteCensus((count) => this.#requireSize(count));
      await pipeline(source, census, createWriteStream(bytes, { mode: 0o600, flush: true }));
      const upload = { id, createdBy: call.caller.id, fileName: readableName(fileName), ...census.counts() };
      await writeFile(counts, JSON.stringify(upload), { mode: 0o600, flush: true });
      const path = this.#bytesOf(id);
      await rename(bytes, path);
      await rename(counts, `${path}.json`);
      await flushFolder(this.folder);
      return { ...upload, path };
    } catch (error) {
      await rm(bytes, { force: true });
      await rm(counts, { force: true });
      await this.remove(id);
      throw error;
    } finally {
      this.#writing.delete(name);
      this.#writing.delete(`${name}.json`);
    }
  }

  /** Removes files left behind by dead processes and broken uploads, and uploads that nobody used for a day. */
  async sweep(): Promise<void> {
    await removeLeftBehind(this.folder, this.processes, this.#writing);
    await removeOldFiles(this.folder, this.clock.now());
  }

  /** @throws AppError UPLOAD_TOO_LARGE */
  #requireSize(bytes: number): void {
    if (bytes <= this.maxBytes) return;
    throw new AppError(
      'UPLOAD_TOO_LARGE',
      `The upload has ${bytes} bytes or more; it may have ${this.maxBytes}. Remove columns or send a sample.`,
    );
  }

  /**
   * An upload, which stays for another day. A caller confined to some datasets sees only their own uploads, which belong to
   * no dataset yet.
   * @throws AppError NOT_FOUND if there is no upload with this id, or it was removed.
   */
  async get(call: CallContext, id: string): Promise<Upload> {
    call.require('VIEWER');
    const text = UPLOAD_ID.test(id) ? await this.#readCounts(id) : null;
    const upload = text === null ? null : (JSON.parse(text) as Omit<Upload, 'path'>);
    if (upload === null || (call.scope !== null && upload.createdBy !== call.caller.id)) {
      throw notFound('upload', id, ['uploadId']);
    }
    await this.#touch(id);
    return { ...upload, path: this.#bytesOf(id) };
  }

  /** Null if there are none. */
  #readCounts(id: string): Promise<string | null> {
    return readFile(`${this.#bytesOf(id)}.json`, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return null;
    });
  }

  /** Starts the day anew after which an upload is removed. */
  async #touch(id: string): Promise<void> {
    const now = this.clock.now();
    const files = await readdir(this.folder);
    // Removed meanwhile: whoever reads it will see.
    const touched = files
      .filter((file) => file.startsWith(id))
      .map((file) => utimes(join(this.folder, file), now, now));
    await Promise.allSettled(touched);
  }

  /** Removes an upload and the files derived from it, if it exists. */
  async remove(id: string): Promise<void> {
    const files = await readdir(this.folder);
    await Promise.all(
      files.filter((file) => file.startsWith(id)).map((file) => rm(join(this.folder, file), { force: true })),
    );
  }

  /**
   * Passes an upload to `use`. It may be imported, and thereby removed, meanwhile: then that is the error.
   * @throws AppError NOT_FOUND
   */
  async with<T>(call: CallContext, id: string, use: (upload: Upload) => Promise<T>): Promise<T> {
    const upload = await this.get(call, id);
    try {
      return await use(upload);
    } catch (error) {
      await this.get(call, id);
      throw error;
    }
  }

  #bytesOf(id: string): string {
    return join(this.folder, id);
  }
}

/** The last part of a path, without control characters, at most 200 characters. */
function readableName(fileName: string): string {
  const name = basename(fileName.replaceAll('\\', '/'))
    .replace(/\p{Cc}/gu, '')
    .slice(0, 200);
  return name || 'upload.csv';
}
