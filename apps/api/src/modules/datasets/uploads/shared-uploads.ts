import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Clock } from '../../../platform/clock.js';
import type { FileStore } from '../../../platform/files/file-store.js';
import type { WorkFolders } from '../work-folders.js';
import type { Upload } from './upload.js';

/** What is known of an upload beside its bytes. */
type UploadRecord = Omit<Upload, 'path'>;

const FOLDER = 'uploads';
const RECORD = /^uploads\/([0-9a-f-]{36})\.json$/;
/** How long an upload stays there, whether it is used or not: a store does not tell. */
const KEPT_MS = 2 * 24 * 3_600_000;

/**
 * Complete uploads in a store of another machine, so that one that came to this machine is read on any. What is there counts:
 * an upload that was imported and removed elsewhere is gone here as well.
 */
export class SharedUploads {
  constructor(
    private readonly files: FileStore,
    private readonly work: WorkFolders,
    private readonly clock: Clock,
  ) {}

  /** The record comes first: bytes without one would never be found again. */
  keep(upload: UploadRecord, path: string): Promise<void> {
    return this.work.with(async (folder) => {
      const record = join(folder, 'record');
      await writeFile(record, JSON.stringify({ ...upload, keptAt: this.clock.now() }));
      await this.files.put(recordOf(upload.id), record);
      await this.files.put(bytesOf(upload.id), path);
    });
  }

  /** What is known of an upload; null if there is none. */
  async find(id: string): Promise<UploadRecord | null> {
    const record = await this.#read(id);
    if (record === null) return null;
    const { keptAt: _, ...upload } = record;
    return upload;
  }

  /** Gives its bytes to whoever asks, at `to`; false if they are gone. */
  lend(id: string, to: string): Promise<boolean> {
    return this.files.lend(bytesOf(id), to);
  }

  async remove(id: string): Promise<void> {
    await this.files.remove(bytesOf(id));
    await this.files.remove(recordOf(id));
  }

  /** Removes those that came two days ago. */
  async sweep(): Promise<void> {
    for (const name of await this.files.list(FOLDER)) {
      const id = RECORD.exec(name)?.[1];
      const record = id === undefined ? null : await this.#read(id);
      if (record === null) continue;
      if (this.clock.now().getTime() - new Date(record.keptAt).getTime() > KEPT_MS) await this.remove(id!);
    }
  }

  async #read(id: string): Promise<(UploadRecord & { readonly keptAt: string }) | null> {
    const record = await this.files.open(recordOf(id));
    return record && JSON.parse(await text(record.stream));
  }
}

function bytesOf(id: string): string {
  return `${FOLDER}/${id}`;
}

function recordOf(id: string): string {
  return `${FOLDER}/${id}.json`;
}
