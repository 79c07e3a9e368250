import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import type { Upload } from '../uploads/upload.js';

/** Bytes from which the form of a file is decided; more if its lines are long. */
const HEAD_BYTES = 256 * 1024;
const LONGEST_HEAD_BYTES = 4 * 1024 * 1024;
const FEWEST_LINES = 20;
const CHUNK_BYTES = 1024 * 1024;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const LAST_ASCII = 0x7f;

/** The beginning of a file. */
export interface Head {
  readonly bytes: Buffer;
  /** Whether it is all of the file. */
  readonly complete: boolean;
}

/** The first bytes of a file. */
export async function readHead(path: string): Promise<Head> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    for (let wanted = HEAD_BYTES; ; wanted = LONGEST_HEAD_BYTES) {
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(Math.min(wanted, size)),
        0,
        Math.min(wanted, size),
        0,
      );
      const head = { bytes: buffer.subarray(0, bytesRead), complete: bytesRead >= size };
      if (head.complete || wanted === LONGEST_HEAD_BYTES || countLines(head.bytes) >= FEWEST_LINES)
        return head;
    }
  } finally {
    await file.close();
  }
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (const byte of bytes) if (byte === 10 || byte === 13) lines++;
  return lines;
}

/** Turns bytes of one encoding into UTF-8, chunk by chunk, without a byte order mark. */
export class TextDecoding {
  /** Bytes that are not UTF-8 in a text that is read as such; they are read as windows-1252. */
  badBytes = 0;
  readonly #decoder: iconv.DecoderStream | null;
  #rest: Buffer = Buffer.alloc(0);
  #surrogate = '';
  #started = false;

  constructor(
    encoding: string,
    private readonly valid: boolean,
  ) {
    this.#decoder = encoding === 'utf-8' ? null : iconv.getDecoder(encoding);
  }

  write(chunk: Buffer): Buffer {
    const text = this.#decoder === null ? this.#utf8(chunk, false) : this.#text(this.#decoder.write(chunk));
    return this.#unmarked(text);
  }

  end(): Buffer {
    // At its end a decoder answers with nothing, or, for some encodings, with the number 0.
    const text = this.#decoder === null ? this.#utf8(Buffer.alloc(0), true) : this.#text(this.#decoder.end());
    return this.#unmarked(text);
  }

  #unmarked(text: Buffer): Buffer {
    if (this.#started || text.length === 0) return text;
    this.#started = true;
    return text.subarray(0, MARK.length).equals(MARK) ? text.subarray(MARK.length) : text;
  }

  /** Both halves of a character that UTF-16 writes in two belong together. */
  #text(decoded: unknown): Buffer {
    const text = this.#surrogate + (typeof decoded === 'string' ? decoded : '');
    const code = text.charCodeAt(text.length - 1);
    const halved = code >= 0xd800 && code <= 0xdbff;
    this.#surrogate = halved ? text.slice(-1) : '';
    return Buffer.from(halved ? text.slice(0, -1) : text);
  }

  #utf8(chunk: Buffer, last: boolean): Buffer {
    if (this.valid) return chunk;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const end = last ? bytes.length : lastWhole(bytes);
    this.#rest = Buffer.from(bytes.subarray(end));
    const whole = bytes.subarray(0, end);
    return isUtf8(whole) ? whole : this.#repaired(whole);
  }

  #repaired(bytes: Buffer): Buffer {
    const parts: Buffer[] = [];
    let start = 0;
    for (let at = 0; at < bytes.length; ) {
      const length = sequenceLength(bytes, at);
      if (length > 0) {
        at += length;
        continue;
      }
      parts.push(
        bytes.subarray(start, at),
        Buffer.from(iconv.decode(bytes.subarray(at, at + 1), 'windows-1252')),
      );
      this.badBytes++;
      start = at += 1;
    }
    return Buffer.concat([...parts, bytes.subarray(start)]);
  }
}

/** The bytes of the UTF-8 character at a position; 0 if there is none. */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead <= LAST_ASCII) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + length > bytes.length) return 0;
  return isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

/** Where the last character that is complete ends. */
function lastWhole(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte <= LAST_ASCII) return bytes.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** The head of a file in UTF-8, as a binary string. */
export function headText(head: Head, encoding: string, isValid: boolean): string {
  const decoding = new TextDecoding(encoding, isValid);
  const text = decoding.write(head.bytes);
  return Buffer.concat(head.complete ? [text, decoding.end()] : [text]).toString('latin1');
}

/**
 * The text of an upload in UTF-8, chunk by chunk. Each holds until the next one is asked for: memory that is made anew for every
 * chunk makes all of the heap be collected, again and again, which took as long as reading.
 */
export async function* readText(upload: Upload, decoding: TextDecoding): AsyncGenerator<Buffer> {
  const file = await open(upload.path);
  const room = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  try {
    for (;;) {
      const { bytesRead } = await file.read(room, 0, room.length, null);
      if (bytesRead === 0) break;
      yield decoding.write(room.subarray(0, bytesRead));
    }
    yield decoding.end();
  } finally {
    await file.close();
  }
}
