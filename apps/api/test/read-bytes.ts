import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CsvDialectInput } from '../src/modules/datasets/dataset.inputs.js';
import { type OpenedUpload, openUpload } from '../src/modules/datasets/detection/inspect-upload.js';
import { countLineEnds } from '../src/modules/datasets/reading/line-ends.js';
import { TextDecoding } from '../src/modules/datasets/reading/read-text.js';
import { type ReadLines, RecordReader } from '../src/modules/datasets/reading/record-reader.js';
import { RowWriter } from '../src/modules/datasets/reading/row-writer.js';
import { ByteCensus } from '../src/modules/datasets/uploads/byte-census.js';
import type { Upload } from '../src/modules/datasets/uploads/upload.js';

/** A file as it was read. */
export interface ReadResult {
  readonly names: readonly string[];
  readonly rows: readonly string[][];
  /** The line, and on how many lines, of each row. */
  readonly places: readonly (readonly [line: number, span: number])[];
  readonly rejected: readonly (readonly [line: number, cause: string])[];
  readonly lines: ReadLines;
  readonly fileLines: number;
  readonly encoding: string;
  readonly choices: OpenedUpload['choices'];
  readonly delimiter: string;
  readonly quote: string | null;
  readonly hasHeader: boolean;
  readonly shortRows: number;
  readonly controls: number;
  readonly badBytes: number;
  readonly warnings: readonly string[];
}

/** Reads a text or bytes as an import would, in chunks of so many bytes. */
export async function readBytes(
  content: string | Buffer,
  given: CsvDialectInput = {},
  chunkSize = 1024 * 1024,
): Promise<ReadResult> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const path = join(tmpdir(), `holdfast-reading-${process.pid}-${process.hrtime.bigint()}`);
  try {
    await writeFile(path, bytes);
    const census = new ByteCensus();
    census.resume();
    await pipeline([bytes.length === 0 ? Buffer.from('') : bytes], census);
    const upload: Upload = { ...census.counts(), id: '', fileName: '', createdBy: '', path };
    const { form, encoding, choices, names, warnings } = await openUpload(upload, given);
    const writer = await RowWriter.open(`${path}.rows`);
    const reader = new RecordReader(form, writer);
    const decoding = new TextDecoding(encoding, upload.isUtf8);
    const ends = countLineEnds();
    const push = (text: Buffer) => {
      ends.push(text);
      reader.push(text);
    };
    for (let at = 0; at < bytes.length; at += chunkSize)
      push(decoding.write(bytes.subarray(at, at + chunkSize)));
    push(decoding.end());
    reader.end(true);
    await writer.close();
    const written = (await readFile(`${path}.rows`, 'utf8')).split('\n').slice(0, -1);
    const cells = written.map((row) => row.split('\x1f').map((cell) => cell.replaceAll('\x1e', '\n')));
    return {
      names,
      rows: cells.map(([, , ...fields]) => fields),
      places: cells.map(([line, span]) => [Number(line), Number(span)]),
      rejected: reader.rejected.map(({ line, cause }) => [line, cause]),
      lines: reader.lines,
      fileLines: ends.count(),
      encoding,
      choices,
      delimiter: form.delimiter,
      quote: form.quote,
      hasHeader: form.hasHeader,
      shortRows: reader.shortRows,
      controls: reader.controls,
      badBytes: decoding.badBytes,
      warnings,
    };
  } finally {
    await rm(path, { force: true });
    await rm(`${path}.rows`, { force: true });
  }
}

/** Whether every line of a file is accounted for, and every row was written. */
export function isBalanced({ lines, fileLines, rows }: ReadResult): boolean {
  const parts = lines.skipped + lines.header + lines.rows + lines.continued + lines.blank + lines.rejected;
  return lines.total === fileLines && lines.total === parts && lines.rows === rows.length;
}
