import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './open-dashboard';

/** Where pictures are kept, if anybody wants them. */
const SHOTS = process.env.SHOTS;

let dashboard: Dashboard;
let dataset: string;

const COUNT = 1200;
const CITIES = ['Bonn', 'Köln', 'Ulm', 'Trier'];

/** Customers of a shop, of whom the rare visitors mostly left. */
function shop(line: (i: number) => { visits: number; city: string }): string {
  const rows = Array.from({ length: COUNT }, (_, i) => {
    const visits = (i * 37) % 20;
    const left = (i * 7919) % 101 > 5 * visits ? 'yes' : 'no';
    const { visits: written, city } = line(i);
    return `c${i},${written},${(i * 13) % 397},${(i * 29) % 61},${city},${left}`;
  });
  return ['customer_id,visits,spend,age,city,churn', ...rows].join('\n');
}

const before = (i: number) => ({ visits: (i * 37) % 20, city: CITIES[i % 4]! });

beforeAll(async () => {
  dashboard = await openDashboard();
  dataset = await dashboard.importFile(shop(before), 'shop');
  await dashboard.signIn();
});
afterAll(() => dashboard?.close());

async function replace(text: string): Promise<void> {
  const upload = await fetch(`${dashboard.url}/uploads?filename=next.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${dashboard.apiKey}` },
    body: text,
  });
  const { uploadId } = (await upload.json()) as { uploadId: string };
  await dashboard.ask(
    `mutation ($input: ImportDatasetInput!) { importDataset(input: $input) { job { id } userErrors { message } } }`,
    { input: { uploadId, name: 'next', intoDatasetId: dataset, mode: 'REPLACE', analyse: false } },
  );
  await untilChecks(2);
}

/** Waits until so many checks were made. */
async function untilChecks(count: number): Promise<void> {
  for (;;) {
    const { dataset: found } = await dashboard.ask<{ dataset: { monitoring: { totalCount: number } } }>(
      'query ($id: ID!) { dataset(id: $id) { monitoring { totalCount } } }',
      { id: dataset },
    );
    if (found.monitoring.totalCount >= count) return dashboard.idle();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('the monitoring screen', () => {
  it('is quiet after the first model', async () => {
    await untilChecks(1);
    const { page } = dashboard;
    await dashboard.visit(`/d/${dataset}/monitoring`);
    await page
      .getByRole('heading', { name: 'Nobody is new or has changed since the model learned.' })
      .waitFor();
    expect(await page.getByText('None of 4 columns has moved by more than chance.').isVisible()).toBe(true);
  });

  it('tells what happened, what it costs and what to do after a file with other units', async () => {
    const { page } = dashboard;
    await replace(
      shop((i) => ({ visits: 100 * before(i).visits, city: i % 3 === 0 ? 'Wien' : before(i).city })),
    );
    await dashboard.visit(`/d/${dataset}/monitoring`);
    await page.getByText('Alert', { exact: true }).first().waitFor();
    expect(await page.getByText(/100 times as much: another unit\?/).isVisible()).toBe(true);
    expect(await page.getByText(/values that were never seen: “Wien”/).isVisible()).toBe(true);
    expect(await page.getByText(/^Look at “visits”/).isVisible()).toBe(true);
    expect(await page.getByText(/^Distance \(Kolmogorov–Smirnov\): [\d.]+; by chance up to/).count()).toBe(1);
    expect(await page.getByText(/^Distance \(total variation\): [\d.]+; by chance up to/).count()).toBe(1);
    await dashboard.visit(`/d/${dataset}`);
    expect(await page.getByRole('link', { name: 'What has changed' }).isVisible()).toBe(true);
    expect(await page.getByText(/Since the check of .*: nothing had moved before/).count()).toBe(1);
  });

  it('says since when, and keeps who has looked into it, with what they say and how long it is muted', async () => {
    const { page } = dashboard;
    const lastDay = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await dashboard.visit(`/d/${dataset}/monitoring`);
    await page.getByText(/^First seen .*Nobody has said yet/).waitFor();
    await page.getByRole('button', { name: 'I have looked into it' }).click();
    await page
      .getByLabel('What came of it, if there is more to say')
      .fill('The export counts in hundredths.');
    await page.getByLabel(/^Last day on which its alerts are muted/).fill(lastDay);
    expect(await dashboard.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/Looked into by .*: “The export counts in hundredths\.”/).waitFor();
    await page.getByText(/Alerts for nothing else are muted until/).waitFor();
    await page.getByRole('button', { name: 'Change' }).click();
    expect(await page.getByLabel(/^Last day on which its alerts are muted/).inputValue()).toBe(lastDay);
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  it('checks when asked, and keeps what is set', async () => {
    const { page } = dashboard;
    await dashboard.visit(`/d/${dataset}/monitoring`);
    await page.getByLabel('Train again').selectOption('ON_ALERT');
    await page.getByLabel('A model that is better').selectOption('false');
    await page.getByRole('button', { name: 'Check now' }).click();
    await untilChecks(3);
    await page.getByText(/Version 2 is trained because the check came to ALERT/).waitFor();
    await dashboard.visit(`/d/${dataset}/monitoring`);
    expect(await page.getByLabel('Train again').inputValue()).toBe('ON_ALERT');
    expect(await page.getByLabel('A model that is better').inputValue()).toBe('false');
  });

  it('keeps why somebody promoted another model, under Versions and here', async () => {
    const { page } = dashboard;
    const reason = 'The first one learned from prices in hundredths; this one knows both kinds of file.';
    const change = page.getByRole('listitem').filter({ hasText: 'Version 2' });
    await dashboard.visit(`/d/${dataset}/churn?view=versions`);
    const why = page.getByLabel('Why another one');
    await why.fill(reason);
    await picture('why-another-one');
    await page.getByRole('button', { name: 'Promote version 2' }).click();
    await change.filter({ hasText: reason }).filter({ hasText: 'took over from version 1' }).waitFor();
    // The next change has its own.
    expect(await why.inputValue()).toBe('');
    await picture('promoted');
    await dashboard.visit(`/d/${dataset}/monitoring`);
    await change.filter({ hasText: reason }).waitFor();
    await picture('promoted-monitoring');
  });

  /** Keeps the page as it is on a wide screen by day and on a narrow one by night. */
  async function picture(name: string): Promise<void> {
    const { page } = dashboard;
    for (const [width, colorScheme] of [
      [360, 'dark'],
      [1440, 'light'],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      expect(await dashboard.violations()).toEqual([]);
      expect(await dashboard.overflow()).toBe(0);
      const path = `${SHOTS}/${name}-${colorScheme}-${width}.png`;
      if (SHOTS) await page.screenshot({ path, fullPage: true });
    }
  }

  it.each(['light', 'dark'] as const)('passes axe and fits a narrow window, %s', async (theme) => {
    const { page } = dashboard;
    await page.emulateMedia({ colorScheme: theme });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const [name, path] of Object.entries({ overview: '', monitoring: '/monitoring' })) {
        await dashboard.visit(`/d/${dataset}${path}`);
        expect(await dashboard.violations()).toEqual([]);
        expect(await dashboard.overflow()).toBe(0);
        if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${theme}-${width}.png`, fullPage: true });
      }
    }
  });
});
