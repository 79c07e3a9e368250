import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { graphql } from '@holdfast/schema';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

const ViewerQuery = graphql(`
  query Viewer {
    viewer { email role }
  }
`);

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });

const key = () => ({ authorization: `Bearer ${app.adminKey}` });

describe('POST /graphql', () => {
  it('answers who the caller is', async () => {
    const { viewer } = await app.query(ViewerQuery);
    expect(viewer).toEqual({ email: null, role: 'ADMIN' });
  });

  it('refuses an anonymous caller with a code and the status 401', async () => {
    const response = await post({ query: '{ viewer { id } }' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('names what is wrong with a query and never shows a stack', async () => {
    const answer = await app.ask('{ viewer { nme } }');
    expect(answer.errors).toMatchObject([
      { message: 'Cannot query field "nme" on type "Viewer".', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(JSON.stringify(answer)).not.toContain('stacktrace');
  });

  it('refuses a syntax error and a body that is not JSON', async () => {
    expect((await app.ask('{ viewer {')).errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    const response = await post('{', { authorization: `Bearer ${app.adminKey}` });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('says of JSON with names that reach a prototype what is wrong with it', async () => {
    for (const body of ['{"query":"{ viewer { id } }","__proto__":{}}', '{"query":']) {
      const answer = await app.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect([answer.status, await answer.json()]).toEqual([
        400,
        {
          code: 'BAD_USER_INPUT',
          message:
            'The body cannot be read; it must be valid JSON without the names "__proto__" and "constructor.prototype".',
        },
      ]);
    }
  });

  it('answers an address that cannot be read as it answers everything else', async () => {
    for (const path of ['/%', '/datasets/%ff/customers.csv']) {
      const answer = await app.fetch(path);
      expect([answer.status, await answer.json()]).toEqual([
        400,
        { code: 'BAD_USER_INPUT', message: `'${path}' is not a valid url component.` },
      ]);
    }
  });

  it('refuses a page of 101, naming the value and the limit', async () => {
    const { errors } = await app.ask('{ jobs(first: 101) { totalCount } }');
    expect(errors).toMatchObject([
      {
        message: 'first is 101; it must be 1..100.',
        path: ['jobs'],
        extensions: { code: 'BAD_USER_INPUT', field: ['first'] },
      },
    ]);
  });

  it.each([
    [
      'subscription { job(id: "a") { id } }',
      undefined,
      /sent with POST; subscriptions are served over WebSocket/,
    ],
    ['subscription { job(id: "a") @skip(if: true) { id } }', undefined, /has @skip at its root/],
    [
      'subscription S($v: Boolean!) { job(id: "a") @include(if: $v) { id } }',
      'S',
      /has @include at its root/,
    ],
    [
      'query Q { viewer { id } } subscription S($v: Boolean!) { job(id: "a") @skip(if: $v) { id } }',
      'Q',
      /has @skip at its root/,
    ],
  ])('refuses %s', async (query, operationName, message) => {
    const response = await post({ query, operationName, variables: { v: true } }, key());
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('refuses GET, which a page of another site could send, and names the method to use', async () => {
    const response = await app.fetch('/graphql?query={viewer{id}}');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await response.json()).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'The method is GET; queries and mutations are sent with POST, subscriptions over WebSocket.',
    });
  });
});

/** Sends the head of a request and a part of its body, and returns the first line of the answer. */
async function sendHead(path: string, headers: Record<string, string>): Promise<string> {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.write(
    [`POST ${path} HTTP/1.1`, `host: ${hostname}:${port}`, ...lines, '', '{"query":'].join('\r\n'),
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString().split('\r\n')[0]!;
}

describe('an answer', () => {
  const introspection = { query: '{ __schema { types { name description } } }' };

  it.each(['br', 'gzip', 'identity'])('is sent as %s to whoever reads that', async (encoding) => {
    const answer = await post(introspection, { ...key(), 'accept-encoding': encoding });
    expect(answer.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toMatchObject({ data: { __schema: { types: expect.any(Array) } } });
  });

  it('is not compressed where it is short', async () => {
    const answer = await post({ query: '{ viewer { id } }' }, { ...key(), 'accept-encoding': 'gzip' });
    expect(answer.headers.get('content-encoding')).toBeNull();
  });
});

describe('a body', () => {
  it('is not unfolded: a small one could become as large as it likes', async () => {
    const answer = await post(gzipSync(JSON.stringify({ query: '{ viewer { id } }' })), {
      ...key(),
      'content-encoding': 'gzip',
    });
    expect([answer.status, await answer.json()]).toEqual([
      415,
      {
        errors: [
          {
            message: expect.stringContaining('it must be sent as it is'),
            extensions: { code: 'BAD_USER_INPUT' },
          },
        ],
      },
    ]);
  });

  const json = { 'content-type': 'application/json', 'content-length': '8000000' };

  it.each(['/graphql', '/uploads?filename=a.csv'])('of a stranger is not read by POST %s', async (path) => {
    expect(await sendHead(path, json)).toBe('HTTP/1.1 401 Unauthorized');
    expect(await sendHead(path, { ...json, authorization: 'Bearer hf_unknown' })).toBe(
      'HTTP/1.1 401 Unauthorized',
    );
  });

  it('may have 16 kB where a stranger may send one', async () => {
    expect(await sendHead('/auth/session', json)).toBe('HTTP/1.1 413 Payload Too Large');
  });

  it('may have 4 MB otherwise, and says both sides', async () => {
    const answer = await post(' '.repeat(4_200_000), key());
    expect([answer.status, await answer.json()]).toEqual([
      413,
      { code: 'BAD_USER_INPUT', message: 'The body has 4200000 bytes; it may have 4194304.' },
    ]);
  });
});

describe('a failure on our side', () => {
  it('has the status 500 where there is no data, and the id of the request, under which the log has it', async () => {
    await app.dataSource.query(
      `insert into datasets (id, name, status, created_at) values ('00000000-0000-4000-8000-000000000001', 'x', 'READY', now())`,
    );
    const owner = new pg.Client({ connectionString: app.databaseUrl });
    await owner.connect();
    await owner.query('alter table imports rename to imports_elsewhere');
    onTestFinished(async () => {
      await owner.query('alter table imports_elsewhere rename to imports');
      await owner.end();
    });
    const all = await post({ query: '{ datasets { edges { node { imports { totalCount } } } } }' }, key());
    expect(all.status).toBe(500);
    const { data, errors } = (await all.json()) as {
      data: null;
      errors: { message: string; extensions: object }[];
    };
    expect([data, errors[0]!.extensions]).toEqual([null, { code: 'INTERNAL' }]);
    const id = all.headers.get('x-request-id');
    expect(errors[0]!.message).toBe(`Something went wrong on our side; see ${id} in the log.`);
    const some = await post(
      { query: '{ viewer { role } datasets { edges { node { imports { totalCount } } } } }' },
      key(),
    );
    expect(some.status).toBe(500);
    const nullable =
      '{ dataset(id: "RGF0YXNldDowMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDE=") { imports { totalCount } }';
    expect((await post({ query: `${nullable} }` }, key())).status).toBe(500);
    const partly = await post({ query: `${nullable} viewer { role } }` }, key());
    expect(partly.status).toBe(200);
    expect(await partly.json()).toMatchObject({ data: { dataset: null, viewer: { role: 'ADMIN' } } });
  });
});

describe('health', () => {
  it('is alive and ready, without a key', async () => {
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${app.url}/readyz`)).json()).toEqual({ status: 'ready' });
  });
});
