import { closeQuote, type Splitting, splitRecord } from './split-record.js';

/** A record of the head of a file. */
export interface HeadRecord {
  /** The line on which it starts, from 1. */
  readonly line: number;
  /** Lines that it takes. */
  readonly span: number;
  readonly fields: readonly string[];
  /** Fields up to the last one that is not blank. */
  readonly filled: number;
}

/** Lines that a quoted field may reach over in the head of a file. */
const LONGEST_SPAN = 200;
/** Lines that are joined in vain, record after record, until the next ones are given up after a few closing quotes. */
const MOST_IN_VAIN = 10_000;
const FEW_CLOSINGS = 2;
const BLANK_CELL = /^(?:\s|\xc2\xa0|\xe2\x80\x8b|\xef\xbb\xbf)*$/;

/** Whether a cell has no text: blanks, also those of no width. */
export function isBlankCell(value: string): boolean {
  return value === '' || BLANK_CELL.test(value);
}

/** The fields of a record up to the last one that is not blank. */
export function filledWidth(fields: readonly string[]): number {
  let width = fields.length;
  while (width > 0 && isBlankCell(fields[width - 1]!)) width--;
  return width;
}

/** A binary string as text. */
export function textOf(binary: string): string {
  return Buffer.from(binary, 'latin1').toString('utf8');
}

/** The physical lines of a text, whatever ends them. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** The records of the head of a file. A quoted field that does not close soon is taken as it is. */
export function headRecords(lines: readonly string[], how: Splitting): HeadRecord[] {
  const records: HeadRecord[] = [];
  const closings = new ClosingLines(lines, how);
  let inVain = 0;
  for (let i = 0; i < lines.length; ) {
    const most = inVain < MOST_IN_VAIN ? LONGEST_SPAN : FEW_CLOSINGS;
    const { fields, span, joined } = readHeadRecord(lines, i, how, closings, most);
    if (span === 1) inVain += joined;
    records.push({ line: i + 1, span, fields, filled: filledWidth(fields) });
    i += span;
  }
  return records;
}

function readHeadRecord(
  lines: readonly string[],
  at: number,
  how: Splitting,
  closings: ClosingLines,
  mostClosings: number,
): { readonly fields: readonly string[]; readonly span: number; readonly joined: number } {
  const first = lines[at]!;
  let split = splitRecord(first, how);
  let joined = 0;
  if (split.openAt === -1) return { fields: split.fields, span: 1, joined };
  const { openAt } = split;
  let end = closings.after(at);
  for (let tried = 0; tried < mostClosings && end !== -1 && end - at < LONGEST_SPAN; tried++) {
    split = splitRecord(lines.slice(at, end + 1).join('\n'), how);
    joined += end - at + 1;
    if (split.openAt === -1) return { fields: split.fields, span: end - at + 1, joined };
    end = closings.after(end);
  }
  const literal = splitRecord(first, how, openAt);
  return {
    fields: (literal.openAt === -1 ? literal : splitRecord(first, { ...how, quote: null })).fields,
    span: 1,
    joined,
  };
}

/** The lines that close a quote opened above them, wherever that is; each is looked at once. */
class ClosingLines {
  readonly #next: number[] = [];

  constructor(lines: readonly string[], how: Splitting) {
    if (how.quote === null) return;
    let next = -1;
    for (let i = lines.length - 1; i >= 0; i--) {
      this.#next[i] = next;
      if (lines[i]!.includes(how.quote) && closeQuote(lines[i]!, 0, how) !== null) next = i;
    }
  }

  /** The first such line below a line; -1 if there is none. */
  after(line: number): number {
    return this.#next[line] ?? -1;
  }
}
