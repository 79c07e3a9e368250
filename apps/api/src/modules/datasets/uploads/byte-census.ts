import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/** What is known about a file's bytes without its dialect. */
export interface ByteCounts {
  readonly bytes: number;
  /** Bytes of the longest line, without its end. */
  readonly longestLine: number;
  readonly hasNul: boolean;
  /** Whether it is nothing but white space. */
  readonly isBlank: boolean;
  readonly isUtf8: boolean;
  /** In hexadecimal. */
  readonly sha256: string;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** White space and byte order marks. */
const BLANK = /^[\s\u00ef\u00bb\u00bf\u00fe\u00ff]*$/;

/** Passes bytes through and counts them, so that a bad file is recognised before it is parsed. Uses constant memory. */
export class ByteCensus extends Transform {
  #bytes = 0;
  #line = 0;
  #longestLine = 0;
  #hasNul = false;
  #isBlank = true;
  #isUtf8 = true;
  readonly #hash = createHash('sha256');
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #insideCharacter = false;

  /** `check` receives the bytes so far before they are passed on; an error that it throws ends the stream. */
  constructor(readonly check: (bytes: number) => void | Promise<void> = () => {}) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#count(chunk).then(() => done(null, chunk), done);
  }

  async #count(chunk: Buffer): Promise<void> {
    this.#bytes += chunk.length;
    await this.check(this.#bytes);
    this.#hash.update(chunk);
    this.#countLines(chunk);
    this.#hasNul ||= chunk.includes(0);
    this.#isBlank &&= BLANK.test(chunk.toString('latin1'));
    this.#checkUtf8(chunk);
  }

  /** Bytes of the longest line so far. */
  get longestLine(): number {
    return Math.max(this.#longestLine, this.#line);
  }

  /** The counts; call it after the stream has ended. */
  counts(): ByteCounts {
    if (this.#insideCharacter) this.#decode(new Uint8Array(0), false);
    return {
      bytes: this.#bytes,
      longestLine: this.longestLine,
      hasNul: this.#hasNul,
      isBlank: this.#isBlank,
      isUtf8: this.#isUtf8,
      sha256: this.#hash.digest('hex'),
    };
  }

  #countLines(chunk: Buffer): void {
    let start = 0;
    // Searched for apart, since most files have only one kind of line end.
    let feed = chunk.indexOf(LINE_FEED);
    let carriage = chunk.indexOf(CARRIAGE_RETURN);
    while (feed !== -1 || carriage !== -1) {
      const isFeed = carriage === -1 || (feed !== -1 && feed < carriage);
      const end = isFeed ? feed : carriage;
      this.#longestLine = Math.max(this.#longestLine, this.#line + end - start);
      this.#line = 0;
      start = end + 1;
      if (isFeed) feed = chunk.indexOf(LINE_FEED, start);
      else carriage = chunk.indexOf(CARRIAGE_RETURN, start);
    }
    this.#line += chunk.length - start;
  }

  #checkUtf8(chunk: Buffer): void {
    if (!this.#isUtf8 || (!this.#insideCharacter && isAscii(chunk))) return;
    this.#decode(chunk, true);
    this.#insideCharacter = chunk.length > 0 && chunk[chunk.length - 1]! >= 0x80;
  }

  #decode(chunk: Uint8Array, stream: boolean): void {
    try {
      this.#decoder.decode(chunk, { stream });
    } catch {
      this.#isUtf8 = false;
    }
  }
}
