import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

let dashboard: Dashboard;
let page: Page;
let dataset: string;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  dataset = await dashboard.importFile(customersCsv(600), 'shop');
  await dashboard.signIn();
});
afterAll(() => dashboard?.close());

const dialog = () => page.getByRole('dialog', { name: 'Report' });

describe('a report', () => {
  it('leaves the overview as a page that is whole without the network', async () => {
    await dashboard.visit(`/d/${dataset}`);
    await page.getByRole('button', { name: 'Report' }).click();
    expect(await dashboard.violations()).toEqual([]);
    const arrived = page.waitForEvent('download');
    await dialog().getByRole('link', { name: 'Download' }).click();
    const file = await arrived;
    expect(file.suggestedFilename()).toBe('holdfast-overview.html');
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    const html = Buffer.concat(chunks).toString();
    expect(html).toContain('<h1>Overview</h1>');
    expect(html).not.toMatch(/https?:|src=|href=/);
  });

  it('is read by its link without an account, until that is revoked', async () => {
    await dialog().getByRole('button', { name: 'Make a link' }).click();
    const url = await dialog()
      .getByText(/\/reports\/[\w-]{43}$/)
      .textContent();
    await dialog().getByText('Links that are open').waitFor();
    expect(await dashboard.violations()).toEqual([]);
    const theirs = await page.context().browser()!.newContext();
    const reader = await theirs.newPage();
    const asked: string[] = [];
    reader.on('request', (request) => asked.push(request.url()));
    // The server knows itself by another address than the test does.
    const address = dashboard.url + new URL(url!).pathname;
    await reader.goto(address);
    await reader.getByRole('heading', { name: 'Who they are' }).waitFor();
    expect(asked.filter((one) => !one.endsWith('/favicon.ico'))).toEqual([address]);
    for (const width of [360, 1280]) {
      await reader.setViewportSize({ width, height: 900 });
      expect(
        await reader.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    }
    await dialog().getByRole('button', { name: 'Revoke the link to “Overview”' }).click();
    await dialog().getByText('Links that are open').waitFor({ state: 'detached' });
    expect((await reader.goto(address))!.status()).toBe(404);
    await theirs.close();
  });

  it('is written each week for as long as somebody wants it', async () => {
    await dialog().getByRole('button', { name: 'Write it each week' }).click();
    await dialog().getByRole('button', { name: 'Stop “Overview” each week' }).waitFor();
    // The first is written at once, and shared like any other.
    await dialog().getByText('Links that are open').waitFor();
    expect(await dashboard.violations()).toEqual([]);
    await dialog().getByRole('button', { name: 'Stop “Overview” each week' }).click();
    await dialog().getByRole('button', { name: 'Stop “Overview” each week' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
  });

  it.each([
    ['a segment', (key: string) => `segments?segment=${key}`],
    ['a model card', (_: string, model: string) => `churn/${model}`],
  ])('is offered by %s', async (_, path) => {
    const { dataset: of } = await dashboard.ask<{
      dataset: { champion: { id: string }; activeSegmentation: { segments: { key: string }[] } };
    }>('query ($id: ID!) { dataset(id: $id) { champion { id } activeSegmentation { segments { key } } } }', {
      id: dataset,
    });
    await dashboard.visit(`/d/${dataset}/${path(of.activeSegmentation.segments[0]!.key, of.champion.id)}`);
    await page.getByRole('button', { name: 'Report' }).click();
    const href = await dialog().getByRole('link', { name: 'Download' }).getAttribute('href');
    expect(await page.evaluate(async (to) => (await fetch(to!)).status, href)).toBe(200);
    await page.keyboard.press('Escape');
  });
});
