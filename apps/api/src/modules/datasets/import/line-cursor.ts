import { type FileHandle, open } from 'node:fs/promises';

const FIRST_BYTES = 256 * 1024;
const LINE_FEED = 10;

/** Goes through the lines of a file, each in `bytes` from `start` to `end` without its line feed, which every line has. */
export class LineCursor {
  bytes = Buffer.allocUnsafe(FIRST_BYTES);
  start = 0;
  end = -1;
  #filled = 0;

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<LineCursor> {
    return new LineCursor(await open(path));
  }

  /** Goes to the next line if all of it was read; otherwise `more` is to be called. */
  next(): boolean {
    const start = this.end + 1;
    const end = this.bytes.subarray(0, this.#filled).indexOf(LINE_FEED, start);
    if (end === -1) return false;
    this.start = start;
    this.end = end;
    return true;
  }

  /** Reads on behind the lines that were gone through; false at the end of the file. */
  async more(): Promise<boolean> {
    const rest = this.#filled - (this.end + 1);
    const room = rest > this.bytes.length / 2 ? Buffer.allocUnsafe(2 * this.bytes.length) : this.bytes;
    this.bytes.copy(room, 0, this.end + 1, this.#filled);
    this.bytes = room;
    this.start = 0;
    this.end = -1;
    const { bytesRead } = await this.file.read(room, rest, room.length - rest);
    this.#filled = rest + bytesRead;
    return bytesRead > 0;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
