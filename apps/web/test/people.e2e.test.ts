import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './open-dashboard';

const EMAIL = 'ada@example.com';
const PASSWORD = 'a long enough password';

let dashboard: Dashboard;
let page: Page;
beforeAll(async () => {
  dashboard = await openDashboard();
  page = dashboard.page;
  await dashboard.signIn();
});
afterAll(() => dashboard.close());

const person = () => page.getByRole('row').filter({ hasText: EMAIL });

it('people are invited, choose a password, sign in with it, and are shut out', async () => {
  await dashboard.visit('/settings');
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = await page.getByText(/\/auth\/link\?token=/).textContent();
  await person().waitFor();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await dashboard.overflow()).toBe(0);
    expect(await dashboard.violations()).toEqual([]);
  }

  const theirs = await page.context().browser()!.newContext();
  const own = await theirs.newPage();
  own.setDefaultTimeout(60_000);
  await own.goto(link!);
  await own.goto(`${dashboard.url}/settings`);
  await own.getByText(EMAIL).waitFor();
  expect(await own.getByRole('heading', { name: 'People' }).count()).toBe(0);
  await own.getByLabel('New password').fill(PASSWORD);
  await own.getByRole('button', { name: 'Set password' }).click();
  await own.getByText('From now on you can sign in with this password.').waitFor();
  await own.getByRole('button', { name: 'Sign out' }).click();

  await own.getByRole('button', { name: 'Use e-mail and password instead' }).click();
  await own.getByLabel('E-mail').fill(EMAIL);
  await own.getByLabel('Password').fill('not the password');
  await own.getByRole('button', { name: 'Sign in' }).click();
  await own.getByText('do not belong together').waitFor();
  await own.getByLabel('Password').fill(PASSWORD);
  await own.getByRole('button', { name: 'Sign in' }).click();
  await own.getByText(EMAIL).waitFor();

  await page.getByRole('button', { name: `Deactivate ${EMAIL}` }).click();
  const question = page.getByRole('dialog', { name: `Deactivate ${EMAIL}?` });
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await person().filter({ hasText: 'deactivated' }).count()).toBe(0);
  await page.getByRole('button', { name: `Deactivate ${EMAIL}` }).click();
  await question.getByRole('button', { name: 'Deactivate', exact: true }).click();
  await person().filter({ hasText: 'deactivated' }).waitFor();
  await own.reload();
  await own.getByRole('heading', { name: 'Sign in to Holdfast' }).waitFor();
  await theirs.close();
});

it('whoever is signed in elsewhere as well sees where, and ends that', async () => {
  const elsewhere = await page.context().browser()!.newContext({
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0',
  });
  const other = await elsewhere.newPage();
  other.setDefaultTimeout(60_000);
  await other.goto(dashboard.url);
  await other.getByLabel('API key').fill(dashboard.apiKey);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await other.getByRole('navigation', { name: 'Screens' }).waitFor();

  await dashboard.visit('/settings');
  const sessions = page.getByRole('table', { name: 'Sessions' }).getByRole('row');
  await sessions.filter({ hasText: '(here)' }).waitFor();
  expect(await dashboard.violations()).toEqual([]);
  const session = sessions.filter({ hasText: 'Firefox on Windows' });
  await session.getByRole('button', { name: 'End the session of Firefox on Windows' }).click();
  await session.waitFor({ state: 'detached' });
  await other.reload();
  await other.getByRole('heading', { name: 'Sign in to Holdfast' }).waitFor();
  await sessions.filter({ hasText: '(here)' }).waitFor();
  await elsewhere.close();
});
