import { Readable, Transform } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { damaged, encrypted, notATable, refused } from './container-errors.js';

/** A file inside an archive, as its directory describes it. */
export interface ZipEntry {
  readonly name: string;
  /** Unpacked bytes. */
  readonly bytes: number;
  readonly isEncrypted: boolean;
  readonly described: Entry;
}

const STORED = 0;
const DEFLATED = 8;
const MOST_ENTRIES = 10_000;
/** What yauzl says of a name that leads out of the archive. */
const UNSAFE_NAME = /^(?:absolute path|invalid relative path|invalid characters in fileName): (.*)$/s;

/** Reads a zip archive by its directory. Nothing is ever written under a name that the archive gives. */
export class ZipArchive {
  private constructor(
    private readonly file: ZipFile,
    readonly entries: readonly ZipEntry[],
  ) {}

  /** Opens an archive; it must be closed. @throws AppError DAMAGED_FILE, UNSAFE_ARCHIVE */
  static async open(path: string): Promise<ZipArchive> {
    const file = await openPromise(path, { autoClose: false }).catch((error) => {
      throw inOurWords(error);
    });
    try {
      return new ZipArchive(file, await readEntries(file));
    } catch (error) {
      file.close();
      throw error;
    }
  }

  close(): void {
    this.file.close();
  }

  /** The entry with a name; undefined if there is none. */
  find(name: string): ZipEntry | undefined {
    return this.entries.find((entry) => entry.name === name);
  }

  /**
   * The unpacked bytes of an entry, which are as many as the directory says, and checked: a bomb stops at the bytes that
   * were announced.
   * @throws AppError ENCRYPTED_FILE, NOT_CSV, DAMAGED_FILE
   */
  async read({ name, described, isEncrypted }: ZipEntry): Promise<Readable> {
    if (isEncrypted) throw encrypted(`"${name}" in the archive`);
    const { compressionMethod, crc32: announced } = described;
    if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
      const kind = `a zip archive packed by method ${compressionMethod}`;
      throw notATable(kind, 'Pack it the usual way, or send it unpacked.');
    }
    const unpacked = await this.file.openReadStreamPromise(described).catch((error) => {
      throw inOurWords(error);
    });
    const checked = checkBytes(name, announced);
    unpacked.on('error', (error) =>
      checked.destroy(damaged(`"${name}" cannot be unpacked: ${error.message}`)),
    );
    checked.on('close', () => unpacked.destroy());
    return unpacked.pipe(checked);
  }
}

async function readEntries(file: ZipFile): Promise<ZipEntry[]> {
  if (file.entryCount > MOST_ENTRIES) {
    throw refused('UNSAFE_ARCHIVE', `The archive has ${file.entryCount} files; it may have ${MOST_ENTRIES}.`);
  }
  const entries: ZipEntry[] = [];
  try {
    for await (const described of file.eachEntry()) {
      const { fileName: name, uncompressedSize: bytes } = described;
      entries.push({ name, bytes, isEncrypted: described.isEncrypted(), described });
    }
  } catch (error) {
    throw inOurWords(error);
  }
  return entries;
}

/** Passes an entry on, and fails if its bytes are others than were packed. */
function checkBytes(name: string, announced: number): Transform {
  let sum = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum);
      done(null, chunk);
    },
    flush(done) {
      done(sum === announced ? null : damaged(`"${name}" has other bytes than were packed`));
    },
  });
}

function inOurWords(error: unknown): Error {
  const { message } = error as Error;
  const unsafe = UNSAFE_NAME.exec(message);
  if (unsafe) {
    const name = JSON.stringify(unsafe[1]!.slice(0, 200));
    return refused(
      'UNSAFE_ARCHIVE',
      `The archive has a file called ${name}; names must stay inside the archive.`,
    );
  }
  if (message === 'strong encryption is not supported') return encrypted('The archive');
  return damaged(`the zip archive cannot be read (${message.replace(/\.$/, '')})`);
}
