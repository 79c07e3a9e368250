import { isWrapped, unwrap, withoutControls, withPlainQuotes } from './clean-line.js';
import { readPatterns } from './column-patterns.js';
import { type DetectedSplitting, detectSplitting, type GivenSplitting } from './detect-splitting.js';
import { describesColumns, findTable } from './find-table.js';
import type { Form } from './form.js';
import { requireColumnCount } from './header.js';
import { filledWidth, type HeadRecord, linesOf } from './records.js';
import { type Splitting, splitRecord } from './split-record.js';

/** What a caller says about the form; the rest is detected. */
export interface GivenForm extends GivenSplitting {
  readonly hasHeader: boolean | null;
}

const SEPARATOR_LINE = /^"?sep=(.)"?[,;\t ]*$/i;
const WRAPPED_SHARE = 0.8;

/**
 * Decides how a file is split from the text of its head, a binary string without a mark. The same head gives the same form,
 * in the preview and in the import.
 * @throws AppError TOO_FEW_COLUMNS or TOO_MANY_COLUMNS
 */
export function detectForm(head: string, complete: boolean, given: GivenForm): Form {
  const lines = linesOf(head);
  // The last line of an incomplete text is cut off.
  if (!complete && lines.length > 1) lines.pop();
  const separator = given.delimiter === null ? SEPARATOR_LINE.exec(lines[0] ?? '')?.[1] : undefined;
  const plain = lines.map(withPlainQuotes);
  const smartQuotes = given.quote !== null && plain.filter((line, i) => line !== lines[i]).length >= 2;
  const used = (smartQuotes ? plain : lines).map((line) => withoutControls(line, keptControls(given)));
  const skipped = SEPARATOR_LINE.test(lines[0] ?? '') ? 1 : 0;
  const { how, records, wrapped } = split(used, skipped, {
    ...given,
    delimiter: separator ?? given.delimiter,
  });
  const comments = new Set(records.filter((record) => isComment(record, how)));
  const table = findTable(
    records.filter((record) => record.line > skipped && !comments.has(record)),
    given.hasHeader,
  );
  requireColumnCount(table.columnCount, how.delimiter !== '\x1f');
  const body = records
    .filter(({ line, filled }) => line >= table.firstLine && filled > 0)
    .map(({ fields }) => fields);
  const [below] = records.filter(({ line, filled }) => line >= table.firstLine && filled > 0);
  const described =
    table.header !== null &&
    below !== undefined &&
    describesColumns(below.fields, body.slice(1), table.columnCount);
  const quoted = used.filter((line) => isQuoted(line, how)).length;
  return {
    ...how,
    wrapped,
    smartQuotes,
    quotesInUse: quoted >= 2,
    hasHeader: table.header !== null,
    columnCount: table.columnCount,
    names: table.names,
    firstLine: table.firstLine,
    skippedLines: table.skippedLines,
    descriptionLine: described ? below.line : null,
    // A line with one value is a note more often than a row.
    patterns: readPatterns(
      (described ? body.slice(1) : body).filter((fields) => filledWidth(fields) > 1),
      table.columnCount,
    ),
  };
}

function split(
  lines: readonly string[],
  skipped: number,
  given: GivenForm,
): DetectedSplitting & { readonly wrapped: boolean } {
  // Kept as a blank line, so that lines are counted as in the file.
  const below = lines.map((line, i) => (i < skipped ? '' : line));
  const written = below.filter((line) => line !== '');
  const inQuotes = written.filter((line) => isWrapped(line)).length;
  if (given.quote !== null && inQuotes >= WRAPPED_SHARE * written.length && inQuotes > 0) {
    const unwrapped = detectSplitting(below.map(unwrap), given);
    const wide = unwrapped.records.filter(({ filled }) => filled > 1).length;
    if (wide > written.length / 2) return { ...unwrapped, wrapped: true };
  }
  return { ...detectSplitting(below, given), wrapped: false };
}

/** Control characters that may be delimiters. */
function keptControls({ delimiter, quote }: GivenForm): string[] {
  return ['\x01', '\x1f', delimiter?.[0] ?? '', quote ?? ''];
}

/** A line that begins with # and is no row. */
function isComment({ fields, line }: HeadRecord, how: Splitting): boolean {
  return how.delimiter !== '#' && line <= 100 && /^\s*#/.test(fields[0] ?? '') && fields.length === 1;
}

function isQuoted(line: string, how: Splitting): boolean {
  if (how.quote === null || !line.includes(how.quote)) return false;
  const { openAt, stray, loose } = splitRecord(line, how);
  return openAt === -1 && !stray && !loose;
}
