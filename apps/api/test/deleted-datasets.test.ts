import 'reflect-metadata';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { OWNER_ID } from '../src/modules/auth/sessions.service.js';
import { WatchedClient } from '../src/platform/database/watched-client.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { createApiClient } from './client.js';
import { findInconsistencies } from './consistency.js';
import { importCsv } from './import-client.js';
import { createShop, type Shop } from './operations/shops.js';
import { createTestApp, type TestApp } from './test-app.js';
import { codesOf, ENTRIES } from './ways-in.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

async function change(name: string, input: object, fields: string): Promise<Record<string, unknown>> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
  const answer = await app.query<Record<string, Record<string, unknown>>>(
    `mutation ($input: ${type}) { ${name}(input: $input) { ${fields} userErrors { code message } } }`,
    { input },
  );
  return answer[name]!;
}

const remove = (datasetId: string, more: object = {}) =>
  change('deleteDataset', { datasetId, ...more }, 'deletedDatasetId');
const restore = (datasetId: string) =>
  change('restoreDataset', { datasetId }, 'dataset { id name customerCount }');

const keyOf = (datasetId: string) => fromGlobalId('Dataset', datasetId)!;
const small = () => importCsv(app, 'id,spend,note\na,2,x\nb,3,y\nc,4,z\n', { name: 'small' });

async function deleted(): Promise<
  { datasetId: string; name: string; deletedAt: string; keptUntil: string }[]
> {
  const { deletedDatasets } = await app.query<{ deletedDatasets: { edges: { node: never }[] } }>(
    '{ deletedDatasets { edges { node { datasetId name customerCount deletedAt keptUntil } } } }',
  );
  return deletedDatasets.edges.map(({ node }) => node);
}

/** Every row of every table that has something of a dataset, but for when it was deleted, who did that, and how often it was changed. */
async function rowsOf(key: string): Promise<Record<string, unknown>> {
  const tables: { name: string; by: string }[] = await app.dataSource.query(
    `select c.table_name as name, c.column_name as by from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where table_schema = 'public' and c.table_name <> 'audit_events' and t.table_type = 'BASE TABLE'
       and (c.column_name = 'dataset_id' or (c.table_name = 'datasets' and c.column_name = 'id')) order by 1`,
  );
  const rows: Record<string, unknown> = {};
  for (const { name, by } of tables) {
    rows[name] = await app.dataSource.query(
      `select md5(string_agg(r.t, ',' order by r.t)) as rows from (
         select (to_jsonb(x) - '{deleted_at,changes}'::text[])::text as t from ${name} x where ${by} = $1) r`,
      [key],
    );
  }
  return rows;
}

