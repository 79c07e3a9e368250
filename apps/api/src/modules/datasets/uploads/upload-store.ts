import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MAX_UPLOAD_BYTES } from '@holdfast/schema';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { Clock } from '../../../platform/clock.js';
import { AppError, notFound } from '../../../platform/errors/app-error.js';
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
  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
    private readonly processes: Processes,
    private readonly maxBytes = MAX_UPLOAD_BYTES,
  ) {}

  /**
   * Stores a stream and leaves nothing behind if it breaks off. Also removes uploads older than a day.
   * @throws AppError FORBIDDEN, UPLOAD_TOO_LARGE: at once if `announced` is too many bytes already
   */
  async write(call: CallContext, source: Readable, fileName: string, announced = 0): Promise<Upload> {
    call.require('ANALYST');
    this.#requireSize(announced);
    await removeOldFiles(this.folder, this.clock.now());
    const id = randomUUID();
    const path = this.#bytesOf(id);
    const unfinished = join(this.folder, `${ownPrefix(this.processes)}${id}`);
    const census = new ByteCensus((bytes) => this.#requireSize(bytes));
    try {
      await pipeline(source, census, createWriteStream(unfinished, { mode: 0o600 }));
      const upload = { id, createdBy: call.caller.id, fileName: readableName(fileName), ...census.counts() };
      await writeFile(`${unfinished}.json`, JSON.stringify(upload), { mode: 0o600 });
      await rename(unfinished, path);
      await rename(`${unfinished}.json`, `${path}.json`);
      return { ...upload, path };
    } catch (error) {
      await rm(unfinished, { force: true });
      await rm(`${unfinished}.json`, { force: true });
      await this.remove(id);
      throw error;
    }
  }

  /** Removes files left behind by dead processes, and uploads not imported within a day. */
  async sweep(): Promise<void> {
    await removeLeftBehind(this.folder, this.processes);
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
   * A caller confined to some datasets sees only their own uploads, which belong to no dataset yet.
   * @throws AppError NOT_FOUND if there is no upload with this id, or it was removed.
   */
  async get(call: CallContext, id: string): Promise<Upload> {
    call.require('VIEWER');
    const text = UPLOAD_ID.test(id)
      ? await readFile(`${this.#bytesOf(id)}.json`, 'utf8').catch(() => null)
      : null;
    const upload = text === null ? null : (JSON.parse(text) as Omit<Upload, 'path'>);
    if (upload === null || (call.scope !== null && upload.createdBy !== call.caller.id)) {
      throw notFound('upload', id, ['uploadId']);
    }
    return { ...upload, path: this.#bytesOf(id) };
  }

  /** Removes an upload and the files derived from it, if it exists. */
  async remove(id: string): Promise<void> {
    const files = await readdir(this.folder);
    await Promise.all(
      files.filter((file) => file.startsWith(id)).map((file) => rm(join(this.folder, file), { force: true })),
    );
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
