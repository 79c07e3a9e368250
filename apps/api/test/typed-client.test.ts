import { randomUUID } from 'node:crypto';
import { graphql, ImportDatasetMutation, JobSubscription, UpsertCustomersMutation } from '@holdfast/schema';
import {
  type Client,
  type ClientOptions,
  createClient,
  InputError,
  type RequestError,
} from '@holdfast/schema/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CallContext } from '../src/platform/call/call-context.js';
import { DatabaseProxy } from './database-proxy.js';
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

  it('imports a file', async () => {
    const uploadId = await client.upload(new Blob([CSV]), { fileName: 'shop.csv' });
    const { importDataset } = await client.mutate(ImportDatasetMutation, {
      input: { uploadId, name: 'Shop' },
    });
    expect((await app.settled(importDataset.job!.id)).state).toBe('COMPLETED');
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

describe.each(['websocket', 'event-stream'] as const)('a subscription over %s', (subscriptions) => {
  const kind = `test-${subscriptions}`;
  let end = Promise.withResolvers<void>();
  beforeAll(() => app.slices.jobs.service.define({ kind, run: () => end.promise }));
  // It holds also for a job that is told to be running, and has yet to begin its work.
  const finish = () => end.resolve();
  const follower = (options: Partial<ClientOptions> = {}) => {
    const given = { url: app.url, apiKey: app.adminKey, subscriptions, retries: { firstPause: 1 } };
    const following = createClient({ ...given, ...options });
    onTestFinished(() => following.close());
    return following;
  };
  /** A job that goes on until `finish`. */
  const begin = async () => {
    end = Promise.withResolvers();
    const key = await app.slices.jobs.service.enqueue(CallContext.ofServer(), kind, {});
    return Buffer.from(`Job:${key}`).toString('base64url');
  };
  type Changes = AsyncGenerator<{ job: { state: string } | null }, void, void>;
  const untilRunning = async (changes: Changes) => {
    for (let state = ''; state !== 'RUNNING'; ) state = (await changes.next()).value?.job?.state ?? state;
  };

  it('tells the present state, then every change, and ends', async () => {
    const states: (string | undefined)[] = [];
    for await (const { job } of follower().subscribe(JobSubscription, { id: await begin() })) {
      states.push(job?.state);
      if (job?.state === 'RUNNING') finish();
    }
    expect(states).toContain('RUNNING');
    expect(states.at(-1)).toBe('COMPLETED');
  });

  it('throws what it is refused with', async () => {
    const first = (by: Client) => failureOf(by.subscribe(JobSubscription, { id: 'bm9uZQ' }).next());
    expect(await first(follower({ apiKey: 'none' }))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await first(follower())).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('stops when it is no longer wanted, while nothing happens', async () => {
    const stop = new AbortController();
    const changes = follower().subscribe(JobSubscription, { id: await begin() }, { signal: stop.signal });
    await untilRunning(changes);
    const waiting = failureOf(changes.next());
    stop.abort(new Error('enough'));
    expect(await waiting).toMatchObject({ message: 'enough' });
    finish();
  });

  it('goes on over a broken connection with what has become of it', async () => {
    const proxy = await DatabaseProxy.open(app.url);
    onTestFinished(() => proxy.close());
    const changes = follower({ url: proxy.url }).subscribe(JobSubscription, { id: await begin() });
    await untilRunning(changes);
    const rest = (async () => {
      const states: (string | undefined)[] = [];
      for await (const { job } of changes) states.push(job?.state);
      return states;
    })();
    proxy.cut();
    finish();
    expect((await rest).at(-1)).toBe('COMPLETED');
  });

  it('says that nobody answers, once it has tried often enough', async () => {
    const proxy = await DatabaseProxy.open(app.url);
    await proxy.close();
    const away = follower({ url: proxy.url, retries: { times: 2, firstPause: 1 } });
    const error = await failureOf(away.subscribe(JobSubscription, { id: 'bm9uZQ' }).next());
    expect(error).toMatchObject({ name: 'NetworkError', code: 'NETWORK' });
  });
});
