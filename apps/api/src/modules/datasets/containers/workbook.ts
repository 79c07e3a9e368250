import { type NumberFormat, numberFormat, numberText } from './cell-values.js';
import { damaged, tooLargeUnpacked } from './container-errors.js';
import { readXml, type XmlEvents } from './read-xml.js';
import { StringPool } from './string-pool.js';
import type { Cell } from './table-text.js';
import type { ZipArchive, ZipEntry } from './zip-archive.js';

/** A table inside a workbook. */
export interface Sheet {
  readonly name: string;
  /** Its rows, some at a time; what is not in the file is a row without cells, so that rows are counted as on the screen. */
  rows(): AsyncGenerator<Cell[][]>;
}

/** The most that a sheet of any spreadsheet has. */
export const MOST_ROWS = 1_048_576;
export const MOST_COLUMNS = 16_384;
const MOST_TEXT = 512 * 1024 ** 2;
const ESCAPED = /_x([0-9a-f]{4})_/gi;

/** The sheets of an .xlsx workbook that are not hidden, in order. @throws AppError DAMAGED_FILE, UNPACKED_TOO_LARGE */
export async function openWorkbook(zip: ZipArchive): Promise<Sheet[]> {
  const listed: { name: string; id: string; hidden: boolean }[] = [];
  const targets = new Map<string, string>();
  let from1904 = false;
  await readPart(zip, await partOf(zip, 'xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const id =
        attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      listed.push({ name: attributes.name ?? '', id, hidden });
    },
  });
  await readPart(zip, await partOf(zip, 'xl/_rels/workbook.xml.rels'), {
    open(name, attributes) {
      if (name !== 'Relationship' || !/\/worksheet$/.test(attributes.Type ?? '')) return;
      const target = attributes.Target ?? '';
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
      targets.set(attributes.Id ?? '', part);
    },
  });
  const formats = await readFormats(zip);
  let strings: Promise<StringPool> | undefined;
  const sheets = listed.filter(({ id, hidden }) => !hidden && targets.has(id));
  return sheets.map(({ name, id }) => ({
    name,
    async *rows() {
      strings ??= readStrings(zip);
      yield* readSheet(zip, await partOf(zip, targets.get(id)!), {
        strings: await strings,
        formats,
        from1904,
      });
    },
  }));
}

async function partOf(zip: ZipArchive, name: string): Promise<ZipEntry> {
  const entry =
    zip.find(name) ?? zip.entries.find((other) => other.name.toLowerCase() === name.toLowerCase());
  if (entry === undefined) throw damaged(`the workbook has no ${name}`);
  return entry;
}

/** Reads a part of an archive as XML. @throws AppError DAMAGED_FILE, ENCRYPTED_FILE */
export async function readPart(zip: ZipArchive, entry: ZipEntry, events: Partial<XmlEvents>): Promise<void> {
  for await (const _ of readXml(await zip.read(entry), events));
}

/** The format of each style of a cell. */
async function readFormats(zip: ZipArchive): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  const entry = zip.find('xl/styles.xml');
  if (entry === undefined) return formats;
  await readPart(zip, entry, {
    open(name, attributes) {
      if (name === 'numFmt') {
        codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      } else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes.numFmtId ?? 0);
        formats.push(numberFormat(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

/** The texts that cells refer to. What tells how a text is pronounced is no part of it. */
async function readStrings(zip: ZipArchive): Promise<StringPool> {
  const pool = new StringPool();
  const entry = zip.find('xl/sharedStrings.xml');
  if (entry === undefined) return pool;
  if (entry.bytes > MOST_TEXT) throw tooLargeUnpacked(entry.bytes, MOST_TEXT);
  let text = '';
  let inText = false;
  let aside = 0;
  await readPart(zip, entry, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') aside++;
    },
    close(name) {
      if (name === 'si') pool.add(unescaped(text));
      else if (name === 't') inText = false;
      else if (name === 'rPh') aside--;
    },
    text(part) {
      if (inText && aside === 0) text += part;
    },
  });
  return pool;
}

function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(ESCAPED, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

interface Surroundings {
  readonly strings: StringPool;
  readonly formats: readonly NumberFormat[];
  readonly from1904: boolean;
}

async function* readSheet(
  zip: ZipArchive,
  entry: ZipEntry,
  { strings, formats, from1904 }: Surroundings,
): AsyncGenerator<Cell[][]> {
  let rows: Cell[][] = [];
  let row: Cell[] = [];
  let [line, column, type, style] = [0, -1, 'n', 0];
  let value = '';
  let inValue = false;
  let aside = 0;
  const cellOf = (): Cell => {
    if (type === 's') return strings.at(Number(value)) ?? '';
    if (type === 'b') return value === '1' ? 'true' : value === '0' ? 'false' : value;
    if (type === 'n') return numberText(value, formats[style] ?? 'number', from1904);
    // A date in ISO, an error, the text of a formula or of the cell itself.
    return type === 'd' ? value.replace(/T00:00:00(\.0+)?$/, '') : unescaped(value);
  };
  for await (const _ of readXml(await zip.read(entry), {
    open(name, attributes) {
      if (name === 'row') {
        const number = Number(attributes.r ?? line + 1);
        if (!(number > line && number <= MOST_ROWS)) throw damaged(`row ${number} follows row ${line}`);
        while (++line < number) rows.push([]);
        row = [];
        column = -1;
      } else if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1;
        type = attributes.t ?? 'n';
        style = Number(attributes.s ?? 0);
        value = '';
      } else if (name === 'v' || name === 't') inValue = true;
      else if (name === 'rPh') aside++;
    },
    close(name) {
      if (name === 'row') rows.push(row);
      else if (name === 'c') {
        while (row.length < column) row.push('');
        if (value !== '') row[column] = cellOf();
      } else if (name === 'v' || name === 't') inValue = false;
      else if (name === 'rPh') aside--;
    },
    text(part) {
      if (inValue && aside === 0) value += part;
    },
  })) {
    if (rows.length > 0) yield rows;
    rows = [];
  }
}

/** The column of a cell such as BC12, from 0; undefined if it has no name. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (let i = 0; i < reference.length && i < 4; i++) {
    const letter = (reference.charCodeAt(i) | 32) - 96;
    if (letter < 1 || letter > 26) break;
    column = 26 * column + letter;
  }
  if (column >= 1 && column <= MOST_COLUMNS) return column - 1;
  throw damaged(`a cell is called "${reference.slice(0, 20)}"`);
}
