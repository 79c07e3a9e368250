import { isUtf8 } from 'node:buffer';
import { MAX_LINE_BYTES } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ByteCounts } from '../uploads/byte-census.js';
import { isWideEncoding } from './encoding.js';

/** The first bytes of other formats, and what to do about them. */
const SIGNATURES: readonly { readonly bytes: string; readonly kind: string; readonly advice: string }[] = [
  { bytes: '\x89PNG', kind: 'a PNG picture', advice: 'Send the table as CSV.' },
  { bytes: '\xff\xd8\xff', kind: 'a JPEG picture', advice: 'Send the table as CSV.' },
  { bytes: 'GIF8', kind: 'a GIF picture', advice: 'Send the table as CSV.' },
  { bytes: '\xd0\xcf\x11\xe0', kind: 'an old Excel workbook', advice: 'Save it as .xlsx or CSV.' },
  { bytes: '7z\xbc\xaf', kind: 'a 7-Zip archive', advice: 'Send the table in it, or a zip.' },
  { bytes: 'Rar!', kind: 'a RAR archive', advice: 'Send the table in it, or a zip.' },
  { bytes: 'BZh', kind: 'a bzip2 archive', advice: 'Send the table in it, or a gzip.' },
  { bytes: '\xfd7zXZ', kind: 'an xz archive', advice: 'Send the table in it, or a gzip.' },
  { bytes: '\x28\xb5\x2f\xfd', kind: 'a Zstandard archive', advice: 'Send the table in it, or a gzip.' },
  { bytes: '%PDF', kind: 'a PDF document', advice: 'Send the table as CSV.' },
  { bytes: 'SQLite format 3', kind: 'an SQLite database', advice: 'Export the table as CSV.' },
];
/** Formats that are text but not a table. */
const MARKUP: readonly { readonly pattern: RegExp; readonly kind: string }[] = [
  { pattern: /^\s*<(!doctype|html|head|body|table|meta|style|\?xml|svg)\b/i, kind: 'a web page or XML' },
  { pattern: /^\{\\rtf/, kind: 'a rich-text document' },
];

/**
 * Refuses files that cannot be a text table before anything parses them.
 * @throws AppError EMPTY_FILE, NOT_CSV or LINE_TOO_LONG
 */
export function requireText(
  head: Buffer,
  counts: ByteCounts,
  encoding: string,
  delimiter: string | null = null,
): void {
  if (counts.isBlank) {
    throw new AppError(
      'EMPTY_FILE',
      `The file has ${counts.bytes} bytes and no text; it must hold a header and rows.`,
      {
        field: ['uploadId'],
      },
    );
  }
  const start = head.toString('latin1');
  const signature = SIGNATURES.find(({ bytes }) => start.startsWith(bytes));
  if (signature) throw notCsv(signature.kind, signature.advice);
  const markup = MARKUP.find(({ pattern }) => pattern.test(start.replace(/^\u00ef\u00bb\u00bf/, '')));
  if (markup) throw notCsv(markup.kind, 'Send the table as CSV.');
  if (!isWideEncoding(encoding) && looksBinary(head, delimiter)) {
    throw notCsv('a binary file', 'Send the table as CSV.');
  }
  if (counts.longestLine > MAX_LINE_BYTES) {
    throw new AppError(
      'LINE_TOO_LONG',
      `The longest line has ${counts.longestLine} bytes; it may have ${MAX_LINE_BYTES}.`,
      { field: ['uploadId'] },
    );
  }
}

function notCsv(kind: string, advice: string): AppError {
  return new AppError('NOT_CSV', `The file is ${kind}; it must be delimited text. ${advice}`, {
    field: ['uploadId'],
  });
}

/** Characters below a blank that text has: tab, line feed, form feed, carriage return. */
const TEXT_CONTROLS = [9, 10, 12, 13];
/** Characters that some programs write between fields. */
const SEPARATORS = [1, 31];
const MOST_CONTROLS = 0.05;
const MOST_PADDING = 0.5;
const LINE_FEED = 10;
/** Bytes that a small file is taken to have besides its own. */
const SPARE_BYTES = 100;

/** Text has hardly any control characters; those at its very end only fill up a block. */
function looksBinary(head: Buffer, delimiter: string | null): boolean {
  const allowed = new Set([...TEXT_CONTROLS, ...(head.includes(0) ? [] : SEPARATORS)]);
  if (delimiter !== null) allowed.add(delimiter.charCodeAt(0));
  let end = head.length;
  while (end > 0 && head[end - 1] === 0) end--;
  let controls = 0;
  let zeros = 0;
  for (let i = 0; i < end; i++) {
    if (head[i] === 0) zeros++;
    else if (head[i]! < 32 && !allowed.has(head[i]!)) controls++;
  }
  // Some programs fill fields up with zeros; all else that they write is text.
  const lastLine = head.lastIndexOf(LINE_FEED) + 1;
  const isPadded = controls === 0 && zeros < end * MOST_PADDING && lastLine > 0;
  if (isPadded && isUtf8(head.subarray(0, lastLine))) return false;
  return controls + zeros > (end + SPARE_BYTES) * MOST_CONTROLS;
}
