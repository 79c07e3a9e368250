import { MAX_LINE_BYTES } from '@holdfast/schema';
import { closeQuote, type Splitting } from './split-record.js';

/** A line of a chunk of bytes: where it starts and ends, and where the next one starts. */
export interface LinePlace {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** The line on which an open quote closes, and where on it. */
export interface Closing {
  readonly place: LinePlace;
  readonly text: string;
  /** Position in `text` after the quote. */
  readonly end: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The line that starts at a position; null if its end is not known yet. */
export function lineAt(bytes: Uint8Array, start: number, last: boolean): LinePlace | null {
  let end = start;
  while (end < bytes.length && bytes[end] !== LINE_FEED && bytes[end] !== CARRIAGE_RETURN) end++;
  if (end === bytes.length) return last ? { start, end, next: end } : null;
  if (bytes[end] === LINE_FEED) return { start, end, next: end + 1 };
  if (end + 1 === bytes.length && !last) return null;
  return { start, end, next: bytes[end + 1] === LINE_FEED ? end + 2 : end + 1 };
}

/**
 * Finds where quotes close. Whether a line closes one does not depend on where it was opened, so that what was found for one
 * line is known for those after it: many open quotes cost no more than one.
 */
export class QuoteSearch {
  readonly #quote: number;
  /** In positions of the whole text: between `from` and `to` there is no closing line. */
  #from = 0;
  #to = 0;

  constructor(
    private readonly how: Splitting,
    private readonly clean: (line: string) => string,
  ) {
    this.#quote = how.quote?.charCodeAt(0) ?? -1;
  }

  /**
   * The first line from `from` on that closes a quote opened before it, not further than a record may be long; null if
   * there is none, 'more' if more bytes are needed to say so. `base` is the position of the bytes in the text.
   */
  find(bytes: Buffer, base: number, from: number, last: boolean): Closing | 'more' | null {
    const bound = from + MAX_LINE_BYTES;
    const known = base + from >= this.#from && base + from < this.#to;
    let at = known ? this.#to - base : from;
    if (!known) {
      this.#from = base + from;
      this.#to = base + from;
    }
    for (;;) {
      const quote = at < bytes.length ? bytes.indexOf(this.#quote, at) : -1;
      const reached = quote === -1 ? bytes.length : quote;
      if (reached > bound) return null;
      if (quote === -1) return last ? null : 'more';
      let start = quote;
      while (start > at && bytes[start - 1] !== LINE_FEED && bytes[start - 1] !== CARRIAGE_RETURN) start--;
      const place = lineAt(bytes, start, last);
      if (place === null) return 'more';
      const text = this.clean(bytes.toString('latin1', place.start, place.end));
      const closed = closeQuote(text, 0, this.how);
      this.#to = base + place.start;
      if (closed !== null) return { place, text, end: closed.end };
      at = place.next;
      this.#to = base + at;
    }
  }
}
