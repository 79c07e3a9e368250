import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

let dashboard: Dashboard;
let page: Page;
/** The scripts that the browser asked for since the last look. */
const scripts = new Set<string>();
const takeScripts = () => {
  const taken = [...scripts];
  scripts.clear();
  return taken;
};

beforeAll(async () => {
  dashboard = await openDashboard();
  page = dashboard.page;
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname);
  });
  await dashboard.importFile(customersCsv(300), 'Shop');
  await dashboard.signIn();
}, 300_000);
afterAll(() => dashboard.close());
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await page.screenshot({ path: `reports/${task.name.replaceAll(/\W+/g, '-')}.png` });
  }
});

const editor = () => page.getByRole('textbox', { name: 'Query', exact: true });
const answer = () => page.getByRole('region', { name: 'Answer' });

describe('the explorer', () => {
  it('is loaded by nobody who does not open it', async () => {
    takeScripts();
    await dashboard.visit('/settings');
    await dashboard.visit('/integrations');
    const others = takeScripts();
    await page.getByRole('link', { name: 'Try queries in the explorer' }).click();
    await editor().waitFor();
    expect(takeScripts().filter((script) => !others.includes(script))).not.toEqual([]);
  });

  it('begins with a query of the newest dataset, runs it as who is signed in, and tells what it cost', async () => {
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByText(/Answered in .* It cost \d/).waitFor();
    expect(JSON.parse((await answer().textContent())!)).toMatchObject({
      data: { customers: { totalCount: expect.any(Number) } },
    });
  });

  it('offers other queries, one by its address, and Back returns', async () => {
    await page.getByLabel('Begin with').selectOption('Who asks');
    await editor().filter({ hasText: 'query Myself' }).waitFor();
    expect(page.url()).toContain('query=myself');
    await page.goBack();
    await editor().filter({ hasText: 'query CallFirst' }).waitFor();
    await page.goForward();
  });

  it('completes and runs by the keyboard alone, and Tab leaves the editor', async () => {
    await editor().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('query Mine { viewer { ro');
    await page.getByRole('option', { name: /^role/ }).waitFor();
    expect(await dashboard.violations()).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await answer().filter({ hasText: '"role": "ADMIN"' }).waitFor();
    await page.keyboard.press('Tab');
    await page.getByLabel('Variables').and(page.locator(':focus')).waitFor();
  });

  it('says what is wrong with a query, and with variables', async () => {
    await editor().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('{ nothing }');
    await page.keyboard.press('Control+Enter');
    await answer().filter({ hasText: 'Cannot query field \\"nothing\\"' }).waitFor();
    await page.getByLabel('Variables').fill('{');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByText(/^The variables are no JSON/).waitFor();
  });

  it('follows a subscription', async () => {
    await page.getByLabel('Begin with').selectOption('Follow a job');
    await page.getByRole('button', { name: 'Run' }).click();
    await answer().filter({ hasText: '"state": "COMPLETED"' }).waitFor();
  });

  it('gives what is asked as a program that runs against this installation', async () => {
    await page.getByLabel('Begin with').selectOption('The segments and what to do about them');
    await page.getByLabel('Language').selectOption('Python');
    await page.getByRole('region', { name: 'Program' }).filter({ hasText: 'urllib' }).waitFor();
    await page.getByLabel('Language').selectOption('curl');
    const program = page
      .getByRole('region', { name: 'Program' })
      .filter({ hasText: `curl -sN '${dashboard.url}` });
    const env = { ...process.env, HOLDFAST_KEY: dashboard.apiKey };
    const { stdout } = await promisify(execFile)('sh', ['-c', (await program.textContent())!], { env });
    expect(JSON.parse(stdout)).toMatchObject({ data: { dataset: { name: 'Shop', customerCount: 300 } } });
  });

  it('leads through the documentation by links, by its search and by Back', async () => {
    await page.getByLabel('Find a type or a field').fill('riskBand');
    await page.getByRole('link', { name: 'ChurnScore.riskBand' }).click();
    await page.getByRole('heading', { name: 'ChurnScore' }).waitFor();
    await page.getByRole('link', { name: 'RiskBand!', exact: true }).click();
    await page.getByRole('heading', { name: 'RiskBand' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'ChurnScore' }).waitFor();
    const types = page.getByRole('navigation', { name: 'Types' });
    await types.locator('summary', { hasText: 'Inputs' }).click();
    await types.getByRole('link', { name: 'CustomerFilter', exact: true }).click();
    await page.getByRole('heading', { name: 'CustomerFilter' }).waitFor();
    await page.getByRole('link', { name: 'Query.customers', exact: true }).click();
    await page.getByRole('heading', { name: 'Query' }).waitFor();
    const fields = page.getByRole('list', { name: 'What Query has' }).locator('> li');
    await fields
      .filter({ hasText: /^customers\s*:/ })
      .locator('summary')
      .click();
    await page.getByRole('list', { name: 'Arguments of customers', exact: true }).waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'is shown without a violation of WCAG 2.2 AA in the %s theme',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await dashboard.settled();
      expect(await dashboard.violations()).toEqual([]);
    },
  );

  it('needs no sideways scrolling at 320 pixels', async () => {
    await page.setViewportSize({ width: 320, height: 720 });
    expect(await dashboard.overflow()).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('is open to whoever may only look, and says so of what they may not', async () => {
    const { createApiKey } = await dashboard.ask<{ createApiKey: { secret: string } }>(
      'mutation { createApiKey(input: { name: "viewer", role: VIEWER }) { secret } }',
    );
    await page.context().clearCookies();
    await page.goto(`${dashboard.url}/integrations/explorer`);
    await page.getByLabel('API key').fill(createApiKey.secret);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await editor().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('{ apiKeys { totalCount } }');
    await page.keyboard.press('Control+Enter');
    await answer().filter({ hasText: 'FORBIDDEN' }).waitFor();
  });
});