describe('a deleted dataset', () => {
  let kept: Shop;
  let shop: Shop;
  let before: Record<string, unknown>;
  beforeAll(async () => {
    [kept, shop] = [await createShop(app, 'kept'), await createShop(app, 'gone')];
    await app.idle(shop.dataset);
    before = await rowsOf(keyOf(shop.dataset));
    expect(await remove(shop.dataset)).toEqual({ deletedDatasetId: shop.dataset, userErrors: [] });
  });

  const ways = Object.entries(ENTRIES).flatMap(([name, { about }]) => {
    const other = ['Query.uploadPreview', 'Query.uploadSheets', 'Mutation.restoreDataset'].includes(name);
    // Nobody may be kept in it who is to be erased.
    return about === null || other || name === 'Mutation.eraseCustomer' ? [] : [{ name, about }];
  });

  it.each(ways)('does not exist to $name', async ({ about }) => {
    const answer = await app.ask<Record<string, null>>(about(shop));
    const [found] = Object.values(answer.data ?? {}).flat();
    if (found !== null || answer.errors) expect(codesOf(answer)).toEqual(['NOT_FOUND']);
  });

  it('does not exist to those who are signed in, or to exports', async () => {
    const path = await app.slices.auth.links.create(OWNER_ID);
    const opened = await fetch(app.url + path, { redirect: 'manual' });
    const cookie = opened.headers.getSetCookie()[0]!.split(';')[0]!;
    const signedIn = async (query: string) => {
      const answer = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, origin: app.url },
        body: JSON.stringify({ query }),
      });
      return answer.json();
    };
    const about = (datasetId: string) => `{ customers(datasetId: "${datasetId}") { totalCount } }`;
    expect(await signedIn(about(kept.dataset))).toMatchObject({ data: { customers: {} } });
    expect(await signedIn(about(shop.dataset))).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
    for (const path of [`/datasets/${shop.dataset}/customers.csv`, `/churn-models/${shop.churnModel}/onnx`])
      expect((await app.fetch(path)).status, path).toBe(404);
  });

  it('is in no list and in no count', async () => {
    const { datasets, jobs } = await app.query<{
      datasets: { totalCount: number; edges: { node: { id: string } }[] };
      jobs: { edges: { node: { dataset: { id: string } | null } }[] };
    }>(
      '{ datasets { totalCount edges { node { id } } } jobs(first: 100) { edges { node { dataset { id } } } } }',
    );
    expect(datasets.totalCount).toBe(datasets.edges.length);
    expect(datasets.edges.map(({ node }) => node.id)).not.toContain(shop.dataset);
    expect(jobs.edges.map(({ node }) => node.dataset?.id)).not.toContain(shop.dataset);
    expect(jobs.edges.map(({ node }) => node.dataset?.id)).toContain(kept.dataset);
  });

  it('is among the deleted ones with the days that are left', async () => {
    const [found] = await deleted();
    expect(found).toMatchObject({ datasetId: shop.dataset });
    expect(Date.parse(found!.keptUntil) - Date.parse(found!.deletedAt)).toBe(30 * 86_400_000);
  });

  it('comes back with every row of every table', async () => {
    expect(await restore(shop.dataset)).toMatchObject({ dataset: { id: shop.dataset }, userErrors: [] });
    expect(await rowsOf(keyOf(shop.dataset))).toEqual(before);
    expect(await deleted()).toEqual([]);
    const answer = await app.ask<Record<string, unknown>>(ENTRIES['Query.segmentation']!.about!(shop));
    expect(answer).toMatchObject({ data: { segmentation: { segments: expect.any(Array) } } });
    expect(await findInconsistencies((sql) => app.dataSource.query(sql), app.storage.dataDir)).toEqual([]);
  });
});

