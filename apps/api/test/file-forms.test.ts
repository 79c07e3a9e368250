import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileBody, importCsv, importUpload, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const FIELD = join(import.meta.dirname, '../../../../shared/data/field');

interface Lines {
  total: number;
  aboveHeader: number;
  header: number;
  customers: number;
  repeats: number;
  blank: number;
  rejected: number;
  continued: number;
}

interface Imported {
  customers: { id: string; attributes: Record<string, unknown> }[];
  columns: { name: string; type: string; role: string }[];
  rejected: { line: number; cause: string; text: string }[];
  lines: Lines;
  foreseen: Lines;
  warnings: string[];
}

const LINES = 'lines { total aboveHeader header customers repeats blank rejected continued }';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

async function preview(uploadId: string, settings: { dialect?: object; columns?: object[] } = {}) {
  const { uploadPreview } = await app.query<{
    uploadPreview: {
      lines: Lines;
      warnings: string[];
      rows: string[][];
      columns: { name: string; type: string; suggestedRole: string }[];
      dialect: { delimiter: string };
    };
  }>(
    `query ($id: ID!, $dialect: CsvDialectInput, $columns: [ColumnInput!]) {
      uploadPreview(uploadId: $id, dialect: $dialect, columns: $columns) {
        warnings rows ${LINES} dialect { delimiter } columns { name type suggestedRole } } }`,
    { id: uploadId, ...settings },
  );
  return uploadPreview;
}

/** Imports a file whose first column holds the ids, with the line counts before and after. */
async function importFile(
  body: FileBody,
  options: { columns?: object[]; dialect?: object } = {},
): Promise<Imported> {
  const seen = await preview(await upload(app, body), options);
  const [first] = seen.columns;
  const id = await importCsv(app, body, {
    columns: [{ name: first!.name, role: 'CUSTOMER_ID' }],
    duplicateCustomers: 'FIRST_WINS',
    ...options,
  });
  const { dataset } = await app.query<{
    dataset: {
      columns: Imported['columns'];
      imports: { edges: { node: { lines: Lines; rejectedRowCount: number } }[] };
      rejectedRows: { edges: { node: Imported['rejected'][number] }[] };
    };
  }>(
    `query ($id: ID!) { dataset(id: $id) { columns { name type role }
      imports(first: 1) { edges { node { rejectedRowCount ${LINES} } } }
      rejectedRows(first: 100) { edges { node { line cause text } } } } }`,
    { id },
  );
  const customers: { external_id: string; attributes: Record<string, unknown> }[] =
    await app.dataSource.query(
      'select external_id, attributes from current_customers where dataset_id = $1 order by row',
      [Buffer.from(id, 'base64url').toString().slice('Dataset:'.length)],
    );
  const [{ node }] = dataset.imports.edges as [(typeof dataset.imports.edges)[number]];
  const { total, ...parts } = node.lines;
  expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(total);
  expect(node.lines.customers).toBe(customers.length);
  expect(node.lines.rejected + node.lines.repeats).toBe(node.rejectedRowCount);
  return {
    customers: customers.map(({ external_id, attributes }) => ({ id: external_id, attributes })),
    columns: dataset.columns,
    rejected: dataset.rejectedRows.edges.map((edge) => edge.node),
    lines: node.lines,
    foreseen: seen.lines,
    warnings: seen.warnings,
  };
}

const cities = ['Graz', 'Kiel', 'Lund', 'Brno', 'Gent'];
const header = 'customer_id,city,age,churn';
const rows = Array.from(
  { length: 60 },
  (_, i) => `K${101 + i},${cities[i % 5]},${20 + ((i * 7) % 50)},${i % 4 === 0 ? 'yes' : 'no'}`,
);
const clean = [header, ...rows].join('\n');

