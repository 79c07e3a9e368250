import { setImmediate as nextTurn } from 'node:timers/promises';
import { cleanLine, countControls, withoutControls } from './clean-line.js';
import { TraitsOfColumns } from './column-traits.js';
import type { Form } from './form.js';
import { judgeRecord, NO_CLOSING, widthWithin } from './judge-record.js';
import { keptText, MAX_TEXT_BYTES } from './kept-text.js';
import { DELIMITER, LINE_END, lineClasses, OddStarts, ORDINARY } from './line-classes.js';
import { type Closing, type LinePlace, lineAt, QuoteSearch } from './quote-search.js';
import { textOf } from './records.js';
import { FIELD_END, type RowWriter } from './row-writer.js';
import { type SplitRecord, splitRecord } from './split-record.js';
import { swallowsRows } from './swallows-rows.js';

/** Lines of the file that were not taken as a row, and why. */
export interface RejectedLines {
  /** The first of them, from 1. */
  readonly line: number;
  readonly span: number;
  readonly cause: string;
  /** At most 32,000 characters. */
  readonly text: string;
}

/** What became of the lines that were read. */
export interface ReadLines {
  /** All of them. */
  total: number;
  /** Above the header. */
  skipped: number;
  header: number;
  /** Rows taken, and the lines that they go on over. */
  rows: number;
  continued: number;
  /** Without a value. */
  blank: number;
  /** Of rejected records; `rejectedContinued` of them are not their first. */
  rejected: number;
  rejectedContinued: number;
}

/** Lines that are looked at in a quoted field over several. */
const WITNESSES = 40;
/** Quoted fields over several lines in one record; */
const MOST_OPENINGS = 100;
/** and once so many have been followed in vain, record after record, the next ones are given up after a few. */
const MOST_IN_VAIN = 10_000;
const FEW_OPENINGS = 2;
/** Bytes that are read before others get their turn: a millisecond of ordinary lines, some 60 of the worst. */
export const BYTES_A_TURN = 128 * 1024;

/**
 * Reads the records of delimited text in UTF-8, chunk by chunk, writes the rows, and keeps account of every line. A wrong
 * record costs its own line, never its neighbours. Lines without anything special are copied as they are read.
 */
export class RecordReader {
  readonly lines: ReadLines = {
    ...{ total: 0, skipped: 0, header: 0, rows: 0, continued: 0 },
    ...{ blank: 0, rejected: 0, rejectedContinued: 0 },
  };
  readonly rejected: RejectedLines[] = [];
  /** Rows that lacked their last fields. */
  shortRows = 0;
  /** Control characters that were left out. */
  controls = 0;
  /** Columns in which a field has a line break. */
  readonly broken = new Set<number>();
  readonly traits: TraitsOfColumns;
  #rest: Buffer = Buffer.alloc(0);
  /** Where what is left of one chunk meets the next one: new memory for each would have to be collected. */
  #room: Buffer = Buffer.alloc(0);
  #base = 0;
  readonly #header: readonly string[];
  #held: { line: number; text: string; fields: readonly string[]; cause: string } | null = null;
  readonly #classes: Uint8Array;
  readonly #odd: OddStarts;
  readonly #quotes: QuoteSearch;
  /** Positions in the text of lines that an unclosed quote above would have ended on. */
  readonly #partners = new Set<number>();
  #lastPartner = -1;
  /** Lines that start before `#rowsUntil` would swallow rows if a quote of theirs closed on the line at `#rowsTo`. */
  #rowsTo = -1;
  #rowsUntil = -1;
  /** Quoted fields over several lines that were followed and led to no record; each record takes some back. */
  #inVain = 0;

  constructor(
    private readonly form: Form,
    private readonly out: RowWriter,
    private readonly limit = Number.POSITIVE_INFINITY,
  ) {
    const header = form.hasHeader ? form.names : [];
    this.traits = new TraitsOfColumns(form.columnCount);
    this.#classes = lineClasses(form);
    this.#odd = new OddStarts(form, header);
    this.#quotes = new QuoteSearch(form, (line) => cleanLine(line, form));
    this.#header = header;
  }

  /** Whether as many rows were read as were asked for. */
  get done(): boolean {
    return this.out.rows >= this.limit;
  }

  push(chunk: Buffer): void {
    const bytes = this.#joined(chunk);
    const consumed = this.#read(bytes, false);
    this.#rest = bytes.subarray(consumed);
    this.#base += consumed;
  }

