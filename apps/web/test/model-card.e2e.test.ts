import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

interface Asked {
  readonly dataset: {
    readonly champion: {
      readonly id: string;
      readonly version: number;
      readonly metrics: { rocAuc: number };
    };
    readonly churnSummary: { readonly customers: number; readonly expectedChurners: number };
  };
}

let dashboard: Dashboard;
let page: Page;
let dataset = '';
let asked: Asked['dataset'];

beforeAll(async () => {
  dashboard = await openDashboard({ SAMPLE_DATA: 'false' });
  ({ page } = dashboard);
  dataset = await dashboard.importFile(customersCsv(900), 'customers');
  ({ dataset: asked } = await dashboard.ask<Asked>(
    `query ($id: ID!) { dataset(id: $id) {
      champion { id version metrics { rocAuc } } churnSummary { customers expectedChurners }
    } }`,
    { id: dataset },
  ));
  await dashboard.signIn();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await page.screenshot({ path: `reports/${task.name.replaceAll(/\W+/g, '-')}.png` });
});
afterAll(() => dashboard?.close());

const headings = () => page.getByRole('heading', { level: 2 }).allTextContents();

describe('the card of a model', () => {
  it('is one click from the versions, and says all that is known of the model', async () => {
    await dashboard.visit(`/d/${dataset}/churn`);
    await page.getByRole('link', { name: 'Versions' }).click();
    await page.getByRole('link', { name: `Card of version ${asked.champion.version}` }).click();
    await page
      .getByRole('heading', { level: 1, name: `Model card, version ${asked.champion.version}` })
      .waitFor();
    await page.getByRole('heading', { name: 'Where it is worse' }).waitFor();
    expect(await headings()).toEqual([
      'What it predicts',
      'From when the data are',
      'What it learned from',
      'How it was judged',
      'What it was compared with',
      'How good it is',
      'Where it is worse',
      'What it relies on',
      'Limits',
    ]);
    const figures = page.getByRole('region', { name: 'Figures of quality' });
    expect(await figures.getByRole('row', { name: /^AUC/ }).textContent()).toContain(
      asked.champion.metrics.rocAuc.toFixed(3),
    );
    expect(await page.getByRole('region', { name: 'Parts of the customers' }).getByRole('row').count()).toBe(
      6,
    );
    expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  });

  it('can be kept as JSON', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'JSON' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^customers-model-\d+-\d{4}-\d\d-\d\d\.json$/);
    const card = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(card.model).toMatchObject({ id: asked.champion.id, metrics: asked.champion.metrics });
    expect(card.model.folds.folds).toHaveLength(5);
    expect(card.model.trainingData.customers).toBe(900);
    expect(card.slices[0].column).toBeNull();
    expect(card.slices.length).toBeGreaterThan(1);
  });

  it('has nothing on paper but itself, in black on white', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.getByRole('navigation', { name: 'Screens' }).isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    expect(await page.getByRole('heading', { name: 'Limits' }).isVisible()).toBe(true);
    const colours = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.documentElement);
      return { backgroundColor, color };
    });
    expect(colours).toEqual({ backgroundColor: 'rgb(255, 255, 255)', color: 'rgb(20, 25, 28)' });
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  });

  it.each(['light', 'dark'] as const)(
    'passes axe in the %s theme, and has room on a phone',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      expect(await dashboard.violations()).toEqual([]);
      await page.setViewportSize({ width: 320, height: 800 });
      expect(await dashboard.overflow()).toBe(0);
      await page.setViewportSize({ width: 1280, height: 900 });
    },
  );

  it('is brought along as a file in a dialog that passes axe in both themes, and says what is wrong with another', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await dashboard.visit(`/d/${dataset}/churn?view=versions`);
      await page.getByRole('button', { name: 'Bring a model' }).click();
      const dialog = page.getByRole('dialog', { name: 'Bring a model' });
      await dialog.getByLabel('File').setInputFiles({
        name: 'other.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{}'),
      });
      await dialog.getByRole('button', { name: 'Judge it here' }).click();
      await dialog.getByText(/not a churn model that Holdfast wrote/).waitFor();
      expect(await dashboard.violations()).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('says that there is none where there is none', async () => {
    await dashboard.visit(`/d/${dataset}/churn/nothing`);
    await page
      .getByText(/not found|no model/i)
      .first()
      .waitFor();
  });
});

describe('the overview', () => {
  it('begins with the figures of the API', async () => {
    await dashboard.visit(`/d/${dataset}`);
    const { customers, expectedChurners } = asked.churnSummary;
    await page.getByText(`of ${customers} still here`).waitFor();
    const expected = Math.round(expectedChurners).toLocaleString('en');
    await page.locator('main').getByText(expected, { exact: true }).first().waitFor();
  });
});
