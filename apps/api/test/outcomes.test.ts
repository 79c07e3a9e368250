import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  const rows = Array.from({ length: 1000 }, (_, i) => `c${i},${i}`);
  datasetId = await importCsv(app, ['id,spend', ...rows].join('\n'));
});

interface Answer {
  recorded: number;
  unknown: string[];
  userErrors: { field: string[]; message: string; code: string }[];
}

async function record(outcomes: object[], idempotencyKey?: string): Promise<Answer> {
  const { recordOutcomes } = await app.query<{ recordOutcomes: Answer }>(
    `mutation ($input: RecordOutcomesInput!) {
      recordOutcomes(input: $input) { recorded unknown userErrors { field message code } } }`,
    { input: { datasetId, outcomes, idempotencyKey } },
  );
  return recordOutcomes;
}

async function outcomesOf(externalId: string) {
  const { customer } = await app.query<{
    customer: { outcomes: { left: boolean; value: number | null; observedAt: string; source: string }[] };
  }>(
    `query ($datasetId: ID!, $externalId: String!) {
      customer(datasetId: $datasetId, externalId: $externalId) { outcomes { left value observedAt source } } }`,
    { datasetId, externalId },
  );
  return customer.outcomes;
}

const currentOf = (externalId: string): Promise<{ has_left: boolean }[]> =>
  app.dataSource.query(
    `select has_left from current_outcomes join current_customers using (dataset_id, row)
     where external_id = $2 and dataset_id = $1`,
    [fromGlobalId('Dataset', datasetId), externalId],
  );

const stored = async () =>
  (await app.dataSource.query('select count(*)::int as count from outcomes'))[0].count as number;

describe('recording outcomes', () => {
  it('takes those of customers and lists the ids that nobody has', async () => {
    const answer = await record([
      { externalId: 'c1', left: true, value: 12.5, observedAt: '2026-01-31T00:00:00Z' },
      { externalId: 'who', left: true },
      { externalId: ' c2 ', left: false },
      { externalId: 'who', left: false },
      { externalId: 'another', left: false },
    ]);
    expect(answer).toEqual({ recorded: 2, unknown: ['who', 'another'], userErrors: [] });
    expect(await outcomesOf('c1')).toEqual([
      { left: true, value: 12.5, observedAt: '2026-01-31T00:00:00.000Z', source: 'RECORDED' },
    ]);
    const observedAt = (await outcomesOf('c2'))[0]!.observedAt;
    expect(Math.abs(Date.now() - Date.parse(observedAt))).toBeLessThan(60_000);
  });

  it('counts of several of one customer the one that was observed last, and keeps them all', async () => {
    const on = (day: string, left: boolean) => ({
      externalId: 'c1',
      left,
      observedAt: `2026-01-${day}T00:00:00Z`,
    });
    expect((await record([on('20', true), on('10', false)])).recorded).toBe(2);
    await record([on('05', false)]);
    expect((await outcomesOf('c1')).map(({ left }) => left)).toEqual([true, false, false]);
    // The same day told again corrects what was told before.
    await record([on('20', false)]);
    expect((await outcomesOf('c1')).map(({ left }) => left)).toEqual([false, true, false, false]);
    expect(await currentOf('c1')).toEqual([{ has_left: false }]);
  });

  it('counts of two of one customer that were observed at the same moment the one that was told last', async () => {
    const observedAt = '2026-01-21T12:00:00Z';
    const both = (...left: boolean[]) => left.map((one) => ({ externalId: 'c4', left: one, observedAt }));
    expect(await record(both(true, false))).toMatchObject({ recorded: 2, userErrors: [] });
    expect((await outcomesOf('c4')).map(({ left }) => left)).toEqual([false, true]);
    expect(await currentOf('c4')).toEqual([{ has_left: false }]);
    await record(both(true));
    expect(await currentOf('c4')).toEqual([{ has_left: true }]);
  });

  it('gives the same answer to the same call, also at once, and records nothing more', async () => {
    const outcomes = [
      { externalId: 'c1', left: true },
      { externalId: 'nobody', left: true },
    ];
    const before = await stored();
    const answers = await Promise.all(Array.from({ length: 50 }, () => record(outcomes, 'once')));
    for (const answer of answers)
      expect(answer).toEqual({ recorded: 1, unknown: ['nobody'], userErrors: [] });
    expect(await stored()).toBe(before + 1);
    const other = await record([{ externalId: 'c1', left: false }], 'once');
    expect(other).toMatchObject({
      recorded: 0,
      userErrors: [{ code: 'CONFLICT', field: ['idempotencyKey'] }],
    });
    expect(await stored()).toBe(before + 1);
  });

  it.each([
    [
      'one from the future',
      { externalId: 'c1', left: true, observedAt: '2199-01-01T00:00:00Z' },
      'observedAt',
      /^observedAt is 2199-01-01T00:00:00.000Z; it must not be after now, 20/,
    ],
    [
      'a year that nobody has seen',
      { externalId: 'c1', left: true, observedAt: '0020-01-01T00:00:00Z' },
      'observedAt',
      /year must be from 1000 to 9999/,
    ],
    ['a blank id', { externalId: ' ', left: true }, 'externalId', /has 0 characters; it must have 1..200/],
    [
      'a value out of range',
      { externalId: 'c1', left: true, value: 1e16 },
      'value',
      /^value is 10000000000000000; it must be a number from -1e15 to 1e15/,
    ],
  ])('refuses %s, and with it the whole call', async (_, wrong, field, message) => {
    const before = await stored();
    const answer = await record([{ externalId: 'c2', left: true }, wrong]);
    expect(answer).toMatchObject({
      recorded: 0,
      userErrors: [{ code: 'BAD_USER_INPUT', field: ['outcomes', '1', field] }],
    });
    expect(answer.userErrors[0]!.message).toMatch(message);
    expect(await stored()).toBe(before);
  });

  it('refuses none and more than a thousand, with both numbers', async () => {
    expect((await record([])).userErrors[0]!.message).toBe('outcomes has 0 entries; it must have 1..1000.');
    const many = Array.from({ length: 1001 }, (_, i) => ({ externalId: `c${i}`, left: true }));
    expect((await record(many)).userErrors[0]!.message).toBe(
      'outcomes has 1001 entries; it must have 1..1000.',
    );
  });

  it('is erased with the customer, and so is the id that an earlier answer called unknown', async () => {
    await record([{ externalId: 'late', left: true }], 'early');
    await app.query(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { created } }',
      { input: { datasetId, customers: [{ externalId: 'late', attributes: {} }] } },
    );
    await record([
      { externalId: 'late', left: true },
      { externalId: 'c1', left: true },
    ]);
    const before = await stored();
    const { eraseCustomer } = await app.query<{ eraseCustomer: { erased: Record<string, number> } }>(
      'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { erased } }',
      { input: { datasetId, externalId: 'late' } },
    );
    expect(eraseCustomer.erased).toMatchObject({ customers: 1, outcomes: 1 });
    expect(await stored()).toBe(before - 1);
    const [{ traces }] = await app.dataSource.query(
      `select count(*)::int as traces from idempotent_answers where answer::text like '%late%'`,
    );
    expect(traces).toBe(0);
  });

  it('takes a thousand a call, the same customers again and again', async () => {
    const call = (n: number) =>
      Array.from({ length: 1000 }, (_, i) => ({ externalId: `c${i}`, left: (i + n) % 2 === 0 }));
    for (let n = 0; n < 3; n++) expect((await record(call(n))).recorded).toBe(1000);
  });
});
