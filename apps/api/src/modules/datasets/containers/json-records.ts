import { createReadStream } from 'node:fs';
import { MAX_LINE_BYTES } from '@holdfast/schema';
import { damaged, notATable, refused } from './container-errors.js';
import { type Cell, PlainNumber } from './table-text.js';

/** A record: its values by the names of their columns, in order. */
export type JsonRecord = ReadonlyMap<string, Cell>;

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COMMA] = [34, 92, 123, 125, 91, 93, 44] as const;
const LINE_FEED = 10;
const BLANKS = [32, 9, 13, LINE_FEED];
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** From so many digits on, or so large an exponent, a number may be another one as a double, or none. */
const LONG_NUMBER = /\d{16}|\de\+?\d{3}/i;
const LONG_INTEGER = /^-?\d{16,}$/;

/**
 * The records of JSON lines, or of one array of objects, also inside of an object, some at a time. Objects in objects are columns with a dot; lists
 * stay JSON. @throws AppError DAMAGED_FILE, NOT_CSV, LINE_TOO_LONG
 */
export async function* readJsonRecords(path: string): AsyncGenerator<JsonRecord[]> {
  const splitter = new JsonSplitter();
  // A record alone may be the wrapping of the others.
  let alone: JsonRecord[] = [];
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const records = [...alone, ...splitter.push(chunk as Buffer)];
    alone = records.length === 1 && splitter.count === 1 ? records : [];
    if (records.length > alone.length) yield records;
  }
  splitter.end();
  if (alone.length > 0) yield splitter.wrapped() ?? alone;
}

/** Finds where one object ends and the next begins, whatever stands between them. */
class JsonSplitter {
  #rest: Buffer = Buffer.alloc(0);
  #at = 0;
  /** Where the object that was begun starts; -1 outside of one. */
  #start = -1;
  #depth = 0;
  #inText = false;
  #isFirst = true;
  #inList = false;
  #isClosed = false;
  #line = 1;
  #startLine = 1;
  #first: object = {};
  /** Records that were read. */
  count = 0;

  push(chunk: Buffer): JsonRecord[] {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#isFirst && this.#at === 0 && bytes.subarray(0, 3).equals(MARK)) bytes = bytes.subarray(3);
    const records: JsonRecord[] = [];
    let at = this.#at;
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === LINE_FEED) this.#line++;
      if (this.#start === -1) this.#between(byte, at);
      else if (this.#inText) {
        if (byte === BACKSLASH) at++;
        else if (byte === QUOTE) this.#inText = false;
      } else if (byte === QUOTE) this.#inText = true;
      else if (byte === OPEN || byte === OPEN_LIST) this.#depth++;
      else if ((byte === CLOSE || byte === CLOSE_LIST) && --this.#depth === 0) {
        records.push(this.#parse(bytes.toString('utf8', this.#start, at + 1)));
        this.#start = -1;
      }
    }
    const kept = this.#start === -1 ? bytes.length : this.#start;
    this.#rest = bytes.subarray(kept);
    this.#at = at - kept;
    if (this.#start !== -1) this.#start = 0;
    if (this.#rest.length > MAX_LINE_BYTES) throw this.#tooLong();
    return records;
  }

  end(): void {
    if (this.#start !== -1) {
      throw damaged(
        `record ${this.count + 1}, which begins on line ${this.#startLine}, has no end; a JSON object must be complete`,
      );
    }
    if (this.#inList && !this.#isClosed) throw damaged('its list has no end; it must end with "]"');
  }

  /** The records in the only list of objects of the only record, such as {"customers": [{…}, {…}]}; null if it has none. */
  wrapped(): JsonRecord[] | null {
    const isObject = (part: unknown) => typeof part === 'object' && part !== null && !Array.isArray(part);
    const lists = Object.values(this.#first).filter(
      (part): part is object[] => Array.isArray(part) && part.length > 0 && part.every(isObject),
    );
    return this.#inList || lists.length !== 1 ? null : lists[0]!.map(toRecord);
  }

  #between(byte: number, at: number): void {
    if (BLANKS.includes(byte)) return;
    if (byte === OPEN && !this.#isClosed) {
      this.#start = at;
      this.#startLine = this.#line;
      this.#depth = 1;
    } else if (byte === OPEN_LIST && this.#isFirst) this.#inList = true;
    else if (byte === CLOSE_LIST && this.#inList && !this.#isClosed) this.#isClosed = true;
    else if (byte !== COMMA || this.#isClosed) {
      throw damaged(
        `record ${this.count + 1} on line ${this.#line} begins with ${JSON.stringify(String.fromCharCode(byte))}; each record must be a JSON object`,
      );
    }
    this.#isFirst = false;
  }

  #parse(text: string): JsonRecord {
    this.count++;
    if (text.length > MAX_LINE_BYTES) throw this.#tooLong();
    try {
      const parsed = parseExactly(text);
      if (this.count === 1) this.#first = parsed;
      return toRecord(parsed);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw damaged(
        `record ${this.count}, which begins on line ${this.#startLine}, is not JSON (${error.message.slice(0, 100)})`,
      );
    }
  }

  #tooLong() {
    return refused(
      'LINE_TOO_LONG',
      `Record ${Math.max(1, this.count)} has ${MAX_LINE_BYTES} bytes or more; it may have ${MAX_LINE_BYTES}.`,
    );
  }
}

/** Parses JSON; numbers too long or too large for a double stay as they are written. */
function parseExactly(text: string): object {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text);
  const exact = (_key: string, value: unknown, { source }: { source?: string }) =>
    typeof value === 'number' && (!Number.isFinite(value) || LONG_INTEGER.test(source ?? ''))
      ? source
      : value;
  return JSON.parse(text, exact as (key: string, value: unknown) => unknown);
}

const DEEPEST = 20;

function toRecord(parsed: object): JsonRecord {
  const record = new Map<string, Cell>();
  flatten(parsed, '', record);
  return record;
}

function flatten(value: object, prefix: string, record: Map<string, Cell>, depth = 1): void {
  if (depth > DEEPEST) throw notATable(`JSON with objects ${depth} deep`, `It may be ${DEEPEST} deep.`);
  for (const [key, part] of Object.entries(value)) {
    const name = prefix + key;
    if (part === null) record.set(name, '');
    else if (typeof part === 'number') record.set(name, new PlainNumber(String(part)));
    else if (typeof part !== 'object') record.set(name, String(part));
    else if (Array.isArray(part)) record.set(name, part.length === 0 ? '' : JSON.stringify(part));
    else flatten(part, `${name}.`, record, depth + 1);
  }
}
