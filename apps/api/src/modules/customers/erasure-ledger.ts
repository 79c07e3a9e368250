import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { flushFolder, readIfThere, type Storage } from '../../platform/storage.js';

/** What of an erasure must outlive the database: that it was, and a mark of whom, which nobody can read. */
export interface ErasureNote {
  readonly at: string;
  readonly datasetId: string;
  /** A key and what it makes of the id. */
  readonly mark: string;
}

/** Its name in the data folder; backups leave it out, and restores leave it there. */
export const LEDGER_FILE = 'erasures.log';
/** Where notes are in a store that processes of several machines share; backups leave them out too. */
const SHARED_FOLDER = 'erasures';
const KEY_BYTES = 32;

/**
 * Notes who was erased beside the database, so that a backup of before does not bring them back: in a file of the data folder,
 * or in the store where that is on another machine. It holds no id but its mark, by a key: whoever has an id can tell whether
 * it is there. Each data folder has a key of its own, which a mark carries, as another machine may note it.
 */
export class ErasureLedger {
  constructor(private readonly storage: Pick<Storage, 'dataDir' | 'files' | 'isRemote'>) {}

  get #path(): string {
    return join(this.storage.dataDir, LEDGER_FILE);
  }

  /** Makes the file, so that an erasure has only to write on in it. */
  async prepare(): Promise<void> {
    await this.#key();
  }

  /** What stands for a customer's id. */
  async mark(datasetId: string, externalId: string): Promise<string> {
    return markOf(await this.#key(), datasetId, externalId);
  }

  /** Adds a note, on the disk or in the store. */
  async add(note: ErasureNote): Promise<void> {
    const { dataDir, files, isRemote } = this.storage;
    if (!isRemote) return append(this.#path, note);
    const name = `${randomUUID()}.json`;
    const draft = join(dataDir, name);
    await append(draft, note);
    await files.put(`${SHARED_FOLDER}/${name}`, draft).finally(() => rm(draft, { force: true }));
  }

  /** The notes from a time on, and the marks that an id may have there; null if nobody was ever erased. */
  async since(at: Date): Promise<{
    readonly notes: readonly ErasureNote[];
    readonly marks: (datasetId: string, externalId: string) => string[];
  } | null> {
    const all = [...(await this.#own()), ...(await this.#shared())];
    if (all.length === 0) return null;
    const notes = all.filter((note) => new Date(note.at) >= at);
    const keys = [...new Set(notes.map(({ mark }) => mark.split('.', 1)[0]!))];
    return { notes, marks: (datasetId, externalId) => keys.map((key) => markOf(key, datasetId, externalId)) };
  }

  /** Those of the file. Earlier versions wrote marks without their key, which is the file's. */
  async #own(): Promise<ErasureNote[]> {
    const text = await readIfThere(this.#path);
    if (text === null) return [];
    const [first, ...lines] = text.split('\n');
    const key = readKey(first!);
    return lines
      .flatMap(readNote)
      .map((note) => (note.mark.includes('.') ? note : { ...note, mark: `${key}.${note.mark}` }));
  }

  async #shared(): Promise<ErasureNote[]> {
    const { files, isRemote } = this.storage;
    if (!isRemote) return [];
    const notes: ErasureNote[] = [];
    for (const name of await files.list(SHARED_FOLDER)) {
      const path = await files.locate(name);
      if (path !== null) notes.push(...(await readFile(path, 'utf8')).split('\n').flatMap(readNote));
    }
    return notes;
  }

  async #key(): Promise<string> {
    for (;;) {
      const text = await readIfThere(this.#path);
      if (text !== null) return readKey(text.split('\n', 1)[0]!);
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

async function append(path: string, note: ErasureNote): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    // On a line of its own, even where a full disk has left a part of another note, which was written again.
    await file.write(`\n${JSON.stringify(note)}\n`);
    await file.sync();
  } finally {
    await file.close();
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

/** The key of a file's first line. */
function readKey(line: string): string {
  return Buffer.from((JSON.parse(line) as { key: string }).key, 'base64').toString('base64url');
}

function markOf(key: string, datasetId: string, externalId: string): string {
  const made = createHmac('sha256', Buffer.from(key, 'base64url')).update(`${datasetId}:${externalId}`);
  return `${key}.${made.digest('base64url')}`;
}
