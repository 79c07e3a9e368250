import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createTestApp, type TestApp } from '../../../../test/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

interface Person {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly active: boolean;
  readonly lastSeenAt: string | null;
}

interface Payload {
  readonly user: Person | null;
  readonly link?: string | null;
  readonly userErrors: readonly { field: string[]; message: string; code: string }[];
}

/** Calls one of the mutations about people. */
async function mutate(name: string, input: Record<string, unknown>): Promise<Payload> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const link = name === 'inviteUser' ? 'link' : '';
  const data = await app.query<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) {
      user { id email role active lastSeenAt } ${link} userErrors { field message code } } }`,
    { input },
  );
  return data[name]!;
}

const invite = (email: string, role = 'ANALYST') => mutate('inviteUser', { email, role });

const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

/** Follows a link; the cookie of the session, or the status if there is none. */
async function follow(link: string): Promise<string | number> {
  const response = await fetch(app.url + link, { redirect: 'manual' });
  return response.status === 303 ? cookieOf(response) : response.status;
}

async function viewerOf(cookie: string) {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.url, cookie },
    body: JSON.stringify({ query: '{ viewer { email role } }' }),
  });
  const { data } = (await response.json()) as { data?: { viewer: { email: string; role: string } } };
  return data?.viewer ?? response.status;
}

function send(path: string, method: string, body: unknown, cookie?: string) {
  const headers = { 'content-type': 'application/json', origin: app.url, ...(cookie && { cookie }) };
  return fetch(app.url + path, { method, headers, body: JSON.stringify(body) });
}

const signIn = (email: string, password: string) => send('/auth/session', 'POST', { email, password });
const setPassword = (cookie: string, password: string, currentPassword: string | null = null) =>
  send('/auth/password', 'PUT', { password, currentPassword }, cookie);

/** Somebody with a session. */
async function person(email: string, role = 'ANALYST') {
  const { user, link } = await invite(email, role);
  return { id: user!.id, cookie: String(await follow(link!)) };
}

/** A socket of a session that is open at once, and what hears that it was closed. */
function openSocket(cookie: string) {
  class Socket extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, { headers: { cookie, origin: app.url } });
    }
  }
  const closed = vi.fn<(event: unknown) => void>();
  const connected = vi.fn();
  const client = createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: Socket,
    lazy: false,
    retryAttempts: 0,
    on: { closed, connected },
    onNonLazyError: () => {},
  });
  return { client, closed, connected };
}

describe('an invitation', () => {
  it('signs a person in once, with the role that they were given', async () => {
    const { user, link, userErrors } = await invite('  Ada@Example.com ');
    expect(userErrors).toEqual([]);
    expect(user).toMatchObject({ email: 'ada@example.com', role: 'ANALYST', active: true, lastSeenAt: null });
    const cookie = await follow(link!);
    expect(await viewerOf(String(cookie))).toEqual({ email: 'ada@example.com', role: 'ANALYST' });
    expect(await follow(link!)).toBe(401);
    const { users } = await app.query<{ users: { edges: { node: Person }[]; totalCount: number } }>(
      '{ users(first: 10) { totalCount edges { node { id email role active lastSeenAt } } } }',
    );
    expect(users.edges.find(({ node }) => node.id === user!.id)!.node.lastSeenAt).not.toBeNull();
    expect(users.edges.map(({ node }) => node.email)).toContain('owner@localhost');
  });

  it('refuses what is no address, and somebody who is here with another role', async () => {
    const alike = [
      '\u0430da@example.com',
      'ada@ex\u0430mple.com',
      'ada\u200b@example.com',
      'ad\u202ea@example.com',
    ];
    for (const email of ['', 'ada', 'a b@example.com', `${'x'.repeat(250)}@example.com`, ...alike]) {
      expect((await invite(email)).userErrors).toMatchObject([{ field: ['email'], code: 'BAD_USER_INPUT' }]);
    }
    await invite('bea@example.com', 'VIEWER');
    expect(await invite('BEA@example.com', 'ADMIN')).toMatchObject({
      user: null,
      userErrors: [
        { field: ['role'], code: 'CONFLICT', message: expect.stringContaining('is VIEWER already') },
      ],
    });
    expect((await invite('bea@example.com', 'VIEWER')).user).not.toBeNull();
  });

  it('is kept as a hash', async () => {
    const { link } = await invite('cleo@example.com');
    const rows = await app.dataSource.query('select l::text from auth.sign_in_links l');
    expect(JSON.stringify(rows)).not.toContain(link!.split('link_')[1]);
  });
});

describe('a password', () => {
  it('signs in whoever chose one, and a changed one ends the other sessions', async () => {
    const { cookie } = await person('dora@example.com');
    expect((await setPassword(cookie, 'too short')).status).toBe(400);
    expect((await setPassword(cookie, 'a long enough one')).status).toBe(204);
    const again = await signIn('Dora@example.com', 'a long enough one');
    expect(await again.json()).toEqual({ role: 'ANALYST' });
    expect((await setPassword(cookie, 'another long one')).status).toBe(403);
    expect((await setPassword(cookie, 'another long one', 'a wrong one, sorry')).status).toBe(403);
    expect((await setPassword(cookie, 'another long one', 'a long enough one')).status).toBe(204);
    expect(await viewerOf(cookieOf(again))).toBe(401);
    expect(await viewerOf(cookie)).toMatchObject({ email: 'dora@example.com' });
    expect((await signIn('dora@example.com', 'a long enough one')).status).toBe(401);
    expect((await signIn('dora@example.com', 'another long one')).status).toBe(200);
  });

  it('is answered alike for nobody and for a wrong one, and rests after ten wrong ones', async () => {
    const { cookie } = await person('eve@example.com');
    await setPassword(cookie, 'the password of eve');
    for (const email of ['eve@example.com', 'nobody@example.com']) {
      const answers = [];
      for (let i = 0; i < 11; i++) answers.push(await signIn(email, `guess ${i}`));
      expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429]);
      expect(Number(answers[10]!.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await signIn('eve@example.com', 'the password of eve')).status).toBe(429);
    expect((await signIn('fay@example.com', 'a guess')).status).toBe(401);
  });

  it('is not for services, strangers or other sites', async () => {
    const opened = await send('/auth/session', 'POST', { apiKey: app.adminKey });
    expect((await setPassword(cookieOf(opened), 'a long enough one')).status).toBe(403);
    expect((await setPassword('', 'a long enough one')).status).toBe(401);
    const { cookie } = await person('gil@example.com');
    const headers = { 'content-type': 'application/json', origin: 'https://evil.example', cookie };
    const body = JSON.stringify({ password: 'a long enough one', currentPassword: null });
    expect((await fetch(`${app.url}/auth/password`, { method: 'PUT', headers, body })).status).toBe(403);
  });
});

describe('a role', () => {
  it('holds from the next request on', async () => {
    const { id, cookie } = await person('hal@example.com', 'VIEWER');
    expect((await mutate('setUserRole', { userId: id, role: 'ADMIN' })).user).toMatchObject({
      role: 'ADMIN',
    });
    expect(await viewerOf(cookie)).toMatchObject({ role: 'ADMIN' });
  });

  it('that is lowered holds at once for a session, and closes its sockets', async () => {
    const { id, cookie } = await person('hedy@example.com', 'ADMIN');
    const { client, closed, connected } = openSocket(cookie);
    await vi.waitUntil(() => connected.mock.calls.length > 0, { timeout: 20_000 });
    await mutate('setUserRole', { userId: id, role: 'VIEWER' });
    const asked = await send('/graphql', 'POST', { query: '{ users(first: 1) { totalCount } }' }, cookie);
    expect(await asked.json()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    await vi.waitUntil(() => closed.mock.calls.length > 0, { timeout: 20_000 });
    expect(closed.mock.calls[0]![0]).toMatchObject({ code: 4403 });
    await client.dispose();
  });

  it('of the only ADMIN stays, and of two who take it from each other one keeps it', async () => {
    const { users } = await app.query<{ users: { edges: { node: Person }[] } }>(
      '{ users(first: 100) { edges { node { id email role active } } } }',
    );
    const people = users.edges.map(({ node }) => node);
    const owner = people.find(({ email }) => email === 'owner@localhost')!;
    for (const { id, role } of people) {
      if (role === 'ADMIN' && id !== owner.id) await mutate('setUserRole', { userId: id, role: 'VIEWER' });
    }
    for (const [name, more] of [
      ['setUserRole', { role: 'VIEWER' }],
      ['deactivateUser', {}],
    ] as const) {
      expect(await mutate(name, { userId: owner.id, ...more })).toMatchObject({
        user: null,
        userErrors: [
          { field: ['userId'], code: 'CONFLICT', message: expect.stringContaining('only active ADMIN') },
        ],
      });
    }
    const { id } = await person('ida@example.com', 'ADMIN');
    const both = await Promise.all(
      [owner.id, id].map((userId) => mutate('setUserRole', { userId, role: 'VIEWER' })),
    );
    expect(both.filter(({ user }) => user !== null)).toHaveLength(1);
    await mutate('setUserRole', { userId: owner.id, role: 'ADMIN' });
  });
});

describe('a deactivation', () => {
  it('ends sessions, links, passwords and open sockets, until the person is invited again', async () => {
    const { id, cookie } = await person('jo@example.com');
    await setPassword(cookie, 'the password of jo');
    const unused = (await invite('jo@example.com')).link!;
    const { client, closed } = openSocket(cookie);
    await expect.poll(() => viewerOf(cookie)).toMatchObject({ email: 'jo@example.com' });
    expect((await mutate('deactivateUser', { userId: id })).user).toMatchObject({ active: false });
    expect(await viewerOf(cookie)).toBe(401);
    expect(await follow(unused)).toBe(401);
    expect((await signIn('jo@example.com', 'the password of jo')).status).toBe(401);
    await vi.waitUntil(() => closed.mock.calls.length > 0, { timeout: 20_000 });
    await client.dispose();

    const { user, link } = await invite('jo@example.com', 'VIEWER');
    expect(user).toMatchObject({ id, role: 'VIEWER', active: true });
    expect(await viewerOf(String(await follow(link!)))).toEqual({ email: 'jo@example.com', role: 'VIEWER' });
  });

  it('of somebody unknown says so', async () => {
    const unknown = await mutate('deactivateUser', { userId: 'made up' });
    expect(unknown.userErrors).toMatchObject([{ field: ['userId'], code: 'NOT_FOUND' }]);
  });
});
