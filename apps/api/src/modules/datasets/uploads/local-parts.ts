import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { flushFolder, readIfThere } from '../../../platform/storage.js';
import type { UploadLimits } from './upload-limits.js';
import type { ResumableUpload, UploadParts } from './upload-parts.js';

/** Parts in a folder that all processes share: `<id>.part` holds the bytes, `<id>.begun` what is known of them. */
export class LocalParts implements UploadParts {
  constructor(
    private readonly folder: string,
    private readonly limits: UploadLimits,
  ) {}

  async begin(upload: ResumableUpload): Promise<void> {
    await writeFile(this.#partOf(upload.id), '', { mode: 0o600, flush: true });
    await this.#record(upload);
  }

  async find(id: string): Promise<ResumableUpload | null> {
    const text = await readIfThere(this.#recordOf(id));
    if (text === null) return null;
    const begun = JSON.parse(text) as ResumableUpload;
    const size = await stat(this.#partOf(id)).then(
      (found) => found.size,
      () => 0,
    );
    return { ...begun, offset: Math.min(begun.offset, size) };
  }

  /** Whatever is used of the folder is touched as a whole. */
  async touch(): Promise<void> {}

  /** Writes what comes, and notes every so many bytes how far they are on the disk. */
  async receive(upload: ResumableUpload, source: Readable): Promise<ResumableUpload> {
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
        this.limits.requireAnnounced(offset + chunk.length, upload.bytes);
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

  whole({ id }: ResumableUpload, use: (path: string) => Promise<void>): Promise<void> {
    return use(this.#partOf(id));
  }

  forget(id: string): Promise<void> {
    return rm(this.#recordOf(id), { force: true });
  }

  async #record(upload: ResumableUpload): Promise<void> {
    const path = this.#recordOf(upload.id);
    await writeFile(`${path}.new`, JSON.stringify(upload), { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
    await flushFolder(this.folder);
  }

  #partOf(id: string): string {
    return join(this.folder, `${id}.part`);
  }

  #recordOf(id: string): string {
    return join(this.folder, `${id}.begun`);
  }
}
