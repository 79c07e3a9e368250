import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './open-dashboard';

let dashboard: Dashboard;
let page: Page;
let receiver: Server;
let url: string;
let status = 500;
const received: string[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    received.push(String(request.headers['webhook-id']));
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks/holdfast`;
  dashboard = await openDashboard({ WEBHOOK_ALLOW: '127.0.0.0/8' });
  page = dashboard.page;
  await dashboard.signIn();
}, 300_000);
afterAll(async () => {
  await dashboard.close();
  receiver.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await page.screenshot({ path: `reports/${task.name.replaceAll(/\W+/g, '-')}.png` });
  }
});

describe('an endpoint for webhooks', () => {
  it('is made, tried, and its failed delivery replayed until it arrives', async () => {
    await page.getByRole('link', { name: 'Integrations' }).click();
    await page.getByText('Nothing is sent to anyone yet.').waitFor();
    await page.getByLabel('URL').fill(url);
    const events = page.getByRole('group', { name: 'What it is told of' });
    await events.getByRole('checkbox', { name: 'dataset imported' }).check();
    await events.getByRole('checkbox', { name: 'customer risk band changed' }).check();
    await page.getByText('What else it is told of the dataset').click();
    await page.getByLabel('A GraphQL selection').fill('{ name, customers }');
    await page.getByRole('button', { name: 'Create endpoint' }).click();
    await page.getByRole('alert').filter({ hasText: 'selection' }).first().waitFor();
    await page.getByLabel('A GraphQL selection').fill('{ name champion { version } }');
    await page.getByRole('button', { name: 'Create endpoint' }).click();
    await page.getByText(/^whsec_.{40,}/).waitFor();
    await page.getByText('{ name champion { version } }').waitFor();

    await page.getByRole('button', { name: `Send a test to ${url}` }).click();
    const deliveries = page.getByRole('region', { name: 'Deliveries' }).getByRole('row');
    await deliveries.filter({ hasText: 'pending' }).filter({ hasText: 'status 500; again at' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Failing since' }).waitFor();

    status = 200;
    await page.getByRole('button', { name: /^Replay msg_/ }).click();
    await deliveries.filter({ hasText: 'delivered' }).filter({ hasText: 'Status 200' }).first().waitFor();
    expect(new Set(received).size).toBe(1);
    await page
      .getByRole('button', { name: /^Payload of msg_/ })
      .first()
      .click();
    await page.getByText('"type": "DATASET_IMPORTED"').waitFor();
    await page.keyboard.press('Escape');
  });

  it('that is not public is refused beside the form', async () => {
    await page.getByLabel('URL').fill('https://169.254.169.254/');
    const events = page.getByRole('group', { name: 'What it is told of' });
    await events.getByRole('checkbox', { name: 'campaign measured' }).check();
    await page.getByRole('button', { name: 'Create endpoint' }).click();
    await page.getByText(/169\.254\.169\.254 is not a public address/).waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'is shown without a violation of WCAG 2.2 AA in the %s theme',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await dashboard.settled();
      expect(await dashboard.violations()).toEqual([]);
    },
  );

  it('needs no sideways scrolling at 320 pixels', async () => {
    await page.setViewportSize({ width: 320, height: 720 });
    expect(await dashboard.overflow()).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('gets another secret, and is deleted', async () => {
    await page.getByRole('button', { name: `New secret for ${url}` }).click();
    await page.getByText('The one before signs as well for 24 hours.').waitFor();
    await page.getByRole('button', { name: `Delete ${url}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('Nothing is sent to anyone yet.').waitFor();
  });
});

describe('an API key', () => {
  it('is rotated: both are valid for a while, and the list says until when', async () => {
    await page.getByLabel('Name').fill('CRM');
    await page.getByLabel('Expires').selectOption('In 90 days');
    await page.getByRole('button', { name: 'Create key' }).click();
    const shown = page.getByText(/^hf_.{40,}/);
    const secret = await shown.textContent();
    await page.getByRole('button', { name: 'Rotate CRM' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rotate CRM?' });
    expect(await dashboard.violations()).toEqual([]);
    await dialog.getByLabel('The one before stays valid for').selectOption('7 days');
    await dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
    await page.getByText('the one before is valid for 7 days more').waitFor();
    expect(await shown.textContent()).not.toBe(secret);
    const keys = page
      .getByRole('region', { name: 'API keys' })
      .last()
      .getByRole('row')
      .filter({ hasText: 'CRM' });
    await keys.filter({ hasText: 'rotated; ends' }).waitFor();
    expect(await keys.count()).toBe(2);
    expect(await page.getByRole('button', { name: 'Rotate CRM' }).count()).toBe(1);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await dashboard.overflow()).toBe(0);
    }
    await page.screenshot({ path: 'reports/keys.png', fullPage: true });
  });
});
