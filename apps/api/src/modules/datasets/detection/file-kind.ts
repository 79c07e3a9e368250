import { MAX_LINE_BYTES } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ByteCounts } from '../uploads/byte-census.js';
import { isWideEncoding } from './encoding.js';

/** The first bytes of other formats, and what to do about them. */
const SIGNATURES: readonly { readonly bytes: string; readonly kind: string; readonly advice: string }[] = [
  { bytes: '\x89PNG', kind: 'a PNG picture', advice: 'Send the table as CSV.' },
  { bytes: '\xff\xd8\xff', kind: 'a JPEG picture', advice: 'Send the table as CSV.' },
  { bytes: 'GIF8', kind: 'a GIF picture', advice: 'Send the table as CSV.' },
  {
    bytes: 'PK\x03\x04',
    kind: 'a zip archive or an Excel workbook',
    advice: 'Unpack it, or save the sheet as CSV.',
  },
  { bytes: 'PK\x05\x06', kind: 'an empty zip archive', advice: 'Send the table as CSV.' },
  { bytes: '\xd0\xcf\x11\xe0', kind: 'an old Excel workbook', advice: 'Save the sheet as CSV.' },
  { bytes: '\x1f\x8b', kind: 'a gzip archive', advice: 'Unpack it first.' },
  { bytes: '%PDF', kind: 'a PDF document', advice: 'Send the table as CSV.' },
  { bytes: 'PAR1', kind: 'a Parquet file', advice: 'Export it as CSV.' },
  { bytes: 'SQLite format 3', kind: 'an SQLite database', advice: 'Export the table as CSV.' },
];
/** Formats that are text but not a table. */
const MARKUP: readonly { readonly pattern: RegExp; readonly kind: string }[] = [
  { pattern: /^\s*<(!doctype|html|\?xml|svg)\b/i, kind: 'a web page or XML' },
  { pattern: /^\s*(\{\s*"|\[\s*[{[])/, kind: 'JSON' },
  { pattern: /^\{\\rtf/, kind: 'a rich-text document' },
];

/**
 * Refuses files that cannot be a text table before anything parses them.
 * @throws AppError EMPTY_FILE, NOT_CSV or LINE_TOO_LONG
 */
export function requireText(head: Buffer, counts: ByteCounts, encoding: string): void {
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
  if (!isWideEncoding(encoding) && (counts.hasNul || looksBinary(head))) {
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

/** Text has hardly any control characters other than tab, line feed, form feed and carriage return. */
function looksBinary(head: Buffer): boolean {
  let controls = 0;
  for (const byte of head)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) controls++;
  return controls > head.length / 100;
}
