import { createReadStream } from 'node:fs';
import { openUpload } from '../detection/inspect-upload.js';
import { lineAt } from '../reading/quote-search.js';
import { TextDecoding } from '../reading/read-text.js';
import { refused } from './container-errors.js';
import { CELL_END, type TextTable } from './table-text.js';
import { type UnpackedFile, type Workshop, writeText } from './unpacked-file.js';

/** A file of an archive. */
export interface Part {
  readonly name: string;
  readonly file: UnpackedFile;
}

interface OpenedPart extends Part {
  readonly encoding: string;
  readonly delimiter: string;
  readonly names: readonly string[];
  readonly firstLine: number;
}

/** Names of files in a sentence. */
const SHOWN = 3;

/**
 * Writes files that are alike one below the other, with one header; a table whose names are known has none.
 * @throws AppError FILES_DIFFER, or like `openUpload`
 */
export async function joinFiles(
  parts: readonly Part[],
  target: string,
  workshop: Workshop,
): Promise<UnpackedFile> {
  const opened: OpenedPart[] = [];
  for (const part of parts) opened.push(await openPart(part));
  const [first] = opened as [OpenedPart];
  for (const other of opened) requireAlike(first, other);
  const text = async function* () {
    for (const part of opened) yield* textOf(part, part === first ? 1 : part.firstLine);
  };
  const written = await writeText(text(), target, workshop);
  const shown = parts.slice(0, SHOWN).map(({ name }) => `"${name}"`);
  const more = parts.length > SHOWN ? `, … (${parts.length} files)` : '';
  return {
    ...written,
    table: joinTables(opened),
    notes: [`The archive's files are read one after the other, as one: ${shown.join(', ')}${more}.`],
  };
}

async function openPart(part: Part): Promise<OpenedPart> {
  const { file, name } = part;
  if (file.sheet !== null) {
    throw refused(
      'FILES_DIFFER',
      `The archive has several files, and "${name}" is a workbook; several must be text.`,
    );
  }
  if (file.table?.names) {
    return { ...part, encoding: 'utf-8', delimiter: CELL_END, names: file.table.names, firstLine: 1 };
  }
  const upload = { ...file, id: '', fileName: name, createdBy: '' };
  const { encoding, form, names } = await openUpload(upload, {});
  return { ...part, encoding, delimiter: form.delimiter, names, firstLine: form.firstLine };
}

/** @throws AppError FILES_DIFFER with what differs, and both sides */
function requireAlike(first: OpenedPart, other: OpenedPart): void {
  const differ = (what: string, one: string, two: string) =>
    refused(
      'FILES_DIFFER',
      `The archive's files differ in their ${what}: "${first.name}" has ${one}, "${other.name}" has ${two}. They must be alike; send the others apart.`,
    );
  if (first.names.join('\n').toLowerCase() !== other.names.join('\n').toLowerCase()) {
    const list = ({ names }: OpenedPart) => {
      const shown = names.slice(0, 10).map((name) => `"${name}"`);
      return names.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
    };
    throw differ('columns', list(first), list(other));
  }
  if (first.delimiter !== other.delimiter) {
    throw differ('delimiters', JSON.stringify(first.delimiter), JSON.stringify(other.delimiter));
  }
}

/** The text of a part in UTF-8 from a line on, with an end after its last line. */
async function* textOf({ file, encoding }: OpenedPart, from: number): AsyncGenerator<Buffer> {
  const decoding = new TextDecoding(encoding, file.isUtf8);
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  let last = 10;
  const below = (text: Buffer, isLast: boolean): Buffer => {
    if (line >= from) return text;
    const bytes = rest.length === 0 ? text : Buffer.concat([rest, text]);
    let at = 0;
    for (let place = lineAt(bytes, at, isLast); line < from && place; place = lineAt(bytes, at, isLast)) {
      at = place.next;
      line++;
    }
    rest = line < from ? bytes.subarray(at) : Buffer.alloc(0);
    return line < from ? Buffer.alloc(0) : bytes.subarray(at);
  };
  for await (const chunk of createReadStream(file.path, { highWaterMark: 256 * 1024 })) {
    const text = below(decoding.write(chunk as Buffer), false);
    last = text.at(-1) ?? last;
    if (text.length > 0) yield text;
  }
  const text = below(decoding.end(), true);
  last = text.at(-1) ?? last;
  yield last === 10 || last === 13 ? text : Buffer.concat([text, Buffer.from('\n')]);
}

function joinTables(parts: readonly OpenedPart[]): TextTable | null {
  const tables = parts.flatMap(({ file }) => file.table ?? []);
  if (tables.length === 0) return null;
  const all = (read: (table: TextTable) => readonly number[]) => [...new Set(tables.flatMap(read))];
  return {
    names: tables[0]!.names,
    numbers: all(({ numbers }) => numbers),
    broken: all(({ broken }) => broken),
  };
}
