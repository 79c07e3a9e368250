import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { graphql } from '../graphql.js';
import { UpsertCustomersMutation } from '../operations/index.js';
import { type Client, createClient, HoldfastError, InputError, NetworkError, RequestError } from './index.js';

const DatasetsQuery = graphql(`query Datasets($first: Int, $after: String) {
  datasets(first: $first, after: $after) { edges { node { name } } pageInfo { hasNextPage endCursor } }
}`);

/** How the server answers, one after another; the last one again and again. */
let answers: ((request: IncomingMessage, response: ServerResponse) => unknown)[];
let received: { authorization?: string | undefined; body: { query: string; variables: object } }[];
let server: ReturnType<typeof createServer>;
let client: Client;

const json =
  (body: object, status = 200, headers: Record<string, string> = {}) =>
  (_request: IncomingMessage, response: ServerResponse) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'r1', ...headers })
      .end(JSON.stringify(body));
const failed = (code: string, status: number, headers = {}) =>
  json(
    { errors: [{ message: `It is ${code}.`, path: ['datasets'], extensions: { code } }] },
    status,
    headers,
  );
const page = (names: string[], endCursor: string | null) =>
  json({
    data: {
      datasets: {
        edges: names.map((name) => ({ node: { name } })),
        pageInfo: { hasNextPage: endCursor !== null, endCursor },
      },
    },
  });

beforeEach(async () => {
  answers = [];
  received = [];
  server = createServer(async (request, response) => {
    received.push({ authorization: request.headers.authorization, body: JSON.parse(await text(request)) });
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  client = createClient({ url, apiKey: 'hf_secret', retries: { firstPause: 1 } });
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: HoldfastError) => error,
  );
const upsert = (idempotencyKey?: string) =>
  client.mutate(UpsertCustomersMutation, {
    input: { datasetId: 'd', customers: [], ...(idempotencyKey ? { idempotencyKey } : {}) },
  });

describe('a client', () => {
  it('asks with its key and answers with the data', async () => {
    answers = [page(['Shop'], null)];
    const { datasets } = await client.query(DatasetsQuery, { first: 1 });
    expect(datasets.edges).toEqual([{ node: { name: 'Shop' } }]);
    expect(received[0]).toMatchObject({
      authorization: 'Bearer hf_secret',
      body: { variables: { first: 1 } },
    });
  });

  it('asks for each page of a list when the one before it has been read, and no further', async () => {
    answers = [page(['a', 'b'], 'after b'), page(['c'], 'after c'), page(['d'], null)];
    const read: string[] = [];
    const lists = () => client.connection(DatasetsQuery, { first: 2 }, ({ datasets }) => datasets);
    for await (const { name } of lists()) {
      read.push(name);
      if (name === 'c') break;
    }
    expect(read).toEqual(['a', 'b', 'c']);
    expect(received.map(({ body }) => body.variables)).toEqual([
      { first: 2 },
      { first: 2, after: 'after b' },
    ]);
  });

  it('does not read the same page for ever', async () => {
    answers = [page(['a'], 'after a')];
    const read = async () => {
      for await (const _ of client.connection(DatasetsQuery, {}, ({ datasets }) => datasets));
    };
    await expect(read()).rejects.toThrow('the document must pass $after on');
    expect(received).toHaveLength(2);
  });
});

describe('an error', () => {
  it('has the code, the path and the id of the request', async () => {
    answers = [failed('FORBIDDEN', 200)];
    const error = await failureOf(client.query(DatasetsQuery));
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ code: 'FORBIDDEN', path: ['datasets'], requestId: 'r1', status: 200 });
  });

  it('has what is wrong with the input', async () => {
    const userErrors = [{ field: ['customers', '0'], message: 'It is too long.', code: 'BAD_USER_INPUT' }];
    answers = [json({ data: { upsertCustomers: { created: 0, updated: 0, userErrors } } })];
    const error = await failureOf(upsert());
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', userErrors, requestId: 'r1' });
  });

  it('is told of an answer that is no GraphQL', async () => {
    answers = [json({ code: 'UPLOAD_TOO_LARGE', message: 'It is large.' }, 413)];
    expect(await failureOf(client.query(DatasetsQuery))).toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
    answers = [(_request, response) => response.writeHead(404).end('<html>')];
    expect(await failureOf(client.query(DatasetsQuery))).toMatchObject({
      code: 'INTERNAL',
      message: 'The server answered with status 404.',
    });
  });

  it('says that there was no answer, and why', async () => {
    answers = [(request) => request.socket.destroy()];
    const error = await failureOf(upsert());
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toBeInstanceOf(HoldfastError);
    expect(error).toMatchObject({ code: 'NETWORK', message: 'The server did not answer: other side closed' });
  });
});

