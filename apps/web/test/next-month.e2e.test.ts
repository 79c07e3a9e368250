import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

const [header, ...lines] = customersCsv(640).trimEnd().split('\n') as [string, ...string[]];
const csv = (...rows: string[]) => `${[header, ...rows].join('\n')}\n`;

let dashboard: Dashboard;
let page: Page;
let dataset: string;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  dataset = await dashboard.importFile(csv(...lines.slice(0, 600)), 'shop');
  await dashboard.signIn();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await page.screenshot({ path: `reports/${task.name.replaceAll(/\W+/g, '-')}.png` });
});

afterAll(() => dashboard?.close());

/** Goes from the overview to the import and uploads a file there. */
async function loadFile(name: string, text: string): Promise<void> {
  await dashboard.visit(`/d/${dataset}`);
  await page.getByRole('link', { name: "Load next month's file" }).click();
  await choose(name, text);
}

async function choose(name: string, text: string): Promise<void> {
  await page
    .getByLabel('A file of customers')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('heading', { name: 'First rows' }).waitFor();
  await dashboard.settled();
}

const target = () => page.getByLabel('Import into');
const importButton = () => page.getByRole('button', { name: 'Import', exact: true });

/** The number of customers, and which of these ids are among them. */
async function customers(...ids: string[]): Promise<{ count: number; found: string[] }> {
  const fields = ids.map((id, i) => `c${i}: customer(datasetId: $id, externalId: "${id}") { externalId }`);
  const { dataset: stored, ...found } = await dashboard.ask<
    { dataset: { customerCount: number } } & Record<string, { externalId: string } | null>
  >(`query ($id: ID!) { dataset(id: $id) { customerCount } ${fields.join(' ')} }`, { id: dataset });
  return { count: stored.customerCount, found: ids.filter((_, i) => found[`c${i}`]) };
}

/** The rows of the list of imports, as text. */
async function imports(): Promise<string[][]> {
  const rows = page.getByRole('table', { name: 'Imports' }).locator('tbody tr');
  const texts = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent!.trim())),
  );
  // All but when it was.
  return texts.map(([file, , ...rest]) => [file!, ...rest]);
}

describe("next month's file", () => {
  const october = csv(
    'C1100;gold;4321;6;12;No',
    ...lines.slice(101, 640),
    'C1700;basic;a lot;3;10;No',
    'C1701;basic;5;6;12;No;more;and more',
  );

  it('is offered to the dataset that it was brought to, whose columns are not asked about again', async () => {
    await loadFile('october.csv', october);
    expect(await target().inputValue()).toBe(dataset);
    expect(await target().locator('option').allTextContents()).toEqual([
      'A new dataset',
      'Update shop (600 customers)',
    ]);
    expect(await page.getByLabel('Name of the dataset').count()).toBe(0);
    expect(await page.getByLabel('Role of spend').count()).toBe(0);
    expect(await page.getByLabel('Add and update customers').isChecked()).toBe(true);
  });

  it('can become a new dataset instead', async () => {
    await target().selectOption('A new dataset');
    expect(await page.getByLabel('Name of the dataset').inputValue()).toBe('october');
    expect(await page.getByLabel('Role of spend').inputValue()).toBe('FEATURE');
    await target().selectOption(dataset);
    await page.getByLabel('Role of spend').waitFor({ state: 'detached' });
  });

  it('adds and updates customers, and the overview says what came of it', async () => {
    await importButton().click();
    await page.waitForURL(`**/d/${dataset}`);
    await page.getByText('40 customers added, 500 updated.').waitFor();
    expect(await customers('C1000', 'C1100', 'C1639', 'C1700')).toEqual({
      count: 640,
      found: ['C1000', 'C1100', 'C1639'],
    });
    expect(await imports()).toEqual([
      ['october.csv', 'you', 'added and updated', '40', '500', '0', '2'],
      ['shop.csv', 'you', 'new dataset', '600', '0', '0', '0'],
    ]);
    await page.getByRole('link', { name: 'see which and why' }).click();
    const rejected = page.getByRole('table', { name: 'Rejected rows', exact: true }).locator('tbody tr');
    await rejected.first().waitFor();
    expect(await rejected.count()).toBe(2);
    expect(await rejected.first().textContent()).toContain('C1700;basic;a lot;3;10;No');
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Show the 2 rejected rows of shop' }).click();
    await rejected.first().waitFor();
    await page.waitForFunction(() => window.scrollY > 0);
    await dashboard.visit(`/d/${dataset}/customers/C1100`);
    expect(await page.getByText('4,321').count()).toBeGreaterThan(0);
  });

  it('is not taken without the ids of the customers', async () => {
    const column = (line: string) => line.split(';').slice(1).join(';');
    await loadFile('nameless.csv', [header, ...lines].map(column).join('\n'));
    await page.getByText('The file has no column “customer_id”').waitFor();
    expect(await importButton().isDisabled()).toBe(true);
    await target().selectOption('A new dataset');
    await importButton().click({ trial: true });
  });

  it('replaces all customers, after a warning with their number', async () => {
    await loadFile('november.csv', csv(...lines.slice(0, 300)));
    await page.getByLabel('Replace all customers').check();
    await page.getByText('“shop” has 640 customers. Those that are missing from the file').waitFor();
    await importButton().click();
    await page.waitForURL(`**/d/${dataset}`);
    await page.getByText('0 customers added, 300 updated, 340 removed').waitFor();
    expect(await customers('C1000', 'C1299', 'C1300', 'C1639')).toEqual({
      count: 300,
      found: ['C1000', 'C1299'],
    });
    expect((await imports())[0]).toEqual(['november.csv', 'you', 'replaced all', '0', '300', '340', '0']);
  });

  it('without a row that can be read leaves everything as it is, and the overview says why', async () => {
    await loadFile('words.csv', csv('C1000;basic;a lot;3;10;No', 'C1001;basic;little;3;10;No'));
    await importButton().click();
    await page.getByRole('alert').filter({ hasText: '0 of 2 rows can be imported' }).waitFor();
    expect(await customers('C1000', 'C1299')).toEqual({ count: 300, found: ['C1000', 'C1299'] });
    await dashboard.visit(`/d/${dataset}`);
    await page.getByRole('alert').filter({ hasText: 'Nothing was changed' }).waitFor();
    expect((await imports())[0]).toEqual(['words.csv', 'you', 'failed', '–', '–', '–', '–']);
  });
});

