import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authenticator } from '../../../../test/authenticator.js';
import { createTestApp, type TestApp } from '../../../../test/test-app.js';

let app: TestApp;
let origin: string;
beforeAll(async () => {
  app = await createTestApp();
  // Browsers make no passkeys for addresses of numbers.
  origin = app.url.replace('127.0.0.1', 'localhost');
});
afterAll(() => app.stop());

/** A browser on a page of ours: keeps cookies. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async send(path: string, body: unknown, from = origin): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(origin + path, {
      method: body === null ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', origin: from, cookie },
      ...(body !== null && { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split(/=(.*)/s);
      this.#cookies.set(name!, value!);
    }
    return response;
  }

  async asked(what: 'add' | 'sign-in') {
    const response = await this.send(`/auth/passkeys/questions/${what}`, {});
    const options = (await response.json()) as { challenge: string; [name: string]: unknown };
    return { status: response.status, options, request: { origin, challenge: options.challenge } };
  }

  async ask<T>(query: string, variables: object = {}): Promise<T> {
    const response = await this.send('/graphql', { query, variables });
    return ((await response.json()) as { data: T }).data;
  }

  async add(device: Authenticator, name = 'My laptop'): Promise<Response> {
    const { request } = await this.asked('add');
    return this.send('/auth/passkeys', { name, response: device.make(request) });
  }

  async signIn(device: Authenticator): Promise<Response> {
    const { request } = await this.asked('sign-in');
    return this.send('/auth/passkeys/session', { response: device.answer(request) });
  }

  forget(name: string): void {
    for (const known of this.#cookies.keys()) if (known.includes(name)) this.#cookies.delete(known);
  }
}

let people = 0;

/** Somebody who is signed in by a link, with a passkey. */
async function person(role = 'ANALYST', device = new Authenticator('localhost')) {
  const { inviteUser } = await app.query<{ inviteUser: { user: { id: string }; link: string } }>(
    'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { user { id } link } }',
    { input: { email: `person${++people}@example.com`, role } },
  );
  const browser = new Browser();
  await browser.send(inviteUser.link, null);
  expect((await browser.add(device)).status).toBe(204);
  return { id: inviteUser.user.id, email: `person${people}@example.com`, browser, device };
}

const mutate = (name: string, input: object) =>
  app.query(
    `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { user { id } } }`,
    { input },
  );

interface Shown {
  readonly viewer: { readonly email: string; role: string; passkeys: { id: string; name: string }[] };
}
const shown = (browser: Browser) =>
  browser.ask<Shown>('{ viewer { email role passkeys { id name createdAt backedUp } } }');

async function acts(action: string) {
  const rows: { outcome: string; subject: string | null }[] = await app.dataSource.query(
    'select * from audit_acts where action = $1',
    [action],
  );
  return rows;
}

