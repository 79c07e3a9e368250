import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createRandom } from '@holdfast/ml-core';
import { type MapColumns, type MapPoints, readMapColumns } from '@holdfast/schema';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WatchedClient } from '../src/platform/database/watched-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const random = createRandom(4);
/** Two clouds of customers, and three who are neither. */
const people = Array.from({ length: 400 }, (_, i) => {
  const [age, spend] = i < 3 ? [90, 20] : i % 4 === 1 ? [60, 900] : [30, 200];
  return { id: `c${i}`, age: age + 2 * random.normal(), spend: spend + 20 * random.normal() };
});
const csv = ['id,age,spend', ...people.map(({ id, age, spend }) => `${id},${age},${spend}`)].join('\n');

let app: TestApp;
let datasetId: string;
let segmentation: string;
beforeAll(async () => {
  app = await createTestApp({ limits: { queryRate: 10_000_000 } });
  datasetId = await importCsv(app, csv);
  const { fitSegmentation } = await app.query<{
    fitSegmentation: { segmentation: { id: string }; job: { id: string } };
  }>(
    `mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { segmentation { id } job { id } } }`,
    { input: { datasetId, features: ['age', 'spend'], minK: 2, maxK: 4 } },
  );
  segmentation = fitSegmentation.segmentation.id;
  expect(await app.settled(fitSegmentation.job.id)).toEqual({ state: 'COMPLETED', error: null });
  await app.idle(datasetId);
});
afterAll(() => app.stop());
afterEach(() => vi.restoreAllMocks());

const ask = (query = '', headers: Record<string, string> = {}) =>
  app.fetch(`/segmentations/${segmentation}/map${query}`, { headers });

async function map(query = ''): Promise<MapPoints & { etag: string }> {
  const response = await ask(query);
  expect(response.status).toBe(200);
  return { ...readMapColumns((await response.json()) as MapColumns), etag: response.headers.get('etag')! };
}

async function field(args: string): Promise<MapPoints> {
  const found = await app.query<{ segmentation: { projection: MapPoints } }>(
    `query ($id: ID!) { segmentation(id: $id) { projection(${args}) { externalIds x y segmentIndex } } }`,
    { id: segmentation },
  );
  return found.segmentation.projection;
}

