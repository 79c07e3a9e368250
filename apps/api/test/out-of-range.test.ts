import { describe, expect, it } from 'vitest';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import {
  app,
  datasetId,
  erase,
  find,
  fit,
  idOf,
  key,
  QUICK,
  upsert,
  useLivingDataset,
} from './living-dataset.js';

useLivingDataset();

interface UserError {
  readonly code: string;
  readonly message: string;
}

async function refusalOf(
  attributes: object,
  externalId = 'x',
  id = datasetId,
): Promise<UserError | undefined> {
  const { upsertCustomers } = await app.query<{ upsertCustomers: { userErrors: UserError[] } }>(
    `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { userErrors { code message } } }`,
    { input: { datasetId: id, customers: [{ externalId, attributes }] } },
  );
  return upsertCustomers.userErrors[0];
}

async function scoreOf(id: string, attributes: object): Promise<{ probability: number; warnings: string[] }> {
  const { score } = await app.query<{ score: { probability: number; warnings: string[] }[] }>(
    'query ($id: ID!, $customers: [JSONObject!]!) { score(datasetId: $id, customers: $customers) { probability warnings } }',
    { id, customers: [attributes] },
  );
  return score[0]!;
}

describe('an upsert', () => {
  it('is refused with both sides', async () => {
    for (const [attributes, message] of [
      [{ income: 1e200 }, '"income" is 1e+200; it must be a number from -1e15 to 1e15, or null.'],
      [{ income: -1.7e308 }, '"income" is -1.7e+308; it must be a number from -1e15 to 1e15, or null.'],
      [
        { income: 2 ** 53 + 2 },
        '"income" is 9007199254740994; it must be a number from -1e15 to 1e15, or null.',
      ],
      [{ income: '1e200' }, '"income" is "1e200"; it must be a number from -1e15 to 1e15, or null.'],
      [{ income: 'much' }, '"income" is "much"; it must be a number from -1e15 to 1e15, or null.'],
      [
        { customer_since: '0000-02-29' },
        '"customer_since" is "0000-02-29"; it must be a day like "2026-01-31" from 1000 to 9999, or null.',
      ],
      [
        { customer_since: '0020-01-31' },
        '"customer_since" is "0020-01-31"; it must be a day like "2026-01-31" from 1000 to 9999, or null.',
      ],
      [
        { customer_since: '+275760-09-13' },
        '"customer_since" is "+275760-09-13"; it must be a day like "2026-01-31" from 1000 to 9999, or null.',
      ],
      [
        { education: 'x'.repeat(1001) },
        `"education" is "${'x'.repeat(99)}… of 1003 characters; it must be a text of at most 1000 characters, or null.`,
      ],
    ] as const) {
      expect(await refusalOf(attributes)).toEqual({ code: 'BAD_USER_INPUT', message });
    }
  });

  it('takes what is at the limits', async () => {
    const attributes = {
      income: -1e15,
      spend_home: 1e15,
      customer_since: '1000-01-01',
      education: 'x'.repeat(1000),
    };
    expect(await refusalOf(attributes)).toBeUndefined();
    expect((await find('x')).attributes).toMatchObject(attributes);
    await fit();
  });

  it('reads as 0 what no figure can tell from 0', async () => {
    await upsert([{ externalId: 'x', attributes: { income: 5e-324, spend_home: -0, spend_wine: -1e-101 } }]);
    const stored = await app.dataSource.query(
      `select attributes ->> 'income' as a, attributes ->> 'spend_home' as b, attributes ->> 'spend_wine' as c
       from current_customers where dataset_id = $1 and external_id = 'x'`,
      [key],
    );
    expect(stored).toEqual([{ a: '0', b: '0', c: '0' }]);
    await fit();
  });
});

