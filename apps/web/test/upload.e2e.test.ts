import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';
import { type Line, openLine } from './open-line';

const MB = 1_000_000;
const text = customersCsv(400_000);

let dashboard: Dashboard;
let page: Page;
let line: Line;
let folder: string;
let file: string;
/** The requests of an upload: method, and where a part begins. */
let requests: string[] = [];

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  line = await openLine(dashboard.url);
  await dashboard.signIn();
  folder = mkdtempSync(join(tmpdir(), 'holdfast-upload-'));
  page.on('request', (request: Request) => {
    if (!request.url().includes('/uploads/resumable')) return;
    const offset = request.headers()['upload-offset'];
    requests.push(offset === undefined ? request.method() : `${request.method()} ${offset}`);
  });
});
beforeEach(async ({ task }) => {
  // A name for each test, so that none continues what another began.
  file = join(folder, `${task.id}.csv`);
  writeFileSync(file, text);
  line.mend();
  requests = [];
  await page.goto(`${line.url}/import`);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await page.screenshot({ path: `reports/${task.name.replaceAll(/\W+/g, '-')}.png` });
});
afterAll(async () => {
  await line?.close();
  await dashboard?.close();
  rmSync(folder, { recursive: true, force: true });
});

const choose = () => page.getByLabel('A file of customers').setInputFiles(file);
const isChecked = () => page.getByRole('heading', { name: 'First rows' }).waitFor();
/** It was begun once, and no byte that had come was sent again. */
function expectContinued(): void {
  const counts = ['POST', 'PATCH 0'].map((sent) => requests.filter((request) => request === sent).length);
  expect([...counts, requests.includes('HEAD')]).toEqual([1, 1, true]);
}

/** Sends a part of the file. */
async function sendPart(): Promise<void> {
  const sent = line.allow(4 * MB);
  await choose();
  await sent;
  await page.getByRole('progressbar').waitFor();
}

it('continues by itself after the line was lost, and says so meanwhile', async () => {
  await sendPart();
  line.cut();
  await page.getByText('The server did not respond.').waitFor();
  expect(await dashboard.violations()).toEqual([]);
  line.mend();
  await isChecked();
  expectContinued();
});

it('continues after a reload when the same file is chosen', async () => {
  await sendPart();
  // The page that sent it is gone, and with it the connection that is full.
  await page.reload({ waitUntil: 'commit' });
  line.mend();
  await choose();
  await isChecked();
  expectContinued();
});

it('continues where it was when the server is starting anew', async () => {
  await sendPart();
  let answers = 0;
  await page.route('**/uploads/resumable/*', (route) => {
    if (route.request().method() !== 'HEAD' || answers > 0) return route.continue();
    answers += 1;
    return route.fulfill({ status: 503, json: { status: 'starting' } });
  });
  line.cut();
  await page.getByText('The server did not respond.').waitFor();
  line.mend();
  await isChecked();
  await page.unroute('**/uploads/resumable/*');
  expect(answers).toBe(1);
  expectContinued();
});

it('is removed from the server when it is cancelled', async () => {
  await sendPart();
  const removed = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await page.getByRole('button', { name: 'Cancel' }).click();
  line.mend();
  expect((await removed).status()).toBe(204);
  await page.getByRole('heading', { name: 'Drop a file here' }).waitFor();
  await choose();
  await isChecked();
  expect(requests.filter((request) => request === 'POST').length).toBe(2);
});

it('is continued when its screen was left and is opened again', async () => {
  const visit = async (name: string) => {
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  };
  // Its code is there before the line is full of the file.
  await visit('Settings');
  await visit('Import');
  await sendPart();
  await visit('Settings');
  line.mend();
  await visit('Import');
  await choose();
  await isChecked();
  expectContinued();
});

it('that the server refuses says why', async () => {
  await page.route('**/uploads/resumable', (route) =>
    route.fulfill({
      status: 413,
      json: { code: 'UPLOAD_QUOTA_EXCEEDED', message: 'They may have 10 bytes.' },
    }),
  );
  await choose();
  await page.getByText('Too many uploads are waiting.').waitFor();
  expect(await page.getByRole('alert').textContent()).toContain('They may have 10 bytes.');
  await page.unroute('**/uploads/resumable');
});
