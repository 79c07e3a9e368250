import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError, notFound } from '../../../platform/errors/app-error.js';
import { ByteCensus } from './byte-census.js';
import type { UploadLimits } from './upload-limits.js';
import type { ResumableUpload, UploadParts } from './upload-parts.js';
import { isUploadId, readableName, type UploadStore } from './upload-store.js';

/**
 * Uploads that can be continued, after a broken connection as after a restart. Nobody but who began one may continue, see or
 * end it.
 */
export class ResumableUploads {
  /** What is done with an upload right now: one thing at a time. */
  readonly #inUse = new Map<string, { readonly source: Readable | null; readonly done: Promise<void> }>();

  constructor(
    private readonly store: UploadStore,
    private readonly limits: UploadLimits,
    private readonly parts: UploadParts,
  ) {}

  /** Begins an upload of so many bytes, all of which count from now on. @throws AppError like `UploadLimits.admit` */
  async begin(call: CallContext, bytes: number, fileName: string): Promise<ResumableUpload> {
    call.require('ANALYST');
    const admission = await this.limits.admit(call, bytes);
    const id = randomUUID();
    const upload = { id, fileName: readableName(fileName), createdBy: call.caller.id, bytes, offset: 0 };
    try {
      await this.parts.begin(upload);
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
   * Continues an upload at `offset`; what came is kept when it answers or fails. Whoever still sends to the same
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
      const longer = await this.parts.receive(upload, source);
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
      if (begun !== null) await this.parts.forget(id);
      return { ...stored, offset: stored.bytes };
    }
    if (begun === null) throw notFound('upload', id);
    await this.store.touch(id);
    await this.parts.touch(begun);
    // Whoever received the last byte was killed before the end.
    return begun.offset === begun.bytes ? this.#finish(begun) : begun;
  }

  /** Makes it an ordinary upload; may be repeated after it was interrupted. */
  async #finish(upload: ResumableUpload): Promise<ResumableUpload> {
    const { id, createdBy, fileName } = upload;
    await this.parts.whole(upload, async (path) => {
      const census = new ByteCensus();
      await pipeline(createReadStream(path), census.resume());
      await this.store.keep(path, { id, createdBy, fileName, ...census.counts() });
    });
    await this.parts.forget(id);
    return upload;
  }

  async #read(id: string): Promise<ResumableUpload | null> {
    return isUploadId(id) ? this.parts.find(id) : null;
  }
}