describe('a file', () => {
  const long = 'x'.repeat(1001);
  const rows = Array.from(
    { length: 400 },
    (_, i) => `c${i},${i % 37},${['a', 'b', 'c'][i % 3]},20${10 + (i % 9)}-01-02`,
  );
  const strange = [
    'n1,1e200,a,2020-01-01',
    'n2,-1e16,a,2020-01-01',
    'n3,Infinity,a,2020-01-01',
    `n4,1,${long},2020-01-01`,
    'n5,1,a,0000-12-31',
    'n6,1,a,0000-01-01',
    `${'i'.repeat(201)},1,a,2020-01-01`,
    ',1,a,2020-01-01',
    'n7,nan,a,2020-01-01',
    'n8,5e-324,a,2020-01-01',
  ];

  it('has its rows with such values rejected, with both sides, and its other rows imported', async () => {
    const id = await importCsv(app, `id,spend,plan,since\n${[...rows, ...strange].join('\n')}\n`, {
      columns: [{ name: 'plan', role: 'FEATURE', type: 'CATEGORY' }],
    });
    const { dataset, customer } = await app.query<{
      dataset: { customerCount: number; rejectedRows: { edges: { node: { cause: string } }[] } };
      customer: { attributes: { spend: number } };
    }>(
      `query ($id: ID!) { dataset(id: $id) { customerCount rejectedRows { edges { node { cause } } } }
        customer(datasetId: $id, externalId: "n8") { attributes } }`,
      { id },
    );
    expect(dataset.customerCount).toBe(403);
    expect(customer.attributes.spend).toBe(0);
    expect(dataset.rejectedRows.edges.map(({ node }) => node.cause)).toEqual([
      'spend: expected a number like 1234.5 from -1e15 to 1e15, found "1e200"',
      'spend: expected a number like 1234.5 from -1e15 to 1e15, found "-1e16"',
      `plan: expected at most 1000 characters, found "${'x'.repeat(200)}…" of 1001 characters`,
      'since: expected a date like yyyy-mm-dd from 1000 to 9999, found "0000-12-31"',
      'since: expected a date like yyyy-mm-dd from 1000 to 9999, found "0000-01-01"',
      `id: expected a customer id of 1..200 characters, found "${'i'.repeat(200)}…" of 201 characters`,
      'id: expected a customer id of 1..200 characters, found none',
    ]);
    await fit({ datasetId: id });
  });

  it('may call its columns what every object has', async () => {
    const names = ['constructor', 'toString', 'hasOwnProperty', '__defineGetter__'];
    const lines = Array.from({ length: 300 }, (_, i) => {
      const cells = names.map((_, j) => (i * (j + 3)) % (11 + j));
      return `c${i},${i % 2 ? 'yes' : 'no'},${cells.join(',')}`;
    });
    const id = await importCsv(app, `id,churned,${names.join(',')}\n${lines.join('\n')}\n`, {
      columns: [{ name: 'churned', role: 'CHURN_LABEL' }],
    });
    expect(await refusalOf({}, 'new', id)).toBeUndefined();
    const attributes = { constructor: 4 };
    expect(await refusalOf(attributes, 'other', id)).toBeUndefined();
    const { customer } = await app.query<{ customer: { attributes: object } }>(
      `query ($id: ID!) { customer(datasetId: $id, externalId: "other") { attributes } }`,
      { id },
    );
    expect(customer.attributes).toEqual({
      churned: null,
      ...Object.fromEntries(names.map((name) => [name, null])),
      constructor: 4,
    });
    await fit({ datasetId: id });
    expect((await train(app, { datasetId: id, ...QUICK })).outcome.state).toBe('COMPLETED');
    const { warnings } = await scoreOf(id, attributes);
    expect(warnings.join('\n')).toContain('toString is missing');
    expect(warnings.join('\n')).not.toMatch(/constructor is missing|function/);
  });

  it('may not call one what would reach the prototype of every object: it gets another name', async () => {
    const id = await importCsv(app, 'id,__proto__\na,1\nb,2\n');
    const { dataset } = await app.query<{ dataset: { columns: { name: string }[] } }>(
      'query ($id: ID!) { dataset(id: $id) { columns { name } } }',
      { id },
    );
    expect(dataset.columns.map(({ name }) => name)).toEqual(['id', '__proto___2']);
  });
});

