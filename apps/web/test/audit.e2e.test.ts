import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './open-dashboard';

let dashboard: Dashboard;
let page: Page;
beforeAll(async () => {
  dashboard = await openDashboard();
  page = dashboard.page;
  await dashboard.signIn();
});
afterAll(() => dashboard.close());

const rows = () => page.getByRole('region', { name: 'Events of the audit' }).getByRole('row');

it('the audit shows who did what, a page more at a time, and what was refused', async () => {
  await dashboard.importFile('customer_id,visits\na,1\nb,2\nc,3\n', 'shop');
  const refused = Array.from(
    { length: 55 },
    (_, i) => `m${i}: cancelJob(input: { jobId: "none" }) { userErrors { code } }`,
  );
  await dashboard.ask(`mutation { ${refused.join(' ')} }`);
  await dashboard.visit('/settings');
  await page.getByRole('link', { name: 'Show the audit' }).click();
  await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
  await rows().filter({ hasText: 'Cancel job' }).filter({ hasText: 'refused: not found' }).first().waitFor();
  expect(await rows().count()).toBe(51);
  await page.getByRole('button', { name: 'Load more' }).click();
  const signIn = rows().filter({ hasText: 'Sign in by key' });
  await signIn.filter({ hasText: 'First start' }).filter({ hasText: '127.0.0.1' }).waitFor();
  await rows().filter({ hasText: 'Import a file' }).filter({ hasText: 'shop' }).waitFor();
  await rows().filter({ hasText: 'Upload a file' }).waitFor();

  await page.getByLabel('Outcome').selectOption('done');
  await rows().filter({ hasText: 'Cancel job' }).first().waitFor({ state: 'detached' });
  await page.getByLabel('Which dataset').selectOption('shop');
  await signIn.waitFor({ state: 'detached' });
  await rows().filter({ hasText: 'Import a file' }).waitFor();
});

it.each(['light', 'dark'] as const)(
  'the audit has no violation of WCAG 2.2 AA and no sideways scrolling in the %s theme',
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await dashboard.visit('/settings/audit');
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await dashboard.overflow()).toBe(0);
      expect(await dashboard.violations()).toEqual([]);
    }
    await page.screenshot({ path: `reports/audit-${colorScheme}.png` });
  },
);

it('whoever is no ADMIN is told who can read it', async () => {
  const { createApiKey } = await dashboard.ask<{ createApiKey: { secret: string } }>(
    'mutation { createApiKey(input: { name: "reader", role: VIEWER }) { secret } }',
  );
  const theirs = await page.context().browser()!.newContext();
  const own = await theirs.newPage();
  own.setDefaultTimeout(60_000);
  await own.goto(dashboard.url);
  await own.getByLabel('API key').fill(createApiKey.secret);
  await own.getByRole('button', { name: 'Sign in' }).click();
  await own.getByRole('navigation', { name: 'Screens' }).waitFor();
  await own.goto(`${dashboard.url}/settings/audit`);
  await own.getByText('Someone with the role ADMIN can read it.').waitFor();
  expect(await own.getByRole('table').count()).toBe(0);
  await theirs.close();
});
