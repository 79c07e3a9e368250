import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Clock } from '../../../platform/clock.js';
import type { FileStore } from '../../../platform/files/file-store.js';
import type { WorkFolders } from '../work-folders.js';
import { begunNameOf, bytesNameOf, partsFolderOf, recordNameOf, SHARED_UPLOADS } from './shared-names.js';
import type { Upload } from './upload.js';
import { UploadRecords } from './upload-records.js';

/** What is known of an upload beside its bytes. */
type UploadRecord = Omit<Upload, 'path'>;

const RECORD = /^uploads\/([0-9a-f-]{36})\.(json|begun)$/;
const PART = /^uploads\/([0-9a-f-]{36})\.parts\//;
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

  /** What is known of each upload there, complete or begun. */
  readonly records = new UploadRecords(
    async () => (await this.files.list(SHARED_UPLOADS)).filter((name) => RECORD.test(name)),
    async (name) => {
      const record = await this.files.open(name);
      return record && text(record.stream);
    },
  );

  /** The record comes first: bytes without one would never be found again. */
  keep(upload: UploadRecord, path: string): Promise<void> {
    return this.work.with(async (folder) => {
      const record = join(folder, 'record');
      await writeFile(record, JSON.stringify({ ...upload, keptAt: this.clock.now() }));
      await this.files.put(recordNameOf(upload.id), record);
      await this.files.put(bytesNameOf(upload.id), path);
    });
  }

  /** What is known of an upload; null if there is none. */
  async find(id: string): Promise<UploadRecord | null> {
    const record = await this.#read(recordNameOf(id));
    if (record === null) return null;
    const { keptAt: _, ...upload } = record;
    return upload;
  }

  /** Gives its bytes to whoever asks, at `to`; false if they are gone. */
  lend(id: string, to: string): Promise<boolean> {
    return this.files.lend(bytesNameOf(id), to);
  }

  /** Removes an upload, complete or not. */
  async remove(id: string): Promise<void> {
    for (const nameOf of [bytesNameOf, recordNameOf, begunNameOf]) await this.files.remove(nameOf(id));
    await this.files.removeFolder(partsFolderOf(id));
  }

  /** Removes those that came, or were continued last, two days ago, and parts of which nothing is known any more. */
  async sweep(): Promise<void> {
    for (const name of await this.files.list(SHARED_UPLOADS)) {
      const [, part] = PART.exec(name) ?? [];
      if (part !== undefined && (await this.#read(begunNameOf(part))) === null) await this.files.remove(name);
      const [, id] = RECORD.exec(name) ?? [];
      const record = id === undefined ? null : await this.#read(name);
      if (record === null) continue;
      if (this.clock.now().getTime() - new Date(record.keptAt).getTime() > KEPT_MS) await this.remove(id!);
    }
  }

  async #read(name: string): Promise<(UploadRecord & { readonly keptAt: string }) | null> {
    const record = await this.files.open(name);
    return record && JSON.parse(await text(record.stream));
  }
}
