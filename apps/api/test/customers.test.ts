import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CallContext } from '../src/platform/call/call-context.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;
let key: string;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  datasetId = await importCsv(app, csv, { columns: [{ name: 'note', role: 'IGNORED', type: 'TEXT' }] });
  key = Buffer.from(datasetId, 'base64url').toString().slice('Dataset:'.length);
});

const csv =
  'id,age,member,city,since,note\na,31,yes,Bonn,2020-01-31,first\nb,42,no,Köln,2021-02-28,second\nc,53,yes,Bonn,,third\n';

interface Answer {
  created: number;
  updated: number;
  userErrors: { field: string[]; message: string; code: string }[];
}

async function upsert(customers: object[], idempotencyKey?: string, replace?: boolean): Promise<Answer> {
  const { upsertCustomers } = await app.query<{ upsertCustomers: Answer }>(
    'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { created updated userErrors { field message code } } }',
    { input: { datasetId, customers, replace, ...(idempotencyKey ? { idempotencyKey } : {}) } },
  );
  return upsertCustomers;
}

async function find(externalId: string) {
  const { customer } = await app.query<{
    customer: { id: string; attributes: Record<string, unknown> } | null;
  }>(
    'query ($datasetId: ID!, $externalId: String!) { customer(datasetId: $datasetId, externalId: $externalId) { id attributes } }',
    { datasetId, externalId },
  );
  return customer;
}

async function count() {
  const { dataset } = await app.query<{ dataset: { customerCount: number } }>(
    'query ($id: ID!) { dataset(id: $id) { customerCount } }',
    { id: datasetId },
  );
  return dataset.customerCount;
}

/** The column file as an engine would read it, with every change up to now. */
function readSnapshot() {
  return app.slices.datasets.service.withSnapshot(
    CallContext.ofServer(),
    key,
    async () => {},
    async ({ path, rows, sha256 }) => {
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      const reader = await connection.runAndReadAll(`select * from '${path}' order by __row`);
      const found = reader.getRowObjectsJson();
      const types = reader.columnTypes().map(String);
      connection.closeSync();
      instance.closeSync();
      return { found, types, rows, sha256 };
    },
  );
}

