import { graphql } from '@holdfast/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const StayFragment = graphql(`
  fragment Stay on ExpectedStay { mean interval { low high } horizon atLeast unit among segmentKey customers text }
`);

const SurvivalQuery = graphql(
  `
  query Survival($id: ID!, $column: String) {
    dataset(id: $id) {
      survival(column: $column) {
        tenureColumn
        unit
        horizon
        column
        columns
        pValue
        groups { name segmentKey customers left times staying low high end median expectedRemaining expectedStay { ...Stay } }
      }
    }
  }
`,
  [StayFragment],
);

const CustomersQuery = graphql(
  `
  query Stays($id: ID!) {
    customers(datasetId: $id, first: 100) {
      edges { node { attributes churn { left expectedStay { ...Stay } } } }
    }
  }
`,
  [StayFragment],
);

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
  // The same with its interval, and narrower than what there is to stay.
  expect(short.expectedStay).toMatchObject({ horizon: 12, atLeast: false, unit: 'months', among: 'short' });
  const { mean, interval, text } = short.expectedStay!;
  expect(mean).toBeCloseTo(short.expectedRemaining!, 9);
  expect(interval.low).toBeLessThan((1 - 0.9 ** 12) / 0.1);
  expect(interval.high).toBeGreaterThan((1 - 0.9 ** 12) / 0.1);
  expect(interval.high - interval.low).toBeLessThan(2);
  expect(text).toMatch(/^Expected to stay \d\.\d of the next 12 months \([\d.]+ to [\d.]+\)$/);
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
  const bare = await app.query<{ dataset: object }>(
    `{ dataset(id: "${id}") { survival { column groups { name } } } }`,
  );
  expect(bare.dataset).toEqual({ survival: { column: null, groups: [{ name: 'All customers' }] } });
});

it('each customer who is still here has a time to stay, and who came so far that less was ever seen at least so long', async () => {
  const { customers: page } = await app.query(CustomersQuery, { id });
  const told = page.edges.map(({ node }) => ({
    ...node.churn!,
    tenure: Number(node.attributes.tenure_months),
  }));
  expect(told.some(({ left }) => left)).toBe(true);
  for (const { left, expectedStay, tenure } of told) {
    if (left || tenure >= 24) {
      expect(expectedStay).toBeNull();
      continue;
    }
    const { mean, interval, horizon, atLeast, among, segmentKey, text } = expectedStay!;
    expect([horizon, atLeast]).toEqual([Math.min(12, 24 - tenure), tenure > 12]);
    expect([among, segmentKey]).toEqual(['all customers', null]);
    expect(interval.low).toBeGreaterThanOrEqual(0);
    expect(interval.high).toBeLessThanOrEqual(horizon);
    expect(mean).toBeGreaterThanOrEqual(interval.low);
    expect(mean).toBeLessThanOrEqual(interval.high);
    expect(text.includes('at least')).toBe(atLeast);
  }
});

it('a column that is none, or not to be compared, is refused', async () => {
  const refusal = async (column: string) =>
    (await app.ask(`{ dataset(id: "${id}") { survival(column: "${column}") { unit } } }`)).errors?.[0];
  expect(await refusal('nothing')).toMatchObject({ extensions: { code: 'UNKNOWN_COLUMN' } });
  expect(await refusal('tenure_months')).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
});