async function change(mutation: string, type: string, input: object): Promise<void> {
  const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { message } } }`;
  expect(await app.query(document, { input })).toEqual({ [mutation]: { userErrors: [] } });
  await app.idle(datasetId);
}

const range = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

describe('the map of a segmentation as columns', () => {
  it.each(['sample=400&k=2', 'sample=400&k=4', 'sample=50&k=3', 'sample=4&k=4'])(
    'has what `projection` has, at its places but for half a 65,535th of the range: %s',
    async (query) => {
      const columns = await map(`?${query}`);
      const lists = await field(query.replace('=', ': ').replace('&', ', ').replace('=', ': '));
      expect(columns.externalIds).toEqual(lists.externalIds);
      expect(columns.segmentIndex).toEqual(lists.segmentIndex);
      for (const axis of ['x', 'y'] as const) {
        const most = (0.51 * range(lists[axis])) / 65_535;
        const off = columns[axis].map((value, i) => Math.abs(value - lists[axis][i]!));
        expect(Math.max(...off)).toBeLessThan(most);
      }
    },
  );

  it('has all whom it has room for unless fewer are asked for, and somebody of each segment', async () => {
    expect((await map()).externalIds).toHaveLength(people.length);
    expect((await map('?sample=7')).externalIds).toHaveLength(7);
    for (const k of [2, 3, 4]) expect(new Set((await map(`?sample=${k}&k=${k}`)).segmentIndex).size).toBe(k);
  });

  it('is not sent again to whoever has it, and then costs no pass over customers', async () => {
    const { etag } = await map();
    const asked = vi.spyOn(WatchedClient.prototype, 'query');
    const again = await ask('', { 'if-none-match': `"another", ${etag}` });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(again.headers.get('etag')).toBe(etag);
    expect(
      asked.mock.calls.map(([text]) => String(text)).filter((text) => text.includes('projection_points')),
    ).toEqual([]);
    expect((await ask('', { 'if-none-match': 'W/"another"' })).status).toBe(200);
    expect((await ask('?k=4', { 'if-none-match': etag })).status).toBe(200);
  });

  it('is not another one because a segment has another name', async () => {
    const { etag } = await map('?k=2');
    const { segmentation: found } = await app.query<{ segmentation: { segments: { key: string }[] } }>(
      'query ($id: ID!) { segmentation(id: $id) { segments(k: 2) { key } } }',
      { id: segmentation },
    );
    const { key } = found.segments[0]!;
    await change('renameSegment', 'RenameSegmentInput', { segmentationId: segmentation, key, name: 'Early' });
    expect((await ask('?k=2', { 'if-none-match': etag })).status).toBe(304);
  });

  it('is another one once somebody moves, comes or is erased, who is gone from it at once', async () => {
    const first = await map();
    const moved = { externalId: 'c5', attributes: { age: 30, spend: 200 } };
    const come = { externalId: 'new', attributes: { age: 61, spend: 880 } };
    await change('upsertCustomers', 'UpsertCustomersInput', { datasetId, customers: [moved, come] });
    const second = await map();
    expect(second.etag).not.toBe(first.etag);
    expect(second.externalIds).toContain('new');
    const at = ({ externalIds, x }: MapPoints) => x[externalIds.indexOf('c5')]!;
    expect(Math.abs(at(second) - at(first))).toBeGreaterThan(0.1);
    await change('eraseCustomer', 'EraseCustomerInput', { datasetId, externalId: 'new' });
    const response = await ask('', { 'if-none-match': second.etag });
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('"new"');
  });

  it.each([
    ['br;q=1.0, gzip', 'br', brotliDecompressSync],
    ['deflate, gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['identity', undefined, (body: Buffer) => body],
  ] as const)('comes as the client can read it: %s', async (accepted, encoding, unpack) => {
    const plain = await (await ask()).text();
    const { headers, body } = await raw(accepted);
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers.vary).toMatch(/accept-encoding/i);
    expect(unpack(body).toString()).toBe(plain);
  });

  it.each([
    ['?sample=0', 'sample is 0; it must be 1..50000.'],
    ['?sample=50001', 'sample is 50001; it must be 1..50000.'],
    ['?sample=many', 'sample is many; it must be 1..50000.'],
    ['?sample=1&sample=2', 'sample is given 2 times; it must be given once.'],
    ['?k=5', 'k is 5; it must be 2..4.'],
    ['?k=2.5', 'k is 2.5; it must be 2..4.'],
  ])('refuses %s in words', async (query, message) => {
    const response = await ask(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'BAD_USER_INPUT', message });
  });

  it('is of a segmentation that there is, for callers who are known', async () => {
    const gone = Buffer.from('Segmentation:00000000-0000-4000-8000-000000000000').toString('base64url');
    for (const id of [gone, datasetId, 'x'])
      expect((await app.fetch(`/segmentations/${id}/map`)).status).toBe(404);
    expect((await fetch(`${app.url}/segmentations/${segmentation}/map`)).status).toBe(401);
  });
});

/** The map as it comes over the wire. */
function raw(accepted: string) {
  type Raw = { headers: Record<string, string | string[] | undefined>; body: Buffer };
  return new Promise<Raw>((resolve, reject) => {
    const headers = { authorization: `Bearer ${app.adminKey}`, 'accept-encoding': accepted };
    request(`${app.url}/segmentations/${segmentation}/map`, { headers }, async (response) => {
      resolve({ headers: response.headers, body: Buffer.concat(await response.toArray()) });
    })
      .on('error', reject)
      .end();
  });
}
