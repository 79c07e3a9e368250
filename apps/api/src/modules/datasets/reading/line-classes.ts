import type { Form } from './form.js';
import { columnsInFront } from './rejection-marks.js';

/** What a byte does to a line that is read in one go. */
export const ORDINARY = 0;
export const DELIMITER = 1;
/** The line has to be looked at closely. */
export const SPECIAL = 2;
export const LINE_END = 3;

const SMART_QUOTE_LEAD = 0xe2;
/** First bytes of rows without values, lines of dashes, comments, notes and marks. */
const ODD_STARTS = [32, 9, 34, 35, 39, 40, 42, 43, 45, 58, 61, 95, 124, 0xd0, 0xe2, 0xe5, 0xe6, 0xce, 0xef];
/** First three letters of words for totals. */
const TOTALS =
  'tot gra sub ove all sum ave mea avg cou zwi ges ins dur mit tei som sou moy med m\xc3\xa9 m\xc3\x89 pro raz \xc5\x9ar \xc5\x9br gem ein cel yht top'.split(
    ' ',
  );

/** The class of each byte under a form. */
export function lineClasses(form: Form): Uint8Array {
  const classes = new Uint8Array(256);
  // Of the control characters only a tab is text.
  for (let code = 0; code < 32; code++) if (code !== 9) classes[code] = SPECIAL;
  classes[127] = SPECIAL;
  if (form.smartQuotes) classes[SMART_QUOTE_LEAD] = SPECIAL;
  if (form.quote !== null) classes[form.quote.charCodeAt(0)] = SPECIAL;
  const simple = form.delimiter.length === 1 && form.runs === 0 && !form.wrapped;
  classes[form.delimiter.charCodeAt(0)] = simple ? DELIMITER : SPECIAL;
  classes[10] = LINE_END;
  classes[13] = LINE_END;
  return classes;
}

/** Tells by a line's first bytes whether it may be something other than a row. */
export class OddStarts {
  readonly #first = new Uint8Array(256);
  readonly #three = new Set<number>();

  constructor(form: Form, header: readonly string[]) {
    // Each begins with the number of a line.
    if (columnsInFront(header) > 0) this.#first.fill(1);
    for (const code of ODD_STARTS) this.#first[code] = 1;
    this.#first[form.delimiter.charCodeAt(0)] = 1;
    const words = [...TOTALS, (header[0] ?? '').trimStart().slice(0, 3)];
    for (const word of words) {
      if (word.length === 3)
        this.#three.add(keyOf(word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(2)));
      else if (word.length > 0) this.#first[word.charCodeAt(0)] = 1;
    }
  }

  at(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.#first[bytes[start]!] === 1) return true;
    return end - start >= 3 && this.#three.has(keyOf(bytes[start]!, bytes[start + 1]!, bytes[start + 2]!));
  }
}

function keyOf(a: number, b: number, c: number): number {
  // Letters of either case have the same last five bits.
  return ((a | 32) << 16) | ((b | 32) << 8) | (c | 32);
}
