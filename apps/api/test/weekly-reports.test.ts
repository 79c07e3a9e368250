import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallContext } from '../src/platform/call/call-context.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { createShop, GENEROUS, type Shop } from './operations/shops.js';
import { createTestApp, type TestApp } from './test-app.js';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.js';

const SOON = { timeout: 30_000, interval: 20 };

let app: TestApp;
let shop: Shop;
let receiver: WebhookReceiver;
beforeAll(async () => {
  app = await createTestApp({ limits: GENEROUS, webhookAllow: ['127.0.0.0/8'] });
  shop = await createShop(app, 'weekly');
  await stopAll();
});
afterAll(() => app.stop());
beforeEach(async () => {
  receiver = await startReceiver();
  await app.query(
    'mutation ($url: String!) { createWebhookEndpoint(input: { url: $url, events: [REPORT_WRITTEN] }) { webhookEndpoint { id } } }',
    { url: receiver.url },
  );
});
afterEach(async () => {
  await stopAll();
  await receiver.stop();
});

interface Weekly {
  id: string;
  kind: string;
  title: string;
  nextAt: string;
  failure: string | null;
}

async function weeklyReports(): Promise<Weekly[]> {
  const { dataset } = await app.query<{ dataset: { weeklyReports: Weekly[] } }>(
    'query ($id: ID!) { dataset(id: $id) { weeklyReports { id kind title nextAt failure } } }',
    { id: shop.dataset },
  );
  return dataset.weeklyReports;
}

async function start(kind: string, about: string | null = null): Promise<Weekly> {
  const { startWeeklyReport } = await app.query<{ startWeeklyReport: { weeklyReport: Weekly } }>(
    'mutation ($input: StartWeeklyReportInput!) { startWeeklyReport(input: $input) { weeklyReport { id title nextAt } userErrors { message } } }',
    { input: { datasetId: shop.dataset, kind, about } },
  );
  return startWeeklyReport.weeklyReport;
}

async function stopAll(): Promise<void> {
  for (const { id } of await weeklyReports()) {
    await app.query(
      'mutation ($id: ID!) { stopWeeklyReport(input: { weeklyReportId: $id }) { weeklyReport { id } } }',
      { id },
    );
  }
  await app.idle(shop.dataset);
  await app.slices.outbox.delivered(fromGlobalId('Dataset', shop.dataset)!, 10_000);
}

/** A week later, two processes look at once. */
async function passWeek(): Promise<void> {
  await app.dataSource.query("update weekly_reports set next_at = next_at - interval '8 days'");
  await Promise.all([look(), look()]);
}
const look = () => app.slices.reports.weekly.writeDue(CallContext.ofServer());

const arrived = (count: number) =>
  vi.waitFor(() => expect(receiver.received.length).toBeGreaterThanOrEqual(count), SOON);
const written = () => receiver.received.map(({ payload }) => payload.data);

describe('a weekly report', () => {
  it('is written at once and each week, and its address is told to webhooks', async () => {
    await start('OVERVIEW');
    await arrived(1);
    await passWeek();
    await arrived(2);
    expect(written()).toEqual([
      expect.objectContaining({ datasetId: shop.dataset, kind: 'OVERVIEW', title: 'Overview' }),
      expect.objectContaining({ datasetId: shop.dataset, kind: 'OVERVIEW', title: 'Overview' }),
    ]);
    const addresses = written().map(({ url }) => new URL(url as string).pathname);
    expect(new Set(addresses).size).toBe(2);
    for (const path of addresses) {
      const page = await fetch(app.url + path);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('Who they are');
    }
    const [{ nextAt }] = (await weeklyReports()) as [Weekly];
    expect(new Date(nextAt).getTime()).toBeGreaterThan(Date.now() + 6 * 86_400_000);
  });

  it('is one however often it is asked for, and none once it is stopped', async () => {
    const [one, two] = await Promise.all([
      start('MODEL_CARD', shop.churnModel),
      start('MODEL_CARD', shop.churnModel),
    ]);
    expect(one.id).toBe(two.id);
    await arrived(1);
    await stopAll();
    await passWeek();
    await app.idle(shop.dataset);
    expect(await weeklyReports()).toEqual([]);
    expect(receiver.received).toHaveLength(1);
  });

  it('says why it could not be written, and is written again once it can', async () => {
    await start('SEGMENT', shop.segmentKey);
    await arrived(1);
    await app.dataSource.query("update weekly_reports set about = 'gone'");
    await passWeek();
    await app.idle(shop.dataset);
    expect(await weeklyReports()).toMatchObject([{ failure: expect.stringContaining('about is "gone"') }]);
    await app.dataSource.query('update weekly_reports set about = $1', [shop.segmentKey]);
    await passWeek();
    await app.idle(shop.dataset);
    expect(await weeklyReports()).toMatchObject([{ failure: null }]);
    await arrived(2);
  });

  it('waits while its dataset is deleted', async () => {
    await start('OVERVIEW');
    await arrived(1);
    const about = { id: shop.dataset };
    await app.query(
      'mutation ($id: ID!) { deleteDataset(input: { datasetId: $id }) { deletedDatasetId } }',
      about,
    );
    await passWeek();
    expect(receiver.received).toHaveLength(1);
    await app.query(
      'mutation ($id: ID!) { restoreDataset(input: { datasetId: $id }) { dataset { id } } }',
      about,
    );
    await look();
    await arrived(2);
  });

  it('is refused where the report is, and of the twenty-first', async () => {
    const ask = (kind: string, about: string | null) =>
      app.query<{ startWeeklyReport: { userErrors: { code: string; message: string }[] } }>(
        'mutation ($input: StartWeeklyReportInput!) { startWeeklyReport(input: $input) { userErrors { code message } } }',
        { input: { datasetId: shop.dataset, kind, about } },
      );
    expect((await ask('SEGMENT', 'none')).startWeeklyReport.userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    await app.dataSource.query(
      `insert into weekly_reports (id, dataset_id, kind, about, title, created_at, created_by, next_at)
       select gen_random_uuid(), $1, 'SEGMENT', n::text, 'x', now(), 'x', now() + interval '1 day' from generate_series(1, 20) n`,
      [fromGlobalId('Dataset', shop.dataset)],
    );
    expect((await ask('OVERVIEW', null)).startWeeklyReport.userErrors).toEqual([
      {
        code: 'CONFLICT',
        message: '20 reports of this dataset are written each week; it must have at most 20.',
      },
    ]);
  });
});
