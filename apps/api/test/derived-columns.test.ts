import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { importCsv, importUpload, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const MARKETING = join(import.meta.dirname, '../../../../shared/data/marketing_campaign_comma_iso.csv');

interface Derived {
  name: string;
  type: string;
  formula: string;
  reason: string;
  suggested: boolean;
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

async function offered(uploadId: string, into?: string): Promise<Derived[]> {
  const { uploadPreview } = await app.query<{ uploadPreview: { derivedColumns: Derived[] } }>(
    `query ($id: ID!, $into: ID) { uploadPreview(uploadId: $id, intoDatasetId: $into) {
      derivedColumns { name type formula reason suggested } } }`,
    { id: uploadId, into },
  );
  return uploadPreview.derivedColumns;
}

async function customers(id: string): Promise<Record<string, Record<string, unknown>>> {
  const found: { external_id: string; attributes: Record<string, unknown> }[] = await app.dataSource.query(
    'select external_id, attributes from customers where dataset_id = $1 order by row',
    [fromGlobalId('Dataset', id)],
  );
  return Object.fromEntries(found.map((one) => [one.external_id, one.attributes]));
}

const header =
  'customer_id,Year_Birth,Dt_Customer,MntWines,MntFruits,MntMeat,NumWebPurchases,NumStorePurchases,NumDealsPurchases,AcceptedCmp1,AcceptedCmp2';
const row = (i: number) =>
  `K${i},${1950 + (i % 40)},2014-0${1 + (i % 6)}-15,${i * 3},${i % 7 === 0 ? '' : i},${i},${i % 5},${i % 3},1,${i % 2},${i % 4 ? 0 : 1}`;
const file = (from: number, to: number) =>
  [header, ...Array.from({ length: to - from }, (_, i) => row(from + i))].join('\n');
const all = ['age', 'tenure_days', 'total_spend', 'total_purchases', 'campaign_response_rate'];

describe('derived columns', () => {
  it('are offered with their formulas', async () => {
    const offers = await offered(await upload(app, file(0, 60)));
    expect(offers.map(({ name, type, formula }) => [name, type, formula])).toEqual([
      ['age', 'NUMBER', 'years from Year_Birth to the day on which the row is true'],
      ['tenure_days', 'NUMBER', 'days from Dt_Customer to the day on which the row is true'],
      ['total_spend', 'NUMBER', 'MntWines + MntFruits + MntMeat'],
      ['total_purchases', 'NUMBER', 'NumWebPurchases + NumStorePurchases'],
      ['campaign_response_rate', 'NUMBER', 'the share of AcceptedCmp1 and AcceptedCmp2 that are yes'],
    ]);
    for (const { reason } of offers) expect(reason).toMatch(/\.$/);
  });

  it('are computed where they are asked for, also in the next file', async () => {
    const id = await importCsv(app, file(0, 60), { derive: all });
    const day = Date.UTC(2014, 5, 15);
    expect((await customers(id)).K8).toMatchObject({
      age: 2014 - 1958,
      tenure_days: (day - Date.UTC(2014, 2, 15)) / 86_400_000,
      ...{ total_spend: 40, total_purchases: 5, campaign_response_rate: 0.5 },
    });
    expect((await customers(id)).K7).toMatchObject({ MntFruits: null, total_spend: 28 });
    const next = file(58, 70);
    expect(
      (await offered(await upload(app, next), id)).map(({ name, suggested }) => [name, suggested]),
    ).toEqual(all.map((name) => [name, true]));
    await importCsv(app, next, { intoDatasetId: id, mode: 'APPEND' });
    expect((await customers(id)).K64).toMatchObject({
      age: 2014 - 1974,
      total_spend: 64 * 5,
      campaign_response_rate: 0.5,
    });
    const { dataset } = await app.query<{
      dataset: { columns: { name: string; role: string; type: string; mean: number }[] };
    }>('query ($id: ID!) { dataset(id: $id) { columns { name role type mean } } }', { id });
    expect(dataset.columns.slice(-5).map(({ name, role, type }) => [name, role, type])).toEqual(
      all.map((name) => [name, 'FEATURE', 'NUMBER']),
    );
    for (const { mean } of dataset.columns.slice(-5)) expect(mean).toBeGreaterThan(0);
  });

  it('count full years from a day of birth to the day of observation', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, i) => `K${i},1980-${i % 2 ? '06-15' : '06-16'},2020-06-15,${i}`,
    );
    const id = await importCsv(app, `customer_id,date_of_birth,snapshot date,x\n${rows.join('\n')}`, {
      derive: ['age'],
    });
    const { K0, K1 } = await customers(id);
    expect([K0!.age, K1!.age]).toEqual([39, 40]);
  });

  it('are left out where they are not, and refused where they cannot be', async () => {
    expect(Object.keys((await customers(await importCsv(app, file(0, 60)))).K1!)).not.toContain('age');
    const some = await importCsv(app, file(0, 60), { derive: ['age'] });
    expect(Object.keys((await customers(some)).K1!).filter((name) => all.includes(name))).toEqual(['age']);
    const { userErrors } = await importUpload(app, await upload(app, file(0, 60)), { derive: ['age', 'iq'] });
    expect(userErrors).toEqual([
      {
        code: 'UNKNOWN_COLUMN',
        field: ['derive', '1'],
        message: `"iq" cannot be derived from the file; what can be is ${all.map((name) => `"${name}"`).join(', ')}.`,
      },
    ]);
  });

  it.runIf(existsSync(MARKETING))('are found in a file of a marketing campaign', async () => {
    const offers = await offered(await upload(app, readFileSync(MARKETING)));
    expect(offers.map(({ name }) => name)).toEqual(all);
    expect(offers[2]!.formula).toBe(
      'MntWines + MntFruits + MntMeatProducts + MntFishProducts + MntSweetProducts + MntGoldProds',
    );
    expect(offers[3]!.formula).toBe('NumWebPurchases + NumCatalogPurchases + NumStorePurchases');
  });
});