describe('upserting customers', () => {
  it('changes what is named of existing ones, clears what is null, and leaves the rest', async () => {
    const before = await find('a');
    const answer = await upsert([
      { externalId: 'a', attributes: { age: 32, city: null, note: 'Changed' } },
      { externalId: 'z', attributes: { age: 1 } },
    ]);
    expect(answer).toEqual({ created: 1, updated: 1, userErrors: [] });
    expect(await find('a')).toEqual({
      id: before!.id,
      attributes: { age: 32, member: true, city: null, since: '2020-01-31', note: 'Changed' },
    });
    expect((await find('z'))!.attributes).toEqual({
      age: 1,
      member: null,
      city: null,
      since: null,
      note: null,
    });
    const search = (text: string) =>
      app.query<{ customers: { edges: { node: { externalId: string } }[] } }>(
        'query ($id: ID!, $text: String) { customers(datasetId: $id, filter: { search: $text }) { edges { node { externalId } } } }',
        { id: datasetId, text },
      );
    await upsert([{ externalId: 'a', attributes: { age: 33 } }]);
    expect((await search('changed')).customers.edges.map(({ node }) => node.externalId)).toEqual(['a']);
    expect((await search('first')).customers.edges).toEqual([]);
  });

  it('is one call or another by `replace`', async () => {
    const customers = [{ externalId: 'y', attributes: { age: 1 } }];
    await upsert(customers, 'patch', false);
    expect((await upsert(customers, 'patch', true)).userErrors[0]).toMatchObject({ code: 'CONFLICT' });
  });

  it('creates new ones and replaces existing ones, if asked to', async () => {
    const before = await find('b');
    const had = await count();
    const answer = await upsert(
      [
        { externalId: 'b', attributes: { age: 43, member: true } },
        {
          externalId: 'd',
          attributes: { age: 20.5, member: false, city: 'Ulm', since: '2024-02-29', note: ' new ' },
        },
      ],
      undefined,
      true,
    );
    expect(answer).toEqual({ created: 1, updated: 1, userErrors: [] });
    expect(await find('b')).toEqual({
      id: before!.id,
      attributes: { age: 43, member: true, city: null, since: null, note: null },
    });
    expect((await find('d'))!.attributes).toEqual({
      age: 20.5,
      member: false,
      city: 'Ulm',
      since: '2024-02-29',
      note: 'new',
    });
    expect(await count()).toBe(had + 1);
  });

  it('gives the same answer to fifty of the same call at once, and writes once', async () => {
    const customers = [{ externalId: 'crowd', attributes: { age: 1 } }];
    const answers = await Promise.all(Array.from({ length: 50 }, () => upsert(customers, 'crowd')));
    for (const answer of answers) expect(answer).toEqual({ created: 1, updated: 0, userErrors: [] });
    expect(await count()).toBe(4);
  });

  it('gives the same answer to the same call and writes nothing', async () => {
    const customers = [{ externalId: 'd', attributes: { age: 1 } }];
    const first = await upsert(customers, 'once');
    expect(await upsert(customers, 'once')).toEqual(first);
    expect(first).toMatchObject({ created: 1, updated: 0 });
    expect((await upsert([{ externalId: 'e', attributes: { age: 1 } }], 'once')).userErrors[0]).toMatchObject(
      {
        code: 'CONFLICT',
        field: ['idempotencyKey'],
      },
    );
    expect(await count()).toBe(4);
  });

  it.each([
    [
      { age: 'old' },
      'BAD_USER_INPUT',
      '"age" is "old"; it must be a number from -1e15 to 1e15, or null.',
      'age',
    ],
    [
      { member: 'maybe' },
      'BAD_USER_INPUT',
      '"member" is "maybe"; it must be true or false, or null.',
      'member',
    ],
    [
      { since: '03.01.2020' },
      'BAD_USER_INPUT',
      '"since" is "03.01.2020"; it must be a day like "2026-01-31" from 1000 to 9999, or null.',
      'since',
    ],
    [
      { since: '2021-02-29' },
      'BAD_USER_INPUT',
      '"since" is "2021-02-29"; it must be a day like "2026-01-31" from 1000 to 9999, or null.',
      'since',
    ],
    [
      { city: 7 },
      'BAD_USER_INPUT',
      '"city" is 7; it must be a text of at most 1000 characters, or null.',
      'city',
    ],
    [{ id: 'x' }, 'BAD_USER_INPUT', '"id" is the customer id; it goes into externalId.', 'id'],
    [
      { town: 'Ulm' },
      'UNKNOWN_COLUMN',
      '"town" is not a column of the dataset; its columns are "id", "age", "member", "city", "since", "note".',
      'town',
    ],
  ])('writes none of them where one is %j', async (attributes, code, message, field) => {
    const answer = await upsert([
      { externalId: 'd', attributes: {} },
      { externalId: 'e', attributes },
    ]);
    expect(answer).toEqual({
      created: 0,
      updated: 0,
      userErrors: [{ code, message, field: ['customers', '1', 'attributes', field] }],
    });
    expect(await find('d')).toBeNull();
  });

  it('accepts 1 to 1000 customers, each once and with an id', async () => {
    const many = Array.from({ length: 1001 }, (_, i) => ({ externalId: `n${i}`, attributes: {} }));
    expect((await upsert([])).userErrors[0]!.message).toBe('customers has 0 entries; it must have 1..1000.');
    expect((await upsert(many)).userErrors[0]!.message).toBe(
      'customers has 1001 entries; it must have 1..1000.',
    );
    expect(await upsert(many.slice(0, 1000))).toEqual({ created: 1000, updated: 0, userErrors: [] });
    expect((await upsert([many[0]!, many[0]!])).userErrors[0]).toMatchObject({
      code: 'DUPLICATE_CUSTOMER_ID',
    });
    expect((await upsert([{ externalId: ' ', attributes: {} }])).userErrors[0]!.message).toBe(
      'externalId has 0 characters; it must have 1..200.',
    );
  });

  it('gives every new customer its own row when calls coincide', async () => {
    const calls = Array.from({ length: 8 }, (_, call) =>
      upsert(Array.from({ length: 20 }, (_, i) => ({ externalId: `${call}-${i}`, attributes: { age: i } }))),
    );
    for (const answer of await Promise.all(calls))
      expect(answer).toEqual({ created: 20, updated: 0, userErrors: [] });
    expect(await count()).toBe(163);
  });

  it('appears in the next column file', async () => {
    const before = await readSnapshot();
    expect(await readSnapshot()).toEqual(before);
    await upsert([{ externalId: 'd', attributes: { age: 20, member: false, since: '2024-02-29' } }]);
    const after = await readSnapshot();
    expect(after.types).toEqual(before.types);
    expect(after.found.slice(0, 3)).toEqual(before.found);
    expect(after.found[3]).toEqual({
      __row: 3,
      id: 'd',
      age: 20,
      member: false,
      city: null,
      since: '2024-02-29',
      note: null,
    });
    expect(readdirSync(join(app.storage.dataDir, 'snapshots', key))).toHaveLength(1);
  });
});