describe('what the server refuses', () => {
  const wrong = (label: string) => page.locator('label', { hasText: label }).getByRole('alert');

  it('is said beside the name', async () => {
    await page.goto(`${dashboard.url}/import`);
    await choose('more.csv', csv(...lines));
    expect(await target().inputValue()).toBe('');
    await page.getByLabel('Name of the dataset').fill('x'.repeat(201));
    await importButton().click();
    await wrong('Name of the dataset').waitFor();
    expect(await wrong('Name of the dataset').textContent()).toBe(
      'name has 201 characters; it must have 1..200.',
    );
  });

  it('is said beside the encoding', async () => {
    await page.getByText('Read as: semicolon between values').click();
    // The file is read again as soon as the field is left.
    await page.getByLabel('Encoding').fill('klingon');
    await page.getByLabel('Encoding').press('Tab');
    await wrong('Encoding').waitFor();
    expect(await wrong('Encoding').textContent()).toContain('klingon');
    await page.getByLabel('Encoding').fill('');
  });

  it('is said beside the dataset', async () => {
    const gone = await dashboard.importFile(csv(...lines.slice(0, 250)), 'gone');
    await page.reload();
    await target().selectOption(gone);
    await importButton().click({ trial: true });
    await dashboard.ask(
      'mutation ($input: DeleteDatasetInput!) { deleteDataset(input: $input) { deletedDatasetId } }',
      { input: { datasetId: gone } },
    );
    await importButton().click();
    await wrong('Import into').waitFor();
    expect(await wrong('Import into').textContent()).toMatch(/^There is nothing with this id/);
  });
});

