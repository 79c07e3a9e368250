import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { MAX_LINE_BYTES } from '@holdfast/schema';
import { ByteCensus, type ByteCounts } from '../uploads/byte-census.js';
import { lineTooLong, tooLargeUnpacked } from './container-errors.js';
import type { TextTable } from './table-text.js';

/** Text that came out of a container. */
export interface UnpackedFile extends ByteCounts {
  readonly path: string;
  /** What its form does not say, if it was no text before; null for delimited text as it was. */
  readonly table: TextTable | null;
  /** The sheets of a workbook, and which of them it is. */
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  /** What to know about how it was unpacked, in sentences. */
  readonly notes: readonly string[];
}

/** What unpacking works with. */
export interface Workshop {
  /** For files in between. */
  readonly folder: string;
  readonly connection: DuckDBConnection;
  readonly signal: AbortSignal;
  /** Most bytes that may come out. */
  readonly limit: number;
  /** Called now and then with the bytes that were written. @throws AppError if the disk gets full */
  readonly requireDisk: (bytes: number) => Promise<void>;
}

/** Bytes between two looks at the disk. */
const STEP = 16 * 1024 ** 2;
const PLAIN = { table: null, sheets: [], sheet: null, notes: [] };

/** Writes text to a file and counts it; stops where it becomes too much. @throws AppError UNPACKED_TOO_LARGE */
export async function writeText(
  source: AsyncIterable<string | Buffer> | Readable,
  path: string,
  { limit, requireDisk, signal }: Workshop,
): Promise<UnpackedFile> {
  let next = STEP;
  const census: ByteCensus = new ByteCensus(async (bytes) => {
    if (bytes > limit) throw tooLargeUnpacked(bytes, limit);
    if (census.longestLine > MAX_LINE_BYTES) throw lineTooLong(census.longestLine);
    if (bytes < next) return;
    next = bytes + STEP;
    await requireDisk(0);
  });
  const readable = source instanceof Readable ? source : Readable.from(source, { objectMode: true });
  await pipeline(readable, census, createWriteStream(path, { mode: 0o600 }), { signal });
  return { ...PLAIN, ...census.counts(), path };
}
