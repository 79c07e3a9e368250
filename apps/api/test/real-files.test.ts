import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ERROR_CODES } from '@holdfast/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCsv, importUpload, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const DATA = join(import.meta.dirname, '../../../../shared/data');

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

describe.skipIf(!existsSync(DATA))('real files (skipped where ../shared/data is absent)', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.stop());

  const customersOf = (datasetId: string) =>
    app.dataSource.query<{ external_id: string; attributes: Record<string, unknown> }[]>(
      'select external_id, attributes from current_customers where dataset_id = $1 order by row',
      [keyOf(datasetId)],
    );
  const columnsOf = (datasetId: string) =>
    app.dataSource.query<{ name: string; type: string; role: string; missing_count: number }[]>(
      'select name, type, role, missing_count from dataset_columns where dataset_id = $1 order by ordinal',
      [keyOf(datasetId)],
    );
  const importFile = (path: string) => importCsv(app, readFileSync(join(DATA, path)));

  it('the three marketing campaign files import to the same 2,240 customers', async () => {
    const [tab, comma, semicolon] = await Promise.all(
      ['tab_kaggle', 'comma_iso', 'semicolon_bom_iso'].map(async (kind) =>
        importFile(`marketing_campaign_${kind}.csv`),
      ),
    );
    const customers = await customersOf(tab!);
    expect(customers).toHaveLength(2240);
    expect(customers[0]).toMatchObject({
      external_id: '5524',
      attributes: { Income: 58138, Dt_Customer: '2012-09-04' },
    });
    expect(customers.some(({ external_id }) => external_id === '0')).toBe(true);
    expect(await customersOf(comma!)).toEqual(customers);
    expect(await customersOf(semicolon!)).toEqual(customers);
    const columns = await columnsOf(tab!);
    expect(columns.find(({ name }) => name === 'Income')).toMatchObject({
      type: 'NUMBER',
      missing_count: 24,
    });
    // Its yes means that an offer was accepted, not that a customer left.
    expect(columns.filter(({ role }) => role === 'CHURN_LABEL')).toEqual([]);
    expect(columns.filter(({ name }) => name.startsWith('Z_')).map(({ role }) => role)).toEqual([
      'IGNORED',
      'IGNORED',
    ]);
  });

  it('telco: a single blank is a missing number', async () => {
    const columns = await columnsOf(await importFile('telco_ibm.csv'));
    expect(columns.find(({ name }) => name === 'TotalCharges')).toMatchObject({
      type: 'NUMBER',
      missing_count: 11,
    });
    expect(columns[0]).toMatchObject({ name: 'customerID', role: 'CUSTOMER_ID' });
    expect(columns.at(-1)).toMatchObject({ name: 'Churn', type: 'BOOLEAN', role: 'CHURN_LABEL' });
  });

  it('iranian: doubled blanks in names become single ones, and rows without an id are counted', async () => {
    const id = await importFile('iranian_churn.csv');
    const names = (await columnsOf(id)).map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['Call Failure', 'Complains', 'Subscription Length']);
    const customers = await customersOf(id);
    expect([customers[0]!.external_id, customers.at(-1)!.external_id]).toEqual(['1', '3150']);
  });

  it('bank: "unknown" is a level, not a missing value', async () => {
    const id = await importFile('bank_marketing_full.csv');
    const { columns } = (
      await app.query<{
        dataset: { columns: { name: string; missingCount: number; topValues: { value: string }[] }[] };
      }>('query ($id: ID!) { dataset(id: $id) { columns { name missingCount topValues { value } } } }', {
        id,
      })
    ).dataset;
    const contact = columns.find(({ name }) => name === 'contact')!;
    expect(contact.missingCount).toBe(0);
    expect(contact.topValues.map(({ value }) => value)).toContain('unknown');
  });

  it('wholesale: a byte order mark changes nothing', async () => {
    const plain = await customersOf(await importFile('wholesale_customers.csv'));
    expect(plain).toHaveLength(440);
    expect(await customersOf(await importFile('wholesale_customers_bom.csv'))).toEqual(plain);
  });

  it('iris in UTF-8, UTF-16 and UTF-32 are the same flowers, except for one whose width is Greek', async () => {
    const folder = 'nasty/dataprofiler/dataprofiler/tests/data/csv';
    const utf8 = await customersOf(await importFile(`${folder}/iris-utf-8.csv`));
    expect(utf8).toHaveLength(149);
    expect(await customersOf(await importFile(`${folder}/iris-utf-16.csv`))).toEqual(utf8);
    expect(await customersOf(await importFile(`${folder}/iris-utf-32.csv`))).toEqual(utf8);
  });

  const spectrum = join(DATA, 'nasty/csv-spectrum');
  it.each(existsSync(spectrum) ? readdirSync(join(spectrum, 'csvs')) : [])(
    'csv-spectrum: %s has the expected fields',
    async (file) => {
      const expected = JSON.parse(
        readFileSync(join(spectrum, 'json', file.replace('.csv', '.json')), 'utf8'),
      ) as Record<string, string>[];
      const id = await importCsv(app, readFileSync(join(spectrum, 'csvs', file)), {
        columns: Object.keys(expected[0]!).map((name) => ({ name, role: 'FEATURE', type: 'TEXT' })),
      });
      const values = (record: Record<string, unknown>) =>
        Object.fromEntries(Object.entries(record).map(([k, v]) => [k, v ?? '']));
      // The copies of the files have line feeds alone where the expectations have carriage returns before them.
      const trimmed = (record: Record<string, string>) =>
        Object.fromEntries(Object.entries(record).map(([k, v]) => [k, v.replaceAll('\r\n', '\n').trim()]));
      expect((await customersOf(id)).map(({ attributes }) => values(attributes))).toEqual(
        expected.map(trimmed),
      );
    },
  );

  it.each(existsSync(DATA) ? filesBelow(join(DATA, 'nasty')).filter((path) => !path.includes('/json/')) : [])(
    'nasty: %s is imported whole or refused with a code',
    async (path) => {
      const { job, dataset, userErrors } = await importUpload(
        app,
        await upload(app, readFileSync(path), basename(path)),
      );
      if (job === null) {
        expect(Object.keys(ERROR_CODES)).toContain(userErrors[0]!.code);
        expect(userErrors[0]!.code).not.toBe('INTERNAL');
        return;
      }
      expect(await app.settled(job.id)).toEqual({ state: 'COMPLETED', error: null });
      const [{ customer_count, rejected_row_count }] = await app.dataSource.query(
        'select customer_count, rejected_row_count from datasets where id = $1',
        [keyOf(dataset!.id)],
      );
      expect(customer_count).toBeGreaterThan(rejected_row_count);
    },
  );
});

function keyOf(id: string): string {
  return Buffer.from(id, 'base64url').toString().slice('Dataset:'.length);
}
