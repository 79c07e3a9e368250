import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createShop, type Shop } from './operations/shops.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let shop: Shop;
beforeAll(async () => {
  app = await createTestApp();
  shop = await createShop(app, 'shop');
});
afterAll(() => app.stop());

interface Exported {
  readonly id: string;
  readonly url: string | null;
  readonly rowCount: number | null;
  readonly byteSize: number | null;
  readonly expiresAt: string | null;
  readonly withdrawnAt: string | null;
}

const FIELDS = 'id url rowCount byteSize expiresAt withdrawnAt';

/** Asks for a file and waits until it is written. */
async function exported(input: object = {}): Promise<Exported> {
  const { exportCustomers } = await app.query<{
    exportCustomers: { customerExport: { id: string; url: null; job: { id: string } }; userErrors: [] };
  }>(
    `mutation ($input: ExportCustomersInput!) {
      exportCustomers(input: $input) { customerExport { id url job { id } } userErrors { code message } }
    }`,
    { input: { datasetId: shop.dataset, ...input } },
  );
  expect(exportCustomers.userErrors).toEqual([]);
  const { id, url, job } = exportCustomers.customerExport;
  expect(url).toBeNull();
  expect(await app.settled(job.id)).toMatchObject({ state: 'COMPLETED' });
  return find(id);
}

async function find(id: string): Promise<Exported> {
  const { customerExport } = await app.query<{ customerExport: Exported }>(
    `query ($id: ID!) { customerExport(id: $id) { ${FIELDS} } }`,
    { id },
  );
  return customerExport;
}

/** As anybody fetches it, without a key. */
const fetchFile = (url: string) => fetch(app.url + new URL(url).pathname + new URL(url).search);

const filesThere = () => readdirSync(join(app.storage.dataDir, 'exports'));

describe('a list as a file', () => {
  it('has the customers of the list, a line each, with segment and score', async () => {
    const filter = { search: 'shop1' };
    const { url, rowCount, byteSize } = await exported({ filter, orderBy: 'CHURN_PROBABILITY_DESC' });
    const response = await fetchFile(url!);
    const text = await response.text();
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const { customers } = await app.query<{
      customers: { totalCount: number; edges: { node: { externalId: string } }[] };
    }>(
      `query ($id: ID!, $filter: CustomerFilter) {
        customers(datasetId: $id, first: 100, filter: $filter, orderBy: CHURN_PROBABILITY_DESC) { totalCount edges { node { externalId } } }
      }`,
      { id: shop.dataset, filter },
    );
    expect(response.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="customers.jsonl"');
    expect([rowCount, byteSize]).toEqual([customers.totalCount, Buffer.byteLength(text)]);
    expect(lines).toHaveLength(customers.totalCount);
    expect(lines.slice(0, 100).map(({ customer_id }) => customer_id)).toEqual(
      customers.edges.map(({ node }) => node.externalId),
    );
    expect(lines[0]).toMatchObject({
      visits: expect.any(Number),
      since: expect.stringMatching(/^2024-03-\d\d$/),
      segment: expect.any(String),
      churn_probability: expect.any(Number),
    });
  });

  it('is the CSV and the Parquet that are streamed', async () => {
    const csv = await exported({ format: 'CSV' });
    const streamed = await app.fetch(`/datasets/${shop.dataset}/customers.csv`);
    expect(await (await fetchFile(csv.url!)).text()).toBe(await streamed.text());
    const parquet = await exported({ format: 'PARQUET' });
    const bytes = Buffer.from(await (await fetchFile(parquet.url!)).arrayBuffer());
    expect([bytes.subarray(0, 4), bytes.subarray(-4)].map(String)).toEqual(['PAR1', 'PAR1']);
    expect([csv.rowCount, parquet.rowCount]).toEqual([240, 240]);
  });

  it('may be of an audience, or of an arm of a campaign', async () => {
    const all = await exported({ filter: { audienceId: shop.audience } });
    const arm = await exported({
      format: 'CSV',
      filter: { campaignId: shop.campaign, campaignArm: 'HOLD_OUT' },
    });
    const text = await (await fetchFile(arm.url!)).text();
    expect(all.rowCount).toBe(240);
    expect(arm.rowCount).toBe(24);
    expect(text.split('\n')[0]).toContain('arm,reason,suggested_action');
  });

  it('is refused before a job is made where the list is wrong', async () => {
    const { exportCustomers } = await app.query<{ exportCustomers: unknown }>(
      `mutation ($input: ExportCustomersInput!) {
        exportCustomers(input: $input) { customerExport { id } userErrors { code field } }
      }`,
      { input: { datasetId: shop.dataset, filter: { audienceId: shop.campaign } } },
    );
    expect(exportCustomers).toEqual({
      customerExport: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['filter', 'audienceId'] }],
    });
  });
});

