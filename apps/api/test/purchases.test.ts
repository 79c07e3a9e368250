import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { importCsv, importUpload, upload } from './import-client.js';
import { customersOf, days, type Purchase, rolledUpByHand } from './purchases-by-hand.js';
import { createTestApp, type TestApp } from './test-app.js';

const DATA = join(import.meta.dirname, '../../../../shared/data');
const SETTINGS =
  'customerColumn dateColumn amountColumn quantityColumn orderColumn categoryColumn observationDate churnAfterDays customers churnRate labelKnown';
const LINES = 'total aboveHeader header customers purchases leftOut repeats blank rejected continued';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

interface Settings {
  customerColumn: string;
  observationDate: string;
  churnAfterDays: number;
  customers: number;
  churnRate: number;
  [column: string]: unknown;
}

interface Preview {
  kind: string;
  transactions: Settings | null;
  columns: { name: string; suggestedRole: string; reason: string }[];
  lines: Record<string, number | null>;
  warnings: string[];
}

async function preview(uploadId: string, settings: Record<string, unknown> = {}): Promise<Preview> {
  const { uploadPreview } = await app.query<{ uploadPreview: Preview }>(
    `query ($uploadId: ID!, $kind: UploadKind, $transactions: TransactionsInput, $columns: [ColumnInput!]) {
      uploadPreview(uploadId: $uploadId, kind: $kind, transactions: $transactions, columns: $columns) {
        kind transactions { ${SETTINGS} } columns { name suggestedRole reason } lines { ${LINES} } warnings } }`,
    { uploadId, ...settings },
  );
  return uploadPreview;
}

async function lastImport(id: string) {
  const { dataset } = await app.query<{
    dataset: {
      columns: { name: string; type: string; role: string }[];
      rejectedRows: { edges: { node: { line: number; cause: string } }[] };
      imports: {
        edges: {
          node: { kind: string; transactions: Settings | null; lines: Record<string, number | null> };
        }[];
      };
    };
  }>(
    `query ($id: ID!) { dataset(id: $id) { columns { name type role } rejectedRows { edges { node { line cause } } }
      imports(first: 1) { edges { node { kind transactions { ${SETTINGS} } lines { ${LINES} } } } } } }`,
    { id },
  );
  return { ...dataset, ...dataset.imports.edges[0]!.node };
}

function balanceOf({ total, ...parts }: Record<string, number | null>): [read: number | null, told: number] {
  return [total!, Object.values(parts).reduce<number>((sum, part) => sum + (part ?? 0), 0)];
}

/** 40 customers who buy every few days from 1 January on; every fourth stops on the way. */
function shop(): Purchase[] {
  return Array.from({ length: 40 }, (_, c) => {
    const stops = c % 4 === 0 ? 60 : 180;
    const gap = 5 + (c % 7) * 3;
    const count = Math.floor(stops / gap);
    return Array.from({ length: count }, (_, n): Purchase[] => {
      const day = days('2024-01-01', (c % 5) + n * gap);
      const order = `${1000 + c * 100 + n}`;
      const books = {
        customer: `K-${c}`,
        day,
        order,
        price: 2.5 + c,
        quantity: 1 + (n % 3),
        category: 'Books',
      };
      if (n % 4 === 3) return [{ ...books, order: `C${order}`, quantity: -1 }];
      return n % 2 === 0 ? [books, { ...books, price: 1.25, quantity: 4, category: 'Toys' }] : [books];
    }).flat();
  }).flat();
}

function toCsv(rows: readonly Purchase[]): string {
  const lines = rows.map(({ order, day, customer, category, quantity, price }) =>
    [order, `${day} 10:30:00`, customer, category, quantity, price].join(','),
  );
  return ['InvoiceNo,InvoiceDate,CustomerID,Category,Quantity,UnitPrice', ...lines].join('\n');
}

