import { createReadStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { MAX_COLUMNS } from '@holdfast/schema';
import { requireColumnCount } from '../reading/header.js';
import { damaged, refused, tooLargeUnpacked } from './container-errors.js';
import { archiveKind, type ContainerKind, containerKind } from './container-kind.js';
import { joinFiles } from './join-files.js';
import { readJsonRecords } from './json-records.js';
import { openDocument } from './open-document.js';
import { openParquet } from './parquet-rows.js';
import { TableText } from './table-text.js';
import { type UnpackedFile, type Workshop, writeText } from './unpacked-file.js';
import { openWorkbook, type Sheet } from './workbook.js';
import { ZipArchive, type ZipEntry } from './zip-archive.js';

/** A file to unpack, and where its text goes. */
interface Unpacking extends Workshop {
  readonly path: string;
  readonly target: string;
  /** The sheet that is asked for. */
  readonly sheet: string | null;
  /** The file inside an archive that it is; null for the upload itself. */
  readonly inside: string | null;
}

/** What other programs leave in archives. */
const RUBBISH = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;
const MOST_FILES = 1000;
const AT_ONCE = 128 * 1024;

/**
 * Turns what holds a table into delimited text; null if it is text already.
 * @throws AppError with the code of what is wrong with the file, leaving nothing at `target`
 */
export async function unpackFile(unpacking: Unpacking): Promise<UnpackedFile | null> {
  const kind = await containerKind(unpacking.path);
  if (kind === 'text') return null;
  try {
    return await unpackAs(kind, unpacking);
  } catch (error) {
    await rm(unpacking.target, { force: true });
    throw error;
  }
}

function unpackAs(kind: Exclude<ContainerKind, 'text'>, unpacking: Unpacking): Promise<UnpackedFile> {
  if (kind === 'gzip') return unpackGzip(unpacking);
  if (kind === 'parquet') return unpackParquet(unpacking);
  return kind === 'json' ? unpackJson(unpacking) : unpackZip(unpacking);
}

async function unpackGzip(unpacking: Unpacking): Promise<UnpackedFile> {
  requireOutside(unpacking, 'a gzip');
  const { path, signal, limit } = unpacking;
  const source = () => createReadStream(path, { highWaterMark: 256 * 1024 });
  const whole = (error: unknown) => {
    const { code } = error as { code?: string };
    return code === 'Z_BUF_ERROR' || code === 'Z_DATA_ERROR'
      ? damaged(`the gzip ${code === 'Z_BUF_ERROR' ? 'ends too early' : 'cannot be unpacked'}`)
      : error;
  };
  let bytes = 0;
  // Counted first, so that nothing is written of one that is too large or incomplete.
  const counter = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > limit ? tooLargeUnpacked(bytes, limit) : null);
    },
  });
  await pipeline(source(), createGunzip(), counter, { signal }).catch((error) => {
    throw whole(error);
  });
  await unpacking.requireDisk(bytes);
  return unpackInside(unpacking, 'in the gzip', (target) =>
    writeText(source().pipe(createGunzip()), target, unpacking),
  );
}

async function unpackZip(unpacking: Unpacking): Promise<UnpackedFile> {
  const zip = await ZipArchive.open(unpacking.path);
  try {
    const kind = archiveKind(zip);
    if (kind === 'workbook') return await unpackSheet(await openWorkbook(zip), unpacking);
    if (kind === 'document') return await unpackSheet(await openDocument(zip), unpacking);
    requireOutside(unpacking, 'a zip');
    return await unpackFiles(zip, unpacking);
  } finally {
    zip.close();
  }
}

/** The sheets of a workbook that are not hidden; none of another file. @throws AppError like `unpackFile` */
export async function sheetsOf(path: string): Promise<string[]> {
  if ((await containerKind(path)) !== 'zip') return [];
  const zip = await ZipArchive.open(path);
  try {
    const kind = archiveKind(zip);
    if (kind === 'files') return [];
    const sheets = await (kind === 'workbook' ? openWorkbook(zip) : openDocument(zip));
    return sheets.map(({ name }) => name);
  } finally {
    zip.close();
  }
}

