import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '@holdfast/ml-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { findInconsistencies } from './consistency.js';
import { importCsv, importUpload, upload } from './import-client.js';
import { createShop } from './operations/shops.js';
import { days } from './purchases-by-hand.js';
import { createTestApp, type TestApp } from './test-app.js';

const DATA = join(import.meta.dirname, '../../../../shared/data');
const VALUE = 'method historic expected low high expectedPurchases probabilityAlive';
const COMPARED = 'customers predictedPurchases purchases predictedValue value';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => {
  const found = await findInconsistencies((sql) => app.dataSource.query(sql), app.storage.dataDir);
  await app.stop();
  expect(found).toEqual([]);
});

interface Value {
  method: string;
  historic: number | null;
  expected: number | null;
  low: number | null;
  high: number | null;
  expectedPurchases: number | null;
  probabilityAlive: number | null;
}
interface Compared {
  customers: number;
  predictedPurchases: number;
  purchases: number;
  predictedValue: number | null;
  value: number | null;
}
interface Page {
  edges: { node: { value: Value | null } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
interface Whole {
  customerValue:
    | (Value & {
        formula: string;
        reasons: string[];
        asOf: string | null;
        customers: number;
        alive: number;
        returnedShare: number | null;
        parameters: { name: string; value: number; standardError: number | null }[];
        backTest:
          | (Compared & {
              from: string;
              to: string;
              days: number;
              naivePurchases: number;
              tenths: Compared[];
              sentence: string;
            })
          | null;
      })
    | null;
  cohorts: { month: string; customers: number; active: number[]; value: number[] | null }[] | null;
  mostValuable: { externalId: string; value: Value }[];
}

async function whole(id: string): Promise<Whole> {
  await app.idle(id);
  const { dataset } = await app.query<{ dataset: Whole }>(
    `query ($id: ID!) { dataset(id: $id) {
      customerValue { method formula reasons asOf customers historic expected expectedPurchases alive returnedShare
        parameters { name value standardError }
        backTest { from to days method naivePurchases sentence ${COMPARED} tenths { ${COMPARED} } } }
      cohorts { month customers active value }
      mostValuable(first: 5) { externalId value { ${VALUE} } } } }`,
    { id },
  );
  return dataset;
}

async function worthOf(datasetId: string, externalId: string): Promise<Value | null> {
  const { customer } = await app.query<{ customer: { value: Value | null } | null }>(
    `query ($datasetId: ID!, $externalId: String!) { customer(datasetId: $datasetId, externalId: $externalId) { value { ${VALUE} } } }`,
    { datasetId, externalId },
  );
  return customer?.value ?? null;
}

/** Of every customer that has one. */
async function allValues(datasetId: string): Promise<Value[]> {
  const values: Value[] = [];
  for (let after: string | null = null; ; ) {
    const { customers }: { customers: Page } = await app.query<{ customers: Page }>(
      `query ($datasetId: ID!, $after: String) { customers(datasetId: $datasetId, first: 100, after: $after) {
        edges { node { value { ${VALUE} } } } pageInfo { hasNextPage endCursor } } }`,
      { datasetId, after },
    );
    values.push(...customers.edges.flatMap(({ node }) => node.value ?? []));
    if (!customers.pageInfo.hasNextPage) return values;
    after = customers.pageInfo.endCursor;
  }
}

const rowsLeft = async (id: string): Promise<{ values: number; histories: number }> => {
  const [found] = await app.dataSource.query(
    `select (select count(*)::int from customer_values where dataset_id = $1) as values,
            (select count(*)::int from purchase_histories where dataset_id = $1) as histories`,
    [fromGlobalId('Dataset', id)],
  );
  return found;
};

interface Bought {
  readonly customer: string;
  readonly day: string;
  readonly amount: number;
}

/** A year of purchases: customers come every few days, three in four of them for a while only. */
function shop({ customers = 300, leaves = true } = {}): Bought[] {
  return Array.from({ length: customers }, (_, c) => {
    const starts = (c * 37) % 120;
    const gap = 4 + ((c * 13) % 29);
    const ends = leaves && c % 4 > 0 ? starts + gap * (1 + ((c * 7) % 5)) : 364;
    const visits = Math.floor((Math.min(ends, 364) - starts) / gap) + 1;
    return Array.from({ length: visits }, (_, n) => ({
      customer: `K-${c}`,
      day: days('2024-01-01', Math.min(365, starts + n * gap + ((c * n * 7) % 3))),
      amount: 10 + ((c * 7) % 40) + ((n * 11) % 9),
    }));
  }).flat();
}

/** A year of purchases by chance: nothing tells for sure who has left. */
function uncertainShop(): Bought[] {
  const random = createRandom(11);
  return Array.from({ length: 400 }, (_, c) => {
    const gap = 5 + 60 * random.next() ** 2;
    const leaves = 0.3 * random.next();
    const amount = 10 + Math.round(60 * random.next());
    const bought: Bought[] = [];
    for (let day = 150 * random.next(); day < 365; day += gap * -Math.log(1 - random.next())) {
      bought.push({
        customer: `K-${c}`,
        day: days('2024-01-01', Math.floor(day)),
        amount: amount + (bought.length % 3),
      });
      if (random.next() < leaves) break;
    }
    return bought;
  }).flat();
}

const toCsv = (rows: readonly Bought[], returns: readonly Bought[] = []) =>
  [
    'customer_id,order_date,amount',
    ...rows.map(({ customer, day, amount }) => `${customer},${day},${amount}`),
    ...returns.map(({ customer, day, amount }) => `${customer},${day},-${amount}`),
  ].join('\n');
const ON = {
  kind: 'TRANSACTIONS',
  transactions: {
    ...{ customerColumn: 'customer_id', dateColumn: 'order_date', amountColumn: 'amount' },
    ...{ observationDate: '2024-10-01', churnAfterDays: 60 },
  },
};

describe('a dataset that came from purchases', () => {
  const rows = shop();
  const returned = { customer: 'K-4', day: '2024-06-01', amount: 12 };
  let id: string;
  beforeAll(async () => {
    id = await importCsv(app, toCsv(rows, [returned]), ON);
    await app.idle(id);
  });

  it('says what its customers are worth, how it is told, and what it is told by', async () => {
    const { customerValue } = await whole(id);
    expect(customerValue).toMatchObject({
      method: 'BG_NBD',
      reasons: [],
      asOf: '2024-12-31',
      customers: 300,
    });
    expect(customerValue!.parameters.map(({ name }) => name).slice(0, 4)).toEqual(['r', 'alpha', 'a', 'b']);
    expect(customerValue!.parameters.every(({ standardError }) => standardError !== null)).toBe(true);
    expect(customerValue!.formula).toMatch(
      /BG\/NBD.*times their mean value.*less the 0(\.\d)? % that is returned/,
    );
    expect(customerValue!.returnedShare).toBeCloseTo(
      12 / rows.reduce((sum, { amount }) => sum + amount, 0),
      9,
    );
  });

  it('keeps what was earned so far, and expects nothing much of those who have long been silent', async () => {
    const own = rows.filter(({ customer }) => customer === 'K-4');
    const [stays, gone] = [await worthOf(id, 'K-4'), await worthOf(id, 'K-1')];
    expect(stays!.historic).toBeCloseTo(
      own.reduce((sum, { amount }) => sum + amount, -12),
      9,
    );
    expect(stays!.low!).toBeLessThan(stays!.expected!);
    expect(stays!.high!).toBeGreaterThan(stays!.expected!);
    expect(stays!.probabilityAlive!).toBeGreaterThan(0.7);
    expect(gone!.probabilityAlive!).toBeLessThan(0.4);
    expect(gone!.expected!).toBeLessThan(0.3 * stays!.expected!);
  });

  it('adds up: the sums are those of the customers, and the most valuable come first', async () => {
    const { customerValue, mostValuable } = await whole(id);
    const all = await allValues(id);
    const sum = (of: (value: Value) => number | null) => all.reduce((total, value) => total + of(value!)!, 0);
    expect(customerValue!.expected).toBeCloseTo(
      sum(({ expected }) => expected),
      5,
    );
    expect(customerValue!.alive).toBeCloseTo(
      sum(({ probabilityAlive }) => probabilityAlive),
      5,
    );
    expect(customerValue!.historic).toBeCloseTo(
      sum(({ historic }) => historic),
      5,
    );
    const best = all
      .map((value) => value!.expected!)
      .sort((a, b) => b - a)
      .slice(0, 5);
    expect(mostValuable.map(({ value }) => value.expected)).toEqual(best);
  });

  it('is tested on the days after its day of observation, which it was not fitted to', async () => {
    const { backTest } = (await whole(id)).customerValue!;
    // By hand: days with a purchase from 1 October on, by those who had bought before.
    const before = new Set(rows.filter(({ day }) => day < '2024-10-01').map(({ customer }) => customer));
    const came = rows.filter(({ customer, day }) => before.has(customer) && day >= '2024-10-01');
    const visits = new Set(came.map(({ customer, day }) => `${customer} ${day}`)).size;
    expect(backTest).toMatchObject({ from: '2024-10-01', to: '2024-12-31', days: 92, customers: 300 });
    expect(backTest!.purchases).toBe(visits);
    expect(backTest!.value).toBeCloseTo(
      came.reduce((sum, { amount }) => sum + amount, 0),
      6,
    );
    expect(backTest!.tenths).toHaveLength(10);
    for (const name of ['customers', 'purchases', 'predictedPurchases', 'predictedValue', 'value'] as const) {
      const sum = backTest!.tenths.reduce((total, tenth) => total + tenth[name]!, 0);
      expect(sum).toBeCloseTo(backTest![name]!, 5);
    }
    const predicted = backTest!.tenths.map(({ predictedValue }) => predictedValue!);
    expect(predicted).toEqual(predicted.toSorted((a, b) => b - a));
    expect(Math.abs(backTest!.predictedPurchases / visits - 1)).toBeLessThan(
      Math.abs(backTest!.naivePurchases / visits - 1),
    );
    expect(backTest!.sentence).toContain(`${visits.toLocaleString('en')} came`);
  });

  it('counts cohorts by the month of the first purchase as they are by hand', async () => {
    const { cohorts } = await whole(id);
    const month = (day: string) => `${day.slice(0, 7)}-01`;
    const firsts = new Map<string, string>();
    for (const { customer, day } of rows) {
      if (!(firsts.get(customer)! <= day)) firsts.set(customer, day);
    }
    const january = rows.filter(({ customer }) => month(firsts.get(customer)!) === '2024-01-01');
    const months = Array.from({ length: 12 }, (_, at) => `2024-${String(at + 1).padStart(2, '0')}-01`);
    const own = months.map((at) => january.filter(({ day }) => month(day) === at));
    expect(cohorts!.map((cohort) => cohort.month)).toEqual(
      [...new Set([...firsts.values()].map(month))].sort(),
    );
    expect(cohorts![0]).toEqual({
      month: '2024-01-01',
      customers: new Set(january.map(({ customer }) => customer)).size,
      active: own.map((bought) => new Set(bought.map(({ customer }) => customer)).size),
      value: own.map((bought) => bought.reduce((sum, { amount }) => sum + amount, 0)),
    });
  });

  it('values who is upserted by the attributes, and forgets who is erased', async () => {
    const before = await worthOf(id, 'K-8');
    const attributes = {
      recency_days: 3,
      tenure_days: 270,
      frequency: 31,
      monetary_value: 900,
      mean_order_value: 30,
    };
    await app.query(
      `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { created updated } }`,
      {
        input: {
          datasetId: id,
          customers: [
            { externalId: 'K-8', attributes },
            { externalId: 'new', attributes },
          ],
        },
      },
    );
    const [changed, fresh] = [await worthOf(id, 'K-8'), await worthOf(id, 'new')];
    expect(changed).toEqual(fresh);
    expect(changed!.historic).toBe(900);
    expect(changed!.expected).not.toBe(before!.expected);
    expect(changed!.expectedPurchases!).toBeGreaterThan(10);
    expect(changed!.expectedPurchases!).toBeLessThan(60);
    const { eraseCustomer } = await app.query<{ eraseCustomer: { erased: Record<string, number> } }>(
      'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { erased } }',
      { input: { datasetId: id, externalId: 'new' } },
    );
    expect(eraseCustomer.erased.customerValues).toBe(1);
    expect(await worthOf(id, 'new')).toBeNull();
    await app.query('mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { erased } }', {
      input: { datasetId: id, externalId: 'K-12' },
    });
    expect(await rowsLeft(id)).toEqual({ values: 299, histories: 299 });
  });

  it('has no value for a customer whose attributes say nothing of purchases', async () => {
    await app.query(
      `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { created } }`,
      {
        input: { datasetId: id, customers: [{ externalId: 'blank', attributes: {} }] },
      },
    );
    expect(await worthOf(id, 'blank')).toBeNull();
  });

  it('is valued anew by the next file of all purchases, and by no purchases any more once a file of customers replaces it', async () => {
    const into = { intoDatasetId: id, mode: 'REPLACE' };
    await importCsv(app, toCsv(rows.filter(({ day }) => day < '2024-12-01')), {
      ...into,
      ...ON,
    });
    const { customerValue } = await whole(id);
    expect(customerValue).toMatchObject({ asOf: '2024-11-30', backTest: { days: 61 } });
    const replaced = await importUpload(
      app,
      await upload(app, 'customer_id,recency_days,tenure_days,frequency\nK-0,1,200,4\nK-5,9,90,2'),
      {
        ...into,
        kind: 'CUSTOMERS',
      },
    );
    expect((await app.settled(replaced.job!.id)).state).toBe('COMPLETED');
    expect(await rowsLeft(id)).toEqual({ values: 0, histories: 0 });
    expect(await whole(id)).toEqual({ customerValue: null, cohorts: null, mostValuable: [] });
  });
});

describe('what a customer is worth', () => {
  let id: string;
  beforeAll(async () => {
    id = await importCsv(app, toCsv(uncertainShop()), ON);
    await app.idle(id);
    await app.query(
      `mutation ($id: ID!) { trainChurnModel(input: { datasetId: $id, algorithm: LOGISTIC_REGRESSION, imbalance: NONE }) { job { id } } }`,
      { id },
    );
    await app.idle(id);
    await app.slices.outbox.delivered(fromGlobalId('Dataset', id)!, 10_000);
  });

  interface Scored {
    externalId: string;
    value: Value | null;
    churn: { probability: number; expectedLoss: number | null };
  }
  const money = () =>
    app.query<{
      dataset: {
        assumptions: { valuedByPurchases: boolean; valuePeriod: string | null; warnings: string[] };
        churnSummary: { expectedLoss: number | null };
        contactPlan: { at: { expectedGain: number | null; expectedEvents: number } };
      };
      customers: { edges: { node: Scored }[] };
    }>(
      `query ($id: ID!) {
        dataset(id: $id) { assumptions { valuedByPurchases valuePeriod warnings } churnSummary { expectedLoss }
          contactPlan { at(contacts: 20) { expectedGain expectedEvents } } }
        customers(datasetId: $id, first: 20, orderBy: EXPECTED_GAIN_DESC, filter: { left: false }) {
          edges { node { externalId value { ${VALUE} } churn { probability expectedLoss } } } } }`,
      { id },
    );
  const assume = (given: object) =>
    app.query(
      'mutation ($input: SetAssumptionsInput!) { setAssumptions(input: $input) { userErrors { code } } }',
      {
        input: { datasetId: id, ...given },
      },
    );

  it('is at risk by the chance of leaving: expected losses, their order and the contact plan say so', async () => {
    const { dataset, customers } = await money();
    const listed = customers.edges.map(({ node }) => node);
    for (const { value, churn } of listed) {
      expect(churn.expectedLoss! / (churn.probability * value!.expected!)).toBeCloseTo(1, 12);
    }
    expect(dataset.assumptions).toMatchObject({ valuedByPurchases: true, valuePeriod: 'YEAR' });
    expect(dataset.assumptions.warnings.join(' ')).toMatch(
      /let expect over 365 days, not what they have paid so far/,
    );
    // 0.3 of them stay for 5 a contact, as is taken for granted at first.
    const gain = listed.reduce((sum, { churn }) => sum + 0.3 * churn.expectedLoss! - 5, 0);
    expect(dataset.contactPlan.at.expectedGain).toBeCloseTo(gain, 6);
  });

  it('counts over the months ahead as that of a year, whatever period is set for the column', async () => {
    const { dataset: before } = await money();
    await assume({ valuePeriod: 'MONTH', horizonMonths: 24, contactCost: 0 });
    const { dataset: twice } = await money();
    expect(twice.contactPlan.at.expectedGain! / (before.contactPlan.at.expectedGain! + 100)).toBeCloseTo(
      2,
      9,
    );
    await assume({ customerValue: 50, horizonMonths: 12 });
    const { dataset: same } = await money();
    expect(same.assumptions).toMatchObject({ valuedByPurchases: false, valuePeriod: 'MONTH' });
    await assume({ customerValue: null, valuePeriod: null, horizonMonths: null, contactCost: null });
  });

  it('follows an upsert, and the column again once there are no purchases', async () => {
    const known = (await money()).customers.edges[0]!.node.externalId;
    const attributes = {
      recency_days: 2,
      tenure_days: 260,
      frequency: 60,
      mean_order_value: 70,
      monetary_value: 4200,
    };
    await app.query(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated } }',
      {
        input: { datasetId: id, customers: [{ externalId: known, attributes }] },
      },
    );
    const one = async () =>
      (
        await app.query<{ customer: Scored & { attributes: { monetary_value: number } } }>(
          `query ($id: ID!, $known: String!) { customer(datasetId: $id, externalId: $known) {
            externalId attributes value { ${VALUE} } churn { probability expectedLoss } } }`,
          { id, known },
        )
      ).customer;
    const changed = await one();
    expect(changed.value!.historic).toBe(4200);
    expect(changed.churn.expectedLoss).toBeCloseTo(changed.churn.probability * changed.value!.expected!, 9);
    const columns = 'customer_id,recency_days,tenure_days,frequency,monetary_value';
    const rows = Array.from(
      { length: 30 },
      (_, i) => `${i === 0 ? known : `N-${i}`},${i},200,${1 + (i % 9)},${10 * i + 5}`,
    );
    await importCsv(app, [columns, ...rows].join('\n'), {
      intoDatasetId: id,
      mode: 'REPLACE',
      kind: 'CUSTOMERS',
    });
    await app.idle(id);
    await app.slices.outbox.delivered(fromGlobalId('Dataset', id)!, 10_000);
    const replaced = await one();
    expect(replaced.value!.method).toBe('SURVIVAL');
    expect(replaced.churn.expectedLoss).toBeCloseTo(
      replaced.churn.probability * replaced.attributes.monetary_value,
      9,
    );
  });
});

