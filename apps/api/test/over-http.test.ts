import { request } from 'node:http';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from './test-app.js';

const SHOP = 'https://shop.example.com';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ corsOrigins: [SHOP] });
});
afterAll(() => app.stop());

const key = () => ({ authorization: `Bearer ${app.adminKey}` });

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({
    url: () => `${app.url}/graphql`,
    fetchFn: (input: string, init: RequestInit = {}) =>
      fetch(input, { ...init, headers: { ...key(), ...(init.headers as Record<string, string>) } }),
  });

  /**
   * What a server may or should do and this one does not, with the status that it answers instead. A document that is refused
   * has the status 400 as application/json too, so that proxies, monitors and clients that look at the status alone take it for
   * what it is; GET is refused, as a page of another site could send it.
   */
  const DECLINED: Readonly<Record<string, number>> = {
    '572B': 400,
    FDE2: 400,
    '7B9B': 400,
    '5A70': 405,
    D6D5: 405,
    '6A70': 405,
  };

  it.each(audits.map(({ name, id, fn }) => [name, id, fn] as const))('%s (%s)', async (name, id, fn) => {
    const result = await fn();
    const status = DECLINED[id];
    if (status === undefined) expect(result).toEqual({ id, name, status: 'ok' });
    else expect([name.startsWith('MUST'), result]).toMatchObject([false, { response: { status } }]);
  });

  it('changes nothing by GET, whatever its query, its headers and its key say', async () => {
    const mutation = 'mutation { createApiKey(input: { name: "by GET", role: ADMIN }) { secret } }';
    const query = new URLSearchParams({ query: mutation });
    for (const accept of ['application/json', 'application/graphql-response+json', 'text/html', '*/*']) {
      const headers = { accept, 'content-type': 'application/json', 'apollo-require-preflight': '1' };
      expect((await app.fetch(`/graphql?${query}`, { headers })).status).toBe(405);
      expect((await app.fetch(`/graphql/stream?${query}`, { headers })).status).not.toBe(200);
    }
    const { apiKeys } = await app.query<{ apiKeys: { edges: { node: { name: string } }[] } }>(
      '{ apiKeys { edges { node { name } } } }',
    );
    expect(apiKeys.edges.map(({ node }) => node.name)).not.toContain('by GET');
  });
});

describe('the page of another site', () => {
  const ask = (origin: string, headers: Record<string, string> = key()) =>
    fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, ...headers },
      body: '{"query":"{ viewer { role } }"}',
    });
  const preflight = (origin: string) =>
    fetch(`${app.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  it('reads an answer, its refusals too, where its origin is allowed', async () => {
    const asked = await preflight(SHOP);
    expect(asked.status).toBe(204);
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': SHOP,
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-allow-methods': expect.stringContaining('POST'),
    });
    for (const [headers, status] of [
      [key(), 200],
      [{}, 401],
    ] as const) {
      const answer = await ask(SHOP, headers);
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, SHOP]);
      expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id');
      expect(answer.headers.get('vary')).toMatch(/origin/i);
    }
  });

  it('never has a cookie taken, and is not told that it could', async () => {
    const opened = await app.fetch('/auth/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.url },
      body: JSON.stringify({ apiKey: app.adminKey }),
    });
    const cookie = opened.headers.getSetCookie()[0]!.split(';')[0]!;
    expect((await ask(app.url, { cookie })).status).toBe(200);
    const answer = await ask(SHOP, { cookie });
    expect([answer.status, answer.headers.get('access-control-allow-credentials')]).toEqual([401, null]);
  });

  it.each([
    'https://evil.example',
    'https://shop.example.com.evil.example',
    'http://shop.example.com',
    'https://SHOP.example.com',
    'null',
  ])('of %s is allowed nothing', async (origin) => {
    for (const answer of [await preflight(origin), await ask(origin)]) {
      const told = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
      expect(told).toEqual([]);
    }
    expect((await preflight(origin)).status).toBe(404);
  });

  it('does not get between a client of the tus protocol and what it asks for', async () => {
    const answer = await app.fetch('/uploads/resumable', { method: 'OPTIONS', headers: { origin: SHOP } });
    expect([answer.status, answer.headers.get('tus-version')]).toEqual([204, '1.0.0']);
  });
});

describe('a request', () => {
  it('has an id of its own in its answer, whatever it brings', async () => {
    const ids = new Set<string | null>();
    for (const path of ['/healthz', '/nothing', '/graphql', '/', '/%']) {
      const answer = await app.fetch(path, { headers: { 'x-request-id': 'mine', 'request-id': 'mine' } });
      ids.add(answer.headers.get('x-request-id'));
    }
    expect([ids.size, [...ids].every((id) => /^[\da-f-]{36}$/.test(id ?? ''))]).toEqual([5, true]);
  });

  it('may have 16 kB of headers', async () => {
    const ask = (bytes: number) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request(`${app.url}/healthz`, { headers: { 'x-long': 'x'.repeat(bytes) } });
        asked.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject);
        asked.end();
      });
    expect([await ask(15_000), await ask(17_000)]).toEqual([200, 431]);
  });
});