describe('the screens that take it', () => {
  const screens = ['the check', 'the overview with rejected rows'] as const;
  const open = {
    'the check': async () => {
      await loadFile('december.csv', csv(...lines));
      await page.getByLabel('Replace all customers').check();
    },
    'the overview with rejected rows': async () => {
      await dashboard.visit(`/d/${dataset}?rejected=2`);
      await page.getByRole('heading', { name: 'Rejected rows of october.csv' }).waitFor();
    },
  };

  it.each(screens.flatMap((screen) => (['light', 'dark'] as const).map((theme) => [screen, theme] as const)))(
    '%s has no violation of WCAG 2.2 AA in the %s theme',
    async (screen, colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await open[screen]();
      expect(await dashboard.violations()).toEqual([]);
    },
  );

  it.each(screens)('%s needs no sideways scrolling at 320 pixels', async (screen) => {
    await page.setViewportSize({ width: 320, height: 720 });
    await open[screen]();
    expect(await dashboard.overflow()).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});

describe('a segment', () => {
  interface Named {
    key: string;
    name: string;
    colour: number;
    size: number;
  }

  async function segments(): Promise<Named[]> {
    const { dataset: of } = await dashboard.ask<{
      dataset: { activeSegmentation: { segments: Named[] } };
    }>('query ($id: ID!) { dataset(id: $id) { activeSegmentation { segments { key name colour size } } } }', {
      id: dataset,
    });
    return of.activeSegmentation.segments;
  }

  /** The colours of all markers on the screen, each with the name that it stands beside; that of marks without one is "". */
  async function coloursNow(): Promise<Map<string, Set<string>>> {
    const marks = page.locator('[style*="--segment-"]');
    const found = await marks.evaluateAll((all) =>
      all
        // What was before has colours of its own.
        .filter((mark) => !mark.closest('svg[aria-label*=" before, "]'))
        .map((mark) => {
          const { fill, background } = (mark as SVGElement).style;
          const name = mark.closest('a, button, span, g')?.textContent?.trim() ?? '';
          return { name, fill: fill || background };
        }),
    );
    const colours = new Map<string, Set<string>>();
    for (const { name, fill } of found) colours.set(name, (colours.get(name) ?? new Set()).add(fill));
    return colours;
  }

  it('has the colour of its key on every screen, whatever the number of segments and after a refit', async () => {
    // In this data the numbers of the colours are those of the order. Turned round, they can only come from the API.
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const body = await response.text();
      await route.fulfill({
        response,
        body: body.replaceAll(/"colour":(\d)/g, (_, colour) => `"colour":${9 - colour}`),
      });
    });
    const drawn = (colour: number) => `var(--segment-${10 - colour})`;
    const seen = new Map<string, string>();
    const look = async () => {
      const places = await segments();
      for (const screen of ['', '/segments', '/customers', '/customers/C1000', '/strategies']) {
        await dashboard.visit(`/d/${dataset}${screen}`);
        await page.locator('[style*="--segment-"]').first().waitFor();
        const wrong = async () =>
          [...(await coloursNow())].flatMap(([name, fills]) => {
            // The map has a mark of whoever there is.
            const all = screen === '/segments' ? places.filter(({ size }) => size > 0) : places;
            // Beside a name there may be figures, and a name may be how another begins.
            const own = places
              .filter((place) => name.startsWith(place.name))
              .sort((a, b) => b.name.length - a.name.length)
              .slice(0, 1)
              .map(({ colour }) => drawn(colour));
            const right = name === '' ? all.map(({ colour }) => drawn(colour)).sort() : own;
            return [...fills].sort().join() === right.join() ? [] : [[screen, name, ...fills]];
          });
        // Not all of a screen is drawn at once.
        await expect.poll(wrong, { timeout: 20_000 }).toEqual([]);
      }
      for (const { key, colour } of places) {
        expect(seen.get(key) ?? drawn(colour)).toBe(drawn(colour));
        seen.set(key, drawn(colour));
      }
      return places.length;
    };

    await dashboard.idle();
    const before = await look();
    const keys = seen.size;
    await page.goto(`${dashboard.url}/d/${dataset}/segments?k=${before + 1}`);
    await page.getByRole('img', { name: `in ${before + 1} segments` }).waitFor();
    await page.getByRole('button', { name: `Use these ${before + 1} everywhere` }).click();
    await page.getByRole('button', { name: `Back to ${before}` }).waitFor();
    expect(await look()).toBe(before + 1);
    // One is new, or its parts are.
    expect(seen.size).toBeLessThanOrEqual(keys + 2);

    await dashboard.ask(
      'mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { job { id } } }',
      {
        input: { datasetId: dataset, seed: 5, k: before + 1 },
      },
    );
    await dashboard.idle();
    const known = [...seen.keys()];
    await look();
    expect([...seen.keys()], JSON.stringify(await segments())).toEqual(known);
  });
});