describe('a file of any form', () => {
  let expected: Imported;
  beforeAll(async () => {
    expected = await importFile(`${clean}\n`);
    expect(expected.customers).toHaveLength(60);
  });

  const quoted = (line: string) => line.split(',').map((cell) => `"${cell}"`);
  it.each<[what: string, body: FileBody]>([
    ['CR alone', clean.replaceAll('\n', '\r')],
    [
      'CRLF now and then',
      clean
        .split('\n')
        .map((line, i) => line + (i % 7 ? '\n' : '\r\n'))
        .join(''),
    ],
    [
      'LF, CRLF and CR',
      clean
        .split('\n')
        .map((line, i) => line + ['\n', '\r\n', '\r'][i % 3]!)
        .join(''),
    ],
    ['rows of delimiters', `${clean}\n,,,\n , ,,\n,,,\n`],
    ['blank rows in between', [header, ...rows.flatMap((row) => [row, ',,,', ''])].join('\n')],
    ['a padded title', `Customers 2024,,,\n,,,\n${clean}`],
    ['a title and a blank line', `Customers of May\n\n${clean}`],
    ['an author', `Author,Jim,,\nDate,2024-05-01,,\n,,,\n${clean}`],
    ['comments', `# by the CRM\n# in May\n${clean}`],
    ['sep=', `sep=,\n${clean}`],
    ['one delimiter more in each row', [header, ...rows.map((row) => `${row},`)].join('\n')],
    ['one delimiter more everywhere', [header, ...rows].map((row) => `${row},`).join('\n')],
    ['three empty columns at its end', [header, ...rows].map((row) => `${row},,,`).join('\n')],
    ['totals', `${clean}\nTotal,,2345,\n`],
    ['totals and notes', `${clean}\n\nTotal,,2345,\nSource: the CRM\n(60 rows)\n`],
    ['its header three times', [header, ...rows.slice(0, 20), header, ...rows.slice(20), header].join('\n')],
    [
      'joined with a mark',
      `\ufeff${[header, ...rows.slice(0, 20)].join('\n')}\n\ufeff${[header, ...rows.slice(20)].join('\n')}`,
    ],
    ['units', [header, '-,-,years,-', ...rows].join('\n')],
    ['descriptions', [header, 'Unique number,Where they live,Age in years,Has left', ...rows].join('\n')],
    ['all cells in quotes', [header, ...rows].map((line) => quoted(line).join(',')).join('\n')],
    ['quotes after blanks', [header, ...rows].map((line) => quoted(line).join(', ')).join('\n')],
    ['rows in quotes', [header, ...rows].map((line) => `"${line}"`).join('\n')],
    [
      'rows in quotes, cells too',
      [header, ...rows].map((line) => `"${quoted(line).join(',').replaceAll('"', '""')}"`).join('\n'),
    ],
    [
      'typographic quotes',
      [header, ...rows]
        .map((line) =>
          line
            .split(',')
            .map((cell) => `“${cell}”`)
            .join(','),
        )
        .join('\n'),
    ],
    [
      'single quotes',
      [header, ...rows]
        .map((line) =>
          line
            .split(',')
            .map((cell) => `'${cell}'`)
            .join(','),
        )
        .join('\n'),
    ],
    ['semicolons', clean.replaceAll(',', ';')],
    ['carets', clean.replaceAll(',', '^')],
    ['colons', clean.replaceAll(',', ':')],
    ['doubled bars', clean.replaceAll(',', '||')],
    ['aligned blanks', clean.replaceAll(/(\w+),/g, (_, cell) => cell.padEnd(16))],
    ['NUL bytes', clean.replaceAll('Kiel', 'Ki\0el')],
    ['control characters', clean.replaceAll('Kiel', '\x01Kiel\x1f')],
    ['UTF-16', iconv.encode(clean, 'utf-16le', { addBOM: true }) as FileBody],
  ])('with %s has the customers of the clean one', async (_what, body) => {
    const found = await importFile(body);
    expect(found.customers).toEqual(expected.customers);
    expect(found.columns).toEqual(expected.columns);
    expect(found.foreseen).toEqual(found.lines);
  });

  it('tells what it left out', async () => {
    const { rejected, lines, warnings } = await importFile(
      `Report\n${header}\nK0,"Graz,1,no\n${rows.join('\n')}\n,,,\n${header}\nK1,Graz,2\nK101,Kiel,3,no\nK2,a,4,no,5\nTotal,,9,\n`,
    );
    expect(rejected.map(({ line, cause }) => [line, cause])).toEqual([
      [3, 'expected a closing quote, found none'],
      [65, 'expected a customer, found the header again'],
      [67, 'customer_id: expected a unique id, found "K101" from an earlier row'],
      [68, 'expected 4 fields, found 5'],
      [69, 'expected a customer, found totals'],
    ]);
    expect(rejected[2]!.text).toBe('K101,Kiel,3,no');
    expect(lines).toEqual({
      ...{
        total: 69,
        aboveHeader: 1,
        header: 1,
        customers: 61,
        repeats: 1,
        blank: 1,
        rejected: 4,
        continued: 0,
      },
    });
    expect(warnings.slice(0, 4)).toEqual([
      '1 line above the header is skipped.',
      '4 rows cannot be imported; the first is line 3: expected a closing quote, found none.',
      '1 row ends before the last column; what is not there is taken as missing.',
      '1 line without any value is left out.',
    ]);
  });

  it('numbers equal names and says so', async () => {
    const { columns, warnings } = await importFile('id,amount,Amount,amount\nK1,1,2,3\nK2,4,5,6\n');
    expect(columns.map(({ name }) => name)).toEqual(['id', 'amount', 'Amount_2', 'amount_3']);
    expect(warnings.join('\n')).toMatch(/Column 3 is called "Amount".* named "Amount_2"/);
  });

  it('keeps the lines of rejected rows with line breaks apart', async () => {
    const { rejected, lines } = await importFile('id,note,age\nK1,"a\nb",5\nK1,"c\nd\ne",6\nK2,f,7\n');
    expect(rejected).toEqual([
      { line: 4, cause: 'id: expected a unique id, found "K1" from an earlier row', text: 'K1,"c\nd\ne",6' },
    ]);
    expect(lines).toMatchObject({ total: 7, customers: 2, repeats: 1, continued: 3 });
  });
});

