import { ArtefactError } from '../errors.js';
import { showValue } from '../show-value.js';

/**
 * How plain data with typed arrays lies in bytes, all little-endian:
 *
 *     0  "HFML"
 *     4  version of this layout
 *     8  CRC-32 of everything from byte 12 on
 *    12  length of the text in bytes
 *    16  the data as JSON in ASCII; each typed array is { "$array": type, "at": offset, "length": values }
 *     …  the typed arrays, in the order of the text, each at a multiple of 8 bytes from the end of the padded text
 */
const MAGIC = 0x4c4d4648;
const LAYOUT_VERSION = 1;
const HEADER_BYTES = 16;
/** Models nest objects in lists in objects; nothing honest is deeper. */
const MAX_DEPTH = 12;

const arrayTypes = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array };
type ArrayType = keyof typeof arrayTypes;
type TypedArray = InstanceType<(typeof arrayTypes)[ArrayType]>;

/** Writes plain data: objects, lists, finite numbers, texts, booleans, null and typed arrays. O(bytes). */
export function packArtefact(data: unknown): Uint8Array<ArrayBuffer> {
  const arrays: TypedArray[] = [];
  let payload = 0;
  const text = JSON.stringify(data, (_, value: unknown) => {
    const type = arrayTypeOf(value);
    if (!type) return value;
    const array = value as TypedArray;
    const at = payload;
    payload = padded(at + array.byteLength);
    arrays.push(array);
    return { $array: type, at, length: array.length };
  }).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

  const bytes = new Uint8Array(padded(HEADER_BYTES + text.length) + payload);
  const header = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) bytes[HEADER_BYTES + i] = text.charCodeAt(i);
  let at = padded(HEADER_BYTES + text.length);
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at = padded(at + array.byteLength);
  }
  header.setUint32(0, MAGIC, true);
  header.setUint32(4, LAYOUT_VERSION, true);
  header.setUint32(12, text.length, true);
  header.setUint32(8, crc32(bytes.subarray(12)), true);
  return bytes;
}

/**
 * Reads what `packArtefact` wrote. The result owns its memory: its arrays take no more of it than the bytes given, since
 * none may share bytes with another.
 * @throws ArtefactError for bytes of another kind, of an unknown version, truncated or altered
 */
export function unpackArtefact(bytes: Uint8Array): unknown {
  if (!(bytes instanceof Uint8Array)) {
    throw new ArtefactError(`the artefact is ${showValue(bytes)}; it must be a Uint8Array`);
  }
  if (bytes.length < HEADER_BYTES) {
    throw new ArtefactError(`the artefact has ${bytes.length} bytes; its header alone has ${HEADER_BYTES}`);
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (header.getUint32(0, true) !== MAGIC)
    throw new ArtefactError('these bytes are not a model: they do not begin with HFML');
  const version = header.getUint32(4, true);
  if (version !== LAYOUT_VERSION) {
    throw new ArtefactError(`the artefact has layout version ${version}; it must be ${LAYOUT_VERSION}`);
  }
  if (header.getUint32(8, true) !== crc32(bytes.subarray(12))) {
    throw new ArtefactError('the artefact is truncated or altered: its checksum does not fit');
  }
  const textLength = header.getUint32(12, true);
  const start = padded(HEADER_BYTES + textLength);
  if (start > bytes.length)
    throw new ArtefactError(`the text has ${textLength} bytes; the artefact ${bytes.length}`);
  const arrays = { bytes: bytes.subarray(start), taken: 0 };
  const data = revive(parse(bytes.subarray(HEADER_BYTES, HEADER_BYTES + textLength)), arrays, 0);
  const end = start + padded(arrays.taken);
  if (end !== bytes.length) {
    throw new ArtefactError(`the artefact has ${bytes.length} bytes; its arrays end at ${end}`);
  }
  return data;
}

function parse(ascii: Uint8Array): unknown {
  let text = '';
  for (let i = 0; i < ascii.length; i += 8192) text += String.fromCharCode(...ascii.subarray(i, i + 8192));
  try {
    return JSON.parse(text);
  } catch {
    throw new ArtefactError('the artefact is altered: its text is not JSON');
  }
}

/**
 * The bytes after the text, and how many of them have gone into arrays: these follow one another in the text's order.
 */
interface Payload {
  readonly bytes: Uint8Array;
  taken: number;
}

function revive(value: unknown, payload: Payload, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new ArtefactError(`the artefact nests deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) return value.map((item) => revive(item, payload, depth + 1));
  if ('$array' in value) return reviveArray(value as Record<string, unknown>, payload);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, revive(item, payload, depth + 1)]),
  );
}

function reviveArray({ $array: type, at, length }: Record<string, unknown>, payload: Payload): TypedArray {
  if (typeof type !== 'string' || !Object.hasOwn(arrayTypes, type)) {
    throw new ArtefactError(`the artefact holds an array of the unknown type ${showValue(type)}`);
  }
  const TypedArray = arrayTypes[type as ArrayType];
  const end = isCount(at) && isCount(length) ? at + length * TypedArray.BYTES_PER_ELEMENT : Number.NaN;
  if (!(end <= payload.bytes.length)) {
    throw new ArtefactError(
      `an array of ${showValue(length)} values at ${showValue(at)} does not fit into ${payload.bytes.length} bytes`,
    );
  }
  const from = Number(at);
  if (from < payload.taken) {
    throw new ArtefactError(`an array begins at ${from}; the one before it ends at ${payload.taken}`);
  }
  payload.taken = end;
  // A copy by hand: what a Node Buffer slices is a view on memory that it shares.
  return new TypedArray(new Uint8Array(payload.bytes.subarray(from, end)).buffer);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function arrayTypeOf(value: unknown): ArrayType | undefined {
  if (!ArrayBuffer.isView(value)) return undefined;
  const name = value.constructor.name;
  if (!Object.hasOwn(arrayTypes, name)) throw new ArtefactError(`a ${name} cannot be stored`);
  return name as ArrayType;
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

let crcTable: Uint32Array | undefined;

/** CRC-32 as of IEEE 802.3, reflected. */
function crc32(bytes: Uint8Array): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let word = byte;
    for (let bit = 0; bit < 8; bit++) word = word & 1 ? (word >>> 1) ^ 0xedb88320 : word >>> 1;
    return word;
  });
  const table = crcTable;
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ table[(crc ^ bytes[i]!) & 255]!;
  return ~crc >>> 0;
}