describe('erasing a customer', () => {
  const erase = async (externalId: string) => {
    const { eraseCustomer } = await app.query<{
      eraseCustomer: { erased: object | null; userErrors: object[] };
    }>(
      'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { erased userErrors { code field message } } }',
      { input: { datasetId, externalId } },
    );
    return eraseCustomer;
  };

  it('leaves no trace in the tables or the column file, and says what was erased', async () => {
    const { erased, userErrors } = await erase('b');
    expect(userErrors).toEqual([]);
    expect(erased).toMatchObject({ customers: 1, attributes: 5, rejectedRows: 0, snapshots: 1 });
    expect(await find('b')).toBeNull();
    expect(await count()).toBe(2);
    const files = readdirSync(join(app.storage.dataDir, 'snapshots', key));
    expect(files).toHaveLength(1);
    expect(readFileSync(join(app.storage.dataDir, 'snapshots', key, files[0]!)).includes('second')).toBe(
      false,
    );
    expect((await readSnapshot()).found.map((row) => row.id)).toEqual(['a', 'c']);
  });

  it('erases the rejected rows that name the id', async () => {
    datasetId = await importCsv(app, 'id,a\nx,1\ny,2\nx,3\n', {
      columns: [{ name: 'id', role: 'CUSTOMER_ID' }],
    });
    key = Buffer.from(datasetId, 'base64url').toString().slice('Dataset:'.length);
    expect((await erase('x')).erased).toMatchObject({ rejectedRows: 1 });
    const { dataset } = await app.query<{ dataset: { rejectedRowCount: number } }>(
      'query ($id: ID!) { dataset(id: $id) { rejectedRowCount rejectedRows { totalCount } } }',
      { id: datasetId },
    );
    expect(dataset).toEqual({ rejectedRowCount: 0, rejectedRows: { totalCount: 0 } });
  });

  it('says so if there is no such customer', async () => {
    expect(await erase('nobody')).toEqual({
      erased: null,
      userErrors: [
        {
          code: 'NOT_FOUND',
          field: ['externalId'],
          message: 'No customer of the dataset has the id "nobody".',
        },
      ],
    });
    expect(await count()).toBe(3);
  });
});

describe('a customer', () => {
  it('is null if the dataset or id is unknown', async () => {
    expect(await find('nobody')).toBeNull();
    const document = 'query ($datasetId: ID!) { customer(datasetId: $datasetId, externalId: "a") { id } }';
    expect(await app.query(document, { datasetId: 'made up' })).toEqual({ customer: null });
  });
});
