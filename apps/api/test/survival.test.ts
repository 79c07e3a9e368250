import { graphql } from '@holdfast/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const SurvivalQuery = graphql(`
  query Survival($id: ID!, $column: String) {
    dataset(id: $id) {
      survival(column: $column) {
        tenureColumn
        unit
        horizon
        column
        columns
        pValue
        groups { name segmentKey customers left times staying low high end median expectedRemaining }
      }
    }
  }
`);

/** Customers on a long contract leave at 1 % a month, the others at 10 %; nobody is watched for more than 24 months. */
function customers(count: number): string {
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const rows = Array.from({ length: count }, (_, i) => {
    const contract = random() < 0.5 ? 'long' : 'short';
    const rate = contract === 'long' ? 0.01 : 0.1;
    const watched = 1 + Math.floor(random() * 24);
    let month = 1;
    while (month < watched && random() >= rate) month++;
    const left = month < watched ? 'Yes' : 'No';
    return [`C${i}`, month, contract, Math.round(random() * 100), left].join(',');
  });
  return ['customer_id,tenure_months,contract,luck,churn', ...rows].join('\n');
}

let app: TestApp;
let id: string;

beforeAll(async () => {
  app = await createTestApp();
  id = await importCsv(app, customers(1500));
});
afterAll(() => app.stop());

async function ask(column: string | null) {
  const { dataset } = await app.query(SurvivalQuery, { id, column });
  return dataset!.survival;
}

it('how long customers stay is not told before it is known who left', async () => {
  expect(await ask(null)).toBeNull();
});

it('customers on a long contract are seen to stay longer, and no longer by luck', async () => {
  await train(app, { datasetId: id, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
  const view = (await ask('contract'))!;
  expect(view).toMatchObject({ tenureColumn: 'tenure_months', unit: 'months', column: 'contract' });
  expect(view.columns).toEqual(expect.arrayContaining(['contract', 'luck']));
  expect(view.pValue!).toBeLessThan(1e-6);
  const long = view.groups.find(({ name }) => name === 'long')!;
  const short = view.groups.find(({ name }) => name === 'short')!;
  expect(long.customers + short.customers).toBe(1500);
  // After six months at 10 % a month, 0.9 to the sixth power are left.
  const sixth = short.times.findLastIndex((time) => time <= 6);
  expect(short.low[sixth]).toBeLessThan(0.9 ** 6);
  expect(short.high[sixth]).toBeGreaterThan(0.9 ** 6);
  expect(short.median).toBeGreaterThanOrEqual(5);
  expect(short.median).toBeLessThanOrEqual(9);
  expect(long.median).toBeNull();
  // Of the next twelve months at 10 % a month, (1 − 0.9¹²) / 0.1 are stayed, counting whole ones; at 1 % nearly all.
  expect(view.horizon).toBe(12);
  expect(short.expectedRemaining!).toBeGreaterThan(6.5);
  expect(short.expectedRemaining!).toBeLessThan(8);
  expect(long.expectedRemaining!).toBeGreaterThan(11);
  expect(long.expectedRemaining!).toBeLessThanOrEqual(12);
  const lucky = (await ask('luck'))!;
  expect(lucky.pValue!).toBeGreaterThan(0.05);
  expect(lucky.groups.map(({ name }) => name.replace(/[\d.]+/, 'n')).sort()).toEqual([
    'n or more',
    'under n',
  ]);
});

it('without segments all customers are told together', async () => {
  const { groups, pValue } = (await ask(null))!;
  expect([groups.map(({ name, customers: count }) => [name, count]), pValue]).toEqual([
    [['All customers', 1500]],
    null,
  ]);
});

it('a column that is none, or not to be compared, is refused', async () => {
  const refusal = async (column: string) =>
    (await app.ask(`{ dataset(id: "${id}") { survival(column: "${column}") { unit } } }`)).errors?.[0];
  expect(await refusal('nothing')).toMatchObject({ extensions: { code: 'UNKNOWN_COLUMN' } });
  expect(await refusal('tenure_months')).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
});
