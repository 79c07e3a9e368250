import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from '../../../platform/storage.js';

/** What is written beside an upload, complete or begun, of what it counts as. */
interface CountedUpload {
  readonly createdBy: string;
  readonly bytes: number;
}

/** The name of the file beside an upload. */
const RECORD = /^[0-9a-f]{8}-[0-9a-f-]{27}\.(json|begun)$/;

/** Reads what is written beside uploads; of each once, as whose it is and how many bytes it has never changes. */
export class UploadRecords {
  readonly #known = new Map<string, CountedUpload>();

  constructor(
    private readonly list: () => Promise<readonly string[]>,
    /** The text of one; null if it was removed meanwhile. */
    private readonly read: (name: string) => Promise<string | null>,
  ) {}

  /** Those that are there now. */
  async all(): Promise<Iterable<CountedUpload>> {
    const names = new Set(await this.list());
    for (const name of this.#known.keys()) if (!names.has(name)) this.#known.delete(name);
    for (const name of names) {
      const text = this.#known.has(name) ? null : await this.read(name);
      if (text !== null) this.#known.set(name, JSON.parse(text) as CountedUpload);
    }
    return this.#known.values();
  }
}

/** Those in a folder. */
export function recordsIn(folder: string): UploadRecords {
  return new UploadRecords(
    async () => (await readdir(folder)).filter((name) => RECORD.test(name)),
    (name) => readIfThere(join(folder, name)),
  );
}
