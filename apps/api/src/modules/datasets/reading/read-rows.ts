import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Upload } from '../uploads/upload.js';
import type { ColumnTraits } from './column-traits.js';
import type { Form } from './form.js';
import { countLineEnds } from './line-ends.js';
import { readText, TextDecoding } from './read-text.js';
import { BYTES_A_TURN, type ReadLines, RecordReader, type RejectedLines } from './record-reader.js';
import { RowWriter } from './row-writer.js';

/** The rows of a file, in a file of their own, and what became of its lines. */
export interface ReadRows {
  /** Path of the rows, as a `RowWriter` writes them. */
  readonly path: string;
  readonly readRows: number;
  /** Bytes of the longest row. */
  readonly longestRow: number;
  readonly columnCount: number;
  /** Columns in which a field has a line break. */
  readonly broken: ReadonlySet<number>;
  readonly traits: ColumnTraits;
  /** What was not taken as a row, in file order. */
  readonly rejected: readonly RejectedLines[];
  readonly lines: ReadLines;
  /** Lines of the text, counted apart from what was made of them; as far as it was read. */
  readonly fileLines: number;
  /** Rows that lacked their last fields. */
  readonly shortRows: number;
  /** Control characters that were left out. */
  readonly controls: number;
  /** Bytes that were not UTF-8 in a file that is. */
  readonly badBytes: number;
}

/** Reads the rows of an upload of delimited text into a file in `folder`, at most `limit` of them. */
export async function readRows(
  upload: Upload,
  { encoding, form }: { readonly encoding: string; readonly form: Form },
  folder: string,
  options: { readonly limit?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<ReadRows> {
  const path = join(folder, 'rows');
  const writer = await RowWriter.open(path);
  const reader = new RecordReader(form, writer, options.limit);
  const decoding = new TextDecoding(encoding, upload.isUtf8);
  const ends = countLineEnds();
  try {
    for await (const chunk of readText(upload, decoding)) {
      options.signal?.throwIfAborted();
      ends.push(chunk);
      for (let at = 0; at < chunk.length && !reader.done; at += BYTES_A_TURN) {
        reader.push(chunk.subarray(at, at + BYTES_A_TURN));
        await nextTurn();
      }
      if (reader.done) break;
      await writer.drain();
    }
    await reader.end(!reader.done);
  } finally {
    await writer.close();
  }
  const { lines, rejected, broken, shortRows, controls } = reader;
  return {
    path,
    readRows: writer.rows,
    longestRow: writer.longestRow,
    columnCount: form.columnCount,
    broken,
    traits: reader.traits.found(),
    rejected,
    lines,
    fileLines: reader.done ? lines.total : ends.count(),
    shortRows,
    controls,
    badBytes: decoding.badBytes,
  };
}