async function unpackFiles(zip: ZipArchive, unpacking: Unpacking): Promise<UnpackedFile> {
  const files = zip.entries.filter(
    ({ name, bytes }) => bytes > 0 && !name.endsWith('/') && !RUBBISH.test(name),
  );
  files.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  if (files.length === 0)
    throw refused('EMPTY_FILE', 'The archive has 0 files with text; it must have 1 or more.');
  if (files.length > MOST_FILES) {
    throw refused('UNSAFE_ARCHIVE', `The archive has ${files.length} files; it may have ${MOST_FILES}.`);
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > unpacking.limit) throw tooLargeUnpacked(bytes, unpacking.limit);
  await unpacking.requireDisk(2 * bytes);
  const extract = async ({ name }: ZipEntry, index: number, target: string) =>
    unpackInside({ ...unpacking, target }, name, async (inside) =>
      writeText(await zip.read(files[index]!), inside, unpacking),
    );
  const [first] = files as [ZipEntry];
  if (files.length === 1) return extract(first, 0, unpacking.target);
  const parts = [];
  for (const [i, file] of files.entries()) {
    parts.push({ name: file.name, file: await extract(file, i, join(unpacking.folder, `part-${i}`)) });
  }
  return joinFiles(parts, unpacking.target, unpacking);
}

/** Takes a file out of an archive; it may be a table of any kind, but no archive again. */
async function unpackInside(
  unpacking: Unpacking,
  name: string,
  extract: (target: string) => Promise<UnpackedFile>,
): Promise<UnpackedFile> {
  const path = join(unpacking.folder, 'inside');
  const extracted = await extract(path);
  const unpacked = await unpackFile({ ...unpacking, path, inside: name });
  if (unpacked !== null) return unpacked;
  await rename(path, unpacking.target);
  return { ...extracted, path: unpacking.target };
}

/** @throws AppError NESTED_ARCHIVE */
function requireOutside({ inside }: Unpacking, what: string): void {
  if (inside === null) return;
  throw refused(
    'NESTED_ARCHIVE',
    `The archive has ${what} inside (${inside}); it may have tables alone. Unpack it first.`,
  );
}

async function unpackSheet(sheets: readonly Sheet[], unpacking: Unpacking): Promise<UnpackedFile> {
  const { sheet: asked, target } = unpacking;
  const names = sheets.map(({ name }) => name);
  const wanted = asked === null ? sheets : sheets.filter(({ name }) => name === asked).slice(0, 1);
  if (asked !== null && wanted.length === 0) throw unknownSheet(asked, names);
  let note: Sheet | null = null;
  for (const sheet of wanted) {
    const text = new TableText();
    let columns = 0;
    const lines = async function* () {
      for await (const rows of sheet.rows()) {
        columns = rows.reduce((most, { length }) => Math.max(most, length), columns);
        yield* linesOf(rows, (row) => text.line(row));
      }
    };
    const written = await writeText(lines(), target, unpacking);
    if (written.isBlank) continue;
    // What to know about the workbook is in one column; the table is behind it.
    if (asked === null && columns < 2) {
      note ??= sheet;
      continue;
    }
    return { ...written, table: text.describe(null), sheets: names, sheet: sheet.name };
  }
  if (note !== null) return unpackSheet(sheets, { ...unpacking, sheet: note.name });
  const empty = asked === null ? `${names.length} sheets with 0 rows` : `0 rows in the sheet "${asked}"`;
  throw refused('EMPTY_FILE', `The workbook has ${empty}; it must have a header and rows.`);
}

/** Lines, many at a time, but never so many that memory matters. */
function* linesOf<Row>(rows: readonly Row[], line: (row: Row) => string): Generator<string> {
  let lines = '';
  for (const row of rows) {
    lines += line(row);
    if (lines.length < AT_ONCE) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}

function unknownSheet(asked: string, names: readonly string[]) {
  const known = names.slice(0, 20).map((name) => `"${name}"`);
  return refused('BAD_USER_INPUT', `sheet is "${asked}"; it must be one of ${known.join(', ')}.`, ['sheet']);
}

async function unpackJson(unpacking: Unpacking): Promise<UnpackedFile> {
  const { path, target } = unpacking;
  const known = new Set<string>();
  // The records of a file may have different attributes: all are collected before the first row is written.
  for await (const records of readJsonRecords(path)) {
    for (const record of records) for (const name of record.keys()) known.add(name);
    if (known.size > MAX_COLUMNS) requireColumnCount(known.size);
    unpacking.signal.throwIfAborted();
  }
  const names = [...known];
  if (names.length === 0)
    throw refused('EMPTY_FILE', 'The file has 0 values; it must have a list of JSON objects.');
  const text = new TableText();
  const lines = async function* () {
    for await (const records of readJsonRecords(path)) {
      yield* linesOf(records, (record) => text.line(names.map((name) => record.get(name) ?? '')));
    }
  };
  const written = await writeText(lines(), target, unpacking);
  return { ...written, table: text.describe(names) };
}

async function unpackParquet(unpacking: Unpacking): Promise<UnpackedFile> {
  const { connection, path, target, limit } = unpacking;
  const { table, lines } = await openParquet(connection, path, limit);
  return { ...(await writeText(lines(), target, unpacking)), table };
}
