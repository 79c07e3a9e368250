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

  it('is there on a narrow screen, where names that begin alike are cut to the same', async () => {
    const { dataset: of } = await dashboard.ask<{
      dataset: { activeSegmentation: { id: string; segments: { key: string }[] } };
    }>('query ($id: ID!) { dataset(id: $id) { activeSegmentation { id segments { key } } } }', {
      id: dataset,
    });
    const { id, segments } = of.activeSegmentation;
    const rename = (names: readonly string[]) =>
      Promise.all(
        names.map((name, i) =>
          dashboard.ask(
            'mutation ($input: RenameSegmentInput!) { renameSegment(input: $input) { __typename } }',
            {
              input: { segmentationId: id, key: segments[i]!.key, name },
            },
          ),
        ),
      );
    await rename(['Customers of the department in the north', 'Customers of the department in the south']);
    await page.setViewportSize({ width: 360, height: 900 });
    await dashboard.visit(`/d/${dataset}/segments`);
    await map().waitFor();
    // In two lines, of which the second is cut.
    const cut = map().locator('tspan', { hasText: /department .*…\s*$/ });
    expect(await cut.count()).toBe(2);
    expect(new Set(await cut.allTextContents()).size).toBe(1);
    await page.setViewportSize({ width: 1280, height: 900 });
    await rename(['', '']);
  });
});

/** A page of its own on the map that is moved and zoomed, with what is to run before its own scripts. */
async function openCloser(before?: () => void): Promise<Page> {
  const closer = await page.context().newPage();
  if (before) await closer.addInitScript(before);
  await closer.goto(`${dashboard.url}/d/${dataset}/segments`);
  await closer.getByRole('button', { name: 'Move and zoom' }).click();
  await closer.locator('canvas[data-marks]').waitFor();
  await cloud(closer).scrollIntoViewIfNeeded();
  return closer;
}
const cloud = (on: Page) => on.getByRole('img', { name: `Scatter of ${CUSTOMERS} customers` });
const painter = (on: Page) => on.locator('canvas[data-marks]').getAttribute('data-marks');

/** How many pixels of the map are drawn on. */
const drawn = (on: Page) =>
  on.locator('canvas[data-marks]').evaluate((canvas: HTMLCanvasElement) => {
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [canvas.width, canvas.height];
    const context = copy.getContext('2d')!;
    context.drawImage(canvas, 0, 0);
    return context
      .getImageData(0, 0, copy.width, copy.height)
      .data.filter((_, i) => i % 4 === 3)
      .filter(Boolean).length;
  });

