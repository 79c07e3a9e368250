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

const field = () => page.getByRole('combobox', { name: /^Search customers/ });
const options = () => page.getByRole('listbox', { name: 'Found' }).getByRole('option');

describe('the palette', () => {
  it('opens by Ctrl K, finds a screen by another word for it, and goes there by Enter', async () => {
    await dashboard.visit(`/d/${dataset}`);
    await page.keyboard.press('Control+k');
    await field().fill('honesty');
    await options().filter({ hasText: 'Churn: can you trust it?' }).waitFor();
    expect(await dashboard.violations()).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/churn\?view=trust$/);
    await field().waitFor({ state: 'detached' });
  });

  it('leads to a segment and a customer, chosen by the arrow keys', async () => {
    await page.keyboard.press('Control+k');
    await field().fill('segments');
    const segment = options().filter({ hasText: /\d customers$/ });
    await segment.first().waitFor();
    const places = await options().allTextContents();
    const at = places.findIndex((text) => /\d customers\s*$/.test(text));
    for (let i = 0; i < at; i += 1) await page.keyboard.press('ArrowDown');
    expect(await segment.first().getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await page.waitForURL(/segments\?segment=/);
    await page.keyboard.press('Control+k');
    await field().fill('C1000');
    await options().filter({ hasText: 'C1000' }).first().click();
    await page.waitForURL(/customers\/C1000/);
  });
});

describe('single keys', () => {
  it('lead to a screen, are listed by ?, and can be switched off', async () => {
    await dashboard.visit(`/d/${dataset}`);
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.waitForURL(/strategies$/);
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Shortcuts' });
    await list.getByText('Search everything').waitFor();
    expect(await dashboard.violations()).toEqual([]);
    await list.getByRole('checkbox', { name: /^Single keys/ }).uncheck();
    await page.keyboard.press('Escape');
    await list.getByText('Search everything').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.keyboard.press('Control+k');
    await field().waitFor();
    expect(await list.getByText('Search everything').count()).toBe(0);
    await page.keyboard.press('Escape');
  });
});

