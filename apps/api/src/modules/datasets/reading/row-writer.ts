import { type FileHandle, open } from 'node:fs/promises';
import type { TraitsOfColumns } from './column-traits.js';

/** Ends a field in the table that is read: a character that no text has, so that nothing needs quotes. */
export const FIELD_END = 0x1f;
/** A line break inside a field, likewise. */
const INNER_LINE = '\x1e';
const ROW_END = 0x0a;
const FIRST_BYTES = 16 * 1024;
const FLUSHED_BYTES = 1024 * 1024;

/**
 * Writes rows of fields as a file that cannot be misread: the line on which a row starts, how many it takes, and its
 * fields, each but the last ended by one character that no text has. Any source of records may write to it.
 */
export class RowWriter {
  buffer: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  length = 0;
  rows = 0;
  /** Bytes of the longest row. */
  longestRow = 0;
  #rowStart = 0;

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<RowWriter> {
    return new RowWriter(await open(path, 'w', 0o600));
  }

  /** Makes room for so many more bytes. */
  reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(2 * (this.length + bytes));
    this.buffer.copy(grown, 0, 0, this.length);
    this.buffer = grown;
  }

  /** Starts a row; its fields are to be written to `buffer`, and ended by `endRow`. */
  startRow(line: number, span: number): void {
    this.reserve(32);
    this.#rowStart = this.length;
    this.#number(line);
    this.buffer[this.length++] = FIELD_END;
    this.#number(span);
    this.buffer[this.length++] = FIELD_END;
  }

  endRow(): void {
    this.buffer[this.length++] = ROW_END;
    this.rows++;
    const bytes = this.length - this.#rowStart;
    if (bytes > this.longestRow) this.longestRow = bytes;
  }

  /** Writes a row of binary strings, filled up with empty fields to so many, and notes their traits. */
  write(
    line: number,
    span: number,
    fields: readonly string[],
    columns: number,
    traits: TraitsOfColumns,
  ): void {
    this.startRow(line, span);
    let bytes = columns + 1;
    for (const field of fields) bytes += field.length;
    this.reserve(bytes);
    for (let i = 0; i < columns; i++) {
      if (i > 0) this.buffer[this.length++] = FIELD_END;
      const field = fields[i];
      if (field !== undefined && field !== '') {
        const text = field.includes('\n') ? field.replaceAll('\n', INNER_LINE) : field;
        const start = this.length;
        this.length += this.buffer.write(text, start, 'latin1');
        traits.note(this.buffer, start, this.length, i);
      }
    }
    this.endRow();
  }

  /** Passes what is written on to the disk if it is much. */
  async drain(): Promise<void> {
    if (this.length >= FLUSHED_BYTES) await this.#flush();
  }

  async close(): Promise<void> {
    try {
      await this.#flush();
    } finally {
      await this.file.close();
    }
  }

  async #flush(): Promise<void> {
    let at = 0;
    while (at < this.length) {
      at += (await this.file.write(this.buffer, at, this.length - at)).bytesWritten;
    }
    this.length = 0;
  }

  #number(value: number): void {
    if (value < 10) {
      this.buffer[this.length++] = 48 + value;
      return;
    }
    let digits = 1;
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) digits++;
    let at = this.length + digits;
    for (let rest = value; at > this.length; rest = (rest / 10) | 0) this.buffer[--at] = 48 + (rest % 10);
    this.length += digits;
  }
}
