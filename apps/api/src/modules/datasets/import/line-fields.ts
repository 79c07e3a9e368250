import { FIELD_END } from '../reading/row-writer.js';
import type { LineCursor } from './line-cursor.js';

/** The fields of a line: field `i` is in `bytes` from `starts[i]` to the byte before `starts[i + 1]`. */
export class LineFields {
  bytes = Buffer.alloc(0);
  readonly starts: Int32Array;

  /** The first `skipped` fields of a line are not looked at. */
  constructor(
    columns: number,
    private readonly skipped: number,
  ) {
    this.starts = new Int32Array(columns + 1);
  }

  split({ bytes, start, end }: LineCursor): void {
    const { starts } = this;
    this.bytes = bytes;
    let at = start;
    for (let skipped = 0; skipped < this.skipped; at++) if (bytes[at] === FIELD_END) skipped++;
    let field = 0;
    starts[field++] = at;
    for (; at < end; at++) if (bytes[at] === FIELD_END) starts[field++] = at + 1;
    starts[field] = end + 1;
  }
}