describe('a customer of a list', () => {
  it('has the way to the one before and the one after, and back to the list', async () => {
    await dashboard.visit(`/d/${dataset}/customers?risk=LOW`);
    const ids = page.getByRole('table', { name: 'Customers' }).locator('tbody th a');
    const [first, second] = await ids.allTextContents();
    await ids.first().click();
    await page.getByRole('heading', { name: `Customer ${first}`, level: 1 }).waitFor();
    await page.getByText(/^1 of [\d,]+ in the list$/).waitFor();
    expect(await page.getByRole('button', { name: 'Previous customer' }).isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Next customer' }).click();
    await page.getByRole('heading', { name: `Customer ${second}`, level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Previous customer' }).click();
    await page.getByRole('heading', { name: `Customer ${first}`, level: 1 }).waitFor();
    await dashboard.settled();
    expect(await dashboard.violations()).toEqual([]);
    const history = page.locator('section', { has: page.getByRole('heading', { name: 'History' }) });
    await history.getByText(/^Chance of leaving \d/).waitFor();
    await history.getByRole('link', { name: /^Placed in / }).waitFor();
    await history.getByText('“shop.csv” was imported').waitFor();
    await page.getByRole('link', { name: /in the list$/ }).click();
    await page.waitForURL(/customers\?risk=LOW$/);
  });
});

describe('a chart', () => {
  it('is read by the arrow keys, and says aloud what it shows there', async () => {
    await dashboard.visit(`/d/${dataset}/segments?view=trust`);
    const chart = page.getByRole('img', { name: /separation \(silhouette\)/ });
    await chart.focus();
    await page.keyboard.press('Home');
    await page.getByText(/^Segments 2: Separation \(silhouette\) 0\.\d+, Stability /).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^Segments 3: Separation/).waitFor();
    expect(await dashboard.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByText(/^Segments 3: Separation/).waitFor({ state: 'detached' });
  });

  it('leaves as a picture with its title, its dataset and the day in it and in its name', async () => {
    const arrived = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Take along: How many segments?' }).click();
    await page.getByRole('button', { name: 'SVG' }).click();
    const file = await arrived;
    expect(file.suggestedFilename()).toMatch(/^shop-how-many-segments-\d{4}-\d\d-\d\d\.svg$/);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    expect(text).toContain('>How many segments?</text>');
    expect(text).toMatch(/>shop · [^<]+ · Holdfast<\/text>/);
    expect(text).toContain('Stability');
  });

  it('is copied as a picture, and as a table that a spreadsheet takes', async () => {
    const { page } = dashboard;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    for (const what of ['picture', 'table']) {
      await page.getByRole('button', { name: 'Take along: How many segments?' }).click();
      await page.getByRole('button', { name: `Copy ${what}` }).click();
      await page.getByText(`The ${what} is on the clipboard.`).waitFor();
      const types = await page.evaluate(async () =>
        (await navigator.clipboard.read()).flatMap(({ types }) => types),
      );
      expect(types).toEqual([what === 'picture' ? 'image/png' : 'text/plain']);
    }
    const [head, ...lines] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
    expect(head!.split('\t')[0]).toBe('Segments');
    expect(lines.map((line) => line.split('\t')[0])).toContain('2');
  });

  it.each([
    ['the segments’ bars', '', 'Who they are', /^.+: .*\d/],
    ['what sets a score', '/customers/C1000', 'What drives the score', /^.+: [+−]\d/],
    ['the map', '/segments', 'Customer map', /^.+: Customers on the map \d/],
  ])('says aloud what the arrow keys come to on %s', async (_, path, title, said) => {
    await dashboard.visit(`/d/${dataset}${path}`);
    const card = page.locator('section', { has: page.getByRole('heading', { name: title, exact: true }) });
    const chart = card.locator('svg[data-chart]').first();
    await chart.focus();
    await page.keyboard.press('ArrowDown');
    const live = page.locator('[aria-live="polite"]').filter({ hasText: said });
    const first = await live.textContent();
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(
      (before) =>
        [...document.querySelectorAll('[aria-live="polite"]')].some(
          ({ textContent }) => textContent !== '' && textContent !== before,
        ),
      first,
    );
    expect(await live.textContent()).not.toBe(first);
    expect(await dashboard.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await live.waitFor({ state: 'detached' });
  });
});

describe('a customer on the map', () => {
  it('is told under the pointer, and a click leads to all of them', async () => {
    await dashboard.visit(`/d/${dataset}/segments`);
    const map = page.getByRole('img', { name: `Scatter of ${CUSTOMERS} customers` });
    await map.scrollIntoViewIfNeeded();
    const { dataset: of } = await dashboard.ask<{
      dataset: { activeSegmentation: { projection: { x: number[]; y: number[] } } };
    }>('query ($id: ID!) { dataset(id: $id) { activeSegmentation { projection(sample: 5000) { x y } } } }', {
      id: dataset,
    });
    const { x, y } = of.activeSegmentation.projection;
    const share = (values: number[]) =>
      (values[0]! - Math.min(...values)) / (Math.max(...values) - Math.min(...values));
    const box = (await map.boundingBox())!;
    // As the map lays them out: a margin of three hundredths around all, and the axes beside.
    const at = (part: number, from: number, to: number) => from + ((part + 0.03) / 1.06) * (to - from);
    const [px, py] = [at(share(x), 8, box.width - 8), at(share(y), box.height - 28, 24)];
    await page.mouse.click(box.x + px, box.y + py);
    await page.getByText(/% chance of leaving/).waitFor();
    await page.getByRole('link', { name: /^Open C\d+$/ }).click();
    await page.waitForURL(/customers\/C\d+$/);
  });
});