it('where nobody can be seen to leave, tells an average with shrinkage and says why', async () => {
  const id = await importCsv(app, toCsv(shop({ leaves: false })), ON);
  const { customerValue } = await whole(id);
  expect(customerValue).toMatchObject({ method: 'SHRUNKEN_AVERAGE', alive: 300 });
  expect(customerValue!.reasons[0]).toMatch(
    /BG\/NBD was not used: a model in which nobody leaves is as likely/,
  );
  const often = await worthOf(id, 'K-0');
  // K-0 comes every 4 days, to the last: about as often in the year to come.
  expect(often!.expectedPurchases! / (365 / 4)).toBeGreaterThan(0.9);
  expect(often!.expectedPurchases! / (365 / 4)).toBeLessThan(1.02);
});

it('where purchases have no amount, expects purchases and no money', async () => {
  const { transactions } = ON;
  const id = await importCsv(app, toCsv(shop()), {
    ...ON,
    transactions: { ...transactions, amountColumn: null },
  });
  const { customerValue, cohorts } = await whole(id);
  expect(customerValue).toMatchObject({
    method: 'BG_NBD',
    expected: null,
    historic: null,
    backTest: { value: null },
  });
  expect(cohorts![0]!.value).toBeNull();
  expect(await worthOf(id, 'K-4')).toMatchObject({ historic: null, expected: null, low: null });
});

