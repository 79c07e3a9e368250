import { readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/test-app.js';
import { adminKeyFile } from './index.js';
import { OWNER_ID } from './sessions.service.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

const VIEWER = '{ viewer { email role } }';

/** Queries the caller; returns the status and the body. */
async function viewer(headers: Record<string, string>) {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: VIEWER }),
  });
  return { status: response.status, body: await response.json() };
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const refused = { status: 401, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } };

/** The cookies of an answer, as a browser sends them back from a page of ours. */
const cookiesOf = (response: Response) => ({
  origin: app.url,
  cookie: response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; '),
});

async function createKey(input: Record<string, unknown>) {
  const { createApiKey } = await app.query<{
    createApiKey: {
      apiKey: { id: string; prefix: string } | null;
      secret: string | null;
      userErrors: unknown[];
    };
  }>(
    `mutation ($input: CreateApiKeyInput!) {
      createApiKey(input: $input) { apiKey { id prefix } secret userErrors { field message code } }
    }`,
    { input },
  );
  return createApiKey;
}

const signIn = (apiKey: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/auth/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ apiKey }),
  });

describe('the first start', () => {
  it('writes an ADMIN key that only its owner can read', async () => {
    const file = adminKeyFile(app.storage.dataDir);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const answer = await viewer(bearer(readFileSync(file, 'utf8').trim()));
    expect(answer.body).toMatchObject({ data: { viewer: { email: null, role: 'ADMIN' } } });
  });
});