describe('a preview under other settings', () => {
  it('reads again what was refused', async () => {
    const uploadId = await upload(app, 'id!age\nK1!20\nK2!30\n');
    await expect(preview(uploadId)).rejects.toThrow(/set the delimiter/);
    const { columns, rows: first } = await preview(uploadId, { dialect: { delimiter: '!' } });
    expect(columns.map(({ name }) => name)).toEqual(['id', 'age']);
    expect(first).toEqual([
      ['K1', '20'],
      ['K2', '30'],
    ]);
  });

  it('answers within 300 ms', async () => {
    const uploadId = await upload(app, clean);
    await preview(uploadId);
    const times: number[] = [];
    for (const delimiter of [',', ';', ',']) {
      const begun = performance.now();
      await preview(uploadId, { dialect: { delimiter } }).catch(() => null);
      times.push(performance.now() - begun);
    }
    expect(Math.min(...times)).toBeLessThan(300);
  });

  it('shows types and roles as asked for, and refuses unknown columns', async () => {
    const uploadId = await upload(app, clean);
    const { columns } = await preview(uploadId, {
      columns: [{ name: 'age', role: 'IGNORED', type: 'TEXT' }],
    });
    expect(columns[2]).toMatchObject({ name: 'age', type: 'TEXT', suggestedRole: 'IGNORED' });
    await expect(preview(uploadId, { columns: [{ name: 'none', role: 'IGNORED' }] })).rejects.toThrow(
      /not a column/,
    );
  });
});

