import iconv from 'iconv-lite';
import { AppError } from '../../../platform/errors/app-error.js';
import { type GuessedEncoding, guessEncoding } from '../reading/guess-encoding.js';
import type { Upload } from '../uploads/upload.js';

/** Longest first, because the mark of UTF-32LE starts with that of UTF-16LE. */
const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The encoding of a file: from its byte order mark, else UTF-8 if all bytes are valid UTF-8, else the one under which its
 * foreign letters are most plausible.
 */
export async function detectEncoding(head: Buffer, upload: Upload): Promise<GuessedEncoding> {
  const sure = (name: string) => ({ name, examples: [], choices: [] });
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, i) => head[i] === byte));
  if (marked) return sure(marked[0]);
  const wide = upload.hasNul ? wideWithoutMark(head) : null;
  if (wide !== null) return sure(wide);
  return upload.isUtf8 ? sure('utf-8') : guessEncoding(upload.path);
}

/** Text in UTF-16 that is mostly Latin has a zero in every other byte; one of another script at least in its delimiters and line ends. */
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
  return WIDE.find((name) => isText(head, name)) ?? null;
}

const WIDE = ['utf-16le', 'utf-16be'] as const;
const PRINTED = /^[\t\r\n\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]*$/u;

/** Whether some bytes are lines of printed characters in an encoding of two bytes. */
function isText(head: Buffer, encoding: (typeof WIDE)[number]): boolean {
  const text = iconv.decode(head.subarray(0, head.length - (head.length % 2)), encoding);
  return text.includes('\n') && /[,;\t|]/.test(text) && PRINTED.test(text.replace(/[\ud800-\udbff]$/, ''));
}

/** Whether characters of this encoding are wider than a byte, so that zero bytes are normal. */
export function isWideEncoding(encoding: string): boolean {
  return /^(utf-?16|utf-?32|ucs-?[24])/i.test(encoding);
}

/** @throws AppError BAD_USER_INPUT if this encoding is not supported. */
export function requireEncoding(encoding: string): string {
  const name = encoding.toLowerCase();
  if (iconv.encodingExists(name)) return name === 'utf8' ? 'utf-8' : name;
  throw new AppError(
    'BAD_USER_INPUT',
    `encoding is "${encoding}"; it must be one like "utf-8" or "windows-1252".`,
    {
      field: ['dialect', 'encoding'],
    },
  );
}
