import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './open-dashboard';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
  await dashboard.signIn();
});
afterAll(() => dashboard.close());

/** Nothing overflows and axe finds nothing, in both themes, wide and narrow; pictures of it for whoever wants to look. */
async function looksRight(name: string): Promise<void> {
  const { page } = dashboard;
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await dashboard.overflow()).toBe(0);
      expect(await dashboard.violations()).toEqual([]);
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/${name}-${theme}-${width}.png` });
    }
  }
}

describe('a file whose encoding is not sure', () => {
  it('is asked for with three readings side by side, and read again as chosen', async () => {
    const { page } = dashboard;
    await dashboard.visit('/import');
    // "Poznań" in windows-1250.
    const city = Buffer.concat([Buffer.from('Pozna'), Buffer.from([0xf1])]);
    const rows = Array.from({ length: 20 }, (_, i) =>
      Buffer.concat([Buffer.from(`K${i},`), city, Buffer.from(`,${i}\n`)]),
    );
    await page.locator('input[type=file]').setInputFiles({
      name: 'cities.csv',
      mimeType: 'text/csv',
      buffer: Buffer.concat([Buffer.from('customer_id,city,visits\n'), ...rows]),
    });
    await page.getByText('Which of these reads right?').waitFor();
    const readings = page.getByRole('group', { name: 'Which of these reads right?' }).getByRole('radio');
    expect(await readings.count()).toBe(3);
    await looksRight('encoding');
    await page.getByRole('radio', { name: 'Poznań' }).check();
    await page.getByRole('cell', { name: 'Poznań' }).first().waitFor();
    expect(await readings.count()).toBe(3);
  });
});

describe('a column that may tell what came of customers', () => {
  it('is asked about in words with counts, and learned from as answered', async () => {
    const { page } = dashboard;
    await dashboard.visit('/import');
    const rows = Array.from({ length: 600 }, (_, i) => {
      const spend = (i * 37) % 100;
      return `K${i},${spend},${(i * 13) % 40},${Number((i * i) % 97 < spend)}`;
    });
    const happened = rows.filter((row) => row.endsWith(',1')).length;
    await page.getByLabel('A file of customers').setInputFiles({
      name: 'offer.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`customer_id,spend,visits,outcome\n${rows.join('\n')}\n`),
    });
    const question = page.getByRole('group', {
      name: `“outcome” is 1 for ${happened} of 600 customers. What does 1 mean?`,
    });
    await question.waitFor();
    expect(await question.getByRole('radio', { checked: true }).count()).toBe(0);
    await looksRight('outcome');
    await question.getByRole('radio', { name: 'They left' }).check();
    await page.getByText('“outcome” says who left.').waitFor();
    await question.getByRole('radio', { name: 'They bought, or answered' }).check();
    await page.getByText('“outcome” says who bought or answered.').waitFor();
    expect(await page.getByLabel('Role of outcome').inputValue()).toBe('CHURN_LABEL');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: 'Customer map' }).waitFor();
    await dashboard.idle();
    await page.getByRole('link', { name: 'Churn', exact: true }).click();
    await page.getByText('Who is likely to respond, what that is linked to').waitFor();
  });
});

describe('the next file of purchases', () => {
  const file = (days: readonly number[]) => {
    const rows = days.flatMap((day) =>
      Array.from(
        { length: 30 },
        (_, i) => `${day * 100 + i},2026-01-${String(day).padStart(2, '0')},K${(i * day) % 40},${i + 1}.5`,
      ),
    );
    return ['order_id,order_date,customer_id,amount', ...rows].join('\n');
  };

  it('is shown as purchases, and added to those of before', async () => {
    const { page } = dashboard;
    const headers = { authorization: `Bearer ${dashboard.apiKey}` };
    const sent = await fetch(`${dashboard.url}/uploads?filename=one.csv`, {
      method: 'POST',
      headers,
      body: file([1, 2, 3]),
    });
    const { uploadId } = (await sent.json()) as { uploadId: string };
    const { importDataset } = await dashboard.ask<{ importDataset: { dataset: { id: string } } }>(
      'mutation ($input: ImportDatasetInput!) { importDataset(input: $input) { dataset { id } } }',
      { input: { uploadId, name: 'shop', kind: 'TRANSACTIONS' } },
    );
    await dashboard.idle();
    await dashboard.visit(`/import?into=${importDataset.dataset.id}`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'two.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(file([5, 9, 14, 20, 26])),
    });
    await page.getByText('These look like purchases').waitFor();
    await page.getByText('count as left').waitFor();
    await looksRight('purchases');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.waitForURL('**/d/**');
    await dashboard.idle();
    const { dataset } = await dashboard.ask<{
      dataset: { imports: { edges: { node: { mode: string; transactions: { labelKnown: boolean } } }[] } };
    }>(
      'query ($id: ID!) { dataset(id: $id) { imports(first: 1) { edges { node { mode transactions { labelKnown } } } } } }',
      { id: importDataset.dataset.id },
    );
    expect(dataset.imports.edges[0]!.node).toEqual({ mode: 'APPEND', transactions: { labelKnown: true } });
  });
});
