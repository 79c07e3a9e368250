import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './open-dashboard';

let dashboard: Dashboard;
let page: Page;
beforeAll(async () => {
  dashboard = await openDashboard();
  page = dashboard.page;
  await dashboard.signIn();
  await dashboard.importFile('id,visits\na,1\nb,2\nc,3\n', 'regulars');
  await dashboard.importFile('id,visits\na,1\nb,2\n', 'others');
});
afterAll(() => dashboard.close());

const rowOf = (table: string, name: string) =>
  page.getByRole('table', { name: table, exact: true }).getByRole('row').filter({ hasText: name });

async function remove(name: string): Promise<void> {
  await page.getByRole('button', { name: `Delete ${name}`, exact: true }).click();
  const question = page.getByRole('dialog', { name: `Delete ${name}?` });
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText(`${name} was deleted.`).waitFor();
}

it('a deleted dataset is undone at once, or later, or is gone for ever', async () => {
  await dashboard.visit('/settings');
  await remove('regulars');
  await rowOf('Datasets', 'regulars').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await rowOf('Datasets', 'regulars').waitFor();
  await page.getByRole('heading', { name: 'Deleted datasets' }).waitFor({ state: 'detached' });

  await remove('regulars');
  await rowOf('Deleted datasets', 'regulars').filter({ hasText: '29 days' }).waitFor();
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await dashboard.overflow()).toBe(0);
      expect(await dashboard.violations()).toEqual([]);
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/deleted-${theme}-${width}.png` });
    }
  }
  await page.getByRole('button', { name: 'Restore regulars' }).click();
  await rowOf('Datasets', 'regulars').waitFor();

  await remove('others');
  await page.getByRole('button', { name: 'Delete for ever: others' }).click();
  const question = page.getByRole('dialog', { name: 'Delete others for ever?' });
  await question.getByRole('button', { name: 'Delete for ever' }).click();
  await rowOf('Deleted datasets', 'others').waitFor({ state: 'detached' });
  const { datasets, deletedDatasets } = await dashboard.ask<Record<string, { totalCount: number }>>(
    '{ datasets { totalCount } deletedDatasets { totalCount } }',
  );
  expect([datasets!.totalCount, deletedDatasets!.totalCount]).toEqual([1, 0]);
});
