import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive, and what to forge about it. */
export interface ZippedFile {
  readonly name: string;
  readonly content: string | Buffer;
  /** What the directory says instead of its size. */
  readonly announced?: number;
  readonly isEncrypted?: boolean;
}

/** A zip archive of files. */
export function zipOf(files: readonly ZippedFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, announced, isEncrypted = false } of files) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const label = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isEncrypted ? 1 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(announced ?? bytes.length, 18);
    common.writeUInt16LE(label.length, 22);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), common, entry, label);
    const local = [Buffer.from('PK\x03\x04'), common, label, packed];
    parts.push(...local);
    at += local.reduce((sum, part) => sum + part.length, 0);
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** A cell: a text, a number, a boolean, a day, nothing, or XML of its own. */
export type SheetCell = string | number | boolean | Date | null | { readonly xml: string };

/** A workbook with these sheets; a name in brackets is a hidden sheet. */
export function xlsxOf(sheets: Readonly<Record<string, readonly (readonly SheetCell[])[]>>): Buffer {
  const strings: string[] = [];
  const names = Object.keys(sheets);
  const parts = names.map((name, i) => ({
    name: `xl/worksheets/sheet${i + 1}.xml`,
    content: sheetXml(sheets[name]!, strings),
  }));
  const listed = names.map((name, i) => {
    const state = name.startsWith('(') ? ' state="hidden"' : '';
    return `<sheet name="${escaped(name)}" sheetId="${i + 1}"${state} r:id="rId${i + 1}"/>`;
  });
  const related = names.map(
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return zipOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook xmlns:r="r"><workbookPr/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${related.join('')}</Relationships>` },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="[$-409]d\\-mmm\\-yy;@"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst>${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    },
    ...parts,
  ]);
}

function sheetXml(rows: readonly (readonly SheetCell[])[], strings: string[]): string {
  const lines = rows.map((row, r) => {
    const cells = row.map((cell, c) => cellXml(cell, `${columnName(c)}${r + 1}`, strings));
    // Rows and cells without a value are left out, as spreadsheets do.
    return row.length === 0 ? '' : `<row r="${r + 1}">${cells.join('')}</row>`;
  });
  return `<?xml version="1.0"?>\n<worksheet><sheetData>\n${lines.join('\n')}</sheetData></worksheet>`;
}

function cellXml(cell: SheetCell, at: string, strings: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (cell instanceof Date) {
    const days = cell.getTime() / 86_400_000 + 25_569;
    return `<c r="${at}" s="${Number.isInteger(days) ? 1 : 2}"><v>${days}</v></c>`;
  }
  if (typeof cell === 'object') return cell.xml.replace('<c', `<c r="${at}"`);
  const known = strings.indexOf(cell);
  return `<c r="${at}" t="s"><v>${known === -1 ? strings.push(cell) - 1 : known}</v></c>`;
}

function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A spreadsheet of LibreOffice; each sheet is the XML of its rows. */
export function odsOf(sheets: Readonly<Record<string, string>>, manifest = '<manifest/>'): Buffer {
  const tables = Object.entries(sheets).map(
    ([name, rows]) => `<table:table table:name="${escaped(name)}">${rows}</table:table>`,
  );
  return zipOf([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
    { name: 'META-INF/manifest.xml', content: manifest },
    {
      name: 'content.xml',
      content: `<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet>${tables.join('')}</office:spreadsheet></office:body></office:document-content>`,
    },
  ]);
}
