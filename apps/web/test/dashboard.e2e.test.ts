import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

const CUSTOMERS = 600;

let dashboard: Dashboard;
let page: Page;
let dataset = '';

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await page.screenshot({ path: `reports/${task.name.replaceAll(/\W+/g, '-')}.png` });
});

afterAll(() => dashboard?.close());

/** The number of segments that everybody sees. */
async function usedK(): Promise<number> {
  const query = 'query ($id: ID!) { dataset(id: $id) { activeSegmentation { selectedK } } }';
  const { dataset: stored } = await dashboard.ask<{ dataset: { activeSegmentation: { selectedK: number } } }>(
    query,
    { id: dataset },
  );
  return stored.activeSegmentation.selectedK;
}

describe('a person with a file', () => {
  it('is asked to sign in, told when the key is wrong, and let in with the right one', async () => {
    await page.goto(dashboard.url);
    await page.getByLabel('API key').fill('hf_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('API key').fill(dashboard.apiKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Start with a customer file' }).waitFor();
  });

  it('sees what the file holds before anything is kept', async () => {
    await page.getByRole('link', { name: 'Import a file' }).click();
    await page.getByLabel('A file of customers').setInputFiles({
      name: 'shop.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(customersCsv(CUSTOMERS)),
    });
    await page.getByRole('heading', { name: 'First rows' }).waitFor();
    expect(await page.getByText(/Read as: semicolon between values/).count()).toBe(1);
    expect(await page.getByLabel('Role of customer_id').inputValue()).toBe('CUSTOMER_ID');
    expect(await page.getByLabel('Role of churned').inputValue()).toBe('CHURN_LABEL');
    expect(await page.getByRole('region', { name: 'First rows of the file' }).getByRole('row').count()).toBe(
      51,
    );
    expect(await dashboard.violations()).toEqual([]);
  });

  it('imports it, watches the work and lands on the segments', async () => {
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: 'Customer map' }).waitFor({ timeout: 120_000 });
    await page.getByRole('img', { name: `Scatter of ${CUSTOMERS} customers` }).waitFor();
    dataset = new URL(page.url()).pathname.split('/')[2]!;
    await page.getByRole('heading', { name: 'In progress' }).waitFor({ state: 'detached', timeout: 120_000 });
  });

  it('moves the slider, sees the picture change, and goes back', async () => {
    await dashboard.settled();
    const strip = page.getByRole('list', { name: 'Segments' }).getByRole('button');
    const before = await strip.count();
    const slider = page.getByRole('slider', { name: 'Segments' });
    await slider.focus();
    await page.keyboard.press(before === 5 ? 'ArrowRight' : 'End');
    const after = before === 5 ? 6 : 10;
    await page.getByRole('img', { name: `in ${after} segments` }).waitFor();
    await page.waitForFunction(
      (count) => document.querySelectorAll('svg[data-chart] .marks').length === count,
      after,
    );
    expect(new URL(page.url()).searchParams.get('k')).toBe(String(after));
    expect(await usedK()).toBe(before);
    const panel = page.getByRole('region', { name: 'The chosen segment' });
    const name = (await panel.getByRole('heading', { level: 2 }).textContent())!.trim();
    await panel.getByRole('link', { name: /^List [\d,]+ customers?( still here)?$/ }).click();
    await page.getByText(/^[1-9]\d* customers?.* matching your filters\.$/).waitFor();
    expect(await page.getByLabel(`Segment, of ${after}`).locator('option:checked').textContent()).toBe(name);
    await page.goBack();
    await page.getByRole('img', { name: `in ${after} segments` }).waitFor();

    await page.getByRole('button', { name: `Use these ${after} everywhere` }).click();
    await page.getByRole('button', { name: `Back to ${before}` }).click();
    await page.getByRole('img', { name: `in ${before} segments` }).waitFor();
    expect(await usedK()).toBe(before);
    await page.goBack();
    await page.getByRole('img', { name: `in ${before} segments` }).waitFor();
  });

  it('picks a segment, and finds it in the address, beside every picture and among the customers', async () => {
    const last = page.getByRole('list', { name: 'Segments' }).getByRole('button').last();
    await last.click();
    await page.waitForURL(/segment=/);
    expect(await last.getAttribute('aria-pressed')).toBe('true');
    const panel = page.getByRole('region', { name: 'The chosen segment' });
    const name = (await panel.getByRole('heading', { level: 2 }).textContent())!.trim();
    expect(await last.textContent()).toContain(name);
    await page.getByRole('link', { name: 'Profiles' }).click();
    await page.waitForURL(/segment=.*view=profiles/);
    expect(await panel.getByRole('heading', { level: 2 }).textContent()).toContain(name);
    await panel.getByRole('link', { name: /^List [\d,]+ customers?( still here)?$/ }).click();
    await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor();
    await dashboard.settled();
    const rows = page.getByRole('table', { name: 'Customers' }).locator('tbody tr');
    const shown = await rows.count();
    expect(shown).toBeGreaterThan(0);
    expect(await rows.filter({ hasText: name }).count()).toBe(shown);
  });

  it('makes an audience of the rule of a segment in one click, with as many customers as were told', async () => {
    await dashboard.visit(`/d/${dataset}/segments`);
    const rule = page.getByRole('group', { name: 'The rule' });
    await rule.getByText('How to find them elsewhere').click();
    const told = (await rule.getByRole('listitem').last().textContent())!.match(/keeps ([\d,]*\d)/)![1]!;
    await rule.getByRole('button', { name: 'Make an audience of this rule' }).click();
    await rule.getByRole('link', { name: `by rule”, ${told} customer` }).click();
    await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor();
    await page.getByText(new RegExp(`^${told} customers?.* matching your filters`)).waitFor();
    await page.getByRole('button', { name: 'Delete audience' }).click();
    await page.getByRole('combobox', { name: 'Audience' }).waitFor({ state: 'detached' });
  });

  it('looks at the segments one question at a time, which the address keeps', async () => {
    await dashboard.visit(`/d/${dataset}/segments?k=8`);
    const parts = page.getByRole('navigation', { name: 'Parts of this screen' });
    for (const [name, heading, view] of [
      ['Profiles', 'Profiles', 'profiles'],
      ['Distributions', 'Distributions', 'distributions'],
      ['Compare', 'Compare two segments', 'two'],
      ['Flow', 'Told of the segments in use', 'flow'],
      ['Can you trust them?', 'Why this number', 'trust'],
      ['Map', 'Customer map', null],
    ] as const) {
      await parts.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { name: heading }).waitFor();
      await dashboard.settled();
      expect(new URL(page.url()).searchParams.get('view')).toBe(view);
      expect(new URL(page.url()).searchParams.get('k')).toBe('8');
      expect(await dashboard.violations()).toEqual([]);
    }
    await page.goBack();
    await page.getByRole('heading', { name: 'Why this number' }).waitFor();
  });

  it('saves the customers in view as an audience, and finds them again by its name', async () => {
    await dashboard.visit(`/d/${dataset}/customers?risk=LOW`);
    const found = await page.getByText(/matching your filters\.$/).textContent();
    await page.getByRole('button', { name: 'Save as audience' }).click();
    await page.getByLabel('Name of the audience').fill('Safe ones');
    expect(await dashboard.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Customers at low risk, still here.').waitFor();
    await dashboard.settled();
    expect(await page.getByText(/matching your filters\.$/).textContent()).toBe(found);
    await dashboard.visit(`/d/${dataset}/customers`);
    await page.getByRole('combobox', { name: 'Audience' }).selectOption('Safe ones');
    await page.getByRole('button', { name: 'Delete audience' }).click();
    await page.getByRole('combobox', { name: 'Audience' }).waitFor({ state: 'detached' });
  });

  it('keeps a customer whom nobody may contact out of the list to call, until that is withdrawn', async () => {
    await dashboard.visit(`/d/${dataset}`);
    const callFirst = page.getByRole('table', { name: 'Customers to call first' });
    const first = callFirst.getByRole('link', { name: /^C\d+$/ }).first();
    const id = (await first.textContent())!;
    await first.click();
    await page.getByRole('button', { name: 'Add a remark' }).click();
    await page.getByLabel('Last day').fill('2020-01-01');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^until is 2020-01-01; it must be today, /).waitFor();
    await page.getByLabel('Last day').fill('2099-12-31');
    await page.getByLabel('Why, if there is more to say').fill('Asked by letter.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Do not contact until Dec 31, 2099').waitFor();
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/feedback.png`, fullPage: true });
    expect(await dashboard.violations()).toEqual([]);
    await dashboard.visit(`/d/${dataset}`);
    expect(await callFirst.getByRole('link', { name: id, exact: true }).count()).toBe(0);
    await dashboard.visit(`/d/${dataset}/customers?contact=no`);
    await page.getByRole('link', { name: id, exact: true }).click();
    await page.getByRole('button', { name: 'Withdraw “Do not contact”' }).click();
    await page.getByText('Nothing here forbids a contact.').waitFor();
  });

  it('opens a customer and asks what if', async () => {
    await dashboard.visit(`/d/${dataset}/customers?order=CHURN_PROBABILITY_DESC`);
    await page.getByRole('table', { name: 'Customers' }).locator('tbody a').first().click();
    await page.getByRole('heading', { name: 'Chance of leaving' }).waitFor();
    await page.getByText(/Of 100 customers like this one/).waitFor();
    await page.getByRole('spinbutton', { name: 'Days silent' }).fill('1');
    await page.getByText(/^\s*Down \d/).waitFor();
  });

  it('makes a key for one dataset, which says so in the list', async () => {
    await dashboard.visit('/integrations');
    await page.getByLabel('Name').fill('CRM');
    await page.getByRole('combobox', { name: 'Datasets' }).selectOption('Only some');
    const create = page.getByRole('button', { name: 'Create key' });
    expect(await create.isDisabled()).toBe(true);
    const names = page.getByRole('group', { name: 'The key sees nothing of the others' });
    await names.getByRole('checkbox', { name: 'shop' }).check();
    await create.click();
    const key = await page.getByText(/^hf_/).filter({ hasText: /.{40}/ }).textContent();
    await page.getByRole('row').filter({ hasText: 'CRM' }).filter({ hasText: 'shop' }).waitFor();
    const answer = await fetch(`${dashboard.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: '{ viewer { datasetIds } }' }),
    });
    expect(await answer.json()).toMatchObject({ data: { viewer: { datasetIds: [dataset] } } });
  });

  it('moves the number of contacts and sees the money follow', async () => {
    await dashboard.visit(`/d/${dataset}/churn`);
    const calls = page.locator('dt', { hasText: /^Contact$/ }).locator('xpath=following-sibling::dd');
    await calls.waitFor();
    const before = await calls.textContent();
    await page.getByRole('slider', { name: /^Contact the first/ }).focus();
    await page.keyboard.press('End');
    await page.waitForFunction(
      (text) => ![...document.querySelectorAll('dd')].some((dd) => dd.textContent === text),
      before,
    );
    expect(Number(new URL(page.url()).searchParams.get('contacts'))).toBeGreaterThan(0);
  });
});

describe('every screen', () => {
  const churn = ['/churn', '/churn?view=why', '/churn?view=trust', '/churn?view=versions'];
  const segments = ['', '?view=profiles', '?view=distributions', '?view=two', '?view=flow', '?view=trust'];
  const screens = [
    '',
    '/customers',
    ...segments.map((view) => `/segments${view}`),
    ...churn,
    '/strategies',
    '/monitoring',
    '/customers/C1000',
  ];

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    it.each([...screens.map((screen) => `dataset${screen}`), '/import', '/integrations', '/settings'])(
      '%s has no violation of WCAG 2.2 AA',
      async (screen) => {
        await page.emulateMedia({ colorScheme });
        await dashboard.visit(screen.replace(/^dataset/, `/d/${dataset}`));
        expect(await dashboard.violations()).toEqual([]);
      },
    );
  });

  it.each([...screens.map((screen) => `dataset${screen}`), '/import', '/integrations', '/settings'])(
    '%s needs no sideways scrolling at 320 pixels',
    async (screen) => {
      await page.setViewportSize({ width: 320, height: 720 });
      await dashboard.visit(screen.replace(/^dataset/, `/d/${dataset}`));
      expect(await dashboard.overflow()).toBe(0);
    },
  );
});
