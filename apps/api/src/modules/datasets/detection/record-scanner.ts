const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** The position of a record in a file of delimited text. */
export interface RecordPlace {
  /** Offset of its first byte, from 0. */
  readonly offset: number;
  /** Offset after its last byte, without the line end. */
  readonly end: number;
  /** The line on which it starts, from 1. */
  readonly line: number;
  /** How many fields it has. */
  readonly fields: number;
}

/**
 * Finds the records of delimited text in UTF-8, chunk by chunk. Like DuckDB, it does not end a record at a line end
 * inside quotes, skips blank lines, and opens a quote only at the start of a field.
 */
export class RecordScanner {
  readonly #delimiter: number;
  readonly #quote: number;
  #at = 0;
  #line = 1;
  #offset = 0;
  #startLine = 1;
  #quoted = false;
  #fieldStart = true;
  #fields = 1;
  #blank = true;

  constructor(
    shape: { readonly delimiter: string; readonly quote: string | null },
    private readonly onRecord: (place: RecordPlace) => void,
  ) {
    this.#delimiter = shape.delimiter.charCodeAt(0);
    this.#quote = shape.quote?.charCodeAt(0) ?? -1;
  }

  push(chunk: Uint8Array): void {
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      this.#at++;
      if (this.#at <= BYTE_ORDER_MARK.length && byte === BYTE_ORDER_MARK[this.#at - 1]) continue;
      if (byte === LINE_FEED) {
        this.#line++;
        if (!this.#quoted) this.#endRecord(this.#at - 1);
        continue;
      }
      // A carriage return before the line end is not content; a line with nothing else is blank.
      if (byte === CARRIAGE_RETURN) continue;
      this.#blank = false;
      if (byte === this.#quote && (this.#quoted || this.#fieldStart)) {
        this.#quoted = !this.#quoted;
        // The second of two quotes inside a field reopens it.
        this.#fieldStart = !this.#quoted;
      } else if (byte === this.#delimiter && !this.#quoted) {
        this.#fields++;
        this.#fieldStart = true;
      } else {
        this.#fieldStart = false;
      }
    }
  }

  /** Ends the last record if it has no line end. */
  end(): void {
    this.#endRecord(this.#at);
  }

  #endRecord(end: number): void {
    if (!this.#blank) {
      this.onRecord({ offset: this.#offset, end, line: this.#startLine, fields: this.#fields });
    }
    this.#offset = this.#at;
    this.#startLine = this.#line;
    this.#fieldStart = true;
    this.#fields = 1;
    this.#blank = true;
    this.#quoted = false;
  }
}
