import { MARKS, WORDS } from '../values/missing-values.js';

const UNTIDY = 1;
const MAY_BE_WORD = 2;
const NO_PLAIN_NUMBER = 4;
const ALL = UNTIDY | MAY_BE_WORD | NO_PLAIN_NUMBER;

const BLANK_FIRST = 1;
const MARK_FIRST = 2;
const WORD_FIRST = 4;
const BLANK_LAST = 8;
/** White space, and the first and the last byte of what else stands around a value: U+00A0, U+200B and U+FEFF. */
const BLANKS = [9, 10, 12, 13, 30, 32];
const FIRST_OF_BLANKS = [...BLANKS, 0xc2, 0xe2, 0xef];
const LAST_OF_BLANKS = [...BLANKS, 0xa0, 0x8b, 0xbf];
const LONGEST = Math.max(...[...MARKS, ...WORDS].map((text) => Buffer.byteLength(text)));
/** A number of so many characters is exact in its first 15 digits, and far from every bound. */
const LONGEST_NUMBER = 15;

/** What the fields of the columns have in common, by their bytes. */
export interface ColumnTraits {
  /** Columns in which a field may have blanks around it, or be a mark for no value. */
  readonly untidy: ReadonlySet<number>;
  /** Columns in which a field may be a word for no value. */
  readonly wordy: ReadonlySet<number>;
  /** Columns of numbers as JSON writes them, of at most 15 characters; some may be missing. */
  readonly plainNumbers: ReadonlySet<number>;
}

/** The traits of columns of which nothing is known. */
export function unknownTraits(columns: number): ColumnTraits {
  const all = new Set(Array.from({ length: columns }, (_, i) => i));
  return { untidy: all, wordy: all, plainNumbers: new Set() };
}

/**
 * Looks at each field while it is read: at its ends and its beginning, and at all of it while its column has nothing but
 * plain numbers. The columns that it finds nothing in need no pattern afterwards, which would take longer than all else.
 */
export class TraitsOfColumns {
  readonly #ends = new Uint8Array(256);
  readonly #marks = new Set<number>();
  readonly #words = new Set<number>();
  readonly #found: Uint8Array;

  constructor(columns: number) {
    this.#found = new Uint8Array(columns);
    for (const byte of FIRST_OF_BLANKS) this.#ends[byte]! |= BLANK_FIRST;
    for (const byte of LAST_OF_BLANKS) this.#ends[byte]! |= BLANK_LAST;
    this.#addAll(MARKS, this.#marks, MARK_FIRST);
    // Beyond ASCII a letter of the other case begins with another byte.
    for (let byte = 0x80; byte < 256; byte++) this.#ends[byte]! |= WORD_FIRST;
    this.#addAll([...MARKS, ...WORDS], this.#words, WORD_FIRST);
  }

  /** Looks at the field between two positions. */
  note(bytes: Uint8Array, start: number, end: number, column: number): void {
    const found = this.#found[column];
    if (end === start || found === ALL || found === undefined) return;
    const first = this.#ends[bytes[start]!]!;
    const last = this.#ends[bytes[end - 1]!]! & BLANK_LAST;
    let more = found;
    if ((first | last) !== 0) more |= this.#byEnds(bytes, start, end, first, last);
    if ((more & NO_PLAIN_NUMBER) === 0 && !isPlainNumber(bytes, start, end)) more |= NO_PLAIN_NUMBER;
    if (more !== found) this.#found[column] = more;
  }

  found(): ColumnTraits {
    const having = (trait: number, is: boolean) =>
      new Set([...this.#found.keys()].filter((column) => ((this.#found[column]! & trait) !== 0) === is));
    return {
      untidy: having(UNTIDY, true),
      wordy: having(MAY_BE_WORD, true),
      plainNumbers: having(NO_PLAIN_NUMBER | UNTIDY, false),
    };
  }

  #byEnds(bytes: Uint8Array, start: number, end: number, first: number, last: number): number {
    const length = end - start;
    // Behind blanks there may be a word.
    let traits = last !== 0 || (first & BLANK_FIRST) !== 0 ? UNTIDY | MAY_BE_WORD : 0;
    if (length > LONGEST || (first & (MARK_FIRST | WORD_FIRST)) === 0) return traits;
    const second = length > 1 ? bytes[start + 1]! : 0;
    const key = keyOf(bytes[start]!, second, length > 2 ? bytes[start + 2]! : 0);
    if (this.#marks.has(key)) traits |= UNTIDY;
    if (!isAscii(bytes, start, Math.min(end, start + 3)) || this.#words.has(key)) traits |= MAY_BE_WORD;
    return traits;
  }

  #addAll(texts: readonly string[], keys: Set<number>, trait: number): void {
    for (const text of texts) {
      const bytes = Buffer.from(text);
      for (const byte of [bytes[0]!, Buffer.from(text.toUpperCase())[0]!]) this.#ends[byte]! |= trait;
      keys.add(keyOf(bytes[0]!, bytes[1] ?? 0, bytes[2] ?? 0));
    }
  }
}

/** Of the first three bytes of a text; letters of either case have the same. */
function keyOf(first: number, second: number, third: number): number {
  return ((first | 32) << 16) | ((second | 32) << 8) | (third | 32);
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! >= 0x80) return false;
  return true;
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 48 && byte <= 57;

/** Whether a field is a number as JSON has it, without an exponent. */
function isPlainNumber(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > LONGEST_NUMBER) return false;
  let at = bytes[start] === 45 ? start + 1 : start;
  const first = at;
  while (at < end && isDigit(bytes[at])) at++;
  if (at === first || (bytes[first] === 48 && at > first + 1)) return false;
  if (at === end) return true;
  if (bytes[at] !== 46 || at + 1 === end) return false;
  for (at++; at < end; at++) if (!isDigit(bytes[at])) return false;
  return true;
}
