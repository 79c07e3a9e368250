/** The block of a tar archive, which is as old as tapes. */
const BLOCK = 512;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
/** Where the fields of a header begin: as POSIX says of ustar. */
const FIELDS = {
  mode: 100,
  owner: 108,
  group: 116,
  size: 124,
  time: 136,
  sum: 148,
  type: 156,
  magic: 257,
  prefix: 345,
};
/** Eight gigabytes: what eleven octal digits can say. What is more is said in binary, as GNU tar does. */
const OCTAL_LIMIT = 8 ** 11;

/** What stands before a file in an archive. @throws RangeError for a name that is too long */
export function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const [prefix, rest] = splitName(name);
  header.write(rest, 0);
  header.write(prefix, FIELDS.prefix);
  header.write('0000600\0', FIELDS.mode);
  header.write('0000000\0', FIELDS.owner);
  header.write('0000000\0', FIELDS.group);
  writeSize(header, size);
  header.write('00000000000\0', FIELDS.time);
  header.write('0', FIELDS.type);
  header.write('ustar\x0000', FIELDS.magic);
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, FIELDS.sum);
  return header;
}

/** What fills the last block of a file. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** What ends an archive. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK);
}

/** A file in an archive. */
export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** Its bytes; those that are not read are passed over. */
  readonly body: AsyncIterable<Buffer>;
}

/** Reads the files of an archive one after the other. @throws Error for what is no archive, or ends too early */
export async function* readTar(stream: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = new Reader(stream);
  for (;;) {
    const header = await reader.exactly(BLOCK);
    // To the very end, where the checksum of the compression is.
    if (header.every((byte) => byte === 0)) return reader.drain();
    if (sumOf(header) !== Number.parseInt(text(header, FIELDS.sum, 8), 8))
      throw new Error('a header is damaged');
    const [prefix, rest] = [text(header, FIELDS.prefix, PREFIX_BYTES), text(header, 0, NAME_BYTES)];
    const size = readSize(header);
    const body = reader.upTo(size);
    yield { name: prefix === '' ? rest : `${prefix}/${rest}`, size, body };
    for await (const _ of body);
    await reader.exactly(tarPadding(size).length);
  }
}

function splitName(name: string): [string, string] {
  if (Buffer.byteLength(name) <= NAME_BYTES) return ['', name];
  for (let slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
    const [prefix, rest] = [name.slice(0, slash), name.slice(slash + 1)];
    if (Buffer.byteLength(rest) <= NAME_BYTES && Buffer.byteLength(prefix) <= PREFIX_BYTES)
      return [prefix, rest];
  }
  throw new RangeError(`"${name}" is too long for an archive.`);
}

function writeSize(header: Buffer, size: number): void {
  if (size < OCTAL_LIMIT) {
    header.write(`${size.toString(8).padStart(11, '0')}\0`, FIELDS.size);
    return;
  }
  header[FIELDS.size] = 0x80;
  header.writeBigUInt64BE(BigInt(size), FIELDS.size + 4);
}

function readSize(header: Buffer): number {
  if (header[FIELDS.size] === 0x80) return Number(header.readBigUInt64BE(FIELDS.size + 4));
  return Number.parseInt(text(header, FIELDS.size, 12), 8);
}

/** The sum of a header's bytes, in which its own field counts as spaces. */
function sumOf(header: Buffer): number {
  let sum = 8 * 0x20;
  for (const [at, byte] of header.entries()) if (at < FIELDS.sum || at >= FIELDS.sum + 8) sum += byte;
  return sum;
}

function text(header: Buffer, at: number, length: number): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
}

/** Hands out the bytes of a stream by number. */
class Reader {
  readonly #chunks: AsyncIterator<Buffer>;
  #left: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async drain(): Promise<void> {
    while (!(await this.#chunks.next()).done);
  }

  async exactly(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.upTo(size)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** The next so many bytes, in pieces; those that were read do not come again. */
  upTo(size: number): AsyncIterable<Buffer> {
    let missing = size;
    const next = async () => {
      if (missing === 0) return { value: undefined as never, done: true } as const;
      const value = await this.#piece(missing);
      missing -= value.length;
      return { value, done: false } as const;
    };
    return { [Symbol.asyncIterator]: () => ({ next }) };
  }

  async #piece(most: number): Promise<Buffer> {
    while (this.#left.length === 0) {
      const { value, done } = await this.#chunks.next();
      if (done) throw new Error('it ends too early');
      this.#left = value;
    }
    const piece = this.#left.subarray(0, most);
    this.#left = this.#left.subarray(piece.length);
    return piece;
  }
}
