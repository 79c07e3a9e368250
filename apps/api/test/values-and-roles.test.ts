import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readModel, train } from './churn-client.js';
import { importCsv, importUpload, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const FIELD = join(import.meta.dirname, '../../../../shared/data/field');
const PREVIEW = `query ($id: ID!) { uploadPreview(uploadId: $id) {
  warnings columns { name type suggestedRole reason decimalSeparator dateFormat missingCount } } }`;
const DATASET = `query ($id: ID!) { dataset(id: $id) {
  customerCount rejectedRowCount columns { name type role missingCount topValues { value count } } } }`;

interface PreviewColumn {
  name: string;
  type: string;
  suggestedRole: string;
  reason: string;
  decimalSeparator: string | null;
  dateFormat: string | null;
  missingCount: number;
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

async function preview(body: string | Buffer): Promise<{ warnings: string[]; columns: PreviewColumn[] }> {
  const id = await upload(app, body);
  const { uploadPreview } = await app.query<{
    uploadPreview: { warnings: string[]; columns: PreviewColumn[] };
  }>(PREVIEW, { id });
  return uploadPreview;
}

async function imported(body: string | Buffer, options = {}) {
  const id = await importCsv(app, body, options);
  const { dataset } = await app.query<{
    dataset: {
      customerCount: number;
      rejectedRowCount: number;
      columns: {
        name: string;
        type: string;
        role: string;
        missingCount: number;
        topValues: { value: string; count: number }[];
      }[];
    };
  }>(DATASET, { id });
  const column = (name: string) => dataset.columns.find((found) => found.name === name)!;
  return { id, dataset, column };
}

async function attributesOf(id: string, externalId: string): Promise<Record<string, unknown>> {
  const { customer } = await app.query<{ customer: { attributes: Record<string, unknown> } }>(
    'query ($id: ID!, $externalId: String!) { customer(datasetId: $id, externalId: $externalId) { attributes } }',
    { id, externalId },
  );
  return customer.attributes;
}

/** A file of so many rows; a cell is a list that is repeated, or made of the row's number. */
function fileOf(
  rows: number,
  columns: Record<string, readonly string[] | ((row: number) => string)>,
  delimiter = ',',
): string {
  const lines = Array.from({ length: rows }, (_, row) =>
    [
      `K${row}`,
      ...Object.values(columns).map((cell) =>
        typeof cell === 'function' ? cell(row) : cell[row % cell.length]!,
      ),
    ].join(delimiter),
  );
  return [['customer_id', ...Object.keys(columns)].join(delimiter), ...lines].join('\n');
}

describe('numbers', () => {
  it.each([
    ['(12.50)', -12.5],
    ['12.50-', -12.5],
    ['USD 1250', 1250],
    ['Rs.1250', 1250],
    ['1250 kr', 1250],
    ['zł 12.50', 12.5],
    ['CHF 1’250.50', 1250.5],
    ['R$ 7.25', 7.25],
    ['１２．５', 12.5],
  ])('written %s are numbers', async (text, value) => {
    const { id, column } = await imported(fileOf(40, { v: [text, '3'] }));
    expect(column('v')).toMatchObject({ type: 'NUMBER', role: 'FEATURE', missingCount: 0 });
    expect((await attributesOf(id, 'K0')).v).toBe(value);
  });

  it('have the decimal sign of their own column', async () => {
    const file = fileOf(
      40,
      { money: ['1250,50', '7,25'], kg: ['1.250', '0.875', '12.375'], share: ['0.5', '0.25'] },
      ';',
    );
    const { id } = await imported(file);
    expect(await attributesOf(id, 'K0')).toMatchObject({ money: 1250.5, kg: 1.25, share: 0.5 });
  });

  it('without a proof are asked about, with a value of that column', async () => {
    const { warnings } = await preview(
      fileOf(40, { a: ['12,5', '7,25'], visits: ['76.211', '11.560'] }, '\t'),
    );
    expect(warnings).toContainEqual(
      expect.stringMatching(/^In "visits", numbers like "(76\.211|11\.560)" can be read in two ways/),
    );
  });

  it('are read with a sign that the caller names for one column', async () => {
    const columns = [{ name: 'v', role: 'FEATURE', type: 'NUMBER', decimalSeparator: ',' }];
    const { id } = await imported(fileOf(40, { v: ['1.250', '2.500'], w: ['1.250', '2.500'] }), { columns });
    expect(await attributesOf(id, 'K0')).toMatchObject({ v: 1250, w: 1.25 });
  });

  it('in per cent beside fractions are fractions, and the preview says so', async () => {
    const file = fileOf(40, { rate: ['11%', '0.12'] });
    expect((await preview(file)).warnings).toContainEqual(
      expect.stringMatching(/"rate" has numbers in per cent, such as "11%", beside fractions/),
    );
    expect((await attributesOf((await imported(file)).id, 'K0')).rate).toBe(0.11);
  });

  it('stay numbers beside one 07, and lose one row to 1e155 or to twenty digits', async () => {
    const odd = (text: string) => fileOf(60, { v: (row) => (row === 9 ? text : String(row % 12)) });
    expect((await imported(odd('07'))).column('v')).toMatchObject({ type: 'NUMBER', missingCount: 0 });
    for (const text of ['1e155', '1e300', '12345678901234567890']) {
      const { dataset, column } = await imported(odd(text));
      expect(column('v').type).toBe('NUMBER');
      expect(dataset).toMatchObject({ customerCount: 59, rejectedRowCount: 1 });
    }
  });
});

describe('dates', () => {
  it.each([
    ['4-Sep-12', '2012-09-04'],
    ['Mo, 3. Mai 2021', '2021-05-03'],
    ['Sun Nov 28 2021', '2021-11-28'],
    ['28 février 2021', '2021-02-28'],
    ['5 de mayo de 2021', '2021-05-05'],
    ['20211128', '2021-11-28'],
    ['2021-11', '2021-11-01'],
    ['28.11.2021', '2021-11-28'],
    ['11/28/2021', '2021-11-28'],
    ['1638057600', '2021-11-28'],
    ['1638057600000', '2021-11-28'],
    ['44528', '2021-11-28'],
  ])('written %s are dates', async (text, day) => {
    const { id, column } = await imported(fileOf(40, { signup_date: [`"${text}"`], x: ['1', '2', '3'] }), {
      columns: [{ name: 'signup_date', role: 'FEATURE' }],
    });
    expect(column('signup_date').type).toBe('DATE');
    expect((await attributesOf(id, 'K0')).signup_date).toBe(day);
  });

  it('follow the proof of the dates beside them', async () => {
    const { columns, warnings } = await preview(
      fileOf(40, { signup: ['02/03/2023', '04/05/2023'], last: ['12/25/2023', '03/04/2023'] }),
    );
    expect(columns.slice(1).map(({ dateFormat }) => dateFormat)).toEqual(['mm-dd-yyyy', 'mm-dd-yyyy']);
    expect(warnings).toContainEqual(
      expect.stringMatching(/Every date in "signup", such as "02\/03\/2023".*read month first, as in "last"/),
    );
  });

  it('are missing where they stand for none', async () => {
    const none = ['0000-00-00', '9999-12-31', '1900-01-00', '-', 'unknown'];
    const { dataset, column } = await imported(
      fileOf(50, { since: (row) => (row < 5 ? none[row]! : `2021-01-${10 + (row % 15)}`) }),
    );
    expect(column('since')).toMatchObject({ type: 'DATE', missingCount: 5 });
    expect(dataset).toMatchObject({ customerCount: 50, rejectedRowCount: 0 });
  });
});

describe('dates of other circulating forms', () => {
  it.each([
    ['5 maja 2019', '2019-05-05'],
    ['3. toukokuuta 2020', '2020-05-03'],
    ['2021. január 12.', '2021-01-12'],
    ['12 Ιανουαρίου 2021', '2021-01-12'],
    ['20210112T100500Z', '2021-01-12T10:05:00'],
    ['12/01/2021 15h05', '2021-01-12T15:05:00'],
    ['12.1.2021 um 15:05 Uhr', '2021-01-12T15:05:00'],
    ['15.03.52', '1952-03-15'],
  ])('such as %s are read', async (text, value) => {
    const { id, column } = await imported(fileOf(40, { v: [text, text.replace('2021', '2020')] }, ';'));
    expect(column('v').type).toBe('DATE');
    expect((await attributesOf(id, 'K0')).v).toBe(value);
  });

  it('are told where some are no dates, or their century is not known', async () => {
    const found = await preview(
      fileOf(40, {
        born: ['15.03.52'],
        birth_date: ['15.03.52', '31.12.45'],
        seen: ['2021-01-12', '2020-02-30'],
      }),
    );
    expect(found.warnings).toContainEqual(
      'In "birth_date", years of two digits, such as in "15.03.52", are read as 1950 to 2049.',
    );
    expect(found.warnings).toContainEqual(
      expect.stringMatching(/^"seen" is read as text: .* "2020-02-30"\.$/),
    );
  });

  it('and numbers in several units that fall to text are told', async () => {
    const { warnings } = await preview(fileOf(40, { way: (row) => `${row} ${row % 4 ? 'km' : 'h'}` }));
    expect(warnings).toContain(
      '"way" is read as text: its values are numbers with units that do not convert into each other, such as "1 km" (75 %), "0 h" (25 %).',
    );
  });
});

describe('missing values', () => {
  it.each([
    '-',
    '--',
    '.',
    'None',
    'missing',
    'unknown',
    'n.a.',
    '(blank)',
    '<NA>',
    '#DIV/0!',
    '#REF!',
    'nil',
    'undefined',
    '*',
    'inf',
    'k.A.',
    'n/A',
  ])('spelt %s cost no customer and no column its type', async (text) => {
    const file = fileOf(40, { income: (row) => (row % 10 === 0 ? text : String(1000 + row)) });
    const { dataset, column } = await imported(file);
    expect(column('income')).toMatchObject({ type: 'NUMBER', role: 'FEATURE', missingCount: 4 });
    expect(dataset.customerCount).toBe(40);
  });

  it('are levels of a category where people write them often, and the preview says which', async () => {
    const file = fileOf(100, {
      job: (row) => (row % 4 === 0 ? 'unknown' : 'clerk'),
      plan: (row) => (row === 3 ? 'none' : 'basic'),
    });
    const { column } = await imported(file);
    expect(column('job')).toMatchObject({ missingCount: 0 });
    expect(column('plan')).toMatchObject({ missingCount: 1 });
    const { warnings } = await preview(file);
    expect(warnings).toContain('In "job", "unknown" (25 times) is kept as a level like the others.');
    expect(warnings).toContain('In "plan", "none" (1 times) counts as missing.');
  });
});

describe('labels', () => {
  it.each([
    ['Yes', 'No', 'YES', 'no'],
    ['Yes', 'Y', 'No', 'N'],
    ['True.', 'False.'],
    ['WAHR', 'FALSCH'],
    ['VRAI', 'FAUX'],
    ['да', 'нет'],
    ['是', '否'],
    ['はい', 'いいえ'],
    ['evet', 'hayır'],
  ])('of %s and %s are yes and no', async (...values) => {
    const { columns } = await preview(fileOf(40, { churn: values }));
    expect(columns[1]).toMatchObject({ type: 'BOOLEAN', suggestedRole: 'CHURN_LABEL' });
  });

  it.each(['x', 'Y', '1'])('of %s or nothing are yes and no, and the preview says so', async (tick) => {
    const file = fileOf(40, {
      cancelled: (row) => (row % 4 === 0 ? tick : ''),
      age: (row) => String(20 + row),
    });
    expect((await preview(file)).warnings).toContain(
      `"cancelled" has only "${tick}" or nothing; nothing is read as no, in 30 rows.`,
    );
    const { column } = await imported(file);
    expect(column('cancelled')).toMatchObject({ role: 'CHURN_LABEL', missingCount: 0 });
  });

  it.each(['unknown', '-', 'Has left', 'churn'])('keep their role beside one %s', async (odd) => {
    const { dataset, column } = await imported(
      fileOf(100, { churn: (row) => (row === 7 ? odd : row % 4 === 0 ? 'yes' : 'no') }),
    );
    expect(column('churn')).toMatchObject({ type: 'BOOLEAN', role: 'CHURN_LABEL' });
    expect(dataset.customerCount + dataset.rejectedRowCount).toBe(100);
  });

  it('named after those who stayed are turned round', async () => {
    const file = fileOf(400, {
      tenure: (row) => String((row * 7) % 60),
      spend: (row) => String((row * 13) % 90),
      retained: (row) => (row % 4 === 0 ? 'no' : 'yes'),
    });
    const { id } = await imported(file);
    const { id: modelId, outcome } = await train(app, {
      datasetId: id,
      algorithm: 'LOGISTIC_REGRESSION',
      imbalance: 'NONE',
    });
    expect(outcome.state).toBe('COMPLETED');
    expect((await readModel(app, modelId)).churnRate).toBeCloseTo(0.25, 5);
  });

  it('whose name says neither are asked for, and training says which column it may be', async () => {
    const { id, column } = await imported(
      fileOf(300, { age: (row) => String(row % 50), Response: ['1', '0', '0'] }),
    );
    expect(column('Response').role).toBe('IGNORED');
    const { trainChurnModel } = await app.query<{
      trainChurnModel: { userErrors: { code: string; message: string }[] };
    }>(
      'mutation ($input: TrainChurnModelInput!) { trainChurnModel(input: $input) { userErrors { code message } } }',
      { input: { datasetId: id } },
    );
    expect(trainChurnModel.userErrors[0]).toMatchObject({
      code: 'NO_LABEL',
      message: expect.stringContaining('"Response" has the values'),
    });
  });
});

describe('ids', () => {
  it.each([3, 30])('of which %i of a hundred repeat stay ids, and the rows are told', async (share) => {
    const file = [
      'Customer ID,age',
      ...Array.from({ length: 100 }, (_, i) => `${1000 + (i < 100 - share ? i : 0)},${20 + (i % 50)}`),
    ].join('\n');
    const { warnings, columns } = await preview(file);
    expect(columns[0]!.suggestedRole).toBe('CUSTOMER_ID');
    expect(warnings).toContain(
      `${share} rows repeat an id of another row in "Customer ID"; of each customer one row counts: the last, unless you choose another.`,
    );
    const { dataset } = await imported(file);
    expect(dataset).toMatchObject({ customerCount: 100 - share, rejectedRowCount: share });
  });

  it('are asked for where there are none', async () => {
    const { warnings } = await preview('age,plan\n20,a\n30,b\n40,a\n');
    expect(warnings).toContainEqual(
      expect.stringMatching(/^No column looks like a customer id; customers are numbered by row/),
    );
  });
});

describe('an integration', () => {
  let id: string;
  beforeAll(async () => {
    const file = fileOf(
      40,
      { joined: ['05.12.2021', '25.12.2021'], spend: ['1.234,50', '7,25'], vip: ['ja', 'nein'] },
      ';',
    );
    ({ id } = await imported(file));
  });

  it('upserts texts that are read as those of the file', async () => {
    const { upsertCustomers } = await app.query<{ upsertCustomers: { userErrors: unknown[] } }>(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { userErrors { message } } }',
      {
        input: {
          datasetId: id,
          customers: [
            { externalId: 'new', attributes: { joined: '05.12.2021', spend: '1.234', vip: 'Nein' } },
          ],
        },
      },
    );
    expect(upsertCustomers.userErrors).toEqual([]);
    expect(await attributesOf(id, 'new')).toMatchObject({ joined: '2021-12-05', spend: 1234, vip: false });
  });

  it('scores with a warning by name what it cannot read', async () => {
    const { score } = await app.query<{ score: { warnings: string[] }[] }>(
      'query ($id: ID!, $customers: [JSONObject!]!) { score(datasetId: $id, customers: $customers) { warnings } }',
      {
        id,
        customers: [
          { joined: 1638662400000, spend: '$55.50.1', vip: 'perhaps' },
          { joined: '05.12.2021', spend: '55,5', vip: 'oui' },
        ],
      },
    );
    const named = (warnings: string[]) => warnings.filter((warning) => /must be/.test(warning));
    expect(named(score[0]!.warnings)).toEqual([
      expect.stringMatching(/^"joined" is 1638662400000; it must be a date like dd-mm-yyyy/),
      expect.stringMatching(/^"spend" is "\$55\.50\.1"; it must be a number like 1234,5/),
      expect.stringMatching(/^"vip" is "perhaps"; it must be yes or no/),
    ]);
    expect(named(score[1]!.warnings)).toEqual([]);
  });
});

describe.skipIf(!existsSync(FIELD))('files from the field (skipped where ../shared/data is absent)', () => {
  it.each([
    ['date_german_month', 'signup', 'DATE', 'FEATURE'],
    ['date_dayofweek', 'signup', 'DATE', 'FEATURE'],
    ['date_dMonyy', 'signup', 'DATE', 'FEATURE'],
    ['date_yyyymmdd', 'signup', 'DATE', 'FEATURE'],
    ['date_excel_serial', 'signup', 'DATE', 'FEATURE'],
    ['date_unix_seconds', 'signup', 'DATE', 'FEATURE'],
    ['date_yyyy_mm', 'signup', 'DATE', 'FEATURE'],
    ['date_mixed_orders_in_col', 'signup', 'DATE', 'FEATURE'],
    ['date_zero_dates', 'signup', 'DATE', 'FEATURE'],
    ['date_far_future', 'signup', 'DATE', 'FEATURE'],
    ['acct_parens', 'spend', 'NUMBER', 'FEATURE'],
    ['trailing_minus', 'spend', 'NUMBER', 'FEATURE'],
    ['usd_prefix', 'spend', 'NUMBER', 'FEATURE'],
    ['eur_suffix_word', 'spend', 'NUMBER', 'FEATURE'],
    ['rs_prefix', 'spend', 'NUMBER', 'FEATURE'],
    ['kr_suffix', 'spend', 'NUMBER', 'FEATURE'],
    ['fullwidth_digits', 'spend', 'NUMBER', 'FEATURE'],
    ['num_paren_1pct', 'amt', 'NUMBER', 'FEATURE'],
    ['label_with_unknown', 'churn', 'BOOLEAN', 'CHURN_LABEL'],
    ['label_with_dash', 'churn', 'BOOLEAN', 'CHURN_LABEL'],
    ['units_row', 'churn', 'BOOLEAN', 'CHURN_LABEL'],
    ['desc_row', 'churn', 'BOOLEAN', 'CHURN_LABEL'],
    ['label_mixed_case', 'churn', 'BOOLEAN', 'CHURN_LABEL'],
    ['label_mixed_spell', 'churn', 'BOOLEAN', 'CHURN_LABEL'],
    ['label_y_blank', 'churn', 'BOOLEAN', 'CHURN_LABEL'],
    ['label_one_blank', 'churn', 'BOOLEAN', 'CHURN_LABEL'],
    ['label_retained_inverted', 'retained', 'BOOLEAN', 'CHURN_LABEL'],
    ['roles_ids_dup3pct', 'customer_id', 'TEXT', 'CUSTOMER_ID'],
    ['model_zeropad_one', 'visits', 'NUMBER', 'FEATURE'],
    ['model_mostly_missing_98', 'b', 'NUMBER', 'IGNORED'],
    ['num_phone_spaces', 'phone', 'TEXT', 'IGNORED'],
    ['num_sci_codes', 'sku', 'TEXT', 'IGNORED'],
    ['model_ids_as_feature', 'seq', 'NUMBER', 'IGNORED'],
    ['model_big_1e155', 'v', 'NUMBER', 'FEATURE'],
  ])('%s: %s is %s and %s, before and after', async (file, name, type, role) => {
    const uploadId = await upload(app, readFileSync(join(FIELD, `${file}.csv`)));
    const { uploadPreview } = await app.query<{ uploadPreview: { columns: PreviewColumn[] } }>(PREVIEW, {
      id: uploadId,
    });
    expect(uploadPreview.columns.find((column) => column.name === name)).toMatchObject({
      type,
      suggestedRole: role,
    });
    const { dataset, job } = await importUpload(app, uploadId);
    expect(await app.settled(job!.id)).toEqual({ state: 'COMPLETED', error: null });
    const answer = await app.query<{ dataset: { columns: { name: string; type: string; role: string }[] } }>(
      DATASET,
      { id: dataset!.id },
    );
    expect(answer.dataset.columns.find((column) => column.name === name)).toMatchObject({ type, role });
  });
});
