import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { odsOf, type SheetCell, xlsxOf, zipOf } from './container-files.js';
import { type FileBody, importCsv, importUpload, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

interface Preview {
  sheets: string[];
  sheet: string | null;
  rowCount: number | null;
  byteSize: number;
  warnings: string[];
  rows: string[][];
  dialect: { delimiter: string; quote: string; encoding: string };
  columns: { name: string; type: string; suggestedRole: string }[];
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

async function preview(uploadId: string, sheet?: string): Promise<Preview> {
  const { uploadPreview } = await app.query<{ uploadPreview: Preview }>(
    `query ($id: ID!, $sheet: String) { uploadPreview(uploadId: $id, sheet: $sheet) {
      sheets sheet rowCount byteSize warnings rows dialect { delimiter quote encoding } columns { name type suggestedRole } } }`,
    { id: uploadId, sheet },
  );
  return uploadPreview;
}

/** The customers of an imported file, by their ids in the first column, and what became of its lines. */
async function customersOf(body: FileBody, options: object = {}) {
  const id = await importCsv(app, body, {
    columns: [{ name: 'customer_id', role: 'CUSTOMER_ID' }],
    ...options,
  });
  const { dataset } = await app.query<{
    dataset: {
      columns: { name: string; type: string; role: string }[];
      imports: { edges: { node: { lines: Record<string, number> } }[] };
      rejectedRows: { edges: { node: { line: number; cause: string; text: string } }[] };
    };
  }>(
    `query ($id: ID!) { dataset(id: $id) { columns { name type role }
      imports(first: 1) { edges { node { lines { total aboveHeader header customers repeats blank rejected continued } } } }
      rejectedRows(first: 100) { edges { node { line cause text } } } } }`,
    { id },
  );
  const stored: { external_id: string; attributes: Record<string, unknown> }[] = await app.dataSource.query(
    'select external_id, attributes from current_customers where dataset_id = $1 order by row',
    [fromGlobalId('Dataset', id)],
  );
  return {
    customers: stored.map((row) => ({ customer_id: row.external_id, ...row.attributes })),
    columns: dataset.columns,
    rejected: dataset.rejectedRows.edges.map(({ node }) => node),
    lines: dataset.imports.edges[0]!.node.lines,
  };
}

/** How a file is refused, by its preview; its import must say the same, and leave nothing behind. */
async function refusalOf(body: FileBody, sheet?: string) {
  const uploadId = await upload(app, body);
  const { errors } = await app.ask(
    'query ($id: ID!, $sheet: String) { uploadPreview(uploadId: $id, sheet: $sheet) { rowCount } }',
    { id: uploadId, sheet },
  );
  const { dataset, userErrors } = await importUpload(app, uploadId, { sheet });
  expect(dataset).toBeNull();
  expect(errors?.[0]?.message).toBe(userErrors[0]!.message);
  const left = await readdir(join(app.storage.dataDir, 'uploads'));
  expect(left.filter((name) => name.startsWith(uploadId)).sort()).toEqual([uploadId, `${uploadId}.json`]);
  expect(await readdir(join(app.storage.dataDir, 'work'))).toEqual([]);
  return `${userErrors[0]!.code}: ${userErrors[0]!.message}`;
}

const header = ['customer_id', 'city', 'joined', 'spent', 'vip', 'plan', 'churn'];
const cities = ['Graz', 'Kiel, Nord', 'Lund "S"', 'Brno', 'Gent'];
const days = (i: number) => Date.UTC(2023, 0, 2 + ((i * 11) % 300));
const table = Array.from({ length: 40 }, (_, i) => ({
  customer_id: `00${100 + i}`,
  city: i % 9 === 4 ? null : cities[i % 5]!,
  joined: new Date(days(i)),
  spent: i % 8 === 3 ? null : i === 5 ? 100_000 : Number((1.125 * (i + 1)).toFixed(3)),
  vip: i % 3 === 0,
  plan: ['a', 'b'][i % 2]!,
  churn: i % 4 === 0 ? 'yes' : 'no',
}));
const day = (date: Date) => date.toISOString().slice(0, 10);
const csvCell = (value: SheetCell) =>
  value === null ? '' : value instanceof Date ? day(value) : `"${String(value).replaceAll('"', '""')}"`;
const csv = `${[header, ...table.map((row) => Object.values(row).map(csvCell))].map((row) => row.join(',')).join('\n')}\n`;
const sheet: SheetCell[][] = [header, ...table.map((row) => Object.values(row))];
const jsonRows = table.map((row) => ({ ...row, joined: day(row.joined) }));

async function parquetOf(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-parquet-'));
  try {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const cell = (value: SheetCell) =>
      value === null
        ? 'null'
        : value instanceof Date
          ? `timestamp '${day(value)}'`
          : typeof value === 'string'
            ? `'${value}'`
            : String(value);
    const rows = table.map((row) => `(${Object.values(row).map(cell).join(', ')})`);
    await connection.run(
      `copy (select * replace (spent::double as spent) from (values ${rows.join(', ')}) as t(${header.join(', ')}))
        to '${folder}/t.parquet' (format parquet)`,
    );
    return await readFile(join(folder, 't.parquet'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const odsCell = (value: SheetCell) => {
  if (value === null) return '<table:table-cell/>';
  if (value instanceof Date)
    return `<table:table-cell office:value-type="date" office:date-value="${day(value)}"><text:p>x</text:p></table:table-cell>`;
  if (typeof value === 'number')
    return `<table:table-cell office:value-type="float" office:value="${value}"><text:p>x</text:p></table:table-cell>`;
  if (typeof value === 'boolean')
    return `<table:table-cell office:value-type="boolean" office:boolean-value="${value}"><text:p>X</text:p></table:table-cell>`;
  return `<table:table-cell office:value-type="string"><text:p>${String(value)}</text:p></table:table-cell>`;
};
const odsRows = (rows: readonly (readonly SheetCell[])[]) =>
  `${rows.map((row) => `<table:table-row>${row.map(odsCell).join('')}<table:table-cell table:number-columns-repeated="16377"/></table:table-row>`).join('')}
   <table:table-row table:number-rows-repeated="1048535"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`;

describe('a table in whatever holds it', () => {
  let clean: Awaited<ReturnType<typeof customersOf>>;
  beforeAll(async () => {
    clean = await customersOf(csv);
    expect(clean.customers).toHaveLength(40);
    expect(clean.customers[5]).toMatchObject({ customer_id: '00105', spent: 100_000, joined: '2023-02-26' });
  });

  it.each<[string, () => FileBody | Promise<FileBody>]>([
    ['a workbook', () => xlsxOf({ Customers: sheet })],
    ['a workbook behind a cover that is empty', () => xlsxOf({ Cover: [[]], Customers: sheet })],
    [
      'a workbook behind a cover of notes',
      () => xlsxOf({ Cover: [['Customers'], ['by Anna']], Customers: sheet }),
    ],
    ['a spreadsheet', () => odsOf({ Customers: odsRows(sheet) })],
    ['JSON lines', () => jsonRows.map((row) => JSON.stringify(row)).join('\n')],
    ['a list of JSON objects', () => JSON.stringify(jsonRows, null, 2)],
    [
      'a list of JSON objects in an object',
      () => JSON.stringify({ meta: { count: 40 }, data: jsonRows }, null, 1),
    ],
    [
      'JSON objects with a mark and without what they lack',
      () =>
        `\ufeff${jsonRows.map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))).join('\r\n')}`,
    ],
    ['Parquet', parquetOf],
    ['a gzip', () => gzipSync(csv)],
    ['two gzips in a row', () => Buffer.concat([gzipSync(csv.slice(0, 500)), gzipSync(csv.slice(500))])],
    ['a gzip of JSON', () => gzipSync(JSON.stringify(jsonRows))],
    [
      'a zip',
      () =>
        zipOf([
          { name: 'export/customers.csv', content: csv },
          { name: '__MACOSX/._x', content: 'x' },
        ]),
    ],
    ['a zip of a workbook', () => zipOf([{ name: 'customers.xlsx', content: xlsxOf({ A: sheet }) }])],
    [
      'a zip of several files',
      () => {
        const [head, ...rows] = csv.trimEnd().split('\n');
        return zipOf([
          { name: 'part-10.csv', content: `${head}\r\n${rows.slice(30).join('\r\n')}` },
          { name: 'part-9.csv', content: `\ufeff${head}\n${rows.slice(10, 30).join('\n')}\n` },
          { name: 'part-1.csv', content: [head, ...rows.slice(0, 10)].join('\n') },
          { name: 'folder/', content: '' },
        ]);
      },
    ],
    [
      'a zip of several lists of JSON',
      () =>
        zipOf([
          { name: 'a.json', content: JSON.stringify(jsonRows.slice(0, 20)) },
          { name: 'b.json', content: JSON.stringify(jsonRows.slice(20)) },
        ]),
    ],
  ])('has the same customers in %s', async (_what, body) => {
    const found = await customersOf(await body());
    expect(found.customers).toEqual(clean.customers);
    expect(found.columns).toEqual(clean.columns);
    const { total, ...parts } = found.lines;
    expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(total);
    expect(parts).toMatchObject({ customers: 40, rejected: 0, repeats: 0, continued: 0 });
  });
});

describe('a workbook', () => {
  it('is read by the sheet of the last file where the next one has it too', async () => {
    const book = (count: number) => xlsxOf({ Orders: [['a'], [1], [2]], Customers: sheet.slice(0, count) });
    const first = await upload(app, book(30));
    const { dataset, job } = await importUpload(app, first, { sheet: 'Customers' });
    expect((await app.settled(job!.id)).state).toBe('COMPLETED');
    const into = async (uploadId: string) => {
      const { uploadPreview } = await app.query<{
        uploadPreview: { sheet: string; plan: { obstacle: string | null } };
      }>(
        `query ($id: ID!, $into: ID!) { uploadPreview(uploadId: $id, intoDatasetId: $into) { sheet plan { obstacle } } }`,
        { id: uploadId, into: dataset!.id },
      );
      return uploadPreview;
    };
    const next = await upload(app, book(41));
    expect(await into(next)).toEqual({ sheet: 'Customers', plan: { obstacle: null } });
    expect((await into(await upload(app, xlsxOf({ People: sheet })))).sheet).toBe('People');
    const again = await importUpload(app, next, { intoDatasetId: dataset!.id, mode: 'APPEND' });
    expect((await app.settled(again.job!.id)).state).toBe('COMPLETED');
    const read = await app.query(
      'query ($id: ID!) { dataset(id: $id) { customerCount imports { edges { node { sheet } } } } }',
      {
        id: dataset!.id,
      },
    );
    expect(read).toEqual({
      dataset: {
        customerCount: 40,
        imports: { edges: [{ node: { sheet: 'Customers' } }, { node: { sheet: 'Customers' } }] },
      },
    });
  });

  it('is previewed with its sheets, and read by the one that is asked for', async () => {
    const uploadId = await upload(
      app,
      xlsxOf({
        Orders: [
          ['id', 'sum'],
          ['a', 1],
          ['b', 2],
        ],
        '(Lists)': [['x', 'y']],
        Customers: sheet,
      }),
      'book.xlsx',
    );
    const first = await preview(uploadId);
    expect(first).toMatchObject({ sheets: ['Orders', 'Customers'], sheet: 'Orders', rowCount: 2 });
    expect(first.dialect).toEqual({ delimiter: ',', quote: '"', encoding: 'utf-8' });
    const second = await preview(uploadId, 'Customers');
    expect(second).toMatchObject({ sheet: 'Customers', rowCount: 40 });
    expect(second.columns.map(({ name }) => name)).toEqual(header);
    expect(second.rows[5]).toEqual(['00105', 'Graz', '2023-02-26', '100000', 'false', 'b', 'no']);
    expect(await app.query('query ($id: ID!) { uploadSheets(uploadId: $id) }', { id: uploadId })).toEqual({
      uploadSheets: ['Orders', 'Customers'],
    });
  });

  it('gives its cells as they are meant', async () => {
    const x = (xml: string) => ({ xml });
    const { rows } = await preview(
      await upload(
        app,
        xlsxOf({
          S: [
            ['id', 'what', 'cell'],
            ['1', 'a built-in date', x('<c s="1"><v>45292</v></c>')],
            ['2', 'a moment', x('<c s="2"><v>45292.75</v></c>')],
            ['3', 'a date with a format of its own', x('<c s="4"><v>59</v></c>')],
            ['4', 'a number shown with zeros', x('<c s="3"><v>815</v></c>')],
            ['5', 'a percentage', x('<c s="5"><v>0.12</v></c>')],
            ['6', 'a formula', x('<c><f>1+1</f><v>2.2999999999999998</v></c>')],
            ['7', 'a formula of text', x('<c t="str"><f>A1</f><v>a &amp; b</v></c>')],
            ['8', 'a formula without a value', x('<c><f>A1</f></c>')],
            ['9', 'an error', x('<c t="e"><v>#N/A</v></c>')],
            [
              '10',
              'rich text',
              x('<c t="inlineStr"><is><r><t>one </t></r><r><t>two</t></r><rPh><t>no</t></rPh></is></c>'),
            ],
            ['11', 'a line break', 'Graz\nNord'],
            ['12', 'a power', x('<c><v>1E5</v></c>')],
            ['13', 'an ISO date', x('<c t="d"><v>2024-02-29T00:00:00</v></c>')],
            ['14', 'an escape', x('<c t="inlineStr"><is><t>a_x0041_b</t></is></c>')],
            ['15', 'a text of digits', '00123'],
            ['16', 'quotes', '"a", b'],
          ],
        }),
      ),
    );
    expect(rows.map(([, , cell]) => cell)).toEqual([
      ...['2024-01-01', '2024-01-01T18:00:00', '1900-02-28', '00815', '0.12', '2.3', 'a & b', '', '#N/A'],
      ...['one two', 'Graz\nNord', '100000', '2024-02-29', 'aAb', '00123', '"a", b'],
    ]);
  });

  it('counts its lines as the sheet does, above the header too', async () => {
    const rows = [['Customers of May'], [], header, ...sheet.slice(1, 31), [], ['00100', 'Wien'], ['', 'x']];
    const { rejected, lines } = await customersOf(xlsxOf({ S: rows as SheetCell[][] }));
    expect(lines).toMatchObject({
      total: 36,
      aboveHeader: 2,
      header: 1,
      customers: 30,
      repeats: 1,
      blank: 1,
    });
    expect(rejected.map(({ line, text }) => [line, text])).toEqual([
      [4, expect.stringMatching(/^00100,Graz,/)],
      [36, ',x,,,,,'],
    ]);
  });

  it('is read by its own numbers in a dataset of decimal commas', async () => {
    const commas = [
      'customer_id;spent;churn',
      ...table.map((_, i) => `K${i};${i},5;${i % 4 ? 'no' : 'yes'}`),
    ].join('\n');
    const datasetId = await importCsv(app, commas);
    await importCsv(
      app,
      xlsxOf({
        S: [
          ['customer_id', 'spent', 'churn'],
          ['K1', 1.125, 'no'],
          ['K99', 12.5, 'yes'],
        ],
      }),
      { intoDatasetId: datasetId, mode: 'APPEND' },
    );
    const found = await app.dataSource.query(
      `select attributes->'spent' as spent from current_customers where dataset_id = $1 and external_id in ('K1', 'K99') order by row`,
      [fromGlobalId('Dataset', datasetId)],
    );
    expect(found).toEqual([{ spent: 1.125 }, { spent: 12.5 }]);
  });
});

describe('JSON', () => {
  it('keeps long numbers, and makes columns of what is nested', async () => {
    const { rows, columns, rowCount } = await preview(
      await upload(
        app,
        '{"id": 12345678901234567890, "at": {"city": "Graz", "x": {"y": 1}}, "tags": ["a"], "v": 1e5}\n\n{"id": 2, "extra": true, "tags": []}\n',
      ),
    );
    expect(columns.map(({ name }) => name)).toEqual(['id', 'at.city', 'at.x.y', 'tags', 'v', 'extra']);
    expect(rows).toEqual([
      ['12345678901234567890', 'Graz', '1', '["a"]', '100000', ''],
      ['2', '', '', '', '', 'true'],
    ]);
    expect(rowCount).toBe(2);
  });

  it('rejects a number that is too large, as a CSV does, and does not take it for none', async () => {
    const records = Array.from(
      { length: 300 },
      (_, i) => `{"customer_id": "c${i}", "x": ${i === 3 ? '1e400' : i}}`,
    );
    const { rejected } = await customersOf(records.join('\n'));
    expect(rejected).toMatchObject([
      { cause: 'x: expected a number like 1234.5 from -1e15 to 1e15, found "1e400"' },
    ]);
  });

  it('tells a row by the number of its record', async () => {
    const { rejected } = await customersOf(
      JSON.stringify([
        { customer_id: 'a', x: 1 },
        { customer_id: 'b', x: 2 },
        { customer_id: 'a', x: 3 },
      ]),
    );
    expect(rejected).toEqual([
      {
        line: 1,
        cause: 'customer_id: expected a unique id, found "a" again in a later row, which counts',
        text: 'a,1',
      },
    ]);
  });
});

describe('a file that cannot be unpacked', () => {
  const book = xlsxOf({ S: sheet });
  const office = Buffer.alloc(2048);
  office.write('\xd0\xcf\x11\xe0', 'latin1');
  office.writeUInt16LE(9, 30);
  const protectedOffice = Buffer.from(office);
  protectedOffice.write('EncryptedPackage', 640, 'utf16le');

  it.each<[string, () => FileBody, RegExp]>([
    [
      'an encrypted workbook',
      () => protectedOffice,
      /^ENCRYPTED_FILE: The workbook is encrypted; it must open without/,
    ],
    ['an old workbook', () => office, /^NOT_CSV: The file is an old Excel workbook/],
    [
      'an encrypted zip',
      () => zipOf([{ name: 'a.csv', content: csv, isEncrypted: true }]),
      /^ENCRYPTED_FILE: "a\.csv"/,
    ],
    [
      'an encrypted spreadsheet',
      () => odsOf({ S: '' }, '<m:manifest><m:encryption-data/></m:manifest>'),
      /^ENCRYPTED_FILE/,
    ],
    [
      'an archive in an archive',
      () => zipOf([{ name: 'a.zip', content: zipOf([{ name: 'a.csv', content: csv }]) }]),
      /^NESTED_ARCHIVE: .*a\.zip/,
    ],
    ['a gzip in a gzip', () => gzipSync(gzipSync(csv)), /^NESTED_ARCHIVE/],
    [
      'a name that leads out',
      () => zipOf([{ name: '../../a.csv', content: csv }]),
      /^UNSAFE_ARCHIVE: .*\.\.\/\.\.\/a\.csv/,
    ],
    ['an absolute name', () => zipOf([{ name: '/etc/a.csv', content: csv }]), /^UNSAFE_ARCHIVE/],
    ['a name with a drive', () => zipOf([{ name: 'C:\\a.csv', content: csv }]), /^UNSAFE_ARCHIVE/],
    ['an empty archive', () => zipOf([]), /^EMPTY_FILE: The archive has 0 files/],
    [
      'an empty workbook',
      () => xlsxOf({ A: [], B: [[]] }),
      /^EMPTY_FILE: The workbook has 2 sheets with 0 rows/,
    ],
    [
      'files that are not alike',
      () =>
        zipOf([
          { name: 'a.csv', content: 'id,x\n1,2\n2,3' },
          { name: 'b.csv', content: 'id,y\n1,2\n2,3' },
        ]),
      /^FILES_DIFFER: .*columns: "a\.csv" has "id", "x", "b\.csv" has "id", "y"/,
    ],
    ['a gzip that is cut off', () => gzipSync(csv).subarray(0, 200), /^DAMAGED_FILE: .*ends too early/],
    [
      'a zip that is cut off',
      () => zipOf([{ name: 'a.csv', content: csv }]).subarray(0, 200),
      /^DAMAGED_FILE/,
    ],
    ['a workbook that is cut off', () => book.subarray(0, book.length - 30), /^DAMAGED_FILE/],
    [
      'a zip with other bytes',
      () => {
        const zip = zipOf([{ name: 'a.csv', content: csv }]);
        zip[60]! ^= 0xff;
        return zip;
      },
      /^DAMAGED_FILE/,
    ],
    [
      'an entry that is larger than it says',
      () => zipOf([{ name: 'a.csv', content: csv, announced: 100 }]),
      /^DAMAGED_FILE: .*too many bytes .* expected 100/,
    ],
    [
      'a workbook without its parts',
      () => zipOf([{ name: 'xl/workbook.xml', content: '<a/>' }]),
      /^DAMAGED_FILE: .*xl\/_rels/,
    ],
    ['Parquet that is none', () => 'PAR1 and nothing more PAR1', /^DAMAGED_FILE: .*Parquet/],
    [
      'JSON that is cut off',
      () => JSON.stringify(jsonRows).slice(0, 900),
      /^DAMAGED_FILE: .*record \d+, which begins on line 1/,
    ],
    [
      'JSON with a mistake',
      () => '{"id": 1, "x": 2}\n{"id": 2, "x": y}\n',
      /^DAMAGED_FILE: .*record 2, which begins on line 2, is not JSON/,
    ],
    ['a list of numbers', () => '[{"a": 1}, 2]', /^DAMAGED_FILE: .*record 2 .*must be a JSON object/],
    ['an empty list', () => '[]', /^EMPTY_FILE/],
  ])('such as %s is refused with what is wrong', async (_what, body, expected) => {
    expect(await refusalOf(body())).toMatch(expected);
  });

  it('names the sheets where the one asked for is none of them', async () => {
    expect(await refusalOf(book, 'X')).toBe('BAD_USER_INPUT: sheet is "X"; it must be one of "S".');
    expect(await refusalOf(csv, 'X')).toBe('BAD_USER_INPUT: sheet is "X"; the file has no sheets.');
  });
});
