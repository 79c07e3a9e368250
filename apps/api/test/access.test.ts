import { isObjectType } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { CallContext } from '../src/platform/call/call-context.js';
import type { Role } from '../src/platform/call/caller.js';
import { type ApiClient, createApiClient } from './client.js';
import { createShop, type Shop, shopCsv } from './operations/shops.js';
import { createTestApp, type TestApp } from './test-app.js';
import { codesOf, ENTRIES } from './ways-in.js';

const id = (value: string) => JSON.stringify(value);

let app: TestApp;
let own: Shop;
let other: Shop;
/** The secret of an ADMIN key for `own` alone. */
let secret: string;
let confined: ApiClient;
const byRole = new Map<Role, ApiClient>();

beforeAll(async () => {
  app = await createTestApp();
  [own, other] = [await createShop(app, 'own'), await createShop(app, 'other')];
  secret = await createKey('ADMIN', [own.dataset]);
  confined = createApiClient(app.url, secret);
  for (const role of ['VIEWER', 'ANALYST'] as const) {
    byRole.set(role, createApiClient(app.url, await createKey(role)));
  }
});
afterAll(() => app.stop());

async function createKey(role: Role, datasetIds?: readonly string[]): Promise<string> {
  const { createApiKey } = await app.query<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { name: role, role, datasetIds } },
  );
  return createApiKey.secret;
}

const entries = Object.entries(ENTRIES).flatMap(([name, { role, about }]) =>
  about === null ? [] : [{ name, role, about }],
);

/** Everything that a stranger could have changed. */
const stateOf = ({ dataset }: Shop) =>
  app.query(
    `query ($id: ID!) { dataset(id: $id) {
      name customerCount activeSegmentation { id selectedK } champion { id }
      churnModels { totalCount } segmentations { totalCount } imports { totalCount } audiences { totalCount } campaigns { totalCount }
    } }`,
    { id: dataset },
  );

it('knows every root field of the schema', () => {
  const roots = [app.schema.getQueryType(), app.schema.getMutationType(), app.schema.getSubscriptionType()];
  const names = roots.filter(isObjectType).flatMap((type) => {
    return Object.keys(type.getFields()).map((field) => `${type.name}.${field}`);
  });
  expect(Object.keys(ENTRIES).sort()).toEqual(names.sort());
});

