import type { Upload } from '../uploads/upload.js';
import { keptText } from './kept-text.js';
import { lineAt } from './quote-search.js';
import { readText, TextDecoding } from './read-text.js';

/** Lines of a file: the first, from 1, and how many. */
export interface LineRange {
  readonly line: number;
  readonly span: number;
}

/** The texts of some lines of an upload, which are given in file order. Takes one pass over the file. */
export async function readLines(
  upload: Upload,
  encoding: string,
  wanted: readonly LineRange[],
): Promise<string[]> {
  const texts: string[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  let collected: string[] = [];
  const read = (bytes: Buffer, last: boolean): Buffer => {
    let at = 0;
    while (at < bytes.length && texts.length < wanted.length) {
      const place = lineAt(bytes, at, last);
      if (place === null) break;
      line++;
      const range = wanted[texts.length]!;
      if (line >= range.line) {
        collected.push(bytes.toString('utf8', place.start, place.end));
        if (line === range.line + range.span - 1) {
          texts.push(keptText(collected.join('\n').replaceAll('\0', '')));
          collected = [];
        }
      }
      at = place.next;
    }
    return Buffer.from(bytes.subarray(at));
  };
  for await (const chunk of readText(upload, new TextDecoding(encoding, upload.isUtf8))) {
    rest = read(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]), false);
    if (texts.length === wanted.length) return texts;
  }
  read(rest, true);
  return texts;
}
