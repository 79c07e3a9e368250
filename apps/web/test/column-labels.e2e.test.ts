import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

let dashboard: Dashboard;
let page: Page;
let dataset: string;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  dataset = await dashboard.importFile(customersCsv(600), 'shop');
  await dashboard.signIn();
});
afterAll(() => dashboard?.close());

describe('what a column is called', () => {
  it('is said once, where a customer is', async () => {
    await dashboard.visit(`/d/${dataset}/customers/C1000`);
    await page.getByRole('button', { name: 'Rename a column' }).click();
    const dialog = page.getByRole('dialog', { name: 'What a column is called' });
    await dialog.getByLabel('Column').selectOption('days_silent');
    await dialog.getByLabel('Called').fill('Days of silence');
    expect(await dashboard.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByLabel('Called').waitFor({ state: 'detached' });
    await page.getByRole('term').filter({ hasText: 'Days of silence' }).waitFor();
    expect(await dashboard.violations()).toEqual([]);
  });

  it.each([
    ['the segments’ distributions', 'segments?view=distributions'],
    ['the segments’ profiles', 'segments?view=profiles'],
    ['what the model relies on', 'churn?view=why'],
  ])('is so on %s', async (_, screen) => {
    await dashboard.visit(`/d/${dataset}/${screen}`);
    await page.getByText('Days of silence').first().waitFor({ state: 'attached' });
  });
});
