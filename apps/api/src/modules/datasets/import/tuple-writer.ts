import { FIELD_END } from '../reading/row-writer.js';
import { readText, type ValueReading } from '../values/value-reading.js';
import type { LineFields } from './line-fields.js';
import type { CustomerRows, ValueSource } from './write-customers.js';

const QUOTE = 34;
const BACKSLASH = 92;
const NULL = Buffer.from('null');
/** Bytes of a tuple besides its texts: the number of its columns, their lengths, a UUID, a row, a layout. */
const FIXED_BYTES = 64;
const FIRST_BYTES = 512 * 1024;
/** Levels that are remembered of a column. */
const REMEMBERED = 4096;
const HEX = Buffer.from('0123456789abcdef');

interface Attribute {
  readonly value: ValueSource;
  /** Of one with few texts. */
  readonly levels: Levels | null;
}

/** Writes customers as rows of PostgreSQL's binary COPY. */
export class TupleWriter {
  length = 0;
  #out = Buffer.allocUnsafe(FIRST_BYTES);
  #other = Buffer.allocUnsafe(FIRST_BYTES);
  readonly #datasetId: Buffer;
  readonly #id: ValueSource;
  readonly #searched: readonly ValueSource[];
  readonly #attributes: readonly Attribute[];

  constructor(
    { datasetId, id, attributes, searched }: CustomerRows,
    private readonly layout: number,
  ) {
    this.#datasetId = Buffer.from(datasetId.replaceAll('-', ''), 'hex');
    this.#id = id;
    this.#searched = searched;
    this.#attributes = attributes.map(({ source }) => ({
      value: source,
      levels: source.from === 'level' ? new Levels(source.reading) : null,
    }));
  }

  /** What was written since the last time; it holds until the next time. */
  take(): Buffer {
    const taken = this.#out.subarray(0, this.length);
    [this.#out, this.#other] = [this.#other, this.#out];
    this.length = 0;
    return taken;
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#append(bytes, 0, bytes.length);
  }

  row(row: number, fields: LineFields, computed: LineFields): void {
    // A character of JSON has at most six bytes, and the texts are written twice.
    const ends = (NULL.length + 1) * this.#attributes.length;
    this.#reserve(FIXED_BYTES + ends + 8 * (sizeOf(fields) + sizeOf(computed)));
    this.#int16(6);
    this.#int32(this.#datasetId.length);
    this.#append(this.#datasetId, 0, this.#datasetId.length);
    this.#int32(4);
    this.#int32(row);
    const id = this.#begin();
    this.#externalId(row, fields, computed);
    this.#end(id);
    const idEnd = this.length;
    this.#int32(4);
    this.#int32(this.layout);
    const cells = this.#begin();
    this.#cells(fields, computed);
    this.#end(cells);
    const search = this.#begin();
    this.#search(id, idEnd, fields, computed);
    this.#end(search);
  }

  #externalId(row: number, fields: LineFields, computed: LineFields): void {
    const id = this.#id;
    if (id.from === 'nowhere') this.length += this.#out.write(String(row + 1), this.length, 'latin1');
    else this.#text(id, fields, computed);
  }

  /** The hottest loop of an import: all that it needs is at hand, and no call is made for a number. */
  #cells(fields: LineFields, computed: LineFields): void {
    const out = this.#out;
    const first = this.length;
    let to = first;
    for (const { value, levels } of this.#attributes) {
      if (to > first) out[to++] = FIELD_END;
      let bytes: Uint8Array = NULL;
      let [start, end] = [0, NULL.length];
      if (value.from !== 'nowhere') {
        const line = value.from === 'computed' ? computed : fields;
        const from = line.starts[value.at]!;
        const until = line.starts[value.at + 1]! - 1;
        if (levels !== null) {
          bytes = levels.of(line.bytes, from, until);
          end = bytes.length;
        } else if (value.from === 'text' && from < until) {
          this.length = to;
          this.#quoted(line.bytes, from, until);
          to = this.length;
          continue;
        } else if (from < until) {
          bytes = line.bytes;
          start = from;
          end = until;
        }
      }
      while (start < end) out[to++] = bytes[start++]!;
    }
    this.length = to;
  }

  /** The id and the searched texts, in lower case. */
  #search(id: number, idEnd: number, fields: LineFields, computed: LineFields): void {
    const start = this.length;
    this.#append(this.#out, id, idEnd);
    for (const text of this.#searched) {
      const before = this.length;
      this.#out[this.length++] = 32;
      this.#text(text, fields, computed);
      if (this.length === before + 1) this.length = before;
    }
    this.#lower(start);
  }

  #lower(start: number): void {
    const out = this.#out;
    for (let at = start; at < this.length; at++) {
      const byte = out[at]!;
      if (byte >= 65 && byte <= 90) out[at] = byte + 32;
      else if (byte >= 0x80) {
        const text = out.toString('utf8', start, this.length).toLowerCase();
        this.length = start;
        this.#reserve(3 * text.length);
        this.length += this.#out.write(text, start, 'utf8');
        return;
      }
    }
  }

  /** A text as it is; nothing if it is missing. */
  #text(source: ValueSource, fields: LineFields, computed: LineFields): void {
    if (source.from === 'nowhere') return;
    const { bytes, starts } = source.from === 'computed' ? computed : fields;
    const [start, end] = [starts[source.at]!, starts[source.at + 1]! - 1];
    if (source.from !== 'computed') {
      this.#append(bytes, start, end);
      return;
    }
    const text: unknown = JSON.parse(bytes.toString('utf8', start, end));
    if (text !== null) this.length += this.#out.write(String(text), this.length, 'utf8');
  }

  #quoted(bytes: Uint8Array, start: number, end: number): void {
    const out = this.#out;
    let to = this.length;
    out[to++] = QUOTE;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte < 32) {
        to += out.write('\\u00', to, 'latin1');
        out[to++] = HEX[byte >> 4]!;
        out[to++] = HEX[byte & 15]!;
        continue;
      }
      if (byte === QUOTE || byte === BACKSLASH) out[to++] = BACKSLASH;
      out[to++] = byte;
    }
    out[to++] = QUOTE;
    this.length = to;
  }

  /** Copies bytes; most are so few that a call of `set` would take longer. */
  #append(bytes: Uint8Array, start: number, end: number): void {
    const out = this.#out;
    let to = this.length;
    for (let at = start; at < end; at++) out[to++] = bytes[at]!;
    this.length = to;
  }

  /** Leaves room for the length of a column; returns where its value starts. */
  #begin(): number {
    this.length += 4;
    return this.length;
  }

  #end(start: number): void {
    this.#out.writeInt32BE(this.length - start, start - 4);
  }

  #int16(value: number): void {
    this.length = this.#out.writeInt16BE(value, this.length);
  }

  #int32(value: number): void {
    this.length = this.#out.writeInt32BE(value, this.length);
  }

  #reserve(bytes: number): void {
    if (this.length + bytes <= this.#out.length) return;
    const grown = Buffer.allocUnsafe(2 * (this.length + bytes));
    this.#out.copy(grown, 0, 0, this.length);
    this.#out = grown;
  }
}

/** What the few texts of a column mean, as JSON. */
class Levels {
  readonly #short = new Map<number, Buffer>();
  readonly #long = new Map<string, Buffer>();

  constructor(private readonly reading: ValueReading) {}

  of(bytes: Buffer, start: number, end: number): Buffer {
    const length = end - start;
    if (length > 3) {
      const text = bytes.toString('latin1', start, end);
      return this.#long.get(text) ?? remembered(this.#long, text, this.#read(bytes, start, end));
    }
    let key = length;
    for (let at = start; at < end; at++) key = (key << 8) | bytes[at]!;
    return this.#short.get(key) ?? remembered(this.#short, key, this.#read(bytes, start, end));
  }

  #read(bytes: Buffer, start: number, end: number): Buffer {
    return Buffer.from(JSON.stringify(readText(bytes.toString('utf8', start, end), this.reading) ?? null));
  }
}

function remembered<Key>(levels: Map<Key, Buffer>, key: Key, value: Buffer): Buffer {
  if (levels.size < REMEMBERED) levels.set(key, value);
  return value;
}

/** Bytes of the fields of a line. */
function sizeOf({ starts }: LineFields): number {
  return starts[starts.length - 1]! - starts[0]!;
}
