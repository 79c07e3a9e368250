import { createHmac, randomBytes } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { flushFolder, readIfThere } from '../../platform/storage.js';

/** What of an erasure must outlive the database: that it was, and a mark of whom, which nobody can read. */
export interface ErasureNote {
  readonly at: string;
  readonly datasetId: string;
  readonly mark: string;
}

/** Its name in the data folder; backups leave it out, and restores leave it there. */
export const LEDGER_FILE = 'erasures.log';
const KEY_BYTES = 32;

/**
 * Notes who was erased in a file beside the database, so that a backup of before does not bring them back. It holds no id but
 * its mark, by a key of the file's own: whoever has an id can tell whether it is there.
 */
export class ErasureLedger {
  constructor(private readonly dataDir: string) {}

  get #path(): string {
    return join(this.dataDir, LEDGER_FILE);
  }

  /** Makes the file, so that an erasure has only to write on in it. */
  async prepare(): Promise<void> {
    await this.#key();
  }

  /** What stands for a customer's id. */
  async mark(datasetId: string, externalId: string): Promise<string> {
    return markOf(await this.#key(), datasetId, externalId);
  }

  /** Adds a note, on the disk. */
  async add(note: ErasureNote): Promise<void> {
    const file = await open(this.#path, 'a');
    try {
      // On a line of its own, even where a full disk has left a part of another note, which was written again.
      await file.write(`\n${JSON.stringify(note)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** The notes from a time on, and what tells whom they are of; null if nobody was ever erased. */
  async since(at: Date): Promise<{
    readonly notes: readonly ErasureNote[];
    readonly mark: (datasetId: string, externalId: string) => string;
  } | null> {
    const text = await readIfThere(this.#path);
    if (text === null) return null;
    const [first, ...lines] = text.split('\n');
    const key = Buffer.from((JSON.parse(first!) as { key: string }).key, 'base64');
    const notes = lines.flatMap(readNote).filter((note) => new Date(note.at) >= at);
    return { notes, mark: (datasetId, externalId) => markOf(key, datasetId, externalId) };
  }

  async #key(): Promise<Buffer> {
    for (;;) {
      const text = await readIfThere(this.#path);
      if (text !== null)
        return Buffer.from((JSON.parse(text.split('\n', 1)[0]!) as { key: string }).key, 'base64');
      await this.#begin();
    }
  }

  /** Two processes may begin at once: the one whose file gets the name first has made the key. */
  async #begin(): Promise<void> {
    const draft = `${this.#path}.${randomBytes(6).toString('hex')}`;
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.write(`${JSON.stringify({ key: randomBytes(KEY_BYTES).toString('base64') })}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, this.#path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(draft, { force: true });
    await flushFolder(dirname(this.#path));
  }
}

/** Nothing for an empty line, or a part of one. */
function readNote(line: string): ErasureNote[] {
  try {
    return [JSON.parse(line) as ErasureNote];
  } catch {
    return [];
  }
}

function markOf(key: Buffer, datasetId: string, externalId: string): string {
  return createHmac('sha256', key).update(`${datasetId}:${externalId}`).digest('base64url');
}
