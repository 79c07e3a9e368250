import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

const CUSTOMERS = 600;

let dashboard: Dashboard;
let page: Page;
let dataset: string;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  dataset = await dashboard.importFile(customersCsv(CUSTOMERS), 'shop');
  await dashboard.signIn();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await page.screenshot({ path: `reports/${task.name.replaceAll(/\W+/g, '-')}.png` });
});

afterAll(() => dashboard?.close());

const map = () => page.getByRole('img', { name: `Scatter of ${CUSTOMERS} customers` });
const chosen = () => page.getByText(/customers?\s+lies?\s+in the shape\./);

/** How many customers are said to lie in the shape. */
async function said(): Promise<number> {
  await chosen().waitFor();
  return Number.parseInt((await chosen().textContent())!.replace(',', ''), 10);
}

/** The customers whom the list has. */
async function listed(): Promise<number> {
  await page.getByRole('link', { name: 'List them' }).click();
  await page.waitForURL(/\/customers\?area=/);
  const text = page.getByText(/^[\d,]+ customers?.*, matching your filters\.$/);
  await text.waitFor();
  return Number.parseInt((await text.textContent())!.replace(',', ''), 10);
}

describe('the map of the customers', () => {
  it('makes a list of those around whom a shape is drawn, which the address keeps', async () => {
    await dashboard.visit(`/d/${dataset}/segments`);
    await map().scrollIntoViewIfNeeded();
    const box = (await map().boundingBox())!;
    const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
    await page.mouse.move(...at(0.02, 0.1));
    await page.mouse.down();
    for (const [x, y] of [
      [0.5, 0.1],
      [0.5, 0.9],
      [0.02, 0.9],
    ] as const)
      await page.mouse.move(...at(x, y), { steps: 12 });
    await page.mouse.up();
    const count = await said();
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(CUSTOMERS);
    // A drag selects no segment.
    expect(new URL(page.url()).searchParams.get('segment')).toBeNull();
    await page.reload();
    expect(await said()).toBe(count);
    expect(await listed()).toBe(count);
    await page.goBack();
    await page.getByRole('button', { name: 'Clear the shape' }).click();
    await chosen().waitFor({ state: 'detached' });
  });

  it('makes it by ranges of the axes as well, with the keyboard alone', async () => {
    await dashboard.visit(`/d/${dataset}/segments`);
    await page.getByText('Choose customers by ranges of the axes').focus();
    await page.keyboard.press('Enter');
    const fields = page.locator('form fieldset input[type="number"]');
    const [left, right] = [
      Number(await fields.nth(0).inputValue()),
      Number(await fields.nth(1).inputValue()),
    ];
    await fields.nth(1).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(String((left + right) / 2));
    await page.keyboard.press('Enter');
    const half = await said();
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(CUSTOMERS);
    const { dataset: of } = await dashboard.ask<{
      dataset: { activeSegmentation: { projection: { x: number[] } } };
    }>('query ($id: ID!) { dataset(id: $id) { activeSegmentation { projection { x } } } }', { id: dataset });
    const { x } = of.activeSegmentation.projection;
    // The fields are rounded to three digits, so that those at the very ends may be beyond.
    expect(Math.abs(half - x.filter((value) => value <= (left + right) / 2).length)).toBeLessThan(4);
    expect(await listed()).toBe(half);
  });

  it('has no violation of WCAG 2.2 AA with a shape on it, in both themes', async () => {
    await page.goBack();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await said();
      expect(await dashboard.violations()).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  });
});