/** What must come of the files that people brought, by the kinds that are about form. */
const BROUGHT: Readonly<Record<string, Partial<Lines>>> = {
  'unclosed_quote_one.csv': { customers: 59, rejected: 1 },
  'quote_open_500.csv': { customers: 999, rejected: 1 },
  'quote_open10_close700.csv': { customers: 998, rejected: 2 },
  'quote_open_early.csv': { customers: 999, rejected: 1 },
  'blank_rows_of_commas_end.csv': { customers: 60, blank: 30 },
  'mixed_newlines.csv': { customers: 60, rejected: 0 },
  'mixed_first_crlf.csv': { customers: 60, rejected: 0 },
  'mixed_half.csv': { customers: 60, rejected: 0 },
  'mixed_cr_lf.csv': { customers: 60, rejected: 0 },
  'cr_only.csv': { customers: 60, rejected: 0 },
  'cr_only_3.csv': { customers: 3, rejected: 0 },
  'cr_only_60.csv': { customers: 60, rejected: 0 },
  'cr_only_600.csv': { customers: 600, rejected: 0 },
  'title_padded_commas.csv': { customers: 60, aboveHeader: 2 },
  'header_one_short.csv': { customers: 60, header: 1 },
  'trailing_comma_rows_only.csv': { customers: 60, header: 1, aboveHeader: 0 },
  'hdr_years.csv': { customers: 30, header: 1 },
  'footer_total.csv': { customers: 60, rejected: 1 },
  'hdr_all_text_rep.csv': { customers: 30, rejected: 1 },
  'units_row.csv': { customers: 60, rejected: 1 },
  'desc_row.csv': { customers: 60, rejected: 1 },
  'header_repeated_midfile.csv': { customers: 60, rejected: 1 },
  'bom_midfile.csv': { customers: 60, rejected: 1 },
  'comma_space_quoted.csv': { customers: 60, rejected: 0 },
  'backslash_escape.csv': { customers: 60, rejected: 0 },
  'row_wrapped_in_quotes.csv': { customers: 60, rejected: 0 },
  'dup_header.csv': { customers: 60 },
  'dup_header_case.csv': { customers: 60 },
  'rows_short_missing_tail.csv': { customers: 60, rejected: 0 },
  'rows_short_few.csv': { customers: 60, rejected: 0 },
  'caret.csv': { customers: 60 },
  'tilde.csv': { customers: 60 },
  'hash_delim.csv': { customers: 60 },
  'colon_delim.csv': { customers: 60 },
  'enc_macroman.csv': { customers: 60 },
  'enc_cp850.csv': { customers: 60 },
  'enc_cp1250_czech.csv': { customers: 60 },
  'enc_cp1251_russian.csv': { customers: 60 },
  'enc_koi8r.csv': { customers: 60 },
  'enc_cp1256_arabic.csv': { customers: 60 },
  'enc_mixed_utf8_cp1252.csv': { customers: 60 },
};
const CITIES: Readonly<Record<string, RegExp>> = {
  'enc_macroman.csv': /^(Düsseldorf|Köln|Málaga|Nîmes|Århus)$/,
  'enc_cp850.csv': /^(Düsseldorf|Köln|Málaga|Nîmes|Århus)$/,
  'enc_cp1250_czech.csv': /^(Plzeň|Ústí|Děčín|Žďár)$/,
  'enc_cp1251_russian.csv': /^(Москва|Томск|Казань)$/,
  'enc_koi8r.csv': /^(Москва|Томск|Казань)$/,
  'enc_cp1256_arabic.csv': /^[\u0600-\u06ff]+$/,
  'enc_mixed_utf8_cp1252.csv': /^Köln$/,
};

describe.skipIf(!existsSync(FIELD))(
  'files that people brought (skipped where ../shared/data is absent)',
  () => {
    it('are all there', () => {
      expect(readdirSync(FIELD)).toEqual(expect.arrayContaining(Object.keys(BROUGHT)));
    });

    it.each(Object.entries(BROUGHT))('%s: %j', async (file, counts) => {
      const { customers, lines } = await importFile(readFileSync(join(FIELD, file)));
      expect(lines).toMatchObject(counts);
      expect(new Set(customers.map(({ id }) => id)).size).toBe(customers.length);
      const written = CITIES[file];
      if (written) for (const { attributes } of customers) expect(attributes.city).toMatch(written);
    });
  },
);

describe('a file that is no table', () => {
  it('in another delimiter is told what to do', async () => {
    const { userErrors } = await importUpload(app, await upload(app, 'id!age\nK1!20\nK2!30\n'));
    expect(userErrors[0]).toMatchObject({
      code: 'TOO_FEW_COLUMNS',
      message: expect.stringContaining('set the delimiter'),
    });
  });
});