describe('an API key', () => {
  it('is shown once and kept as a hash', async () => {
    const { apiKey, secret } = await createKey({ name: 'CRM', role: 'ANALYST' });
    expect(secret).toMatch(/^hf_[\w-]{43}$/);
    expect(secret!.startsWith(apiKey!.prefix)).toBe(true);
    const rows = await app.dataSource.query('select row_to_json(api_keys)::text as row from api_keys');
    expect(JSON.stringify(rows)).not.toContain(secret!.slice(apiKey!.prefix.length));
  });

  it('is refused if it is wrong, missing or not a bearer token', async () => {
    expect(await viewer(bearer('hf_wrong'))).toMatchObject(refused);
    expect(await viewer({})).toMatchObject(refused);
    expect(await viewer({ authorization: `Basic ${app.adminKey}` })).toMatchObject(refused);
  });

  it('is refused once it has expired', async () => {
    const { apiKey, secret } = await createKey({
      name: 'short',
      role: 'VIEWER',
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    expect((await viewer(bearer(secret!))).status).toBe(200);
    const key = Buffer.from(apiKey!.id, 'base64url').toString().split(':')[1];
    await app.dataSource.query(`update api_keys set expires_at = now() - interval '1 second' where id = $1`, [
      key,
    ]);
    expect(await viewer(bearer(secret!))).toMatchObject(refused);
  });

  it('is refused once it is revoked, and so is the session that it opened', async () => {
    const { apiKey, secret } = await createKey({ name: 'leaving', role: 'VIEWER' });
    const session = cookiesOf(await signIn(secret!));
    expect(await viewer(session)).toMatchObject({
      status: 200,
      body: { data: { viewer: { role: 'VIEWER' } } },
    });
    const { revokeApiKey } = await app.query<{ revokeApiKey: { apiKey: { revokedAt: string } } }>(
      'mutation ($id: ID!) { revokeApiKey(input: { apiKeyId: $id }) { apiKey { revokedAt } } }',
      { id: apiKey!.id },
    );
    expect(new Date(revokeApiKey.apiKey.revokedAt).getTime()).not.toBeNaN();
    expect(await viewer(bearer(secret!))).toMatchObject(refused);
    expect(await viewer(session)).toMatchObject(refused);
  });

  it('does no more than its role allows', async () => {
    const { secret } = await createKey({ name: 'reader', role: 'VIEWER' });
    const response = await app.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(secret!) },
      body: JSON.stringify({ query: '{ apiKeys { totalCount } }' }),
    });
    expect(await response.json()).toMatchObject({
      errors: [{ message: 'Your role is VIEWER; this needs ADMIN.', extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('with an empty name or a past expiry is refused by field', async () => {
    expect(await createKey({ name: ' ', role: 'VIEWER' })).toEqual({
      apiKey: null,
      secret: null,
      userErrors: [
        { field: ['name'], message: 'name has 0 characters; it must have 1..100.', code: 'BAD_USER_INPUT' },
      ],
    });
    const { userErrors } = await createKey({ name: 'x', role: 'VIEWER', expiresAt: '2020-01-01T00:00:00Z' });
    expect(userErrors).toMatchObject([
      { field: ['expiresAt'], message: 'expiresAt is 2020-01-01T00:00:00.000Z; it must be in the future.' },
    ]);
  });

  it('is listed newest first, page by page', async () => {
    const list = (after: string | null) =>
      app.query<{
        apiKeys: {
          edges: { node: { name: string } }[];
          pageInfo: { endCursor: string; hasNextPage: boolean };
        };
      }>(
        'query ($after: String) { apiKeys(first: 1, after: $after) { edges { node { name } } pageInfo { endCursor hasNextPage } } }',
        { after },
      );
    await createKey({ name: 'older', role: 'VIEWER' });
    await createKey({ name: 'newer', role: 'VIEWER' });
    const first = (await list(null)).apiKeys;
    const second = (await list(first.pageInfo.endCursor)).apiKeys;
    expect([first, second].map(({ edges }) => edges[0]!.node.name)).toEqual(['newer', 'older']);
    expect(first.pageInfo.hasNextPage).toBe(true);
  });
});

describe('a sign-in link', () => {
  const follow = (path: string) => fetch(app.url + path, { redirect: 'manual' });

  it('signs the owner in once', async () => {
    const path = await app.slices.auth.links.create(OWNER_ID);
    const response = await follow(path);
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    expect(response.headers.getSetCookie()[0]).toMatch(/^holdfast\.session_token=.*HttpOnly; SameSite=Lax/);
    expect(await viewer(cookiesOf(response))).toMatchObject({
      status: 200,
      body: { data: { viewer: { email: 'owner@localhost', role: 'ADMIN' } } },
    });
    expect((await follow(path)).status).toBe(401);
  });

  it('is refused after a day, and if it is made up', async () => {
    const path = await app.slices.auth.links.create(OWNER_ID);
    await app.dataSource.query(`update auth.sign_in_links set expires_at = now() - interval '1 second'`);
    expect((await follow(path)).status).toBe(401);
    expect((await follow('/auth/link?token=link_guess')).status).toBe(401);
    expect((await follow('/auth/link')).status).toBe(401);
  });
});

describe('a session', () => {
  it('opened by an API key has the role of the key and ends on request', async () => {
    const { secret } = await createKey({ name: 'person', role: 'ANALYST' });
    const response = await signIn(secret!);
    expect(await response.json()).toEqual({ role: 'ANALYST' });
    const session = cookiesOf(response);
    expect(await viewer(session)).toMatchObject({
      body: { data: { viewer: { email: null, role: 'ANALYST' } } },
    });
    const ended = await fetch(`${app.url}/auth/session`, { method: 'DELETE', headers: session });
    expect(ended.status).toBe(204);
    expect(await viewer(session)).toMatchObject(refused);
  });

  it('is not opened by a wrong key or by a page of another site', async () => {
    expect((await signIn('hf_wrong')).status).toBe(401);
    expect((await signIn(app.adminKey, { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('counts only from our own pages', async () => {
    const { cookie } = cookiesOf(await signIn(app.adminKey));
    expect(await viewer({ cookie, origin: 'https://evil.example' })).toMatchObject(refused);
    expect(await viewer({ cookie, origin: 'null' })).toMatchObject(refused);
    expect(await viewer({ cookie })).toMatchObject(refused);
    expect((await viewer({ cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('is never one that the browser had before somebody signed in', async () => {
    const { secret } = await createKey({ name: 'attacker', role: 'VIEWER' });
    const planted = cookiesOf(await signIn(secret!));
    const invented = { ...planted, cookie: 'holdfast.session_token=of-my-own-choice' };
    for (const before of [planted, invented]) {
      const byKey = await signIn(app.adminKey, before);
      const byLink = await fetch(app.url + (await app.slices.auth.links.create(OWNER_ID)), {
        headers: { cookie: before.cookie },
        redirect: 'manual',
      });
      for (const answer of [byKey, byLink]) {
        const { cookie } = cookiesOf(answer);
        expect(cookie).toMatch(/^holdfast\.session_token=./);
        expect(cookie).not.toBe(before.cookie);
        expect(await viewer({ ...planted, cookie })).toMatchObject({
          body: { data: { viewer: { role: 'ADMIN' } } },
        });
      }
    }
    // What was planted is still nobody else's.
    expect(await viewer(planted)).toMatchObject({ body: { data: { viewer: { role: 'VIEWER' } } } });
    expect(await viewer(invented)).toMatchObject(refused);
  });

  it('is not accepted with a forged cookie', async () => {
    const { cookie } = cookiesOf(await signIn(app.adminKey));
    const forged = cookie.replace(/=./, (start) => (start === '=a' ? '=b' : '=a'));
    expect(await viewer({ cookie: forged, origin: app.url })).toMatchObject(refused);
  });
});
