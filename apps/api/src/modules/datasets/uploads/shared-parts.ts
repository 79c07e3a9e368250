import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../../platform/clock.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { FileStore } from '../../../platform/files/file-store.js';
import type { WorkFolders } from '../work-folders.js';
import { begunNameOf, partsFolderOf } from './shared-names.js';
import type { UploadLimits } from './upload-limits.js';
import type { ResumableUpload, UploadParts } from './upload-parts.js';

/** A part, by the bytes of the upload that it holds: from the first to before the last. */
interface Part {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Parts in a row from the first byte on, and how far they reach. */
interface Chain {
  readonly parts: readonly Part[];
  readonly reach: number;
}

const PART = /\/(\d+)-(\d+)-[^/]+$/;
/** As many as a bucket takes of one file in parts of its own. */
const MOST_PARTS = 10_000;

/**
 * Parts in a store of another machine, so that an upload goes on at whichever machine its next part comes to. Each is a file
 * that is named after its bytes and never changes; how far an upload is follows from their names. Where a machine still
 * receives what was sent again to another, both keep theirs, and one of them is read.
 */
export class SharedParts implements UploadParts {
  constructor(
    private readonly files: FileStore,
    private readonly work: WorkFolders,
    private readonly limits: UploadLimits,
    private readonly clock: Clock,
  ) {}

  begin(upload: ResumableUpload): Promise<void> {
    return this.touch(upload);
  }

  async find(id: string): Promise<ResumableUpload | null> {
    const record = await this.files.open(begunNameOf(id));
    if (record === null) return null;
    const { keptAt: _, ...begun } = (await json(record.stream)) as ResumableUpload & { keptAt: string };
    return { ...begun, offset: (await this.#chain(id)).reach };
  }

  touch(upload: ResumableUpload): Promise<void> {
    return this.work.with(async (folder) => {
      const record = join(folder, 'record');
      await writeFile(record, JSON.stringify({ ...upload, keptAt: this.clock.now() }));
      await this.files.put(begunNameOf(upload.id), record);
    });
  }

  /** Gathers what comes on this disk, and puts every so many bytes into the store. */
  async receive(upload: ResumableUpload, source: Readable): Promise<ResumableUpload> {
    const { length } = (await this.#chain(upload.id)).parts;
    if (length >= MOST_PARTS) {
      const message = `The upload has ${length} parts; it may have ${MOST_PARTS}. Begin anew with larger ones.`;
      throw new AppError('CONFLICT', message);
    }
    return this.work.with(async (folder) => {
      const path = join(folder, 'part');
      const file = await open(path, 'w', 0o600);
      let { offset } = upload;
      let size = 0;
      const send = async () => {
        if (size === 0) return;
        const name = `${partsFolderOf(upload.id)}/${offset}-${offset + size}-${randomUUID()}`;
        await this.files.put(name, path);
        offset += size;
        size = 0;
        await file.truncate();
      };
      try {
        for await (const chunk of source as AsyncIterable<Buffer>) {
          this.limits.requireAnnounced(offset + size + chunk.length, upload.bytes);
          for (let written = 0; written < chunk.length; ) {
            written += (await file.write(chunk, written, undefined, size + written)).bytesWritten;
          }
          size += chunk.length;
          if (size < this.limits.stepBytes) continue;
          await send();
          await this.limits.requireDisk(this.limits.stepBytes);
        }
      } finally {
        await send().finally(() => file.close());
      }
      return { ...upload, offset };
    });
  }

  async whole({ id, bytes }: ResumableUpload, use: (path: string) => Promise<void>): Promise<void> {
    await this.limits.requireDisk(bytes);
    await this.work.with(async (folder) => {
      const path = join(folder, 'whole');
      await writeFile(path, '', { mode: 0o600 });
      for (const { name } of (await this.#chain(id)).parts) {
        const part = await this.files.open(name);
        // Another machine put it together meanwhile.
        if (part === null) throw new AppError('CONFLICT', 'Another request completes this upload.');
        await pipeline(part.stream, createWriteStream(path, { flags: 'a', flush: true }));
      }
      await use(path);
    });
  }

  /** The record first: parts without one are swept. */
  async forget(id: string): Promise<void> {
    await this.files.remove(begunNameOf(id));
    await this.files.removeFolder(partsFolderOf(id));
  }

  /** The parts that together reach furthest. */
  async #chain(id: string): Promise<Chain> {
    const all = (await this.files.list(partsFolderOf(id))).map((name): Part => {
      const [, from, to] = PART.exec(name)!;
      return { name, from: Number(from), to: Number(to) };
    });
    const best = new Map<number, { readonly part: Part; readonly reach: number }>();
    // Each leads on to a later one, whose best is known by then.
    for (const part of all.sort((one, other) => other.from - one.from)) {
      const reach = best.get(part.to)?.reach ?? part.to;
      if (reach > (best.get(part.from)?.reach ?? 0)) best.set(part.from, { part, reach });
    }
    const parts: Part[] = [];
    let reach = 0;
    for (let next = best.get(0); next !== undefined; next = best.get(reach)) {
      parts.push(next.part);
      reach = next.part.to;
    }
    return { parts, reach };
  }
}
