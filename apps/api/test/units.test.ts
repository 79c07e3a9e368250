import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { train } from './churn-client.js';
import { importCsv, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

interface PreviewColumn {
  name: string;
  type: string;
  unit: string | null;
  distinctCount: number;
  lowest: string | null;
  highest: string | null;
}

async function preview(body: string, columns: object[] = []) {
  const { uploadPreview } = await app.query<{
    uploadPreview: { warnings: string[]; columns: PreviewColumn[] };
  }>(
    `query ($id: ID!, $columns: [ColumnInput!]) { uploadPreview(uploadId: $id, columns: $columns) {
      warnings columns { name type unit distinctCount lowest highest } } }`,
    { id: await upload(app, body), columns },
  );
  const column = (name: string) => uploadPreview.columns.find((found) => found.name === name)!;
  const about = (name: string) => uploadPreview.warnings.filter((text) => text.includes(`"${name}"`));
  return { column, about };
}

async function columnOf(id: string, name: string) {
  const { dataset } = await app.query<{
    dataset: {
      rejectedRowCount: number;
      columns: { name: string; type: string; unit: string | null; min: number; max: number }[];
    };
  }>('query ($id: ID!) { dataset(id: $id) { rejectedRowCount columns { name type unit min max } } }', { id });
  return { ...dataset.columns.find((column) => column.name === name)!, rejected: dataset.rejectedRowCount };
}

async function storedOf(id: string, externalId: string, name: string): Promise<unknown> {
  const { customer } = await app.query<{ customer: { attributes: Record<string, unknown> } }>(
    'query ($id: ID!, $externalId: String!) { customer(datasetId: $id, externalId: $externalId) { attributes } }',
    { id, externalId },
  );
  return customer.attributes[name];
}

const upsert = async (datasetId: string, externalId: string, attributes: object) =>
  (
    await app.query<{ upsertCustomers: { userErrors: { message: string }[] } }>(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { userErrors { message } } }',
      { input: { datasetId, customers: [{ externalId, attributes }] } },
    )
  ).upsertCustomers.userErrors;

/** A file of so many rows with one more column than the ids. */
const fileOf = (rows: number, name: string, cell: (row: number) => string, delimiter = ',') =>
  [
    `customer_id${delimiter}${name}`,
    ...Array.from({ length: rows }, (_, row) => `K${row}${delimiter}${cell(row)}`),
  ].join('\n');

describe('a column of numbers with a unit', () => {
  it.each([
    ['months', (row: number) => `${1 + (row % 60)} ${row % 60 ? 'months' : 'month'}`, '1', '60'],
    ['Tage', (row: number) => `${1 + (row % 30)} ${row % 30 ? 'Tage' : 'Tag'}`, '1', '30'],
    ['km', (row: number) => `${row}.5km`, '0.5', null],
    ['min', (row: number) => `${row % 90} min`, '0', '89'],
    ['Mbit/s', (row: number) => `${1 + (row % 50)} Mbit/s`, '1', '50'],
    ['MB', (row: number) => `"${1 + (row % 9)},02${row % 10} MB"`, '1020', '9029'],
    ['Std', (row: number) => `"${row % 24},5 Std."`, '0.5', '23.5'],
  ])('of %s is a number, and says so', async (unit, cell, lowest, highest) => {
    for (const rows of [180, 4000]) {
      const { column, about } = await preview(fileOf(rows, 'held', cell));
      expect(column('held')).toMatchObject({ type: 'NUMBER', unit, lowest });
      if (highest) expect(column('held').highest).toBe(highest);
      expect(about('held')).toContain(`"held" is read as numbers of ${unit}.`);
    }
  });

  it('is converted into the unit of most, and says so', async () => {
    const { column, about } = await preview(
      fileOf(100, 'used', (row) => (row === 7 ? '3.5 GB' : row === 8 ? '17' : `${row} MB`)),
    );
    expect(column('used')).toMatchObject({ type: 'NUMBER', unit: 'MB', highest: '3500' });
    expect(about('used')).toEqual([
      '"used" is read as numbers of MB; "3.5 GB" is converted to 3500; numbers alone, such as "17", are taken for MB too.',
    ]);
  });

  it('stays as it is where its units do not convert, and says so', async () => {
    const { column, about } = await preview(
      fileOf(400, 'held', (row) => (row % 4 ? `${row % 50} months` : `${row % 30} days`)),
    );
    expect(column('held')).toMatchObject({ type: 'CATEGORY', unit: null });
    expect(about('held')).toEqual([
      '"held" is read as a category: its values are numbers with units that do not convert into each other, such as "1 months" (75 %), "0 days" (25 %).',
    ]);
  });

  it('of few levels is a category, unless numbers are asked for', async () => {
    const body = fileOf(60, 'term', (row) => (row % 3 ? '12 months' : '2 years'));
    expect((await preview(body)).column('term')).toMatchObject({ type: 'CATEGORY', unit: null });
    const asked = [{ name: 'term', role: 'FEATURE', type: 'NUMBER' }];
    expect((await preview(body, asked)).column('term')).toMatchObject({
      ...{ type: 'NUMBER', unit: 'months', lowest: '12', highest: '24' },
    });
  });

  it('stays a category where that is asked for', async () => {
    const asked = [{ name: 'held', role: 'FEATURE', type: 'CATEGORY' }];
    const { column } = await preview(
      fileOf(60, 'held', (row) => `${row % 20} days`),
      asked,
    );
    expect(column('held')).toMatchObject({ type: 'CATEGORY', unit: null });
  });
});

