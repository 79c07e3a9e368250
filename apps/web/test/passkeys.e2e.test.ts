import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './open-dashboard';

const EMAIL = 'ada@example.com';

let dashboard: Dashboard;
let page: Page;
/** Passkeys belong to names: the same server under one. */
let url: string;

beforeAll(async () => {
  // Nobody listens there: that people could sign in there is said all the same.
  dashboard = await openDashboard({
    OPENID_ISSUER: 'http://127.0.0.1:1',
    OPENID_CLIENT_ID: 'holdfast',
    OPENID_CLIENT_SECRET: 'secret',
    OPENID_LABEL: 'Example',
  });
  page = dashboard.page;
  url = dashboard.url.replace('127.0.0.1', 'localhost');
  const { inviteUser } = await dashboard.ask<{ inviteUser: { link: string } }>(
    'mutation ($email: String!) { inviteUser(input: { email: $email, role: ANALYST }) { link } }',
    { email: EMAIL },
  );
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable', { enableUI: false });
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(url + inviteUser.link);
});
afterAll(() => dashboard.close());

const passkeys = () => page.getByRole('table', { name: 'Passkeys' }).getByRole('row');
const signedIn = () => page.getByRole('navigation', { name: 'Screens' }).waitFor();

async function openSettings(): Promise<void> {
  await page.goto(`${url}/settings`);
  await page.getByRole('heading', { name: 'Passkeys' }).waitFor();
  await dashboard.settled();
}

async function signOut(): Promise<void> {
  await openSettings();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Holdfast' }).waitFor();
}

async function looksRight(): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await dashboard.overflow()).toBe(0);
    expect(await dashboard.violations()).toEqual([]);
  }
}

it('a person adds a passkey on their device, under a name', async () => {
  await openSettings();
  await looksRight();
  await page.getByLabel('Name of the passkey').fill('My laptop');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await passkeys().filter({ hasText: 'My laptop' }).waitFor();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('This device has a passkey of yours already.').waitFor();
  await looksRight();
});

it('gives it another name', async () => {
  await page.getByRole('button', { name: 'Rename the passkey My laptop' }).click();
  await looksRight();
  await page.getByLabel('New name').fill('My old laptop');
  await page.getByRole('button', { name: 'Save' }).click();
  await passkeys().filter({ hasText: 'My old laptop' }).filter({ hasText: 'Never' }).waitFor();
});

it('and signs in with it, without typing anything', async () => {
  await signOut();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
  await looksRight();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await signedIn();
  await openSettings();
  await page.getByText(EMAIL).waitFor();
  await passkeys().filter({ hasText: 'Never' }).waitFor({ state: 'detached' });
});

it('or by what the browser offers beside the password', async () => {
  await signOut();
  await page.getByRole('button', { name: 'Use e-mail and password instead' }).click();
  // The virtual device answers as if the person had picked the passkey.
  await signedIn();
});

it('a passkey that was removed signs nobody in', async () => {
  await openSettings();
  await page.getByRole('button', { name: 'Remove the passkey My old laptop' }).click();
  await passkeys().filter({ hasText: 'My old laptop' }).waitFor({ state: 'detached' });
  await signOut();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('This passkey is not known here').waitFor();
  await looksRight();
});

it('where pages have no name, they say where passkeys are used', async () => {
  await page.goto(dashboard.url);
  await page.getByRole('link', { name: 'Sign in with Example' }).waitFor();
  expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(0);
});

it('passwords can be pasted, and managers know what to fill in', async () => {
  await page.getByRole('button', { name: 'Use e-mail and password instead' }).click();
  const password = page.getByLabel('Password');
  expect(await password.getAttribute('autocomplete')).toBe('current-password');
  expect(await page.getByLabel('E-mail').getAttribute('autocomplete')).toBe('username webauthn');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: dashboard.url });
  await page.evaluate(() => navigator.clipboard.writeText('a password from elsewhere'));
  await password.focus();
  await page.keyboard.press('ControlOrMeta+V');
  expect(await password.inputValue()).toBe('a password from elsewhere');
});

it('whoever was sent back by their organisation reads why', async () => {
  await page.goto(`${dashboard.url}/?error=not_invited`);
  await page.getByText('Nobody has invited this address.').waitFor();
  await looksRight();
});
