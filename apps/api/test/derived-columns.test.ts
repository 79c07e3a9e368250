import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { promote, train } from './churn-client.js';
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

async function upsert(datasetId: string, externalId: string, attributes: object): Promise<void> {
  const { upsertCustomers } = await app.query<{ upsertCustomers: { userErrors: object[] } }>(
    'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { userErrors { message } } }',
    { input: { datasetId, customers: [{ externalId, attributes }] } },
  );
  expect(upsertCustomers.userErrors).toEqual([]);
}

/** A cell of a file as an attribute. */
function attributeOf(name: string, cell: string): unknown {
  if (cell === '') return null;
  if (name.startsWith('AcceptedCmp')) return cell === '1';
  return name === 'Dt_Customer' ? cell : Number(cell);
}

async function customers(id: string): Promise<Record<string, Record<string, unknown>>> {
  const found: { external_id: string; attributes: Record<string, unknown> }[] = await app.dataSource.query(
    'select external_id, attributes from current_customers where dataset_id = $1 order by row',
    [fromGlobalId('Dataset', id)],
  );
  return Object.fromEntries(found.map((one) => [one.external_id, one.attributes]));
}

const header =
  'customer_id,Year_Birth,Dt_Customer,MntWines,MntFruits,MntMeat,NumWebPurchases,NumStorePurchases,NumDealsPurchases,AcceptedCmp1,AcceptedCmp2';
const row = (i: number) =>
  `K${i},${1950 + (i % 40)},2014-0${1 + (i % 6)}-15,${i * 3},${i % 7 === 0 ? '' : i},${i},${i % 5},${i % 3},${1 + (i % 3)},${i % 2},${i % 4 ? 0 : 1}`;
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

  it.each([
    ['a customer who is changed', 'K8', 'K8,1971,2013-11-30,7,,9,1,0,4,1,1'],
    ['one that is cleared', 'K9', 'K9,,,,,,,,,,'],
    ['a new customer', 'K99', 'K99,2001,2014-06-01,0.1,0.2,0.3,2,1,0,0,1'],
  ])('of %s are by an upsert what a fresh import makes them', async (_, externalId, line) => {
    const names = header.split(',').slice(1);
    const values = line.split(',').slice(1);
    const changed = await importCsv(app, file(0, 60), { derive: all });
    await upsert(
      changed,
      externalId,
      Object.fromEntries(names.map((name, i) => [name, attributeOf(name, values[i]!)])),
    );
    const lines = file(0, 60)
      .split('\n')
      .filter((one) => !one.startsWith(`${externalId},`));
    const fresh = await importCsv(app, [...lines, line].join('\n'), { derive: all });
    const [before, after] = [await customers(fresh), await customers(changed)];
    expect(after[externalId]).toEqual(before[externalId]);
    expect(after).toEqual(before);
  });

  it('follow one source that is changed, stay where none is, and are kept where they are given', async () => {
    const id = await importCsv(app, file(0, 60), { derive: all });
    const { K8 } = await customers(id);
    await upsert(id, 'K8', { MntWines: 100 });
    expect((await customers(id)).K8).toEqual({ ...K8, MntWines: 100, total_spend: 116 });
    await upsert(id, 'K8', { age: 30 });
    await upsert(id, 'K8', { NumDealsPurchases: 5 });
    expect((await customers(id)).K8).toMatchObject({ age: 30, total_spend: 116 });
    await upsert(id, 'K8', { Year_Birth: 1990 });
    expect((await customers(id)).K8).toMatchObject({ age: 24 });
  });

  it('are told as of the last file, or of the day of observation of a row', async () => {
    const id = await importCsv(app, file(0, 60), { derive: all });
    await importCsv(app, file(0, 60).replaceAll('2014-06-15', '2015-03-01'), {
      ...{ intoDatasetId: id, mode: 'APPEND' },
    });
    await upsert(id, 'K8', { Dt_Customer: '2015-02-01' });
    expect((await customers(id)).K8).toMatchObject({ tenure_days: 28, age: 57 });
    const rows = Array.from({ length: 30 }, (_, i) => `K${i},1980-02-29,2020-06-${10 + (i % 9)},${i}`);
    const head = 'customer_id,date_of_birth,snapshot date,x';
    const options = { derive: ['age'] };
    const observed = await importCsv(app, [head, ...rows].join('\n'), options);
    const days = ['2023-02-27', '2023-02-28', '2023-03-01', '2024-02-28', '2024-02-29', '1970-01-01'];
    for (const [i, day] of days.entries()) await upsert(observed, `K${i}`, { 'snapshot date': day });
    const lines = rows.map((line, i) => (days[i] ? `K${i},1980-02-29,${days[i]},${i}` : line));
    const fresh = await importCsv(app, [head, ...lines].join('\n'), options);
    expect(await customers(observed)).toEqual(await customers(fresh));
  });

  it('of what is scored are those of a stored customer, unless it gives them', async () => {
    const names = header.split(',').slice(1);
    // Who spends more leaves more often, by chance.
    const chance = (i: number) => Math.abs(Math.sin(i * 12.9898) * 43_758.5453) % 1;
    const rows = Array.from({ length: 400 }, (_, i) => `${row(i)},${chance(i) < 0.2 + i / 800 ? 1 : 0}`);
    const id = await importCsv(app, [`${header},churn`, ...rows].join('\n'), { derive: all });
    const quick = { algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' } as const;
    const { id: modelId, outcome } = await train(app, { datasetId: id, ...quick });
    expect(outcome).toEqual({ state: 'COMPLETED', error: null });
    await app.idle(id);
    await promote(app, modelId);
    const stored = (await customers(id)).K8!;
    const given = Object.fromEntries(names.map((name) => [name, stored[name] ?? null]));
    const score = async (record: object) => {
      const answer = await app.query<{ score: { probability: number | null; warnings: string[] }[] }>(
        `query ($id: ID!, $records: [JSONObject!]!) { score(datasetId: $id, customers: $records) {
          probability warnings } }`,
        { id, records: [record] },
      );
      return answer.score[0]!;
    };
    const whole = await score({ ...given, ...Object.fromEntries(all.map((name) => [name, stored[name]])) });
    expect(whole.probability).not.toBeNull();
    expect(await score(given)).toEqual(whole);
    expect(await score({ ...given, total_spend: 5000 })).not.toEqual(whole);
    const { customer } = await app.query<{ customer: { whatIf: { score: { probability: number } } } }>(
      `query ($id: ID!, $changes: JSONObject!) { customer(datasetId: $id, externalId: "K8") {
        whatIf(changes: $changes) { score { probability } } } }`,
      { id, changes: { Year_Birth: 1985, MntWines: 400 } },
    );
    const { probability } = await score({ ...given, Year_Birth: 1985, MntWines: 400 });
    expect(customer.whatIf.score.probability).toBe(probability);
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
