import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenIdProvider, startOpenIdProvider } from '../../../../test/open-id-provider.js';
import { createTestApp, type TestApp } from '../../../../test/test-app.js';

let provider: OpenIdProvider;
let app: TestApp;
beforeAll(async () => {
  provider = await startOpenIdProvider();
  app = await createTestApp({
    openId: async (url) => provider.configFor(url, { domains: ['example.com'], role: 'ANALYST' }),
  });
});
afterAll(async () => {
  await app.stop();
  await provider.stop();
});

/** A browser: follows redirects by hand, and keeps cookies by host. */
class Browser {
  readonly #jars = new Map<string, Map<string, string>>();
  readonly visited: URL[] = [];

  async open(address: string | URL): Promise<Response> {
    const url = new URL(address, app.url);
    this.visited.push(url);
    const jar = this.#jars.get(url.host) ?? new Map<string, string>();
    this.#jars.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split(/=(.*)/s);
      jar.set(name!, value!);
    }
    return response;
  }

  /** Goes where it is sent until `stop` says so, or nobody sends it on; answers with where that is. */
  async follow(address: string | URL, stop = (_url: URL) => false): Promise<URL> {
    for (let url = new URL(address, app.url); ; ) {
      if (stop(url)) return url;
      const response = await this.open(url);
      const location = response.headers.get('location');
      if (location === null) return url;
      url = new URL(location, url);
      if (url.pathname === '/' && url.host === new URL(app.url).host) return url;
    }
  }

  async viewer() {
    const jar = this.#jars.get(new URL(app.url).host) ?? [];
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: app.url,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      body: JSON.stringify({ query: '{ viewer { email role } }' }),
    });
    return response.status === 200
      ? ((await response.json()) as { data: { viewer: { email: string; role: string } } }).data.viewer
      : response.status;
  }
}

/** Sits down at a new browser as somebody, and signs in; with what the address bar says afterwards. */
async function signIn(sub: string, email: string, email_verified = true) {
  provider.account = { sub, email, email_verified };
  const browser = new Browser();
  const end = await browser.follow('/auth/openid');
  return { browser, error: end.searchParams.get('error'), viewer: await browser.viewer() };
}

async function invite(email: string, role: string) {
  const { inviteUser } = await app.query<{ inviteUser: { user: { id: string } } }>(
    'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { user { id } } }',
    { input: { email, role } },
  );
  return inviteUser.user.id;
}

const isCallback = ({ pathname }: URL) => pathname === '/auth/callback/openid';

describe('a provider of OpenID Connect', () => {
  it('signs in whoever was invited, with the role that they were given', async () => {
    await invite('ada@elsewhere.org', 'ADMIN');
    const { viewer, error } = await signIn('ada', 'Ada@elsewhere.org');
    expect([error, viewer]).toEqual([null, { email: 'ada@elsewhere.org', role: 'ADMIN' }]);
    const rows = await app.dataSource.query(
      `select outcome, subject from audit_acts where action = 'sign in by OpenID Connect'`,
    );
    expect(rows).toEqual([{ outcome: 'DONE', subject: expect.any(String) }]);
  });

  it('is asked with a state, a nonce and a challenge, all of them new each time', async () => {
    await signIn('ada', 'ada@elsewhere.org');
    await signIn('ada', 'ada@elsewhere.org');
    const [last, before] = provider.asked;
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(last!.get(name)?.length, name).toBeGreaterThan(20);
      expect(last!.get(name)).not.toBe(before!.get(name));
    }
    expect(last!.get('code_challenge_method')).toBe('S256');
  });

  it('lets newcomers of a domain in with the role for them, and nobody else', async () => {
    expect(await signIn('bea', 'bea@example.com')).toMatchObject({
      error: null,
      viewer: { email: 'bea@example.com', role: 'ANALYST' },
    });
    for (const email of ['carl@example.org', 'carl@sub.example.com', 'carl@example.com.evil.org']) {
      expect(await signIn(`carl of ${email}`, email)).toMatchObject({ error: 'not_invited', viewer: 401 });
    }
    const { users } = await app.query<{ users: { edges: { node: { id: string; email: string } }[] } }>(
      '{ users(first: 100) { edges { node { id email role } } } }',
    );
    expect(users.edges.filter(({ node }) => node.email.startsWith('carl'))).toEqual([]);
    expect(users.edges.find(({ node }) => node.email === 'bea@example.com')!.node.id).not.toBe('');
  });

  it('gives nobody an account by an address that it has not verified', async () => {
    await invite('dora@elsewhere.org', 'ADMIN');
    expect(await signIn('mallory', 'dora@elsewhere.org', false)).toMatchObject({ viewer: 401 });
    expect((await signIn('mallory', 'mallory@example.com', false)).error).toBe('email_not_verified');
    expect(await signIn('mallory', 'owner@localhost')).toMatchObject({ error: 'not_invited', viewer: 401 });
  });

  it('knows people by who they are there, whatever their address becomes', async () => {
    await invite('eve@elsewhere.org', 'VIEWER');
    await signIn('eve', 'eve@elsewhere.org');
    await invite('finn@elsewhere.org', 'ADMIN');
    expect(await signIn('eve', 'finn@elsewhere.org')).toMatchObject({
      viewer: { email: 'eve@elsewhere.org', role: 'VIEWER' },
    });
  });

  it('signs in nobody who was deactivated, and ends sessions with that', async () => {
    const id = await invite('gus@elsewhere.org', 'VIEWER');
    const { browser, viewer } = await signIn('gus', 'gus@elsewhere.org');
    expect(viewer).toMatchObject({ role: 'VIEWER' });
    await app.query(
      'mutation ($input: DeactivateUserInput!) { deactivateUser(input: $input) { user { id } } }',
      { input: { userId: id } },
    );
    expect(await browser.viewer()).toBe(401);
    expect(await signIn('gus', 'gus@elsewhere.org')).toMatchObject({ error: 'deactivated', viewer: 401 });
    await invite('gus@elsewhere.org', 'ANALYST');
    expect(await signIn('gus', 'gus@elsewhere.org')).toMatchObject({ viewer: { role: 'ANALYST' } });
  });

  it('keeps neither names nor tokens here', async () => {
    await signIn('hal', 'hal@example.com');
    const rows = await app.dataSource.query(
      `select a."accessToken", a."refreshToken", a."idToken", u.name, u.image
       from auth."account" a join auth."user" u on u.id = a."userId" where u.email = 'hal@example.com'`,
    );
    expect(rows).toEqual([
      { accessToken: null, refreshToken: null, idToken: null, name: 'hal@example.com', image: null },
    ]);
  });
});

