/**
 * How a record is split into fields. Records are "binary strings": a character is a byte of the text in UTF-8, so that what
 * is not looked at is passed on as it is.
 */
export interface Splitting {
  /** One or more ASCII characters. */
  readonly delimiter: string;
  /** How many blanks in a row make one delimiter, at least; 0 if every delimiter counts. */
  readonly runs: number;
  readonly quote: string | null;
  /** Whether a quote inside quotes is written `\"`; a doubled one is understood in any case. */
  readonly backslash: boolean;
}

/** A record split into fields. */
export interface SplitRecord {
  readonly fields: readonly string[];
  /** Position of the quote that opens the last field if nothing closes it; otherwise -1. */
  readonly openAt: number;
  /** Whether a quoted field has a quote inside that is not escaped. */
  readonly stray: boolean;
  /** Whether a field that is not quoted contains a quote. */
  readonly loose: boolean;
}

const BLANKS = /[ \t]+/y;
/** A text that a spreadsheet is told not to take for a number: ="007". */
const FORMULA_TEXT = /^="([^"]*)"$/;

/**
 * Splits a record. A quote opens a field only at its start, with or without blanks before it, and closes it only before a
 * delimiter or the end. The quote at position `literal` is a letter.
 */
export function splitRecord(text: string, how: Splitting, literal = -1): SplitRecord {
  const { quote } = how;
  const fields: string[] = [];
  let stray = false;
  let loose = false;
  let at = how.runs > 0 ? skipBlanks(text, 0) : 0;
  for (;;) {
    const start = how.delimiter === ' ' ? at : skipBlanks(text, at, how.delimiter);
    if (quote !== null && text[start] === quote && start !== literal) {
      const closed = closeQuote(text, start + 1, how);
      if (closed === null) return { fields, openAt: start, stray, loose };
      fields.push(closed.value);
      stray ||= closed.stray;
      at = closed.end;
    } else {
      const end = findDelimiter(text, at, how);
      const value = text.slice(at, end);
      const inner = value.charCodeAt(0) === 61 ? FORMULA_TEXT.exec(value)?.[1] : undefined;
      fields.push(inner ?? value);
      if (quote !== null && inner === undefined) loose ||= value.includes(quote);
      at = end;
    }
    const width = delimiterWidth(text, at, how);
    if (width === 0) return { fields, openAt: -1, stray, loose };
    at += width;
    // Blanks at the end of a line of blank-separated values are no delimiter.
    if (how.runs > 0 && at >= text.length) return { fields, openAt: -1, stray, loose };
  }
}

/** Where a quoted field ends whose content starts at `from`, in a text of one or more lines; null if it does not. */
export function closeQuote(
  text: string,
  from: number,
  how: Splitting,
): { readonly value: string; readonly end: number; readonly stray: boolean } | null {
  const quote = how.quote!;
  let value = '';
  let part = from;
  let stray = false;
  for (let at = text.indexOf(quote, from); at !== -1; at = text.indexOf(quote, at)) {
    if (how.backslash && isEscaped(text, at, from)) {
      value += text.slice(part, at - 1) + quote;
      part = at += 1;
    } else if (text[at + 1] === quote) {
      value += text.slice(part, at) + quote;
      part = at += 2;
    } else {
      const end = how.delimiter === ' ' ? at + 1 : skipBlanks(text, at + 1, how.delimiter);
      if (end === text.length || delimiterWidth(text, end, how) > 0) {
        return { value: value + text.slice(part, at), end, stray };
      }
      stray = true;
      at += 1;
    }
  }
  return null;
}

function isEscaped(text: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - 1 - slashes >= from && text[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function skipBlanks(text: string, from: number, delimiter = ''): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 32 || code === 9; code = text.charCodeAt(at)) {
    if (text[at] === delimiter) break;
    at++;
  }
  return at;
}

function findDelimiter(text: string, from: number, how: Splitting): number {
  if (how.runs === 0) {
    const at = text.indexOf(how.delimiter, from);
    return at === -1 ? text.length : at;
  }
  let at = from;
  while (at < text.length && (!isBlank(text.charCodeAt(at)) || delimiterWidth(text, at, how) === 0)) at++;
  return at;
}

/** Characters of the delimiter at a position; 0 if there is none. */
function delimiterWidth(text: string, at: number, { delimiter, runs }: Splitting): number {
  if (runs === 0) return text.startsWith(delimiter, at) && at < text.length ? delimiter.length : 0;
  BLANKS.lastIndex = at;
  const width = BLANKS.exec(text)?.[0].length ?? 0;
  return width >= runs || (width > 0 && (at + width === text.length || text[at] === '\t')) ? width : 0;
}