describe('the address of a file', () => {
  it('is good for a day, as it was signed and no other', async () => {
    const { url, expiresAt } = await exported();
    const hours = (Date.parse(expiresAt!) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23);
    expect(hours).toBeLessThanOrEqual(24);
    const other = await exported();
    const changed = [
      url!.replace(/signature=.*/, 'signature=x'),
      url!.replace(/&signature=.*/, ''),
      url!.replace(/expires=\d+/, `expires=${Date.parse(expiresAt!) + 1000}`),
      url!.replace(/signature=.*/, new URL(other.url!).search.split('&')[1]!),
      url!.replace(/exports\/[^?]+/, 'exports/nothing'),
    ];
    for (const wrong of changed) {
      const response = await fetchFile(wrong);
      expect([response.status, await response.json()]).toEqual([
        404,
        { code: 'NOT_FOUND', message: 'This link is unknown, has expired, or its file was withdrawn.' },
      ]);
    }
    expect((await fetchFile(url!)).status).toBe(200);
  });

  it('is in the audit each time that it is used', async () => {
    const { id, url } = await exported();
    await (await fetchFile(url!)).text();
    const { auditEvents } = await app.query<{ auditEvents: { edges: { node: object }[] } }>(
      '{ auditEvents(first: 5, filter: { action: "fetch export" }) { edges { node { actor subject outcome } } } }',
    );
    expect(auditEvents.edges[0]!.node).toEqual({ actor: 'a signed link', subject: id, outcome: 'DONE' });
  });

  it('ends with its time, and the file is swept', async () => {
    const { id, url } = await exported();
    await expire(id);
    expect((await fetchFile(url!)).status).toBe(404);
    expect((await find(id)).url).toBeNull();
    const before = filesThere().length;
    await app.slices.exports.sweep();
    expect(filesThere()).toHaveLength(before - 1);
  });
});

describe('whoever is erased', () => {
  it('is in no file any more, and the files are gone', async () => {
    const { id, url } = await exported({ filter: { search: 'shop2' } });
    const erased = await app.query<{ eraseCustomer: { erased: Record<string, number> } }>(
      `mutation { eraseCustomer(input: { datasetId: "${shop.dataset}", externalId: "shop2" }) { erased } }`,
    );
    expect(erased.eraseCustomer.erased.exports).toBeGreaterThan(0);
    expect((await fetchFile(url!)).status).toBe(404);
    expect(await find(id)).toMatchObject({ url: null, withdrawnAt: expect.any(String) });
    await app.idle(shop.dataset);
    expect(filesThere()).toEqual([]);
    expect(await filterOf(id)).toEqual({});
  });

  it('is in no file that is asked for afterwards', async () => {
    const { url, rowCount } = await exported();
    expect(rowCount).toBe(239);
    expect(await (await fetchFile(url!)).text()).not.toContain('"shop2"');
  });
});

describe('a deleted dataset', () => {
  it('has no files to fetch until it is restored, and none at all once it is removed for good', async () => {
    const { url } = await exported();
    await app.query(
      `mutation { deleteDataset(input: { datasetId: "${shop.dataset}" }) { deletedDatasetId } }`,
    );
    expect((await fetchFile(url!)).status).toBe(404);
    await app.query(
      `mutation { restoreDataset(input: { datasetId: "${shop.dataset}" }) { dataset { id } } }`,
    );
    expect((await fetchFile(url!)).status).toBe(200);
    await app.query(
      `mutation { deleteDataset(input: { datasetId: "${shop.dataset}", forever: true }) { deletedDatasetId } }`,
    );
    expect((await fetchFile(url!)).status).toBe(404);
    await app.slices.exports.sweep();
    expect(filesThere()).toEqual([]);
  });
});

/** Lets a file expire without waiting for it. */
async function expire(id: string): Promise<void> {
  await app.dataSource.query(
    `update customer_exports set expires_at = now() - interval '1 second' where id = $1`,
    [keyOf(id)],
  );
}

/** The filter that is stored with an export. */
async function filterOf(id: string): Promise<object> {
  const [row] = await app.dataSource.query('select filter from customer_exports where id = $1', [keyOf(id)]);
  return (row as { filter: object }).filter;
}

function keyOf(id: string): string {
  return Buffer.from(id, 'base64url').toString().split(':')[1]!;
}
