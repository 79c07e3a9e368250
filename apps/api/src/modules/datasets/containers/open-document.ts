import { plainNumber } from './cell-values.js';
import { damaged, encrypted } from './container-errors.js';
import { readXml, type XmlAttributes } from './read-xml.js';
import type { Cell } from './table-text.js';
import { MOST_COLUMNS, MOST_ROWS, readPart, type Sheet } from './workbook.js';
import type { ZipArchive, ZipEntry } from './zip-archive.js';

/** The sheets of an .ods spreadsheet, in order. @throws AppError ENCRYPTED_FILE, DAMAGED_FILE */
export async function openDocument(zip: ZipArchive): Promise<Sheet[]> {
  const manifest = zip.find('META-INF/manifest.xml');
  if (manifest) {
    await readPart(zip, manifest, {
      open(name) {
        if (name === 'encryption-data') throw encrypted('The spreadsheet');
      },
    });
  }
  const content = zip.find('content.xml');
  if (content === undefined) throw damaged('the spreadsheet has no content.xml');
  const names: string[] = [];
  let depth = 0;
  await readPart(zip, content, {
    open(name, attributes) {
      if (name === 'table' && depth++ === 0) names.push(attributes['table:name'] ?? '');
    },
    close(name) {
      if (name === 'table') depth--;
    },
  });
  return names.map((name, index) => ({ name, rows: () => readSheet(zip, content, index) }));
}

/** Rows and cells may stand for several; what is empty counts only before something that is not. */
async function* readSheet(zip: ZipArchive, content: ZipEntry, index: number): AsyncGenerator<Cell[][]> {
  let rows: Cell[][] = [];
  let row: Cell[] = [];
  let [table, depth, rowRepeats, cellRepeats, line] = [-1, 0, 1, 1, 0];
  let [emptyRows, emptyCells] = [0, 0];
  let value: Cell | undefined;
  let paragraphs: string[] = [];
  let aside = 0;
  let inParagraph = false;
  const isHere = () => table === index && depth === 1;
  const repeats = (attributes: XmlAttributes, name: string, most: number) =>
    Math.min(most, Math.max(1, Number(attributes[name] ?? 1) || 1));
  const endCell = () => {
    const cell = value ?? paragraphs.join('\n');
    if (cell === '') emptyCells += cellRepeats;
    else {
      if (row.length + emptyCells + cellRepeats > MOST_COLUMNS) throw damaged('a row has too many cells');
      for (; emptyCells > 0; emptyCells--) row.push('');
      for (let i = 0; i < cellRepeats; i++) row.push(cell);
    }
  };
  const endRow = () => {
    if (row.length === 0) emptyRows += rowRepeats;
    else {
      line += emptyRows + rowRepeats;
      if (line > MOST_ROWS) throw damaged(`it has more than ${MOST_ROWS} rows`);
      for (; emptyRows > 0; emptyRows--) rows.push([]);
      for (let i = 0; i < rowRepeats; i++) rows.push(row);
    }
  };
  for await (const _ of readXml(await zip.read(content), {
    open(name, attributes) {
      if (name === 'table') {
        if (depth++ === 0) table++;
      } else if (!isHere()) return;
      else if (name === 'table-row') {
        row = [];
        emptyCells = 0;
        rowRepeats = repeats(attributes, 'table:number-rows-repeated', MOST_ROWS + 1);
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        cellRepeats = repeats(attributes, 'table:number-columns-repeated', MOST_COLUMNS + 1);
        value = typedValue(attributes);
        paragraphs = [];
      } else if (name === 'annotation') aside++;
      else if (aside === 0 && name === 'p') {
        paragraphs.push('');
        inParagraph = true;
      } else if (aside === 0 && name === 's') addText(' '.repeat(repeats(attributes, 'text:c', 1000)));
      else if (aside === 0 && name === 'tab') addText('\t');
      else if (aside === 0 && name === 'line-break') addText('\n');
    },
    close(name) {
      if (name === 'table') depth--;
      else if (!isHere()) return;
      else if (name === 'annotation') aside--;
      else if (name === 'p' && aside === 0) inParagraph = false;
      else if (name === 'table-cell' || name === 'covered-table-cell') endCell();
      else if (name === 'table-row') endRow();
    },
    text(part) {
      if (isHere() && aside === 0) addText(part);
    },
  })) {
    if (rows.length > 0) yield rows;
    rows = [];
  }

  function addText(part: string): void {
    if (inParagraph) paragraphs[paragraphs.length - 1] += part;
  }
}

/** The value of a cell that is no text; undefined for a text, which is in its paragraphs. */
function typedValue(attributes: XmlAttributes): Cell | undefined {
  const type = attributes['office:value-type'];
  if (type === 'float' || type === 'percentage' || type === 'currency') {
    const written = attributes['office:value'] ?? '';
    return plainNumber(written, Number(written));
  }
  if (type === 'date') {
    const date = attributes['office:date-value'] ?? '';
    return date.replace(/T00:00:00(\.0+)?$/, '').replace(/(T\d\d:\d\d:\d\d)\.\d+$/, '$1');
  }
  if (type === 'time') {
    const parts = /^PT(\d+)H(\d+)M(\d+)/.exec(attributes['office:time-value'] ?? '');
    return parts ? `${parts[1]}:${parts[2]}:${parts[3]}` : undefined;
  }
  if (type === 'boolean') return attributes['office:boolean-value'];
  return type === 'string' ? attributes['office:string-value'] : undefined;
}
