import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { OpenedUpload } from '../detection/inspect-upload.js';
import { type RecordPlace, RecordScanner } from '../detection/record-scanner.js';
import type { BrokenRow } from '../detection/source-table.js';

/** A row as written in the file. */
export interface LocatedRow {
  /** The line on which it starts, from 1; the header counts. */
  readonly line: number;
  /** At most 2,000 characters. */
  readonly text: string;
}

/** Maximum characters kept of a rejected row. */
const MAX_TEXT = 2000;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const CARRIAGE_RETURN = 13;

/**
 * Finds rows in the file: those of the working table `source` by their `rowid`, and the broken ones, which are not in it.
 * Takes one pass over the bytes, O(bytes).
 */
export async function locateRows(
  upload: OpenedUpload,
  rowids: ReadonlySet<number>,
  broken: readonly BrokenRow[],
): Promise<{ byRowid: Map<number, LocatedRow>; broken: (LocatedRow | undefined)[] }> {
  const { path, shape } = upload;
  const places = new Map<number, RecordPlace>();
  const brokenAt = new Map(broken.map((row, index) => [row.offset, index]));
  const brokenPlaces: RecordPlace[] = [];
  let record = shape.hasHeader ? -1 : 0;
  const scanner = new RecordScanner(shape, (place) => {
    if (place.line <= shape.skippedLines) return;
    const index = brokenAt.get(place.offset);
    if (index !== undefined) brokenPlaces[index] = place;
    else {
      if (rowids.has(record)) places.set(record, place);
      record++;
    }
  });
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }))
    scanner.push(chunk as Buffer);
  scanner.end();

  const file = await open(path);
  try {
    const byRowid = new Map<number, LocatedRow>();
    for (const [rowid, place] of places) byRowid.set(rowid, await readRow(file, place));
    const located: (LocatedRow | undefined)[] = [];
    for (let i = 0; i < broken.length; i++) {
      const place = brokenPlaces[i];
      located.push(place && (await readRow(file, place)));
    }
    return { byRowid, broken: located };
  } finally {
    await file.close();
  }
}

async function readRow(file: FileHandle, { offset, end, line }: RecordPlace): Promise<LocatedRow> {
  // A character takes at most 4 bytes in UTF-8.
  const { buffer, bytesRead } = await file.read({
    position: offset,
    buffer: Buffer.alloc(Math.min(end - offset, 4 * MAX_TEXT)),
  });
  let start = 0;
  if (offset === 0 && BYTE_ORDER_MARK.every((byte, i) => buffer[i] === byte)) start = BYTE_ORDER_MARK.length;
  const stop = buffer[bytesRead - 1] === CARRIAGE_RETURN ? bytesRead - 1 : bytesRead;
  return { line, text: buffer.toString('utf8', start, stop).slice(0, MAX_TEXT) };
}