describe('a key of one dataset', () => {
  it.each(entries)('is told by $name that nothing else exists', async ({ about }) => {
    const before = await stateOf(other);
    const answer = await confined.ask<Record<string, null>>(about(other));
    const [found] = Object.values(answer.data ?? {}).flat();
    if (found !== null || answer.errors) expect(codesOf(answer)).toEqual(['NOT_FOUND']);
    expect(await stateOf(other)).toEqual(before);
  });

  it.each(
    entries.filter(({ name }) => name.startsWith('Query.') && !/^Query\.(upload|outcomesPreview)/.test(name)),
  )('is answered by $name about its own', async ({ about }) => {
    const answer = await confined.ask<Record<string, unknown>>(about(own));
    expect(answer.errors).toBeUndefined();
    expect(Object.values(answer.data!)).not.toContain(null);
    const everyone = await app.ask(about(own));
    expect(answer.data).toEqual(everyone.data);
  });

  it('changes its own', async () => {
    const answer = await confined.ask<Record<string, { userErrors: [] }>>(
      ENTRIES['Mutation.upsertCustomers']!.about!(own),
    );
    expect(answer).toMatchObject({ data: { upsertCustomers: { created: 1, userErrors: [] } } });
  });

  it('sees its own alone in lists', async () => {
    const { datasets, jobs, viewer } = await confined.query<{
      datasets: { totalCount: number; edges: { node: { id: string } }[] };
      jobs: { edges: { node: { dataset: { id: string } } }[] };
      viewer: { datasetIds: string[] };
    }>(
      `{ datasets { totalCount edges { node { id } } } jobs(first: 100) { edges { node { dataset { id } } } }
         viewer { datasetIds } }`,
    );
    expect(datasets).toEqual({ totalCount: 1, edges: [{ node: { id: own.dataset } }] });
    expect(new Set(jobs.edges.map(({ node }) => node.dataset.id))).toEqual(new Set([own.dataset]));
    expect(viewer.datasetIds).toEqual([own.dataset]);
  });

  it('makes no new dataset, and no key', async () => {
    const headers = { authorization: `Bearer ${secret}` };
    const sent = await fetch(`${app.url}/uploads?filename=a.csv`, {
      method: 'POST',
      headers,
      body: shopCsv('x'),
    });
    const { uploadId } = (await sent.json()) as { uploadId: string };
    expect(await confined.query(`{ uploadPreview(uploadId: ${id(uploadId)}) { fileName } }`)).toEqual({
      uploadPreview: { fileName: 'a.csv' },
    });
    for (const operation of [
      `mutation { importDataset(input: { uploadId: ${id(uploadId)}, name: "n" }) { dataset { id } } }`,
      'mutation { createApiKey(input: { name: "n", role: VIEWER }) { secret } }',
      '{ apiKeys { totalCount } }',
    ]) {
      expect(codesOf(await confined.ask(operation))).toEqual(['FORBIDDEN']);
    }
  });

  it('downloads no model, sees no map and follows no job of another', async () => {
    const headers = { authorization: `Bearer ${secret}` };
    const file = await fetch(`${app.url}/churn-models/${other.churnModel}/onnx`, { headers });
    expect(file.status).toBe(404);
    expect((await fetch(`${app.url}/churn-models/${own.churnModel}/onnx`, { headers })).status).toBe(200);
    const map = (place: Shop) => fetch(`${app.url}/segmentations/${place.segmentation}/map`, { headers });
    expect((await map(other)).status).toBe(404);
    expect((await map(own)).status).toBe(200);
    const client = createClient({
      url: `${app.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${secret}` },
    });
    const follow = (job: string) =>
      client.iterate({ query: `subscription { job(id: ${id(job)}) { kind } }` });
    const refused = await follow(other.job)
      .next()
      .then(
        ({ value }) => value.errors,
        (thrown: unknown) => thrown,
      );
    expect(refused).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect((await follow(own.job).next()).value).toMatchObject({ data: { job: {} } });
    await client.dispose();
    const stream = (job: string) =>
      fetch(`${app.url}/graphql/stream`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: `subscription { job(id: ${id(job)}) { kind } }` }),
      }).then((response) => response.text());
    expect(await stream(other.job)).toContain('"code":"NOT_FOUND"');
    expect(await stream(own.job)).toContain('"data":{"job":{');
  });

  it('opens sessions that are confined as well', async () => {
    const opened = await fetch(`${app.url}/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ apiKey: secret }),
    });
    const cookie = opened.headers.getSetCookie()[0]!.split(';')[0]!;
    const answer = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin: app.url },
      body: JSON.stringify({ query: ENTRIES['Query.dataset']!.about!(other) }),
    });
    expect(await answer.json()).toMatchObject({ data: { dataset: null } });
  });
});

describe('a key for datasets', () => {
  it('names ones that exist, and at least one', async () => {
    const create = (datasetIds: string[]) =>
      app.query(
        'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { userErrors { field code } } }',
        {
          input: { name: 'k', role: 'VIEWER', datasetIds },
        },
      );
    expect(await create([])).toMatchObject({
      createApiKey: { userErrors: [{ field: ['datasetIds'], code: 'BAD_USER_INPUT' }] },
    });
    const unknown = Buffer.from('Dataset:00000000-0000-4000-8000-000000000000').toString('base64url');
    for (const absent of [unknown, own.churnModel, 'x']) {
      expect(await create([own.dataset, absent])).toMatchObject({
        createApiKey: { userErrors: [{ field: ['datasetIds', '1'], code: 'NOT_FOUND' }] },
      });
    }
  });
});

describe('a lower role', () => {
  it.each(entries.filter(({ role }) => role !== 'VIEWER'))('is refused by $name', async ({ role, about }) => {
    const before = await stateOf(own);
    for (const lower of role === 'ADMIN' ? (['VIEWER', 'ANALYST'] as const) : (['VIEWER'] as const)) {
      expect(codesOf(await byRole.get(lower)!.ask(about(own)))).toEqual(['FORBIDDEN']);
    }
    expect(await stateOf(own)).toEqual(before);
  });

  it('is refused by the services themselves, however they are reached', async () => {
    const key = (globalId: string) => Buffer.from(globalId, 'base64url').toString().split(':')[1]!;
    const datasetId = key(own.dataset);
    const { auth, churn, customers, datasets, jobs, segmentation } = app.slices;
    const as = (role: Role) => new CallContext({ id: 'someone', email: null, role, scope: null });
    const forAnalysts = [
      (call: CallContext) => churn.service.train(call, { datasetId }),
      (call: CallContext) => churn.service.promote(call, key(own.churnModel)),
      (call: CallContext) => segmentation.service.fit(call, { datasetId }),
      (call: CallContext) => segmentation.service.selectK(call, key(own.segmentation), 2),
      (call: CallContext) => customers.service.upsert(call, { datasetId, customers: [] }),
      (call: CallContext) => datasets.imports.import(call, { uploadId: own.upload, name: 'n' }),
      (call: CallContext) => jobs.service.cancel(call, key(own.job)),
    ];
    const forAdmins = [
      (call: CallContext) => customers.service.erase(call, datasetId, own.customer),
      (call: CallContext) => datasets.deletion.delete(call, datasetId),
      (call: CallContext) => datasets.deletion.deleteForever(call, datasetId),
      (call: CallContext) => datasets.deletion.restore(call, datasetId),
      (call: CallContext) => auth.apiKeys.create(call, { name: 'n', role: 'VIEWER' }),
      (call: CallContext) => auth.apiKeys.revoke(call, datasetId),
      (call: CallContext) => auth.people.invite(call, { email: 'a@example.com', role: 'VIEWER' }),
      (call: CallContext) => auth.people.setRole(call, datasetId, 'ADMIN'),
      (call: CallContext) => auth.people.deactivate(call, datasetId),
    ];
    for (const attempt of forAnalysts) {
      await expect(attempt(as('VIEWER'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    for (const attempt of forAdmins) {
      await expect(attempt(as('ANALYST'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