  /**
   * Reads what is left, if the text is complete: its last line needs no end. Behind a quote that never closes that may be
   * megabytes, so others get their turn in between.
   */
  async end(complete: boolean): Promise<void> {
    while (complete && this.#rest.length > 0 && !this.done) {
      const consumed = this.#read(this.#rest, true, BYTES_A_TURN);
      if (consumed === 0) break;
      this.#rest = this.#rest.subarray(consumed);
      this.#base += consumed;
      await nextTurn();
    }
    this.#rest = Buffer.alloc(0);
    if (this.#held !== null && complete && !this.done) {
      const { line, text, cause } = this.#held;
      this.#reject(line, 1, cause, text);
      this.#held = null;
    }
    this.#release();
    this.rejected.sort((a, b) => a.line - b.line);
  }

  /** Reads the complete lines of some bytes that start before `until`; returns how many bytes those are. */
  #read(bytes: Buffer, last: boolean, until = bytes.length): number {
    let at = 0;
    while (at < bytes.length && at < until && !this.done) {
      const next =
        this.lines.total + 1 < this.form.firstLine
          ? this.#skip(bytes, at, last)
          : this.#readLine(bytes, at, last);
      if (next === -1) break;
      at = next;
    }
    return at;
  }

  #skip(bytes: Buffer, at: number, last: boolean): number {
    const place = lineAt(bytes, at, last);
    if (place === null) return -1;
    this.lines.total++;
    if (this.lines.total <= this.form.skippedLines) this.lines.skipped++;
    else this.lines.header++;
    return place.next;
  }

  /** Reads the record that starts at a position; returns where the next one starts, or -1 if it is not complete. */
  #readLine(bytes: Buffer, start: number, last: boolean): number {
    const { out, traits } = this;
    const classes = this.#classes;
    const mark = out.length;
    const wanted = this.form.columnCount - 1;
    out.startRow(this.lines.total + 1, 1);
    const buffer = this.#roomFor(bytes.length - start);
    let to = out.length;
    let field = to;
    let delimiters = 0;
    let at = start;
    let kind = ORDINARY;
    const { length } = bytes;
    for (; at < length; at++) {
      const byte = bytes[at]!;
      kind = classes[byte]!;
      if (kind === ORDINARY) buffer[to++] = byte;
      else if (kind === DELIMITER) {
        traits.note(buffer, field, to, delimiters);
        buffer[to++] = FIELD_END;
        field = to;
        delimiters++;
      } else break;
    }
    const plain = at === bytes.length ? last : kind === LINE_END;
    // The last field of what was read may go on.
    if (plain) traits.note(buffer, field, to, delimiters);
    // Fields without a value beyond the last column are dropped.
    while (delimiters > wanted && buffer[to - 1] === FIELD_END) {
      delimiters--;
      to--;
    }
    const endsEmpty = buffer[to - 1] === FIELD_END && buffer[to - 2] === FIELD_END;
    const described = this.lines.total + 1 === this.form.descriptionLine;
    if (plain && delimiters === wanted && !endsEmpty && !described && !this.#odd.at(bytes, start, at)) {
      const next = endOf(bytes, at, last);
      if (next === -1) {
        out.length = mark;
        return -1;
      }
      if (this.#held !== null || this.#base + start <= this.#lastPartner) {
        out.length = mark;
        return this.#readClosely(bytes, start, last);
      }
      out.length = to;
      out.endRow();
      this.lines.total++;
      this.lines.rows++;
      return next;
    }
    out.length = mark;
    return this.#readClosely(bytes, start, last);
  }

  /** What is left, followed by a chunk, which its reader may use again afterwards. */
  #joined(chunk: Buffer): Buffer {
    const left = this.#rest.length;
    const length = left + chunk.length;
    const room = length <= this.#room.length ? this.#room : Buffer.allocUnsafe(2 * length);
    this.#rest.copy(room);
    chunk.copy(room, left);
    this.#room = room;
    return room.subarray(0, length);
  }

  #roomFor(bytes: number): Buffer {
    this.out.reserve(bytes + 64);
    return this.out.buffer;
  }

  #readClosely(bytes: Buffer, start: number, last: boolean): number {
    const place = lineAt(bytes, start, last);
    if (place === null) return -1;
    const raw = bytes.toString('latin1', place.start, place.end);
    const text = cleanLine(raw, this.form);
    const split = splitRecord(text, this.form);
    if (split.openAt !== -1) return this.#readOver(bytes, place, text, split, last);
    this.lines.total++;
    this.controls += countControls(raw, this.form);
    this.#take(split, this.lines.total, 1, raw, this.#partners.delete(this.#base + start));
    return place.next;
  }

  /** Reads a record with an open quote: over several lines if it closes there and they are no rows, else as a wrong line. */
  #readOver(bytes: Buffer, place: LinePlace, text: string, split: SplitRecord, last: boolean): number {
    const found = [...split.fields];
    let closing: Closing | 'more' | null = null;
    let tooWide = false;
    const most = this.#inVain < MOST_IN_VAIN ? MOST_OPENINGS : FEW_OPENINGS;
    let openings = 0;
    for (let from = place.next; openings < most; openings++) {
      closing = this.#quotes.find(bytes, this.#base, from, last);
      if (closing === null || closing === 'more') break;
      // The x stands for the quoted field.
      const rest = splitRecord(`x${closing.text.slice(closing.end)}`, this.form);
      found.push(...rest.fields);
      tooWide = widthWithin(found, this.form.columnCount) > this.form.columnCount;
      if (rest.openAt === -1 || tooWide) break;
      from = closing.place.next;
    }
    if (closing === 'more') return -1;
    this.#inVain += openings;
    if (closing === null || tooWide) return this.#rejectOpen(bytes, place, closing);
    if (this.#swallowsRows(bytes, place, text, split, closing))
      return this.#rejectOpen(bytes, place, closing);
    const end = closing.place.end;
    const raw = bytes.toString('latin1', place.start, end);
    const lines = raw.split(/\r\n|\r|\n/);
    const whole = splitRecord(lines.map((line) => cleanLine(line, this.form)).join('\n'), this.form);
    if (whole.openAt !== -1) return this.#rejectOpen(bytes, place, closing);
    this.#inVain = Math.max(0, this.#inVain - openings - MOST_OPENINGS);
    const line = this.lines.total + 1;
    this.lines.total += lines.length;
    this.controls += countControls(raw, this.form);
    this.#take(whole, line, lines.length, raw, false);
    return closing.place.next;
  }

  /** Whether the lines up to the closing one are rows. What holds for many lines holds for the next few that begin so, too. */
  #swallowsRows(
    bytes: Buffer,
    place: LinePlace,
    text: string,
    split: SplitRecord,
    closing: Closing,
  ): boolean {
    const to = this.#base + closing.place.start;
    if (this.#rowsTo === to && this.#base + place.start < this.#rowsUntil) return true;
    const swallowed: string[] = [];
    let until = 0;
    for (let at = place.next; at < closing.place.next && swallowed.length < WITNESSES; ) {
      const line = lineAt(bytes, at, true)!;
      if (line.end > line.start) {
        swallowed.push(cleanLine(bytes.toString('latin1', line.start, line.end), this.form));
      }
      if (swallowed.length === WITNESSES / 2) until = line.start;
      at = line.next;
    }
    const rows = swallowsRows(text, split.openAt, swallowed, this.form);
    if (rows && swallowed.length === WITNESSES) {
      this.#rowsTo = to;
      this.#rowsUntil = this.#base + until;
    }
    return rows;
  }

  #rejectOpen(bytes: Buffer, place: LinePlace, closing: Closing | null): number {
    if (closing !== null && splitRecord(closing.text, this.form).loose) {
      this.#lastPartner = this.#base + closing.place.start;
      this.#partners.add(this.#lastPartner);
    }
    this.lines.total++;
    this.#reject(this.lines.total, 1, NO_CLOSING, bytes.toString('latin1', place.start, place.end));
    return place.next;
  }

  /** Takes a record as a row, or says why not. */
  #take(split: SplitRecord, line: number, span: number, raw: string, isPartner: boolean): void {
    const { kind, fields, cause } = judgeRecord(split, line, this.form, this.#header, isPartner);
    if (kind === 'blank') {
      this.lines.blank += span;
      return;
    }
    if (kind === 'rejected') {
      this.#reject(line, span, cause, raw);
      return;
    }
    this.#release();
    if (kind === 'doubtful' && span === 1) this.#held = { line, text: raw, fields, cause };
    else this.#write(line, span, fields);
  }

  #write(line: number, span: number, fields: readonly string[]): void {
    if (fields.length < this.form.columnCount) this.shortRows++;
    if (span > 1) {
      fields.forEach((field, column) => {
        if (field.includes('\n')) this.broken.add(column);
      });
    }
    this.out.write(line, span, fields, this.form.columnCount, this.traits);
    this.lines.rows++;
    this.lines.continued += span - 1;
  }

  /** Writes a row that would have been no customer at the end of the file. */
  #release(): void {
    if (this.#held === null) return;
    const { line, fields } = this.#held;
    this.#held = null;
    this.#write(line, 1, fields);
  }

  #reject(line: number, span: number, cause: string, raw: string): void {
    this.lines.rejected += span;
    this.lines.rejectedContinued += span - 1;
    const text = textOf(withoutControls(raw.slice(0, MAX_TEXT_BYTES), ['\r', '\n']));
    this.rejected.push({ line, span, cause, text: keptText(text, raw.length > MAX_TEXT_BYTES) });
  }
}

/** Where the line after one that ends at a position starts; -1 if that is not known yet. */
function endOf(bytes: Buffer, end: number, last: boolean): number {
  if (end === bytes.length) return end;
  if (bytes[end] === 10) return end + 1;
  if (end + 1 === bytes.length && !last) return -1;
  return bytes[end + 1] === 10 ? end + 2 : end + 1;
}