describe('deleting', () => {
  it('twice, and restoring what there is not, say so; restoring what is there leaves it', async () => {
    const id = await small();
    expect(await restore(id)).toMatchObject({ dataset: { id, customerCount: 3 }, userErrors: [] });
    await remove(id);
    expect(await remove(id)).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
    await remove(id, { forever: true });
    for (const answer of [await restore(id), await remove(id, { forever: true })])
      expect(answer).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it('and what follows in the same request agree', async () => {
    const id = await small();
    const { data } = await app.ask(
      `mutation ($id: ID!) {
        gone: deleteDataset(input: { datasetId: $id }) { deletedDatasetId }
        refused: setAssumptions(input: { datasetId: $id, contactCost: 3 }) { userErrors { code } }
        back: restoreDataset(input: { datasetId: $id }) { dataset { name columns { name } } }
      }`,
      { id },
    );
    expect(data).toMatchObject({
      gone: { deletedDatasetId: id },
      refused: { userErrors: [{ code: 'NOT_FOUND' }] },
      back: { dataset: { name: 'small', columns: [{ name: 'id' }, { name: 'spend' }, { name: 'note' }] } },
    });
  });

  it('is seen by whoever was recognised before it: a write that comes later is refused', async () => {
    const id = await small();
    const { datasets } = app.slices;
    const write = vi.spyOn(datasets.service, 'requireReady').mockImplementationOnce(async (...asked) => {
      const ready = await datasets.service.requireReady(...asked);
      await remove(id);
      return ready;
    });
    const answer = await change(
      'upsertCustomers',
      { datasetId: id, customers: [{ externalId: 'late', attributes: { spend: 1 } }] },
      'created',
    );
    write.mockRestore();
    expect(answer).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
    await restore(id);
    const found = await app.query('query ($id: ID!) { dataset(id: $id) { customerCount } }', { id });
    expect(found).toEqual({ dataset: { customerCount: 3 } });
  });

  it('costs nobody who is recognised a statement', async () => {
    const id = await small();
    await remove(id);
    const opened = await fetch(app.url + (await app.slices.auth.links.create(OWNER_ID)), {
      redirect: 'manual',
    });
    const cookie = opened.headers.getSetCookie()[0]!.split(';')[0]!;
    const { authenticate } = app.slices.auth;
    const ways = [
      { authorization: `Bearer ${app.adminKey}` },
      { cookie, origin: app.url, host: new URL(app.url).host },
    ];
    const counts: number[] = [];
    for (const headers of ways) {
      // The first time the moment of its use is written down.
      await authenticate(headers);
      const query = vi.spyOn(WatchedClient.prototype, 'query');
      const caller = await authenticate(headers);
      counts.push(query.mock.calls.length);
      query.mockRestore();
      expect([...caller!.deleted!]).toContain(keyOf(id));
    }
    // The key; the session, and whose it is.
    expect(counts).toEqual([1, 2]);
    await remove(id, { forever: true });
  });

  it('for ever is done by the sweep when the days are over, files too', async () => {
    const [early, late] = [await small(), await small()];
    await remove(early);
    await remove(late);
    const at = (days: number) => new Date(Date.now() - days * 86_400_000);
    await app.dataSource.query('update datasets set deleted_at = $2 where id = $1', [
      keyOf(early),
      at(30.01),
    ]);
    await app.dataSource.query('update datasets set deleted_at = $2 where id = $1', [keyOf(late), at(29.99)]);
    await app.slices.datasets.deletion.sweep();
    await app.slices.outbox.delivered(keyOf(early), 10_000);
    const files = (id: string) => existsSync(join(app.storage.dataDir, 'snapshots', keyOf(id)));
    expect((await deleted()).map(({ datasetId }) => datasetId)).toEqual([late]);
    expect([files(early), files(late)]).toEqual([false, true]);
    expect(await app.dataSource.query('select from customers where dataset_id = $1', [keyOf(early)])).toEqual(
      [],
    );
    expect(await restore(early)).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
    expect(await restore(late)).toMatchObject({ dataset: { customerCount: 3 } });
  });

  it('for ever leaves no file either that came after its files were removed, from a process that then died', async () => {
    const id = await small();
    await remove(id, { forever: true });
    await app.slices.outbox.delivered(keyOf(id), 10_000);
    const { table } = app.slices.datasets.service.deps.snapshots.deps;
    const folder = join(app.storage.dataDir, table.folderOf(keyOf(id)));
    expect(existsSync(folder)).toBe(false);
    const file = { path: join(app.storage.dataDir, 'column-file'), sha256: '', rows: 3 };
    writeFileSync(file.path, 'a');
    // One that lives finds that the dataset is gone; no sweep comes before that.
    await table.staged(app.dataSource.manager, keyOf(id), file, async ({ name }) => {
      await table.files.put(`${table.folderOf(keyOf(id))}/p1-left-behind.parquet`, file.path);
      await app.slices.datasets.service.sweep();
      expect(await table.files.list(table.folderOf(keyOf(id)))).toEqual([name]);
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps nobody from being erased', async () => {
    const id = await small();
    await remove(id);
    const answer = await change('eraseCustomer', { datasetId: id, externalId: 'b' }, 'erased complete');
    expect(answer).toMatchObject({ complete: true, erased: { customers: 1, snapshots: 1 }, userErrors: [] });
    expect(await deleted()).toMatchObject([{ datasetId: id }]);
    await restore(id);
    expect(await findInconsistencies((sql) => app.dataSource.query(sql), app.storage.dataDir)).toEqual([]);
    const { customer } = await app.query<{ customer: null }>(
      'query ($id: ID!) { customer(datasetId: $id, externalId: "b") { id } }',
      { id },
    );
    expect(customer).toBeNull();
  });

  it('and restoring are for an ADMIN who reaches the dataset', async () => {
    const [own, other] = [await small(), await small()];
    const { createApiKey } = await app.query<{ createApiKey: { secret: string } }>(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      { input: { name: 'confined', role: 'ADMIN', datasetIds: [own] } },
    );
    const confined = createApiClient(app.url, createApiKey.secret);
    await remove(own);
    await remove(other);
    const list = await confined.query('{ deletedDatasets { totalCount edges { node { datasetId } } } }');
    expect(list).toEqual({ deletedDatasets: { totalCount: 1, edges: [{ node: { datasetId: own } }] } });
    const back = (id: string) =>
      confined.query(
        'mutation ($id: ID!) { restoreDataset(input: { datasetId: $id }) { dataset { id } userErrors { code } } }',
        { id },
      );
    expect(await back(other)).toMatchObject({ restoreDataset: { userErrors: [{ code: 'NOT_FOUND' }] } });
    expect(await back(own)).toMatchObject({ restoreDataset: { dataset: { id: own } } });
  });
});
