import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { xlsxOf } from '../../api/test/container-files';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

const [header, ...lines] = customersCsv(120)
  .trimEnd()
  .split('\n')
  .map((line) => line.split(/[,;]/));

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
  await dashboard.signIn();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await dashboard.page.screenshot({ path: `reports/${task.name.replaceAll(/\W+/g, '-')}.png` });
});

afterAll(() => dashboard?.close());

describe('a file with years of birth', () => {
  it('offers the age with its formula, and computes it where that is switched on', async () => {
    const { page } = dashboard;
    await dashboard.visit('/import');
    const born = [[...header!, 'birth_year'], ...lines.map((line, i) => [...line, String(1950 + (i % 40))])];
    await page.locator('input[type=file]').setInputFiles({
      name: 'born.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(born.map((line) => line.join(',')).join('\n')),
    });
    await page.getByText('age = years from birth_year').waitFor();
    await page.getByRole('checkbox', { name: 'age = years' }).check();
    expect(await dashboard.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.waitForURL('**/segments**');
    await dashboard.idle();
    const { datasets } = await dashboard.ask<{
      datasets: { edges: { node: { columns: { name: string }[] } }[] };
    }>('{ datasets(first: 1) { edges { node { columns { name } } } } }');
    expect(datasets.edges[0]!.node.columns.map(({ name }) => name)).toContain('age');
  });
});

describe('a workbook', () => {
  it('is read by the sheet that is chosen, says what its import would do, and is imported', async () => {
    const { page } = dashboard;
    await dashboard.visit('/import');
    await page.locator('input[type=file]').setInputFiles({
      name: 'customers.xlsx',
      mimeType: 'application/octet-stream',
      buffer: xlsxOf({
        Cover: [['Exported by the CRM']],
        Orders: [
          ['order', 'amount'],
          ['1', 5],
          ['2', 6],
        ],
        Customers: [header!, ...lines, lines[0]!],
      }),
    });
    await page.getByRole('heading', { name: 'customers.xlsx' }).waitFor();
    // The first sheet is no table: the one behind it is read until another is chosen.
    expect(await page.getByLabel('Sheet').inputValue()).toBe('Orders');
    // What is refused leaves the choice.
    await page.getByLabel('Sheet').selectOption('Cover');
    await page.getByRole('heading', { name: 'Another sheet' }).waitFor();
    await page.getByLabel('Sheet').selectOption('Customers');
    await page.getByText('This import: 120 customers added and 1 row skipped').waitFor();
    await page.getByLabel('If a customer comes twice').selectOption('REJECT');
    await page.getByText('This import: 119 customers added and 2 rows rejected.').waitFor();
    await page.getByLabel('If a customer comes twice').selectOption('FIRST_WINS');
    await page.getByText('This import: 120 customers added').waitFor();
    expect(await page.getByLabel('Delimiter').count()).toBe(0);
    expect(await dashboard.violations()).toEqual([]);
    expect(await dashboard.overflow()).toBe(0);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: 'Rejected rows of customers.xlsx' }).waitFor();
    await dashboard.idle();
    const { datasets } = await dashboard.ask<{ datasets: { edges: { node: { customerCount: number } }[] } }>(
      '{ datasets(first: 1) { edges { node { customerCount } } } }',
    );
    expect(datasets.edges[0]!.node.customerCount).toBe(120);
  });
});
