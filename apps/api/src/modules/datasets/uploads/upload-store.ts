import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { Clock } from '../../../platform/clock.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { flushFolder, readIfThere } from '../../../platform/storage.js';
import { removeOldFiles } from '../remove-old-files.js';
import { ownPrefix, type Processes, removeLeftBehind } from '../work-folders.js';
import { ByteCensus } from './byte-census.js';
import type { SharedUploads } from './shared-uploads.js';
import type { Upload } from './upload.js';
import type { UploadLimits } from './upload-limits.js';

/** Whether a text can be the id of an upload, and thus name a file. */
export function isUploadId(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
}

/** Stores uploads as files: the bytes and, next to them, their counts. Neither is an upload without the other. */
export class UploadStore {
  readonly #writing = new Set<string>();

  constructor(
    readonly folder: string,
    private readonly clock: Clock,
    private readonly processes: Processes,
    private readonly limits: UploadLimits,
    /** Where other machines find the uploads of this one; null where there are none. */
    private readonly shared: SharedUploads | null = null,
  ) {}

  /**
   * Stores a stream, on the disk when it answers, and leaves nothing behind if it breaks off. Also removes uploads that
   * nobody used for a day.
   * @throws AppError FORBIDDEN, or like `UploadLimits.admit`: at once if `announced` is too many bytes already
   */
  async write(call: CallContext, source: Readable, fileName: string, announced = 0): Promise<Upload> {
    call.require('ANALYST');
    await removeOldFiles(this.folder, this.clock.now());
    const admission = await this.limits.admit(call, announced);
    const id = randomUUID();
    const name = `${ownPrefix(this.processes)}${id}`;
    const file = join(this.folder, name);
    this.#writing.add(name).add(`${name}.json`);
    try {
      const census = new ByteCensus((count) => admission.check(count));
      await pipeline(source, census, createWriteStream(file, { mode: 0o600, flush: true }));
      const upload = { id, createdBy: call.caller.id, fileName: readableName(fileName), ...census.counts() };
      await admission.checkAll(upload.bytes);
      return await this.keep(file, upload);
    } catch (error) {
      await rm(file, { force: true });
      await rm(`${file}.json`, { force: true });
      await this.remove(id);
      throw error;
    } finally {
      admission.end();
      this.#writing.delete(name);
      this.#writing.delete(`${name}.json`);
    }
  }

  /** Makes a file of this folder, whose bytes are on the disk, an upload. */
  async keep(file: string, upload: Omit<Upload, 'path'>): Promise<Upload> {
    const path = this.bytesOf(upload.id);
    await writeFile(`${file}.json`, JSON.stringify(upload), { mode: 0o600, flush: true });
    await rename(`${file}.json`, `${path}.json`);
    await rename(file, path);
    await flushFolder(this.folder);
    await this.shared?.keep(upload, path);
    return { ...upload, path };
  }

  /**
   * A file that is made of an upload once, with what is known of it, and is removed with it; null where `make` makes none.
   * `key` says which it is.
   */
  async derive<Facts extends object>(
    id: string,
    key: string,
    make: (target: string) => Promise<Facts | null>,
  ): Promise<(Facts & { readonly path: string }) | null> {
    const path = `${this.bytesOf(id)}.${key}`;
    const known = await readIfThere(`${path}.json`);
    if (known !== null) return { ...(JSON.parse(known) as Facts), path };
    const name = `${ownPrefix(this.processes)}${randomUUID()}`;
    const file = join(this.folder, name);
    this.#writing.add(name).add(`${name}.json`);
    try {
      const facts = await make(file);
      if (facts === null) return null;
      await writeFile(`${file}.json`, JSON.stringify(facts), { mode: 0o600 });
      await rename(file, path);
      await rename(`${file}.json`, `${path}.json`);
      return { ...facts, path };
    } finally {
      await rm(file, { force: true });
      await rm(`${file}.json`, { force: true });
      this.#writing.delete(name);
      this.#writing.delete(`${name}.json`);
    }
  }

  /** Removes files left behind by dead processes and broken uploads, and uploads that nobody used for a day. */
  async sweep(): Promise<void> {
    await removeLeftBehind(this.folder, this.processes, this.#writing);
    await removeOldFiles(this.folder, this.clock.now());
    await this.shared?.sweep();
  }

  /**
   * An upload, which stays for another day. A caller confined to some datasets sees only their own uploads, which belong to
   * no dataset yet.
   * @throws AppError NOT_FOUND if there is no upload with this id, or it was removed.
   */
  async get(call: CallContext, id: string): Promise<Upload> {
    call.require('VIEWER');
    const upload = await this.read(id);
    if (upload === null || (call.scope !== null && upload.createdBy !== call.caller.id)) {
      throw notFound('upload', id, ['uploadId']);
    }
    await this.touch(id);
    return upload;
  }

  /** Removes an upload that is not wanted: one's own, or any as an analyst. @throws AppError NOT_FOUND, FORBIDDEN */
  async discard(call: CallContext, id: string): Promise<void> {
    const { createdBy } = await this.get(call, id);
    if (createdBy !== call.caller.id) call.require('ANALYST');
    await this.remove(id);
  }

  /** An upload, whoever asks; null if there is none with this id. */
  async read(id: string): Promise<Upload | null> {
    if (!isUploadId(id)) return null;
    const path = this.bytesOf(id);
    if (this.shared !== null) {
      const upload = await this.shared.find(id);
      const isHere = upload !== null && (existsSync(path) || (await this.#fetch(id)));
      return isHere ? { ...upload, path } : null;
    }
    const text = existsSync(path) ? await readIfThere(`${path}.json`) : null;
    return text === null ? null : { ...(JSON.parse(text) as Omit<Upload, 'path'>), path };
  }

  /** Starts the day anew after which an upload is removed. */
  async touch(id: string): Promise<void> {
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
    await this.shared?.remove(id);
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

  /** Gets the bytes of an upload that came to another machine; false if they are gone. */
  async #fetch(id: string): Promise<boolean> {
    const name = `${ownPrefix(this.processes)}${randomUUID()}`;
    const file = join(this.folder, name);
    this.#writing.add(name);
    try {
      if (!(await this.shared!.lend(id, file))) return false;
      await rename(file, this.bytesOf(id));
      return true;
    } finally {
      await rm(file, { force: true });
      this.#writing.delete(name);
    }
  }

  /** The path of an upload's bytes. */
  bytesOf(id: string): string {
    return join(this.folder, id);
  }
}

/** The last part of a path, without control characters, at most 200 characters. */
export function readableName(fileName: string): string {
  const name = basename(fileName.replaceAll('\\', '/'))
    .replace(/\p{Cc}/gu, '')
    .slice(0, 200);
  return name || 'upload.csv';
}