describe('what failed for a while', () => {
  it('is repeated where it is a query', async () => {
    answers = [(request) => request.socket.destroy(), failed('UNAVAILABLE', 503), page(['Shop'], null)];
    expect((await client.query(DatasetsQuery)).datasets.edges).toHaveLength(1);
    expect(received).toHaveLength(3);
  });

  it('is repeated when the date has come that the server names', async () => {
    const date = { 'retry-after': new Date(Date.now() - 1000).toUTCString() };
    answers = [failed('RATE_LIMITED', 429, date), page(['Shop'], null)];
    expect((await client.query(DatasetsQuery)).datasets.edges).toHaveLength(1);
    const late = { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() };
    answers = [failed('RATE_LIMITED', 429, late)];
    expect(await failureOf(client.query(DatasetsQuery))).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfter: expect.closeTo(3600, -1),
    });
  });

  it('is repeated so many times', async () => {
    answers = [failed('UNAVAILABLE', 503)];
    expect(await failureOf(client.query(DatasetsQuery))).toMatchObject({ code: 'UNAVAILABLE', status: 503 });
    expect(received).toHaveLength(4);
  });

  it('is repeated as it was where it is a mutation with a key of its own', async () => {
    const done = json({ data: { upsertCustomers: { created: 1, updated: 0, userErrors: [] } } });
    answers = [failed('OUTCOME_UNKNOWN', 500), done];
    expect(await upsert('k1')).toMatchObject({ upsertCustomers: { created: 1 } });
    expect(received[1]).toEqual(received[0]);
  });

  it.each([
    ['a mutation without a key', () => upsert()],
    ['a document as text', () => client.query('{ datasets { totalCount } }')],
    [
      'two mutations under one key',
      () =>
        client.mutate(
          graphql(`mutation Two($input: UpsertCustomersInput!) {
            upsertCustomers(input: $input) { created } again: upsertCustomers(input: $input) { created }
          }`),
          { input: { datasetId: 'd', customers: [], idempotencyKey: 'k1' } },
        ),
    ],
  ])('is not repeated where it is %s', async (_what, call) => {
    answers = [failed('UNAVAILABLE', 503)];
    expect(await failureOf(call())).toMatchObject({ code: 'UNAVAILABLE' });
    expect(received).toHaveLength(1);
  });

  it.each([
    ['took too long', failed('TIMED_OUT', 503)],
    ['costs too much', failed('QUERY_TOO_COSTLY', 400)],
    ['is refused for longer than one would wait', failed('RATE_LIMITED', 429, { 'retry-after': '31' })],
  ])('is not repeated where it %s', async (_what, answer) => {
    answers = [answer];
    await failureOf(client.query(DatasetsQuery));
    expect(received).toHaveLength(1);
  });

  it('ends its pause when it is no longer wanted', async () => {
    answers = [failed('RATE_LIMITED', 429, { 'retry-after': '30' })];
    const stop = new AbortController();
    const asked = failureOf(client.query(DatasetsQuery, {}, { signal: stop.signal }));
    await expect.poll(() => received).toHaveLength(1);
    stop.abort(new Unwanted());
    expect(await asked).toBeInstanceOf(Unwanted);
  });
});

class Unwanted extends Error {}
