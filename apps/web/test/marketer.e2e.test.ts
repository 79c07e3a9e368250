import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generator } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

const CUSTOMERS = 1500;

/** A shop's file that can be read in two ways: days that are months as well, and thousands that are fractions as well. */
function shop(): string {
  const random = generator(11);
  const pad = (value: number) => String(value).padStart(2, '0');
  const lines = ['customer;plan;income;member_since;days_silent;visits;left'];
  for (let row = 0; row < CUSTOMERS; row++) {
    const group = row % 3;
    const [day, month] = [1 + Math.floor(12 * random()), 1 + Math.floor(12 * random())];
    const income = `${[21, 48, 93][group]! + Math.floor(6 * random())}.${String(Math.floor(1000 * random())).padStart(3, '0')}`;
    const silent = Math.floor(120 * random());
    const visits = Math.round([3, 22, 9][group]! + 3 * random());
    const left = random() < 1 / (1 + Math.exp(4 - silent / 15)) ? 'yes' : 'no';
    lines.push(
      `K${1000 + row};${['basic', 'plus', 'gold'][group]};${income};${pad(day)}/${pad(month)}/2023;${silent};${visits};${left}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
  await dashboard.signIn();
});
afterAll(() => dashboard.close());

it('a marketer brings a file, answers what it leaves open, names a segment, and leaves with a list to call', async () => {
  const { page } = dashboard;
  const main = page.getByRole('main');

  await page.getByRole('link', { name: 'Import a file' }).click();
  await page.getByLabel('A file of customers').setInputFiles({
    name: 'shop.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(shop()),
  });
  await page.getByRole('heading', { name: 'First rows' }).waitFor();
  expect(await main.getByRole('group', { name: /^In “/ }).count()).toBe(2);
  await page.getByRole('radio', { name: /is 24,590/ }).check();
  await page.getByRole('radio', { name: /7 August 2023/ }).check();
  await page.getByText('21,003 to 98,997').waitFor();
  await page.getByText(`This import: ${CUSTOMERS.toLocaleString('en')} customers added.`).waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();

  await page.getByRole('heading', { name: 'Customer map' }).waitFor();
  await dashboard.idle();
  await page.reload();
  const strip = page.getByRole('list', { name: 'Segments' });
  await strip.getByRole('button', { name: /^Gold plan/ }).click();
  await page.getByRole('button', { name: /^Rename Gold plan/ }).click();
  await page.getByLabel('Name').fill('Big earners');
  await page.getByRole('button', { name: 'Save' }).click();
  await strip.getByRole('button', { name: /^Big earners/ }).waitFor();

  const listed = main.getByRole('link', { name: /^List \d+ customers still here$/ });
  const count = Number(/\d+/.exec((await listed.textContent())!)![0]);
  await listed.click();
  await page.getByText(`${count} customers still here, matching your filters.`).waitFor();
  expect(await main.getByRole('row').filter({ hasText: 'Big earners' }).count()).toBe(50);

  await page.getByRole('button', { name: 'Make a campaign' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/4 of 5 such campaigns would show/).waitFor();
  await dialog.getByLabel('Name').fill('Spring');
  await dialog.getByLabel('Left alone').selectOption({ label: '20 %' });
  await dialog.getByRole('button', { name: `Freeze the list of ${count} customers` }).click();
  await page.getByRole('heading', { name: 'Spring', level: 1 }).waitFor();
  await page.getByText('Waiting for outcomes').waitFor();

  const sizes: number[] = [];
  for (const arm of ['Contacted', 'Left alone']) {
    const card = main
      .locator('article, section')
      .filter({ has: page.getByRole('heading', { name: arm }) })
      .last();
    const [told] = /\d+/.exec((await card.textContent())!)!;
    const begun = page.waitForEvent('download');
    await card.getByRole('link', { name: 'CSV' }).click();
    const lines = readFileSync(await (await begun).path(), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(Number(told) + 1);
    for (const line of lines.slice(1)) expect(line).toContain('Big earners');
    sizes.push(Number(told));
  }
  expect(sizes).toEqual([count - Math.round(count / 5), Math.round(count / 5)]);
});