describe('a passkey', () => {
  it('is added under a name, signs its person in with their role, and is noted', async () => {
    const { email, browser, device } = await person('VIEWER');
    expect(await shown(browser)).toMatchObject({
      viewer: { email, role: 'VIEWER', passkeys: [{ name: 'My laptop', backedUp: false }] },
    });
    const other = new Browser();
    const answer = await other.signIn(device);
    expect([answer.status, await answer.json()]).toEqual([200, { role: 'VIEWER' }]);
    expect(await shown(other)).toMatchObject({ viewer: { email } });
    for (const action of ['add passkey', 'sign in by passkey']) {
      expect(await acts(action)).toContainEqual(expect.objectContaining({ outcome: 'DONE' }));
    }
  });

  it('is named anew by its person alone, and tells when it was used last', async () => {
    const [ada, bob] = [await person(), await person()];
    const rename = async (browser: Browser, passkeyId: string, name: string) =>
      (
        await browser.ask<{ renamePasskey: { passkey: { name: string } | null; userErrors: object[] } }>(
          'mutation ($input: RenamePasskeyInput!) { renamePasskey(input: $input) { passkey { name } userErrors { code field } } }',
          { input: { passkeyId, name } },
        )
      ).renamePasskey;
    const used = async () =>
      (
        await ada.browser.ask<{ viewer: { passkeys: { name: string; lastUsedAt: string | null }[] } }>(
          '{ viewer { passkeys { name lastUsedAt } } }',
        )
      ).viewer.passkeys;
    const [passkey] = (await shown(ada.browser)).viewer.passkeys;
    expect(await rename(ada.browser, passkey!.id, ' Work phone ')).toEqual({
      passkey: { name: 'Work phone' },
      userErrors: [],
    });
    expect(await rename(bob.browser, passkey!.id, 'Mine')).toMatchObject({
      passkey: null,
      userErrors: [{ code: 'NOT_FOUND' }],
    });
    for (const name of ['', 'Work\u200bphone', 'Work\u202ephone', 'x'.repeat(101)]) {
      expect(await rename(ada.browser, passkey!.id, name)).toMatchObject({
        userErrors: [{ code: 'BAD_USER_INPUT', field: ['name'] }],
      });
    }
    expect(await used()).toEqual([{ name: 'Work phone', lastUsedAt: null }]);
    expect((await new Browser().signIn(ada.device)).status).toBe(200);
    const [after] = await used();
    expect(Math.abs(Date.parse(after!.lastUsedAt!) - Date.now())).toBeLessThan(60_000);
    expect(await ada.browser.add(new Authenticator('localhost'), 'A\u202eB')).toMatchObject({ status: 400 });
  });

  it('has the role that its person has by now', async () => {
    const { id, device } = await person('ADMIN');
    await mutate('setUserRole', { userId: id, role: 'VIEWER' });
    expect(await (await new Browser().signIn(device)).json()).toEqual({ role: 'VIEWER' });
  });

  it('signs nobody in once it was removed, which only its person can do', async () => {
    const [ada, bob] = [await person(), await person()];
    const remove = (browser: Browser, passkeyId: string) =>
      browser.ask<{ removePasskey: { removedPasskeyId: string | null; userErrors: { code: string }[] } }>(
        'mutation ($input: RemovePasskeyInput!) { removePasskey(input: $input) { removedPasskeyId userErrors { code } } }',
        { input: { passkeyId } },
      );
    const [passkey] = (await shown(ada.browser)).viewer.passkeys;
    expect(await remove(bob.browser, passkey!.id)).toMatchObject({
      removePasskey: { removedPasskeyId: null, userErrors: [{ code: 'NOT_FOUND' }] },
    });
    expect((await new Browser().signIn(ada.device)).status).toBe(200);
    expect(await remove(ada.browser, passkey!.id)).toEqual({
      removePasskey: { removedPasskeyId: passkey!.id, userErrors: [] },
    });
    expect((await new Browser().signIn(ada.device)).status).toBe(401);
    expect((await shown(ada.browser)).viewer.passkeys).toEqual([]);
  });

  it('goes with a deactivation and with a new invitation', async () => {
    const { id, email, device } = await person();
    await mutate('deactivateUser', { userId: id });
    const refused = await new Browser().signIn(device);
    expect([refused.status, await refused.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'UNAUTHENTICATED' }),
    ]);
    await mutate('inviteUser', { email, role: 'ADMIN' });
    expect((await new Browser().signIn(device)).status).toBe(401);
  });

  it('is made for people who are signed in, not for keys and strangers', async () => {
    const device = new Authenticator('localhost');
    expect((await new Browser().asked('add')).status).toBe(401);
    const key = new Browser();
    await key.send('/auth/session', { apiKey: app.adminKey });
    expect((await key.asked('add')).status).toBe(403);
    expect((await key.send('/auth/passkeys', { name: 'x', response: device.make(anything()) })).status).toBe(
      403,
    );
    expect((await shown(key)).viewer.passkeys).toEqual([]);
  });
});