/** Draws around the left half of the map. */
async function drawAround(on: Page): Promise<void> {
  await on.getByRole('button', { name: 'Draw around customers' }).click();
  await cloud(on).scrollIntoViewIfNeeded();
  const box = (await cloud(on).boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await on.mouse.move(...at(0.02, 0.1));
  await on.mouse.down();
  for (const [x, y] of [
    [0.5, 0.1],
    [0.5, 0.9],
    [0.02, 0.9],
  ] as const)
    await on.mouse.move(...at(x, y), { steps: 12 });
  await on.mouse.up();
  await on.getByText(/customers?\s+lies?\s+in the shape\./).waitFor();
}

/** Moves the pointer over the map until a customer is told of; answers with where that is. */
async function findCustomer(on: Page): Promise<{ x: number; y: number }> {
  const box = (await cloud(on).boundingBox())!;
  for (let row = 1; row < 12; row++)
    for (let column = 1; column < 24; column++) {
      const [x, y] = [box.x + (column / 24) * box.width, box.y + (row / 12) * box.height];
      await on.mouse.move(x, y);
      if ((await on.locator('circle[data-readout]').count()) > 0) return { x, y };
    }
  throw new Error('no customer on the map');
}

describe('the map to move and zoom into', () => {
  it('is drawn by WebGL, and told of, drawn around, clicked and zoomed as the plain one', async () => {
    const closer = await openCloser();
    expect(await painter(closer)).toBe('webgl');
    await expect.poll(() => drawn(closer)).toBeGreaterThan(CUSTOMERS);
    const place = await findCustomer(closer);
    await closer.mouse.click(place.x, place.y);
    const link = closer.getByRole('link', { name: /^Open / });
    const id = (await link.textContent())!.trim().slice('Open '.length);
    expect(await link.getAttribute('href')).toContain(encodeURIComponent(id));
    // What is told of a customer has the segment, which the click has chosen.
    await closer.waitForURL(({ searchParams }) => searchParams.has('segment'));
    await link.click();
    await closer.getByRole('heading', { level: 1, name: id }).waitFor();
    await closer.close();
  });

  it('makes a list of those around whom a shape is drawn, wherever one has zoomed', async () => {
    const closer = await openCloser();
    await drawAround(closer);
    const count = (on: Page) => on.getByText(/in the shape\./).textContent();
    const whole = Number.parseInt((await count(closer))!, 10);
    await closer.getByRole('button', { name: 'Clear the shape' }).click();
    await closer.getByRole('button', { name: 'Closer' }).click();
    await drawAround(closer);
    expect(Number.parseInt((await count(closer))!, 10)).toBeLessThan(whole);
    await closer.close();
  });

  it('answers the keyboard: segments by the arrows, closer and back by signs', async () => {
    const closer = await openCloser();
    await cloud(closer).focus();
    await closer.keyboard.press('ArrowRight');
    await closer.getByText(/: Customers on the map [\d,]+ \(\d+ %\)\.$/).waitFor();
    const before = await drawn(closer);
    await closer.keyboard.press('+');
    await closer.keyboard.press('+');
    await closer.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => drawn(closer)).not.toBe(before);
    await closer.keyboard.press('0');
    await expect.poll(() => drawn(closer)).toBe(before);
    await closer.close();
  });

  it('is drawn on a plain canvas where there is no WebGL, with all that it answers to', async () => {
    const closer = await openCloser(() => {
      const { getContext } = HTMLCanvasElement.prototype;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...more: []) {
        return kind === 'webgl' ? null : getContext.call(this, kind as '2d', ...more);
      } as typeof getContext;
    });
    expect(await painter(closer)).toBe('canvas');
    await expect.poll(() => drawn(closer)).toBeGreaterThan(CUSTOMERS);
    await findCustomer(closer);
    await drawAround(closer);
    await closer.close();
  });

  it('goes on without the graphics card when that is taken away', async () => {
    const closer = await openCloser();
    await closer
      .locator('canvas[data-marks]')
      .evaluate((canvas: HTMLCanvasElement) =>
        canvas.getContext('webgl')!.getExtension('WEBGL_lose_context')!.loseContext(),
      );
    await closer.locator('canvas[data-marks="canvas"]').waitFor();
    await expect.poll(() => drawn(closer)).toBeGreaterThan(CUSTOMERS);
    await closer.close();
  });

  it('leaves the page as a picture with its marks', async () => {
    const closer = await openCloser();
    await expect.poll(() => drawn(closer)).toBeGreaterThan(CUSTOMERS);
    await closer.getByRole('button', { name: 'Take along: Customer map' }).click();
    const [download] = await Promise.all([
      closer.waitForEvent('download'),
      closer.getByRole('button', { name: 'SVG', exact: true }).click(),
    ]);
    const text = await (await download.createReadStream()).setEncoding('utf8').toArray();
    expect(text.join('')).toMatch(/<image[^>]* href="data:image\/png;base64,/);
    await closer.close();
  });

  it('has no violation of WCAG 2.2 AA, in both themes', async () => {
    await dashboard.visit(`/d/${dataset}/segments?map=closer`);
    await page.locator('canvas[data-marks]').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await dashboard.violations()).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  });
});

describe('a map of more customers than the plain one shows', () => {
  it('has all of them once one moves and zooms, as columns that are not sent twice', async () => {
    const large = await dashboard.importFile(customersCsv(5200), 'large');
    await dashboard.visit(`/d/${large}/segments`);
    await page.getByText('A sample of 5,000 of 5,200 customers:').waitFor();
    const answers: number[] = [];
    page.on('response', (response) => {
      if (/\/segmentations\/[^/]+\/map/.test(response.url())) answers.push(response.status());
    });
    const come = () => page.getByRole('button', { name: 'Move and zoom, with 5,200 customers' }).click();
    await come();
    await page.getByRole('img', { name: 'Scatter of 5200 customers' }).waitFor();
    await page.getByText(/^5,200 customers:/).waitFor();
    expect(answers).toEqual([200]);
    await page.getByRole('button', { name: 'Plain map' }).click();
    await page.getByRole('img', { name: 'Scatter of 5000 customers' }).waitFor();
    await come();
    await page.getByRole('img', { name: 'Scatter of 5200 customers' }).waitFor();
    expect(answers).toEqual([200, 304]);
  });

  it('has the segments of another k with their marks', async () => {
    const slider = page.getByRole('slider', { name: 'Segments' });
    const before = Number(await slider.inputValue());
    await slider.focus();
    await page.keyboard.press(before > 2 ? 'ArrowLeft' : 'ArrowRight');
    const k = before > 2 ? before - 1 : before + 1;
    await page.getByRole('img', { name: `Scatter of 5200 customers in ${k} segments` }).waitFor();
  });
});
