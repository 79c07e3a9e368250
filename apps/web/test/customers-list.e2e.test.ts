import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

const CSV = customersCsv(600);
/** Customers who spend at least so much, by the file itself. */
const spending = (least: number) =>
  CSV.split('\n').filter((line) => Number(line.split(';')[2]) >= least).length;

let dashboard: Dashboard;
let page: Page;
let dataset: string;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  dataset = await dashboard.importFile(CSV, 'shop');
  await dashboard.signIn();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await page.screenshot({ path: `reports/${task.name.replaceAll(/\W+/g, '-')}.png` });
});

afterAll(() => dashboard?.close());

const list = (query = '?left=all') => dashboard.visit(`/d/${dataset}/customers${query}`);
const firstId = () => page.locator('tbody th a').first().textContent();

describe('the list of customers', () => {
  it('is filtered by any column, which the address and a button with the way out say', async () => {
    await list();
    await page.getByRole('button', { name: 'Filter by a column' }).click();
    await page.getByLabel('Column').selectOption('spend');
    await page.getByLabel('Comparison').selectOption('GTE');
    await page.getByLabel('Value').fill('800');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText(`${spending(800)} customers, matching your filters.`).waitFor();
    expect(new URL(page.url()).searchParams.get('where')).toBe('[["spend","GTE","800"]]');
    expect(await dashboard.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Without the filter: Spend at least 800' }).click();
    await page.getByText('600 customers.').waitFor();
  });

  it('is filtered by a condition that an address has twice, each with its way out', async () => {
    const where = '[["spend","GTE","800"],["spend","GTE","800"]]';
    await list(`?left=all&where=${encodeURIComponent(where)}`);
    const out = page.getByRole('button', { name: 'Without the filter: Spend at least 800' });
    await expect.poll(() => out.count()).toBe(2);
    await out.first().click();
    await expect.poll(() => out.count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('where')).toBe('[["spend","GTE","800"]]');
  });

  it('is ordered by a click on a heading, and by another click the other way round', async () => {
    await list();
    await page.getByRole('link', { name: 'Customer', exact: true }).click();
    await page.getByRole('columnheader', { name: 'Customer ↑' }).waitFor();
    await dashboard.settled();
    expect(await firstId()).toBe('C1000');
    const chance = page.getByRole('columnheader', { name: /^Chance of/ });
    await chance.getByRole('link').click();
    await expect.poll(() => chance.getAttribute('aria-sort')).toBe('descending');
    await dashboard.settled();
    const likeliest = await firstId();
    await chance.getByRole('link').click();
    await expect.poll(() => chance.getAttribute('aria-sort')).toBe('ascending');
    await dashboard.settled();
    expect(await firstId()).not.toBe(likeliest);
  });

  it('says its filter as a sentence, beside every part with its way out', async () => {
    const where = encodeURIComponent('[["spend","GTE","800"],["plan","EQ","basic"]]');
    await list(`?risk=HIGH&min=0.1&where=${where}`);
    await page
      .getByText(
        'Customers still here, at high risk, with a chance of leaving of 10 % or more, whose spend is at least 800, whose plan is basic.',
      )
      .waitFor();
    await page.getByRole('button', { name: 'Without the filter: At high risk' }).click();
    await page.waitForURL((url) => !url.searchParams.has('risk'));
    await page
      .getByText('Customers still here, with a chance of leaving of 10 % or more, whose spend')
      .waitFor();
    await page.getByRole('button', { name: 'Without the filter: With a chance' }).waitFor();
    await page.getByRole('search').getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('Customers still here, with').waitFor({ state: 'detached' });
  });

  it('has the columns of one’s choice, in the address and kept for the next time', async () => {
    await list();
    await page.getByRole('button', { name: 'Columns' }).click();
    const dialog = page.getByRole('dialog', { name: 'What the list shows' });
    await dialog.getByLabel('Main reason').uncheck();
    await dialog.getByLabel('Spend', { exact: true }).check();
    await page.waitForURL((url) => (url.searchParams.get('columns') ?? '').includes('"spend"'));
    expect(await dashboard.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Spend' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'Main reason' }).count()).toBe(0);
    const id = (await firstId())!;
    const line = CSV.split('\n').find((of) => of.startsWith(id))!;
    const shown = await page.locator('tbody tr').first().locator('td').last().textContent();
    expect(Number(shown!.replaceAll(/[\s,]/g, ''))).toBe(Math.round(Number(line.split(';')[2])));

    await list();
    await page.getByRole('columnheader', { name: 'Spend' }).waitFor();
    await page.waitForURL((url) => url.searchParams.has('columns'));
    await page.getByRole('button', { name: 'Columns' }).click();
    await dialog.getByRole('button', { name: 'As usual' }).click();
    await page.waitForURL((url) => !url.searchParams.has('columns'));
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Spend' }).waitFor({ state: 'detached' });
  });

  it('leaves as a file with as many customers as the button says, of those columns alone', async () => {
    await list(`?left=all&where=${encodeURIComponent('[["spend","GTE","800"]]')}`);
    await page.getByRole('button', { name: `Download ${spending(800)} customers` }).click();
    const dialog = page.getByRole('dialog', { name: 'Download the list' });
    await dialog.getByText('Choose columns').click();
    await dialog.getByRole('button', { name: 'None' }).click();
    await dialog.getByLabel('Plan', { exact: false }).check();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: `Download ${spending(800)} customers` }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^shop-filtered-\d{4}-\d\d-\d\d\.csv$/);
    const pieces = await (await download.createReadStream()).setEncoding('utf8').toArray();
    const [head, ...lines] = pieces.join('').trim().split('\n');
    expect(head).toBe('customer_id,plan');
    expect(lines).toHaveLength(spending(800));
  });

  it('shows chance and risk of every customer on a phone without a swipe', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await list('?left=all&order=CHURN_PROBABILITY_DESC');
    const badge = page.locator('tbody tr').first().locator('td').nth(1);
    const { x, width } = (await badge.boundingBox())!;
    expect(x + width).toBeLessThanOrEqual(360);
    expect(await page.getByRole('columnheader').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Chance of/)]),
    );
    expect(await dashboard.overflow()).toBe(0);
  });
});
