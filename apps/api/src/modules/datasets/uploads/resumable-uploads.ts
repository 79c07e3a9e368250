import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError, notFound } from '../../../platform/errors/app-error.js';
import { flushFolder, readIfThere } from '../../../platform/storage.js';
import { ByteCensus } from './byte-census.js';
import type { UploadLimits } from './upload-limits.js';
import { isUploadId, readableName, type UploadStore } from './upload-store.js';

/** An upload that comes in parts; it is complete, and an ordinary upload with the same id, when `offset` is `bytes`. */
export interface ResumableUpload {
  readonly id: string;
  readonly fileName: string;
  /** Who began it: the id of a caller. */
  readonly createdBy: string;
  /** How many bytes it will have. */
  readonly bytes: number;
  /** How many of them are on the disk. */
  readonly offset: number;
}

/**
 * Uploads that can be continued, after a broken connection as after a restart: `<id>.part` holds the bytes, `<id>.begun`
 * what is known of them. Nobody but who began one may continue, see or end it.
 */
export class ResumableUploads {
  /** What is done with an upload right now: one thing at a time. */
  readonly #inUse = new Map<string, { readonly source: Readable | null; readonly done: Promise<void> }>();

  constructor(
    private readonly store: UploadStore,
    private readonly limits: UploadLimits,
  ) {}

  /** Begins an upload of so many bytes, all of which count from now on. @throws AppError like `UploadLimits.admit` */
  async begin(call: CallContext, bytes: number, fileName: string): Promise<ResumableUpload> {
    call.require('ANALYST');
    const admission = await this.limits.admit(call, bytes);
    const id = randomUUID();
    const upload = { id, fileName: readableName(fileName), createdBy: call.caller.id, bytes, offset: 0 };
    try {
      await writeFile(this.#partOf(id), '', { mode: 0o600, flush: true });
      await this.#record(upload);
      return bytes === 0 ? await this.#finish(upload) : upload;
    } catch (error) {
      await this.store.remove(id);
      throw error;
    } finally {
      admission.end();
    }
  }

  /** An upload of the caller, which stays for another day. @throws AppError FORBIDDEN, NOT_FOUND */
  async find(call: CallContext, id: string): Promise<ResumableUpload> {
    return this.#alone(call, id, null, async (upload) => upload);
  }

  /**
   * Continues an upload at `offset`; what came is on the disk when it answers or fails. Whoever still sends to the same
   * upload is stopped: the connection that is continued may not know yet that it is broken.
   * @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT, UPLOAD_TOO_LARGE, UNAVAILABLE
   */
  async append(call: CallContext, id: string, offset: number, source: Readable): Promise<ResumableUpload> {
    return this.#alone(call, id, source, async (upload) => {
      if (offset !== upload.offset) {
        const message = `The request continues at byte ${offset}; the upload has ${upload.offset} bytes.`;
        throw new AppError('CONFLICT', message);
      }
      if (offset === upload.bytes) return upload;
      const longer = await this.#receive(upload, source);
      return longer.offset === longer.bytes ? this.#finish(longer) : longer;
    });
  }

  /** Removes an upload, complete or not. @throws AppError NOT_FOUND, FORBIDDEN */
  async discard(call: CallContext, id: string): Promise<void> {
    if ((await this.#read(id)) === null) return this.store.discard(call, id);
    await this.#alone(call, id, null, () => this.store.remove(id));
  }

  /** Stops what else is done with an upload of the caller, and passes `work` the state that this left. */
  async #alone<T>(
    call: CallContext,
    id: string,
    source: Readable | null,
    work: (upload: ResumableUpload) => Promise<T>,
  ): Promise<T> {
    call.require('ANALYST');
    const owner = (await this.#read(id)) ?? (await this.store.read(id));
    if (owner?.createdBy !== call.caller.id) throw notFound('upload', id);
    for (let other = this.#inUse.get(id); other !== undefined; other = this.#inUse.get(id)) {
      other.source?.destroy(new AppError('CONFLICT', 'Another request continues this upload.'));
      await other.done;
    }
    const { promise: done, resolve } = Promise.withResolvers<void>();
    this.#inUse.set(id, { source, done });
    try {
      return await work(await this.#state(id));
    } finally {
      this.#inUse.delete(id);
      resolve();
    }
  }

  async #state(id: string): Promise<ResumableUpload> {
    const [begun, stored] = [await this.#read(id), await this.store.read(id)];
    if (stored !== null) {
      if (begun !== null) await rm(this.#recordOf(id), { force: true });
      return { ...stored, offset: stored.bytes };
    }
    if (begun === null) throw notFound('upload', id);
    await this.store.touch(id);
    const { size } = await stat(this.#partOf(id));
    const upload = { ...begun, offset: Math.min(begun.offset, size) };
    // Whoever received the last byte was killed before the end.
    return upload.offset === upload.bytes ? this.#finish(upload) : upload;
  }

  /** Writes what comes, and notes every so many bytes how far they are on the disk. */
  async #receive(upload: ResumableUpload, source: Readable): Promise<ResumableUpload> {
    await this.limits.requireDisk(upload.bytes - upload.offset);
    const file = await open(this.#partOf(upload.id), 'r+');
    let noted = upload;
    let { offset } = upload;
    const note = async () => {
      if (offset === noted.offset) return;
      await file.sync();
      noted = { ...upload, offset };
      await this.#record(noted);
    };
    try {
      await file.truncate(offset);
      for await (const chunk of source as AsyncIterable<Buffer>) {
        if (offset + chunk.length > upload.bytes) {
          const message = `The upload would have ${offset + chunk.length} bytes or more; ${upload.bytes} were announced.`;
          throw new AppError('UPLOAD_TOO_LARGE', message);
        }
        for (let written = 0; written < chunk.length; ) {
          written += (await file.write(chunk, written, undefined, offset + written)).bytesWritten;
        }
        offset += chunk.length;
        if (offset - noted.offset < this.limits.stepBytes) continue;
        await note();
        await this.limits.requireDisk(upload.bytes - offset);
      }
    } finally {
      await note().finally(() => file.close());
    }
    return noted;
  }

  /** Makes it an ordinary upload; may be repeated after it was interrupted. */
  async #finish(upload: ResumableUpload): Promise<ResumableUpload> {
    const { id, createdBy, fileName } = upload;
    const census = new ByteCensus();
    await pipeline(createReadStream(this.#partOf(id)), census.resume());
    await this.store.keep(this.#partOf(id), { id, createdBy, fileName, ...census.counts() });
    await rm(this.#recordOf(id), { force: true });
    return upload;
  }

  async #read(id: string): Promise<ResumableUpload | null> {
    if (!isUploadId(id)) return null;
    const text = await readIfThere(this.#recordOf(id));
    return text === null ? null : (JSON.parse(text) as ResumableUpload);
  }

  async #record(upload: ResumableUpload): Promise<void> {
    const path = this.#recordOf(upload.id);
    await writeFile(`${path}.new`, JSON.stringify(upload), { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
    await flushFolder(this.store.folder);
  }

  #partOf(id: string): string {
    return `${this.store.bytesOf(id)}.part`;
  }

  #recordOf(id: string): string {
    return `${this.store.bytesOf(id)}.begun`;
  }
}