describe('after the import of such a column', () => {
  const NAME = 'Customer for';
  let id: string;
  beforeAll(async () => {
    const held = (row: number) =>
      row === 20
        ? '2 years'
        : row === 21
          ? 'soon'
          : row % 30 === 0
            ? ''
            : `${1 + (row % 60)} ${row % 60 ? 'months' : 'month'}`;
    const rows = Array.from(
      { length: 600 },
      (_, row) =>
        `K${row},${held(row)},${(row * 7) % 50},${(row % 60) + ((row * 13) % 40) < 35 ? 'yes' : 'no'}`,
    );
    id = await importCsv(app, [`customer_id,${NAME},visits,churned`, ...rows].join('\n'));
  });

  it('its numbers are stored, others are rejected, and its unit is known', async () => {
    expect(await columnOf(id, NAME)).toMatchObject({
      ...{ type: 'NUMBER', unit: 'months', min: 2, max: 60, rejected: 1 },
    });
    expect(await storedOf(id, 'K41', NAME)).toBe(42);
    expect(await storedOf(id, 'K20', NAME)).toBe(24);
    expect(await storedOf(id, 'K30', NAME)).toBeNull();
  });

  it.each([
    ['36 months', 36],
    ['36 Months', 36],
    ['1 mo', 1],
    ['3 years', 36],
    ['36', 36],
    [36, 36],
    ['unknown', null],
  ])('an upsert of %j stores %j', async (given, stored) => {
    expect(await upsert(id, 'new', { [NAME]: given })).toEqual([]);
    expect(await storedOf(id, 'new', NAME)).toBe(stored);
  });

  it('an upsert in another unit that does not convert is refused', async () => {
    const [error] = await upsert(id, 'new', { [NAME]: '36 days' });
    expect(error!.message).toMatch(/^"Customer for" is "36 days"; it must be a number/);
  });

  it('filters read it alike', async () => {
    const countOf = async (value: string) =>
      (
        await app.query<{ customers: { totalCount: number } }>(
          'query ($id: ID!, $filter: CustomerFilter) { customers(datasetId: $id, first: 1, filter: $filter) { totalCount } }',
          { id, filter: { where: [{ column: NAME, operator: 'GTE', value }] } },
        )
      ).customers.totalCount;
    expect(await countOf('48 months')).toBeGreaterThan(0);
    expect(await countOf('4 years')).toBe(await countOf('48'));
  });

  it('score reads it alike', async () => {
    await train(app, { datasetId: id, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
    const held = [36, '36 months', '3 years', '36 days'];
    const { score } = await app.query<{ score: { probability: number; warnings: string[] }[] }>(
      'query ($id: ID!, $customers: [JSONObject!]!) { score(datasetId: $id, customers: $customers) { probability warnings } }',
      { id, customers: held.map((value) => ({ [NAME]: value, visits: 20 })) },
    );
    const [plain, inMonths, inYears, inDays] = score;
    expect(inMonths).toEqual(plain);
    expect(inYears).toEqual(plain);
    expect(inDays!.warnings.join(' ')).toContain('"Customer for" is "36 days"');
  });

  it('the next file is read alike, whatever unit it has', async () => {
    const next = `customer_id,${NAME},visits,churned\nN1,2 years,3,no\nN2,7,3,no\nN3,8 mths,3,yes`;
    await importCsv(app, next, { intoDatasetId: id, mode: 'APPEND' });
    const found = await Promise.all(['N1', 'N2', 'N3'].map((customer) => storedOf(id, customer, NAME)));
    expect(found).toEqual([24, 7, 8]);
  });
});

describe('amounts of money', () => {
  it.each([
    ['$1,234.50', 1234.5, null],
    ['"1.234,50 €"', 1234.5, 'EUR'],
    ['EUR 12', 12, 'EUR'],
    ['12 CHF', 12, 'CHF'],
    ['"₹ 1,00,000"', 100_000, 'INR'],
    ['kr 120', 120, null],
    ['R$ 10,00', 10, 'BRL'],
  ])('such as %s are read, with their currency', async (text, value, unit) => {
    const body = fileOf(
      40,
      'revenue',
      (row) => (row % 2 ? text : text.replace(/1/, '2')),
      text.startsWith('"') ? ',' : ';',
    );
    const { column } = await preview(body);
    expect(column('revenue')).toMatchObject({ type: 'NUMBER', unit });
    const id = await importCsv(app, body);
    expect(await storedOf(id, 'K1', 'revenue')).toBe(value);
    const { dataset } = await app.query<{
      dataset: { assumptions: { valueQuestion: { suggestedCurrency: string | null } } };
    }>('query ($id: ID!) { dataset(id: $id) { assumptions { valueQuestion { suggestedCurrency } } } }', {
      id,
    });
    expect(dataset.assumptions.valueQuestion).toEqual({ suggestedCurrency: unit });
  });

  it('in different currencies are told', async () => {
    const { column, about } = await preview(fileOf(40, 'paid', (row) => (row % 4 ? `${row} €` : `$ ${row}`)));
    expect(column('paid')).toMatchObject({ type: 'NUMBER', unit: null });
    expect(about('paid')).toEqual([
      '"paid" has amounts in different currencies, such as "1 €", "$ 0"; all are read as plain numbers.',
    ]);
  });
});