describe('a file of purchases', () => {
  const rows = shop();

  it('is recognised, with a definition of who left from its own gaps, and rolled up as the preview says', async () => {
    const uploadId = await upload(app, toCsv(rows), 'orders.csv');
    const { kind, transactions, columns, lines, warnings } = await preview(uploadId);
    expect(kind).toBe('TRANSACTIONS');
    expect(transactions).toMatchObject({
      customerColumn: 'CustomerID',
      dateColumn: 'InvoiceDate',
      amountColumn: 'UnitPrice',
      quantityColumn: 'Quantity',
      orderColumn: 'InvoiceNo',
      categoryColumn: 'Category',
    });
    expect(transactions!.churnAfterDays % 7).toBe(0);
    expect(columns.find(({ name }) => name === 'CustomerID')).toMatchObject({ suggestedRole: 'CUSTOMER_ID' });
    expect(warnings.join(' ')).toMatch(/rows are purchases of 40 customers/);
    expect(warnings.join(' ')).not.toMatch(/repeat an id|are the rows purchases|will be rejected/);
    const { dataset, job } = await importUpload(app, uploadId);
    expect((await app.settled(job!.id)).state).toBe('COMPLETED');
    const made = await lastImport(dataset!.id);
    expect(made).toMatchObject({ kind: 'TRANSACTIONS', transactions, lines });
    expect(made.columns.map(({ name, role }) => [name, role])).toEqual([
      ['customer_id', 'CUSTOMER_ID'],
      ['observation_date', 'OBSERVATION_DATE'],
      ['recency_days', 'FEATURE'],
      ['tenure_days', 'FEATURE'],
      ['frequency', 'FEATURE'],
      ['average_gap_days', 'FEATURE'],
      ['monetary_value', 'MONETARY_VALUE'],
      ['mean_order_value', 'FEATURE'],
      ['trend', 'FEATURE'],
      ['return_share', 'FEATURE'],
      ['spend_Books', 'FEATURE'],
      ['spend_Toys', 'FEATURE'],
      ['left', 'CHURN_LABEL'],
    ]);
    const { observationDate, churnAfterDays } = transactions!;
    expect(await customersOf(app, dataset!.id)).toEqual(
      rolledUpByHand(rows, observationDate, churnAfterDays),
    );
  });

  it('accounts for every line: blank ids, days that cannot be read, customers who came later', async () => {
    const odd = [
      '9001,2024-03-01 10:00:00,,Books,1,5',
      '9002,,K-1,Books,1,5',
      '9003,2024-03-02 10:00:00,K-1,Books,,5',
      '',
      '9004,2024-06-29 10:00:00,late,Books,1,5',
      '9005,2024-06-30 10:00:00,late,Books,1,5',
    ];
    const text = [toCsv(rows), ...odd].join('\n');
    const settings = {
      kind: 'TRANSACTIONS',
      transactions: {
        ...{ customerColumn: 'CustomerID', dateColumn: 'InvoiceDate' },
        ...{ amountColumn: 'UnitPrice', quantityColumn: 'Quantity' },
        ...{ observationDate: '2024-05-20', churnAfterDays: 30 },
      },
    };
    const foreseen = await preview(await upload(app, text), settings);
    const id = await importCsv(app, text, settings);
    const { lines, rejectedRows } = await lastImport(id);
    expect(lines).toEqual(foreseen.lines);
    expect(lines).toMatchObject({
      header: 1,
      customers: 0,
      purchases: rows.length,
      leftOut: 2,
      rejected: 3,
      blank: 1,
    });
    const [read, told] = balanceOf(lines);
    expect(told).toBe(read);
    expect(foreseen.warnings.join(' ')).toMatch(
      /1 customers with 2 rows are left out: they have no purchase before 2024-05-20/,
    );
    expect(rejectedRows.edges.map(({ node }) => node.cause)).toEqual([
      'CustomerID: expected a customer id of 1..200 characters, found none',
      expect.stringMatching(/^InvoiceDate: expected a date .*, found none$/),
      expect.stringMatching(/^Quantity: expected a number .*, found none$/),
    ]);
    expect(await customersOf(app, id)).toEqual(rolledUpByHand(rows, '2024-05-20', 30));
  });

  it('has features of the days before the day of observation alone, and a label of that day and later ones', async () => {
    const settings = {
      transactions: {
        ...{ customerColumn: 'CustomerID', dateColumn: 'InvoiceDate' },
        ...{ amountColumn: 'UnitPrice', quantityColumn: 'Quantity' },
        ...{ observationDate: '2024-05-01', churnAfterDays: 30 },
      },
    };
    const planted = (day: string): Purchase => ({
      ...{ customer: 'K-0', day, order: '99999', price: 777, quantity: 3, category: 'Garden' },
    });
    const read = async (more: Purchase[]) => {
      const id = await importCsv(app, toCsv([...rows, ...more]), settings);
      return new Map(
        (await customersOf(app, id)).map(({ customer_id, left, ...features }) => [
          customer_id,
          { left, features },
        ]),
      );
    };
    const [plain, on, after, late, before] = [
      await read([]),
      await read([planted('2024-05-01')]),
      await read([planted('2024-05-30')]),
      await read([planted('2024-05-31')]),
      await read([planted('2024-04-30')]),
    ];
    const featuresOf = (customers: typeof plain) =>
      [...customers].map(([id, { features }]) => [id, features]);
    expect(featuresOf(on!)).toEqual(featuresOf(plain!));
    expect(featuresOf(after!)).toEqual(featuresOf(plain!));
    expect([plain, on, after, late].map((customers) => customers!.get('K-0')!.left)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(before!.get('K-0')!.left).toBe(true);
    expect(before!.get('K-0')!.features).toMatchObject({ recency_days: 1, spend_Garden: 2331 });
  });

  it('is read as customers where the caller says so, or names roles', async () => {
    const uploadId = await upload(app, toCsv(rows));
    const roles = [{ name: 'InvoiceNo', role: 'CUSTOMER_ID' }];
    for (const settings of [{ kind: 'CUSTOMERS' }, { columns: roles }]) {
      expect(await preview(uploadId, settings)).toMatchObject({ kind: 'CUSTOMERS', transactions: null });
    }
    const id = await importCsv(app, toCsv(rows), { columns: roles });
    expect(await lastImport(id)).toMatchObject({ kind: 'CUSTOMERS', transactions: null });
  });

  it('is added to the purchases of before, as if they had come in one file', async () => {
    const byDay = rows.toSorted((one, other) => (one.day < other.day ? -1 : 1));
    const [early, late] = [
      byDay.filter(({ day }) => day < '2024-03-01'),
      byDay.filter(({ day }) => day >= '2024-03-01'),
    ];
    const id = await importCsv(app, toCsv(early), { name: 'Orders' });
    const whole = await importCsv(app, toCsv(byDay));
    await importCsv(app, toCsv(late), { intoDatasetId: id, mode: 'APPEND' });
    expect(await customersOf(app, id)).toEqual(await customersOf(app, whole));
    const [added, atOnce] = [await lastImport(id), await lastImport(whole)];
    expect(added.transactions).toEqual(atOnce.transactions);
    expect(added.columns).toEqual(atOnce.columns);
    expect(added.lines).toMatchObject({
      total: late.length + 1,
      purchases: late.length - added.lines.leftOut!,
    });
    expect(balanceOf(added.lines)).toEqual([late.length + 1, late.length + 1]);
    const { observationDate, churnAfterDays } = added.transactions!;
    expect(await customersOf(app, id)).toEqual(rolledUpByHand(byDay, observationDate, churnAfterDays));
  });

  it('is planned before it is added', async () => {
    const byDay = rows.toSorted((one, other) => (one.day < other.day ? -1 : 1));
    const id = await importCsv(app, toCsv(byDay.slice(0, 20)), { kind: 'TRANSACTIONS' });
    const ask = (mode: string) =>
      app.query<{ uploadPreview: { plan: Record<string, number> } }>(
        `query ($uploadId: ID!, $into: ID!, $mode: ImportMode!) {
          uploadPreview(uploadId: $uploadId, intoDatasetId: $into, mode: $mode) { plan { created updated removed } } }`,
        { uploadId: next, into: id, mode },
      );
    const next = await upload(app, toCsv(byDay.slice(20)));
    const { uploadPreview } = await ask('APPEND');
    await importUpload(app, next, { intoDatasetId: id, mode: 'APPEND' }).then(({ job }) =>
      app.settled(job!.id),
    );
    const { dataset } = await app.query<{
      dataset: { imports: { edges: { node: Record<string, number> }[] } };
    }>(
      `query ($id: ID!) { dataset(id: $id) { imports(first: 1) { edges { node { createdCount updatedCount removedCount } } } } }`,
      { id },
    );
    const { createdCount, updatedCount, removedCount } = dataset.imports.edges[0]!.node;
    expect(uploadPreview.plan).toEqual({
      created: createdCount,
      updated: updatedCount,
      removed: removedCount,
    });
  });

  it('of too few days is rolled up without telling who left, which later days tell', async () => {
    const short = rows.filter(({ day }) => day < '2024-01-06');
    const uploadId = await upload(app, toCsv(short));
    const { warnings } = await preview(uploadId, { kind: 'TRANSACTIONS' });
    expect(warnings.join(' ')).toContain(
      'The purchases are from 2024-01-01 to 2024-01-05: who left is not known until more than 14 days are there.',
    );
    const id = await importCsv(app, toCsv(short), { kind: 'TRANSACTIONS' });
    const customers = await customersOf(app, id);
    expect(customers.length).toBeGreaterThan(0);
    expect(new Set(customers.map(({ left }) => left))).toEqual(new Set([null]));
    expect((await lastImport(id)).transactions).toMatchObject({
      observationDate: '2024-01-06',
      labelKnown: false,
    });
  });

  it('is added once, also where two are added at the same time', async () => {
    const parts = [0, 1, 2, 3].map((part) => rows.filter((_, i) => i % 4 === part));
    const id = await importCsv(app, toCsv(parts[0]!));
    const uploads = await Promise.all(parts.slice(1).map((part) => upload(app, toCsv(part))));
    const jobs = await Promise.all(
      uploads.map((one) => importUpload(app, one, { intoDatasetId: id, mode: 'APPEND' })),
    );
    for (const { job } of jobs) expect((await app.settled(job!.id)).state).toBe('COMPLETED');
    const whole = await importCsv(app, toCsv(rows));
    expect(await customersOf(app, id)).toEqual(await customersOf(app, whole));
  });

  it('forgets whoever is erased, a customer or not yet one, also for the next file', async () => {
    const byDay = rows.toSorted((one, other) => (one.day < other.day ? -1 : 1));
    const late = { ...byDay.at(-1)!, customer: 'Late', order: '999', day: '2024-06-28' };
    const id = await importCsv(app, toCsv([...byDay.slice(0, 300), late]));
    const erase = async (externalId: string) => {
      const { eraseCustomer } = await app.query<{ eraseCustomer: { erased: Record<string, number> } }>(
        'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { erased userErrors { message } } }',
        { input: { datasetId: id, externalId } },
      );
      return eraseCustomer.erased;
    };
    expect(await erase('Late')).toMatchObject({ purchases: 1 });
    expect(await erase('K-1')).toMatchObject({ customers: 1, purchases: expect.any(Number) });
    const others = byDay.slice(300).filter(({ customer }) => customer !== 'K-1');
    await importCsv(app, toCsv(others), { intoDatasetId: id, mode: 'APPEND' });
    const ids = (await customersOf(app, id)).map(({ customer_id }) => customer_id);
    expect(ids).not.toContain('K-1');
    expect(ids).not.toContain('Late');
    expect(ids).toContain('K-2');
  });

  it('replaces the purchases of before, and is added to none that an earlier release did not keep', async () => {
    const id = await importCsv(app, toCsv(rows), { name: 'Orders' });
    await app.dataSource.query('delete from purchase_rows where dataset_id = $1', [
      fromGlobalId('Dataset', id),
    ]);
    const next = await upload(app, toCsv(rows.slice(0, 300)));
    for (const options of [{}, { kind: 'TRANSACTIONS' }]) {
      const { userErrors } = await importUpload(app, next, { intoDatasetId: id, mode: 'APPEND', ...options });
      expect(userErrors[0]).toMatchObject({ code: 'CONFLICT', field: ['mode'] });
      expect(userErrors[0]!.message).toBe(
        'mode is APPEND, and "Orders" was rolled up from purchases by an earlier release, which did not keep them; it must be REPLACE with a file of all purchases, or kind CUSTOMERS with a row a customer.',
      );
    }
    await importCsv(app, toCsv(rows.slice(0, 300)), { intoDatasetId: id, mode: 'REPLACE' });
    const { transactions } = await lastImport(id);
    const { observationDate, churnAfterDays } = transactions!;
    expect(await customersOf(app, id)).toEqual(
      rolledUpByHand(rows.slice(0, 300), observationDate, churnAfterDays),
    );
    const customers = await importCsv(app, 'id,age\n1,20\n2,30\n3,40', { name: 'People' });
    const { userErrors } = await importUpload(app, next, {
      intoDatasetId: customers,
      mode: 'REPLACE',
      kind: 'TRANSACTIONS',
    });
    expect(userErrors[0]).toMatchObject({ code: 'CONFLICT', field: ['kind'] });
  });

  it.each([
    [{ churnAfterDays: 5000 }, /churnAfterDays is 5000, .* it must be 1\.\.\d+/],
    [{ churnAfterDays: 0 }, /churnAfterDays is 0, .* it must be 1\.\.\d+/],
    [
      { observationDate: '2024-01-01', churnAfterDays: 30 },
      /observationDate is 2024-01-01, .* it must be 2024-01-02\.\./,
    ],
    [
      { observationDate: '2025-01-01', churnAfterDays: 30 },
      /observationDate is 2025-01-01, .* it must be 2024-01-02\.\./,
    ],
    [{ dateColumn: 'When' }, /"When" is not a column of the file; its columns are "InvoiceNo"/],
    [{ amountColumn: 'CustomerID' }, /"CustomerID" is both customerColumn and amountColumn/],
  ])('is refused with both sides for %j', async (odd, message) => {
    const uploadId = await upload(app, toCsv(rows));
    const transactions = {
      customerColumn: 'CustomerID',
      dateColumn: 'InvoiceDate',
      amountColumn: 'UnitPrice',
      ...odd,
    };
    const { errors } = await app.ask(
      'query ($id: ID!, $transactions: TransactionsInput) { uploadPreview(uploadId: $id, transactions: $transactions) { kind } }',
      { id: uploadId, transactions },
    );
    expect(errors?.[0]?.message).toMatch(message);
  });
});

describe('a file that only resembles purchases', () => {
  const people = (repeats: number) =>
    Array.from(
      { length: 300 },
      (_, i) => `${i < repeats ? 299 - i : i},2024-0${1 + (i % 9)}-1${i % 9},${(i * 7) % 90}.5`,
    );
  it.each([
    [
      'customers of whom three of a hundred are there twice',
      ['customer_id,signup_date,total_spend', ...people(9)],
    ],
    ['a row a customer and month', ['customer_id,snapshot_date,spend', ...people(150)]],
    [
      'purchases without what was bought',
      ['customer_id,visit_date,page', ...people(150).map((row) => `${row}x`)],
    ],
  ])('is a file of customers: %s', async (_, lines) => {
    const { kind, transactions } = await preview(await upload(app, lines.join('\n')));
    expect([kind, transactions]).toEqual(['CUSTOMERS', null]);
  });

  it('is told to look like purchases where it is too short to tell who left', async () => {
    const rows = shop().filter(({ day }) => day < '2024-01-10');
    const { kind, warnings } = await preview(await upload(app, toCsv(rows)));
    expect(kind).toBe('CUSTOMERS');
    expect(warnings.join(' ')).toMatch(
      /look like purchases, but are read as customers: churnAfterDays is 14/,
    );
  });
});

describe.skipIf(!existsSync(DATA))('public purchases (skipped where ../shared/data is absent)', () => {
  it('CDNOW, without a header, equals what is computed by hand', async () => {
    const text = readFileSync(join(DATA, 'cdnow_sample.txt'), 'latin1');
    const rows = text
      .trim()
      .split(/\r?\n/)
      .map((line, i): Purchase => {
        const [customer, , date, , dollars] = line.trim().split(/\s+/);
        const day = date!.replace(/(....)(..)(..)/, '$1-$2-$3');
        return { customer: customer!, day, order: `#${i}`, price: Number(dollars), quantity: 1 };
      });
    const id = await importCsv(app, text);
    const { transactions, lines } = await lastImport(id);
    expect(transactions).toMatchObject({
      customerColumn: 'column_1',
      dateColumn: 'column_3',
      amountColumn: 'column_5',
    });
    const { observationDate, churnAfterDays } = transactions!;
    expect(await customersOf(app, id)).toEqual(rolledUpByHand(rows, observationDate, churnAfterDays));
    expect(lines.purchases! + lines.leftOut!).toBe(rows.length);
  });

  it('Online Retail, a month of days in one file or one after the other, equals what is computed by hand', async () => {
    const folder = join(DATA, 'online_retail_dec2010');
    const files = readdirSync(folder).map((name) =>
      readFileSync(join(folder, name), 'latin1').trim().split(/\r?\n/),
    );
    const body = files.flatMap(([, ...lines]) => lines);
    const rows = body.map((line): Purchase => {
      const [quantity, time, price, customer] = line.split(',').slice(-5, -1);
      const order = line.split(',')[0]!;
      return {
        customer: customer!,
        day: time!.slice(0, 10),
        order,
        price: Number(price),
        quantity: Number(quantity),
      };
    });
    const id = await importCsv(app, [files[0]![0], ...body].join('\n'));
    const { transactions, lines } = await lastImport(id);
    const { observationDate, churnAfterDays } = transactions!;
    const known = rows.filter(({ customer }) => customer !== '');
    const { warnings } = await preview(await upload(app, [files[0]![0], ...body].join('\n')));
    expect(warnings.filter((warning) => warning.includes('rejected'))).toEqual([
      expect.stringMatching(/^15631 rows will be rejected, such as one with CustomerID: /),
    ]);
    expect(lines.rejected).toBe(rows.length - known.length);
    expect(await customersOf(app, id)).toEqual(rolledUpByHand(known, observationDate, churnAfterDays));

    const [first, ...others] = files.map((file) => file.join('\n'));
    const added = await importCsv(app, first!, { kind: 'TRANSACTIONS' });
    for (const file of others) await importCsv(app, file, { intoDatasetId: added, mode: 'APPEND' });
    expect((await lastImport(added)).transactions).toEqual(transactions);
    expect((await lastImport(added)).columns).toEqual((await lastImport(id)).columns);
    expect(await customersOf(app, added)).toEqual(await customersOf(app, id));
  });
});
