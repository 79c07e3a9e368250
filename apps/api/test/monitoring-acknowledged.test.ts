import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Outbox } from '../src/platform/outbox/outbox.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

interface Check {
  readonly state: string;
  readonly checkedAt: string;
  readonly firstSeenAt: string | null;
  readonly acknowledgement: { by: string; note: string; mutedUntil: string | null } | null;
}

const DAY = 86_400_000;
const day = (from: number) => new Date(Date.now() + from * DAY).toISOString().slice(0, 10);

/** A row of a shop: the fewer visits, the likelier it left. */
function row(i: number, unit: number): string {
  const visits = (i * 37) % 20;
  return `c${i},${visits * unit},${(i * 13) % 397},${(i * 7919) % 101 > 5 * visits ? 'yes' : 'no'}`;
}
const csv = (unit: number) =>
  ['customer_id,visits,spend,churn', ...Array.from({ length: 600 }, (_, i) => row(i, unit))].join('\n');

async function createShop(): Promise<string> {
  const datasetId = await importCsv(app, csv(1), { name: 'shop' });
  await app.query(
    `mutation ($id: ID!) { trainChurnModel(input: { datasetId: $id, algorithm: LOGISTIC_REGRESSION, imbalance: NONE }) {
      job { id } userErrors { message } } }`,
    { id: datasetId },
  );
  await app.idle(datasetId);
  return datasetId;
}

/** The file comes again, with visits in another unit. */
async function replace(datasetId: string, unit: number): Promise<Check> {
  await importCsv(app, csv(unit), { intoDatasetId: datasetId, mode: 'REPLACE' });
  await app.idle(datasetId);
  return lastCheck(datasetId);
}

async function lastCheck(datasetId: string): Promise<Check> {
  const { dataset } = await app.query<{ dataset: { monitoring: { edges: [{ node: Check }] } } }>(
    `query ($id: ID!) { dataset(id: $id) { monitoring(first: 1) { edges { node {
      state checkedAt firstSeenAt acknowledgement { by note mutedUntil } } } } } }`,
    { id: datasetId },
  );
  return dataset.monitoring.edges[0].node;
}

async function acknowledge(datasetId: string, said: object = {}) {
  const { acknowledgeMonitoring } = await app.query<{
    acknowledgeMonitoring: { acknowledgement: object | null; userErrors: object[] };
  }>(
    `mutation ($input: AcknowledgeMonitoringInput!) { acknowledgeMonitoring(input: $input) {
      acknowledgement { by note mutedUntil } userErrors { code field message } } }`,
    { input: { datasetId, ...said } },
  );
  return acknowledgeMonitoring;
}

/** How many alerts were told while something is done. */
async function alertsDuring(work: () => Promise<unknown>): Promise<number> {
  const append = vi.spyOn(Outbox.prototype, 'append');
  await work();
  const told = append.mock.calls.filter(([, , topic]) => topic === 'monitoring.alerted').length;
  append.mockRestore();
  return told;
}

describe('an alert', () => {
  it('says since when, from check to check, until one is quiet again', async () => {
    const datasetId = await createShop();
    expect(await lastCheck(datasetId)).toMatchObject({ state: 'QUIET', firstSeenAt: null });
    const first = await replace(datasetId, 100);
    expect(first).toMatchObject({ state: 'ALERT', firstSeenAt: first.checkedAt });
    const second = await replace(datasetId, 1000);
    expect(second).toMatchObject({ state: 'ALERT', firstSeenAt: first.checkedAt });
    expect(second.checkedAt > first.checkedAt).toBe(true);
    expect(await replace(datasetId, 1)).toMatchObject({ state: 'QUIET', firstSeenAt: null });
    const again = await replace(datasetId, 100);
    expect(again.firstSeenAt).toBe(again.checkedAt);
  });

  it('is noted as looked into, with who and what they say, which can be said anew', async () => {
    const datasetId = await createShop();
    await replace(datasetId, 100);
    const noted = { note: 'The export is in cents.', mutedUntil: null };
    const { acknowledgement, userErrors } = await acknowledge(datasetId, {
      note: ' The export is in cents. ',
    });
    expect(userErrors).toEqual([]);
    expect(acknowledgement).toEqual({ by: expect.stringMatching(/./), ...noted });
    expect((await lastCheck(datasetId)).acknowledgement).toMatchObject(noted);
    await acknowledge(datasetId, { note: 'Mended.', muteUntil: day(0) });
    const anew = { note: 'Mended.', mutedUntil: day(0) };
    expect((await lastCheck(datasetId)).acknowledgement).toMatchObject(anew);
    expect((await replace(datasetId, 1000)).acknowledgement).toMatchObject(anew);
    expect((await replace(datasetId, 1)).acknowledgement).toBe(null);
    expect((await replace(datasetId, 100)).acknowledgement).toBe(null);
  });

  it('is told once, not again while it is muted, and again after that', async () => {
    const datasetId = await createShop();
    expect(await alertsDuring(() => replace(datasetId, 100))).toBe(1);
    await acknowledge(datasetId, { muteUntil: day(7) });
    expect(await alertsDuring(() => replace(datasetId, 1000))).toBe(0);
    expect((await lastCheck(datasetId)).state).toBe('ALERT');
    await app.dataSource.query(
      `update monitoring_reports set acknowledgement = jsonb_set(acknowledgement, '{mutedUntil}', to_jsonb($1::text))
       where acknowledgement is not null`,
      [day(-1)],
    );
    expect(await alertsDuring(() => replace(datasetId, 100))).toBe(1);
  });

  it('is told while others are muted if it is for something that they were not for', async () => {
    const datasetId = await createShop();
    await replace(datasetId, 100);
    await app.dataSource.query(`update monitoring_reports set alerts = '{}' where state = 'ALERT'`);
    await acknowledge(datasetId, { muteUntil: day(7) });
    expect(await alertsDuring(() => replace(datasetId, 1000))).toBe(1);
  });

  it('is nothing to look into where there is none, and is muted for a year at most', async () => {
    const datasetId = await createShop();
    const refused = (code: string, field: string, message: string) => ({
      acknowledgement: null,
      userErrors: [{ code, field: [field], message }],
    });
    expect(await acknowledge(datasetId)).toEqual(
      refused(
        'CONFLICT',
        'datasetId',
        'The last check came to QUIET; only WATCH and ALERT can be looked into.',
      ),
    );
    await replace(datasetId, 100);
    for (const until of [day(-1), day(367)]) {
      expect(await acknowledge(datasetId, { muteUntil: until })).toEqual(
        refused('BAD_USER_INPUT', 'muteUntil', `muteUntil is ${until}; it must be ${day(0)}..${day(366)}.`),
      );
    }
    expect(await acknowledge(datasetId, { note: 'x'.repeat(2001) })).toEqual(
      refused('BAD_USER_INPUT', 'note', 'note has 2001 characters; it must have at most 2000.'),
    );
  });
});
