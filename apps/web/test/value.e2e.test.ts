import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './open-dashboard';

let dashboard: Dashboard;
let page: Page;
let dataset = '';

/** 250 customers who buy every few days of a year; three in four stop on the way. */
function purchases(): string {
  const rows = Array.from({ length: 250 }, (_, c) => {
    const gap = 5 + ((c * 13) % 29);
    const starts = (c * 37) % 150;
    const ends = c % 4 === 0 ? 364 : starts + gap * (1 + ((c * 7) % 5));
    const visits = Math.floor((Math.min(ends, 364) - starts) / gap) + 1;
    return Array.from({ length: visits }, (_, n) => {
      const day = new Date(Date.UTC(2024, 0, 1 + starts + n * gap)).toISOString().slice(0, 10);
      return `K-${c},${day},${10 + ((c * 7 + n) % 40)}`;
    });
  });
  return `customer_id,order_date,amount\n${rows.flat().join('\n')}\n`;
}

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  dataset = await dashboard.importFile(purchases(), 'purchases');
  await dashboard.signIn();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await page.screenshot({ path: `reports/${task.name.replaceAll(/\W+/g, '-')}.png` });
});
afterAll(() => dashboard?.close());

describe('the value of customers', () => {
  it('begins with what was predicted beside what came, which can be read as a table', async () => {
    await dashboard.visit(`/d/${dataset}`);
    await page.getByRole('link', { name: 'Value', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Value' }).waitFor();
    await page
      .getByRole('img', { name: /^Fitted to the purchases before .* was predicted to buy most made/ })
      .waitFor();
    expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe(
      'Predicted against what came',
    );
    await page.getByRole('button', { name: 'View as table: Predicted against what came' }).click();
    expect(
      await page.getByRole('region', { name: 'Predicted against what came' }).getByRole('row').count(),
    ).toBe(11);
  });

  it('has the formula in words, and its parameters one click away', async () => {
    await page.getByText('Expected purchases over 365 days').waitFor();
    await page.getByText('The fitted parameters').click();
    await page.getByRole('rowheader', { name: 'alpha' }).waitFor();
  });

  it('shows cohorts as shares or as money, in the address', async () => {
    await page.getByLabel('Show').selectOption('value');
    await page.getByRole('region', { name: /^Worth for each customer/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('cohorts')).toBe('value');
  });

  it('leads to the most valuable customer, whose page says the same', async () => {
    const row = page.getByRole('region', { name: 'Most valuable customers' }).getByRole('row').nth(1);
    const expected = await row.getByRole('cell').first().textContent();
    await row.getByRole('link').click();
    const card = page.locator('section', {
      has: page.getByRole('heading', { name: 'Value over the next 365 days' }),
    });
    expect(await card.locator('strong').textContent()).toBe(expected);
    expect(await card.textContent()).toMatch(
      /Has brought .* so far\. Over the next 365 days .* are expected/,
    );
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('passes axe and fits the window: %s, %d pixels', async (colorScheme, width) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    for (const path of ['value', 'value?cohorts=value', 'customers/K-4']) {
      await dashboard.visit(`/d/${dataset}/${path}`);
      expect(await dashboard.violations()).toEqual([]);
      expect(await dashboard.overflow()).toBe(0);
    }
  });
});