it('where too few came back, tells no value', async () => {
  const few = shop().filter(({ day }, i) => i % 9 === 0 || day < '2024-01-20');
  const once = [...new Map(few.map((row) => [row.customer, row])).values()];
  const id = await importCsv(app, toCsv(once), ON);
  expect((await whole(id)).customerValue).toBeNull();
});

it('without purchases tells the value column times the chance to stay', async () => {
  const { dataset, customer } = await createShop(app, 'survives');
  const { customer: found } = await app.query<{
    customer: { attributes: { spend: number }; churn: { probability: number }; value: Value };
  }>(
    `query ($datasetId: ID!, $externalId: String!) { customer(datasetId: $datasetId, externalId: $externalId) {
      attributes churn { probability } value { ${VALUE} } } }`,
    { datasetId: dataset, externalId: `${customer.slice(0, -1)}1` },
  );
  const { value, churn, attributes } = found;
  const left = value.probabilityAlive === 0;
  expect(value).toMatchObject({ method: 'SURVIVAL', historic: null, low: null, expectedPurchases: null });
  expect(value.expected).toBeCloseTo(left ? 0 : attributes.spend * (1 - churn.probability), 9);
  const { customerValue, cohorts } = await whole(dataset);
  expect(customerValue).toMatchObject({ method: 'SURVIVAL', backTest: null, parameters: [], customers: 240 });
  const all = await allValues(dataset);
  expect(customerValue!.expected).toBeCloseTo(
    all.reduce((sum, one) => sum + one!.expected!, 0),
    4,
  );
  expect(cohorts).toBeNull();
});