const anything = () => ({ origin, challenge: 'bm90aGluZyB0aGF0IHdhcyBhc2tlZA' });

describe('an answer is refused', () => {
  it('where another page asked for it, or sends it', async () => {
    const { device } = await person();
    const browser = new Browser();
    const { request } = await browser.asked('sign-in');
    const elsewhere = { ...request, origin: 'https://holdfast.example.org' };
    const stolen = await browser.send('/auth/passkeys/session', { response: device.answer(elsewhere) });
    expect(stolen.status).toBe(401);
    const again = await browser.asked('sign-in');
    const body = { response: device.answer(again.request) };
    expect((await browser.send('/auth/passkeys/session', body, 'https://holdfast.example.org')).status).toBe(
      403,
    );
    expect((await browser.send('/auth/passkeys/session', body)).status).toBe(200);
  });

  it('where it was given before', async () => {
    const { device } = await person();
    const browser = new Browser();
    const { request } = await browser.asked('sign-in');
    const body = { response: device.answer(request) };
    expect((await browser.send('/auth/passkeys/session', body)).status).toBe(200);
    expect((await browser.send('/auth/passkeys/session', body)).status).toBe(401);
  });

  it('to a question of another browser, of the other kind, or none', async () => {
    const { device, browser: theirs } = await person();
    const [one, other] = [new Browser(), new Browser()];
    const { request } = await one.asked('sign-in');
    await other.asked('sign-in');
    const response = device.answer(request);
    expect((await other.send('/auth/passkeys/session', { response })).status).toBe(401);
    const toAdd = await theirs.asked('add');
    expect(
      (await theirs.send('/auth/passkeys/session', { response: device.answer(toAdd.request) })).status,
    ).toBe(401);
    one.forget('passkey');
    expect((await one.send('/auth/passkeys/session', { response })).status).toBe(401);
    expect(await acts('sign in by passkey')).toContainEqual(expect.objectContaining({ outcome: 'REFUSED' }));
  });

  it('of a passkey of another host, of a device that asked nobody, and where it is no answer', async () => {
    const { browser } = await person();
    expect((await browser.add(new Authenticator('holdfast.example.org'))).status).toBe(400);
    expect((await browser.add(new Authenticator('localhost', false))).status).toBe(400);
    const { request } = await browser.asked('add');
    const kept = new Authenticator('localhost').make(request);
    for (const response of [{}, { ...kept, response: {} }, { ...kept, rawId: 'AAAA' }]) {
      await browser.asked('add');
      expect((await browser.send('/auth/passkeys', { name: 'x', response })).status).toBe(400);
    }
    expect((await browser.send('/auth/passkeys', { name: ' ', response: kept })).status).toBe(400);
    expect((await shown(browser)).viewer.passkeys).toHaveLength(1);
  });

  it('of a device whose count goes back, which two may share then', async () => {
    const { device } = await person();
    expect((await new Browser().signIn(device)).status).toBe(200);
    await app.dataSource.query('update auth.passkey set counter = 1000000');
    expect((await new Browser().signIn(device)).status).toBe(401);
    await app.dataSource.query('update auth.passkey set counter = 0');
  });

  it('a day after signing in, when a passkey is to be added', async () => {
    const { browser } = await person();
    await app.dataSource.query(
      `update auth."session" set "createdAt" = now() - interval '25 hours' where "userId" = (
        select id from auth."user" where email = $1)`,
      [`person${people}@example.com`],
    );
    const { status, options } = await browser.asked('add');
    expect([status, options.message]).toEqual([403, expect.stringContaining('Sign in again')]);
  });

  it('and what is asked can be told apart from what devices would do by themselves', async () => {
    const { browser } = await person();
    const { options } = await browser.asked('sign-in');
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    // Whoever is signed in here is nobody's business: no list of passkeys.
    expect(options.allowCredentials ?? []).toEqual([]);
  });
});
