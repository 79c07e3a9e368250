import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Upload } from '../uploads/upload-store.js';

/** Bytes used to recognise a file. */
const HEAD_BYTES = 256 * 1024;

/** The first bytes of a file. */
export async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Longest first, because the mark of UTF-32LE starts with that of UTF-16LE. */
const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Points out of a hundred by which another encoding must beat the western one. */
const WESTERN_BIAS = 20;

/**
 * The encoding of a file: from its byte order mark, else UTF-8 if all bytes are valid UTF-8, else what the statistics of
 * its first bytes suggest, else windows-1252, in which every byte is valid.
 */
export function detectEncoding(head: Buffer, isUtf8: boolean, hasNul: boolean): string {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, i) => head[i] === byte));
  if (marked) return marked[0];
  if (hasNul) return wideWithoutMark(head) ?? 'utf-8';
  if (isUtf8) return 'utf-8';
  const guesses = analyse(head).filter(({ name }) => !name.startsWith('UTF-') && iconv.encodingExists(name));
  const [best] = guesses;
  // The statistics cannot tell short texts with a few umlauts apart; most of them are western.
  const western = guesses.find(({ name }) => name === 'ISO-8859-1' || name === 'windows-1252');
  const clear = best && best.confidence >= 30 && best.confidence - (western?.confidence ?? 0) > WESTERN_BIAS;
  return clear ? best.name.toLowerCase() : 'windows-1252';
}

/** Text in UTF-16 that is mostly Latin has a zero in every other byte. */
function wideWithoutMark(head: Buffer): string | null {
  const pairs = Math.floor(head.length / 2);
  let low = 0;
  let high = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) high++;
    if (head[2 * i + 1] === 0) low++;
  }
  if (low > 0.7 * pairs && high < 0.1 * pairs) return 'utf-16le';
  if (high > 0.7 * pairs && low < 0.1 * pairs) return 'utf-16be';
  return null;
}

/** Whether characters of this encoding are wider than a byte, so that zero bytes are normal. */
export function isWideEncoding(encoding: string): boolean {
  return /^(utf-?16|utf-?32|ucs-?[24])/i.test(encoding);
}

/** @throws AppError BAD_USER_INPUT if this encoding is not supported. */
export function requireEncoding(encoding: string): string {
  if (iconv.encodingExists(encoding)) return encoding.toLowerCase();
  throw new AppError(
    'BAD_USER_INPUT',
    `encoding is "${encoding}"; it must be one like "utf-8" or "windows-1252".`,
    {
      field: ['dialect', 'encoding'],
    },
  );
}

/** The path of the upload's text in UTF-8: the upload itself, or a copy next to it that is made once. */
export async function utf8Path(upload: Upload, encoding: string): Promise<string> {
  if (encoding === 'utf-8' && upload.isUtf8) return upload.path;
  const path = `${upload.path}.${encoding.replace(/[^a-z0-9]/g, '')}`;
  if (existsSync(path)) return path;
  const unfinished = `${path}.${process.hrtime.bigint()}`;
  try {
    await pipeline(
      createReadStream(upload.path),
      decoder(encoding),
      createWriteStream(unfinished, { mode: 0o600 }),
    );
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
  return path;
}

function decoder(encoding: string): Transform {
  const decode = iconv.getDecoder(encoding);
  // PostgreSQL's text cannot hold NUL, so a decoded one would only fail later.
  // At its end a decoder answers with nothing, or, for some encodings, with the number 0.
  const bytes = (text: unknown) => Buffer.from(typeof text === 'string' ? text.replaceAll('\0', '') : '');
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, bytes(decode.write(chunk))),
    flush: (done) => done(null, bytes(decode.end())),
  });
}