describe.skipIf(!existsSync(DATA))('on public data (skipped where ../shared/data is absent)', () => {
  it('CDNOW, fitted to the end of September, foresees the 39 weeks to come as published', async () => {
    const id = await importCsv(app, readFileSync(join(DATA, 'cdnow_sample.txt'), 'latin1'), {
      kind: 'TRANSACTIONS',
      transactions: {
        ...{ customerColumn: 'column_1', dateColumn: 'column_3', amountColumn: 'column_5' },
        ...{ observationDate: '1997-10-01', churnAfterDays: 270 },
      },
    });
    const { customerValue, cohorts } = await whole(id);
    const { backTest, method } = customerValue!;
    expect(method).toBe('BG_NBD');
    expect(backTest).toMatchObject({ customers: 2357, purchases: 1882, days: 273 });
    expect(Math.round(backTest!.naivePurchases)).toBe(2930);
    expect(Math.round(backTest!.predictedPurchases)).toBe(1653);
    expect(cohorts!.reduce((sum, { customers }) => sum + customers, 0)).toBe(2357);
  });

  it('Online Retail, where nobody can be seen to leave in a month, gets an average with shrinkage', async () => {
    const folder = join(DATA, 'online_retail_dec2010');
    const files = readdirSync(folder).map((name) =>
      readFileSync(join(folder, name), 'latin1').trim().split(/\r?\n/),
    );
    const id = await importCsv(app, [files[0]![0], ...files.flatMap(([, ...lines]) => lines)].join('\n'));
    const { customerValue } = await whole(id);
    expect(customerValue!.method).toBe('SHRUNKEN_AVERAGE');
    expect(customerValue!.reasons.join(' ')).toMatch(/BG\/NBD was not used/);
    expect(customerValue!.expected!).toBeGreaterThan(0);
  });
});