describe('the way back is refused', () => {
  const back = async (change: (url: URL) => void, browser = new Browser(), another?: Browser) => {
    provider.account = { sub: 'ida', email: 'ida@example.com', email_verified: true };
    const url = await browser.follow('/auth/openid', isCallback);
    change(url);
    const used = another ?? browser;
    const end = await used.follow(url);
    return { error: end.searchParams.get('error'), viewer: await used.viewer(), url };
  };

  it('to another browser than the one that left, and without a state', async () => {
    expect(await back(() => {}, new Browser(), new Browser())).toMatchObject({
      error: 'state_mismatch',
      viewer: 401,
    });
    expect(await back((url) => url.searchParams.delete('state'))).toMatchObject({ viewer: 401 });
    expect(await back((url) => url.searchParams.set('state', 'x'.repeat(32)))).toMatchObject({ viewer: 401 });
  });

  it('a second time, and with another code', async () => {
    const browser = new Browser();
    const { url, viewer } = await back(() => {}, browser);
    expect(viewer).toMatchObject({ email: 'ida@example.com' });
    expect((await browser.follow(url)).searchParams.get('error')).not.toBeNull();
    expect(await back((changed) => changed.searchParams.set('code', 'another'))).toMatchObject({
      error: 'invalid_code',
      viewer: 401,
    });
  });

  it('where it comes from another issuer, and where people were not let in there', async () => {
    expect(await back((url) => url.searchParams.set('iss', 'https://evil.example.org'))).toMatchObject({
      error: 'issuer_mismatch',
      viewer: 401,
    });
    const said = await back((url) => {
      url.searchParams.delete('code');
      url.searchParams.set('error', 'access_denied');
    });
    expect(said).toMatchObject({ error: 'access_denied', viewer: 401 });
  });

  it('and is noted', async () => {
    const noted = await app.dataSource.query(
      `select outcome from audit_acts where action = 'sign in by OpenID Connect' and outcome <> 'DONE'`,
    );
    expect(noted[0]).toEqual({ outcome: 'REFUSED' });
  });
});

it('says before somebody signs in by what they can', async () => {
  const ways = await fetch(`${app.url}/auth/ways`);
  expect(await ways.json()).toEqual({ passkeys: { host: 'localhost' }, openId: { label: 'Example' } });
});

it('sends whoever came by another name of the host to where the way back leads', async () => {
  const other = await fetch(`${app.url.replace('127.0.0.1', 'localhost')}/auth/openid`, {
    redirect: 'manual',
  });
  expect(other.headers.get('location')).toBe(`${app.url}/auth/openid`);
});

it('lets everybody in by other ways while the provider is away', async () => {
  const lonely = await createTestApp({
    openId: async (url) => ({ ...provider.configFor(url), issuer: 'http://127.0.0.1:1' }),
  });
  const answer = await fetch(`${lonely.url}/auth/openid`, { redirect: 'manual' });
  expect([answer.status, await answer.json()]).toEqual([
    503,
    expect.objectContaining({ code: 'UNAVAILABLE' }),
  ]);
  const signed = await fetch(`${lonely.url}/auth/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ apiKey: lonely.adminKey }),
  });
  expect(signed.status).toBe(200);
  await lonely.stop();
});
