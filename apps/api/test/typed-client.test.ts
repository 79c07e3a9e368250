import { randomUUID } from 'node:crypto';
import { graphql, ImportDatasetMutation, JobSubscription, UpsertCustomersMutation } from '@holdfast/schema';
import { type Client, createClient, InputError, type RequestError } from '@holdfast/schema/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallContext } from '../src/platform/call/call-context.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const CUSTOMERS = 250;
const CSV = ['id,visits', ...Array.from({ length: CUSTOMERS }, (_, i) => `c${i},${i}`)].join('\n');

let app: TestApp;
let client: Client;
let datasetId: string;
beforeAll(async () => {
  app = await createTestApp();
  client = createClient({ url: app.url, apiKey: app.adminKey });
  datasetId = await importCsv(app, CSV);
});
afterAll(async () => {
  client.close();
  await app.stop();
});

const CustomersQuery = graphql(`query Customers($datasetId: ID!, $first: Int, $after: String) {
  customers(datasetId: $datasetId, first: $first, after: $after) {
    edges { node { externalId } }
    pageInfo { hasNextPage endCursor }
  }
}`);
const PreviewQuery = graphql(`query Preview($uploadId: ID!) {
  uploadPreview(uploadId: $uploadId) { fileName byteSize rowCount }
}`);
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: RequestError) => error,
  );

describe('the typed client', () => {
  it('reads every customer once, over as many pages as there are', async () => {
    const read = new Set<string>();
    const list = client.connection(CustomersQuery, { datasetId, first: 100 }, ({ customers }) => customers);
    for await (const { externalId } of list) read.add(externalId);
    expect(read.size).toBe(CUSTOMERS);
  });

  it('writes once under a key, and throws what is wrong with the input', async () => {
    const write = (visits: unknown, idempotencyKey: string) =>
      client.mutate(UpsertCustomersMutation, {
        input: { datasetId, idempotencyKey, customers: [{ externalId: 'new', attributes: { visits } }] },
      });
    const key = randomUUID();
    expect(await write(3, key)).toMatchObject({ upsertCustomers: { created: 1, updated: 0 } });
    expect(await write(3, key)).toMatchObject({ upsertCustomers: { created: 1, updated: 0 } });
    const error = await failureOf(write(4, key));
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code: 'CONFLICT', userErrors: [{ field: ['idempotencyKey'] }] });
  });

  it('throws a refusal with its code and the id by which the log has the request', async () => {
    const stranger = createClient({ url: app.url, apiKey: 'none' });
    expect(await failureOf(stranger.query(CustomersQuery, { datasetId }))).toMatchObject({
      code: 'UNAUTHENTICATED',
      status: 401,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await failureOf(client.query(CustomersQuery, { datasetId, first: 101 }))).toMatchObject({
      code: 'BAD_USER_INPUT',
      path: ['customers'],
    });
  });

  it('imports a file and follows the job until it is done', async () => {
    const uploadId = await client.upload(new Blob([CSV]), { fileName: 'shop.csv' });
    const { importDataset } = await client.mutate(ImportDatasetMutation, {
      input: { uploadId, name: 'Shop' },
    });
    const states: (string | undefined)[] = [];
    for await (const { job } of client.subscribe(JobSubscription, { id: importDataset.job!.id }))
      states.push(job?.state);
    expect(states.at(-1)).toBe('COMPLETED');
  });

  it('throws what a subscription is refused with', async () => {
    const stranger = createClient({ url: app.url, apiKey: 'none' });
    const first = (by: Client, id: string) => failureOf(by.subscribe(JobSubscription, { id }).next());
    expect(await first(stranger, 'bm9uZQ')).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await first(client, 'bm9uZQ')).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('stops to follow when it is no longer wanted, while nothing happens', async () => {
    let finish = () => {};
    const run = () => new Promise<void>((end) => (finish = end));
    app.slices.jobs.service.define({ kind: 'test-idle', run });
    const job = await app.slices.jobs.service.enqueue(CallContext.ofServer(), 'test-idle', {});
    const stop = new AbortController();
    const id = Buffer.from(`Job:${job}`).toString('base64url');
    const changes = client.subscribe(JobSubscription, { id }, { signal: stop.signal });
    for (let running = false; !running; ) running = (await changes.next()).value?.job?.state === 'RUNNING';
    const waiting = failureOf(changes.next());
    stop.abort(new Error('enough'));
    expect(await waiting).toMatchObject({ message: 'enough' });
    finish();
  });

  it.each([true, false])('tells how much of a file is sent (resumable: %s)', async (resumable) => {
    const sent: number[] = [];
    const file = new Blob([CSV]);
    const onProgress = (bytes: number) => sent.push(bytes);
    const uploadId = await client.upload(file, { fileName: 'shop.csv', resumable, onProgress });
    expect(sent.at(-1)).toBe(file.size);
    expect((await client.query(PreviewQuery, { uploadId })).uploadPreview).toEqual({
      fileName: 'shop.csv',
      byteSize: file.size,
      rowCount: CUSTOMERS,
    });
  });

  it('continues a file that it began before', async () => {
    const file = new Blob([
      'id,visits\n',
      ...Array.from({ length: 20_000 }, (_, i) => `c${i},${'x'.repeat(600)}\n`),
    ]);
    const stop = new AbortController();
    let address = '';
    const begun = client.upload(file, {
      fileName: 'large.csv',
      signal: stop.signal,
      onAddress: (given) => {
        address = given;
      },
      // Its first step is 8 MiB.
      onProgress: (bytes) => bytes > 8_388_608 && stop.abort(new Error('broken off')),
    });
    expect(await failureOf(begun)).toMatchObject({ message: 'broken off' });
    const sent: number[] = [];
    const uploadId = await client.upload(file, {
      fileName: 'large.csv',
      continueAt: address,
      onProgress: (bytes) => sent.push(bytes),
    });
    expect(sent[0]).toBeGreaterThanOrEqual(8_388_608);
    expect((await client.query(PreviewQuery, { uploadId })).uploadPreview.byteSize).toBe(file.size);
  });

  it.each([true, false])('throws why a file is refused (resumable: %s)', async (resumable) => {
    const stranger = createClient({ url: app.url, apiKey: 'none' });
    const sent = stranger.upload(new Blob([CSV]), { fileName: 'shop.csv', resumable });
    expect(await failureOf(sent)).toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
  });
});