describe('a score', () => {
  it('of values out of range says so with both sides, and takes them as not known', async () => {
    expect((await train(app, { datasetId, ...QUICK })).outcome.state).toBe('COMPLETED');
    const { probability } = await scoreOf(datasetId, {});
    for (const [income, customer_since] of [
      ['1e200', '+275760-09-13'],
      ['-1e300', '-271821-04-20'],
      ['9e15', '0000-01-01'],
    ]) {
      const far = await scoreOf(datasetId, { income, customer_since });
      expect(far.probability).toBe(probability);
      expect(far.warnings).toEqual(
        expect.arrayContaining([
          `"income" is "${income}"; it must be a number like 1234.5 from -1e15 to 1e15, and counts as not known`,
          `"customer_since" is "${customer_since}"; it must be a date like yyyy-mm-dd from 1000 to 9999, and counts as not known`,
        ]),
      );
    }
    const far = await scoreOf(datasetId, { income: 1e200 });
    expect(far.probability).toBe(probability);
    expect(far.warnings).toContain(
      '"income" is 1e+200; it must be a number from -1e15 to 1e15, and counts as not known',
    );
  });
});

describe('a database that holds values out of range from before', () => {
  /** Stores values as a release without limits did. */
  async function store(attributes: Record<string, unknown>[]): Promise<void> {
    for (const [row, given] of attributes.entries()) {
      await app.dataSource.query(
        `update customers c set revision = 1, cells = (
           select string_agg(coalesce($3::jsonb -> name, attribute_value(c.cells, l.names, name)::jsonb)::text, E'\\x1f' order by n)
           from customer_layouts l, unnest(l.names) with ordinality as named(name, n)
           where l.dataset_id = c.dataset_id and l.number = c.layout)
         where dataset_id = $1 and row = $2`,
        [key, row, JSON.stringify(given)],
      );
    }
    await app.dataSource.query('update datasets set revision = 1 where id = $1', [key]);
  }
  const poison = [
    { income: 1.7e308, spend_home: -1.7e308 },
    { income: -1.7e308, spend_home: 1e200 },
    { income: 5e-324, customer_since: '0000-01-01' },
    { income: 2 ** 60, customer_since: '9999-12-31' },
    { customer_since: '1000-01-01', education: 'x'.repeat(100_000) },
  ];

  it('is fitted, trained, scored and described without them', async () => {
    await store(poison);
    const segmentation = await fit();
    const { id, outcome } = await train(app, { datasetId, ...QUICK });
    expect(outcome).toEqual({ state: 'COMPLETED', error: null });
    await upsert([{ externalId: idOf(9), attributes: { income: 1 } }]);
    const answer = await app.query<{
      dataset: {
        columns: {
          name: string;
          max: number | null;
          missingCount: number;
          histogram: { counts: number[] } | null;
        }[];
        churnSummary: { expectedLoss: number | null; meanProbability: number };
      };
      segmentation: { histograms: { histogram: { counts: number[] } }[] };
      customers: { edges: { node: { churn: { probability: number } } }[] };
    }>(
      `query ($id: ID!, $segmentation: ID!) {
        dataset(id: $id) { columns { name max missingCount histogram(bins: 7) { counts } } churnSummary { expectedLoss meanProbability } }
        segmentation(id: $segmentation) {
          histograms: histograms(feature: "income") { histogram { counts } }
          dates: histograms(feature: "customer_since") { histogram { counts } } }
        customers(datasetId: $id, first: 100) { edges { node { churn { probability contributions { text } peers { count } } } } } }`,
      { id: datasetId, segmentation },
    );
    expect(id).toBeTruthy();
    const income = answer.dataset.columns.find(({ name }) => name === 'income')!;
    expect(income.max).toBeLessThan(1e7);
    expect(income.missingCount).toBeGreaterThanOrEqual(3);
    expect(answer.dataset.churnSummary.meanProbability).toBeGreaterThan(0);
    expect(answer.customers.edges).toHaveLength(100);
  });

  it('has anybody erased from it, and completely', async () => {
    await store(poison);
    for (const i of [0, 7]) {
      expect((await erase(idOf(i))).eraseCustomer).toMatchObject({ complete: true, userErrors: [] });
    }
    await fit();
  });
});
