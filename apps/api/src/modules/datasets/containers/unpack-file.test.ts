import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { odsOf, xlsxOf, zipOf } from '../../../../test/container-files.js';
import { DuckDb } from '../../../platform/duckdb/duck-db.js';
import { unpackFile } from './unpack-file.js';

const LIMIT = 1_000_000;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-unpack-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Unpacks bytes under the limit; the largest that ever was on the disk must be within it. */
async function unpack(bytes: Buffer) {
  const path = join(folder, 'upload');
  const target = join(folder, 'text');
  await writeFile(path, bytes);
  const duckDb = new DuckDb('1GB');
  const outcome = await duckDb
    .with(join(folder, 'spill'), (connection) =>
      unpackFile({
        ...{ path, target, inside: null, sheet: null, folder, connection, limit: LIMIT },
        signal: new AbortController().signal,
        requireDisk: async () => {},
      }),
    )
    .catch((error: { code: string; message: string }) => `${error.code}: ${error.message}`);
  if (typeof outcome === 'string') expect(await readdir(folder)).not.toContain('text');
  return outcome;
}

const zeros = Buffer.alloc(50_000_000, '0');
const many = (count: number, text: string) => Array.from({ length: count }, () => text).join('');

it.each<[string, () => Buffer]>([
  ['a gzip', () => gzipSync(zeros)],
  ['a zip', () => zipOf([{ name: 'a.csv', content: zeros }])],
  [
    'a zip of many files',
    () =>
      zipOf(Array.from({ length: 60 }, (_, i) => ({ name: `${i}.csv`, content: zeros.subarray(0, 20_000) }))),
  ],
  [
    'a workbook of one text in every cell',
    () => xlsxOf({ S: Array.from({ length: 100 }, () => Array(100).fill(many(200, 'x'))) }),
  ],
  [
    'a spreadsheet of repeated rows',
    () =>
      odsOf({
        S: `<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="100" office:value-type="string"><text:p>${many(100, 'x')}</text:p></table:table-cell></table:table-row>`,
      }),
  ],
])('refuses %s that unpacks to more than the limit, and leaves nothing', async (_what, bytes) => {
  expect(await unpack(bytes())).toMatch(
    /^UNPACKED_TOO_LARGE: Unpacked, the file has \d+ bytes or more; it may have 1000000\./,
  );
});

it('refuses entities that a document declares', async () => {
  const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>';
  const book = odsOf({
    S: `<table:table-row>${laughs}<table:table-cell><text:p>&b;</text:p></table:table-cell><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>`,
  });
  expect(await unpack(book)).toMatch(/^DAMAGED_FILE: .*XML/);
});

it('refuses a tag that does not end, and rows that do not follow one another', async () => {
  const sheet = (xml: string) => odsOf({ S: xml });
  expect(await unpack(sheet(`<table:table-row a="${many(3_000_000, '>')}`))).toMatch(/^DAMAGED_FILE: .*XML/);
  const [row] = ['<c><v>1</v></c>'];
  const book = (rows: string) =>
    zipOf([
      { name: 'xl/workbook.xml', content: '<workbook><sheet name="S" r:id="r1"/></workbook>' },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: '<a><Relationship Id="r1" Type="x/worksheet" Target="/s.xml"/></a>',
      },
      { name: 's.xml', content: `<sheetData>${rows}</sheetData>` },
    ]);
  expect(await unpack(book(`<row r="2">${row}</row><row r="1">${row}</row>`))).toMatch(
    /^DAMAGED_FILE: .*row 1 follows row 2/,
  );
  expect(await unpack(book(`<row r="2000000">${row}</row>`))).toMatch(/^DAMAGED_FILE: .*row 2000000/);
  expect(await unpack(book('<row><c r="ZZZZ1"><v>1</v></c></row>'))).toMatch(/^DAMAGED_FILE: .*"ZZZZ1"/);
});

it('reads a workbook with prefixes, in pieces, from 1904', async () => {
  const book = zipOf([
    {
      name: 'xl/workbook.xml',
      content: '<x:workbook><x:workbookPr date1904="1"/><x:sheet name="A &amp; B" r:id="r1"/></x:workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: '<a><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></a>',
    },
    {
      name: 'xl/styles.xml',
      content: '<x:styleSheet><x:cellXfs><x:xf numFmtId="14"/></x:cellXfs></x:styleSheet>',
    },
    {
      name: 'xl/s.xml',
      content: `<!-- ${many(200_000, 'é>')} --><x:sheetData><x:row><x:c s="0"><x:v>0</x:v></x:c><x:c t="inlineStr"><x:is><x:t>${many(100_000, 'ü&amp;')}</x:t></x:is></x:c></x:row></x:sheetData>`,
    },
  ]);
  const unpacked = await unpack(book);
  expect(unpacked).toMatchObject({ sheet: 'A & B', isUtf8: true, bytes: 10 + 1 + 300_000 + 1 });
  expect((await stat(join(folder, 'text'))).size).toBe(300_012);
});
