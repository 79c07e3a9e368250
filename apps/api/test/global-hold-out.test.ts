import { differenceInterval } from '@holdfast/ml-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const SIZE = 2000;
const csv = ['id,visits,plan', ...Array.from({ length: SIZE }, (_, i) => `c${i},${i % 9},p${i % 3}`)].join(
  '\n',
);

let app: TestApp;
let datasetId: string;
beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, csv);
});
afterAll(() => app.stop());

const FIELDS = `share startedAt endedAt customerCount comparison {
  heldOut { customers known left rate } others { customers known left rate } difference low high verdict sentence }`;

interface Arm {
  customers: number;
  known: number;
  left: number;
  rate: number;
}
interface HoldOut {
  share: number;
  startedAt: string;
  endedAt: string | null;
  customerCount: number;
  comparison: {
    heldOut: Arm;
    others: Arm;
    difference: number;
    low: number;
    high: number;
    verdict: string;
    sentence: string;
  };
}
interface Payload {
  globalHoldOut: HoldOut | null;
  userErrors: { field: string[]; message: string; code: string }[];
}

async function start(share: number): Promise<Payload> {
  const answer = await app.query<{ startGlobalHoldOut: Payload }>(
    `mutation ($input: StartGlobalHoldOutInput!) { startGlobalHoldOut(input: $input) {
      globalHoldOut { ${FIELDS} } userErrors { field message code } } }`,
    { input: { datasetId, share } },
  );
  return answer.startGlobalHoldOut;
}

async function end(): Promise<Payload> {
  const answer = await app.query<{ endGlobalHoldOut: Payload }>(
    `mutation ($input: EndGlobalHoldOutInput!) { endGlobalHoldOut(input: $input) {
      globalHoldOut { ${FIELDS} } userErrors { field message code } } }`,
    { input: { datasetId } },
  );
  return answer.endGlobalHoldOut;
}

async function read(): Promise<HoldOut | null> {
  const answer = await app.query<{ dataset: { globalHoldOut: HoldOut | null } }>(
    `query ($id: ID!) { dataset(id: $id) { globalHoldOut { ${FIELDS} } } }`,
    { id: datasetId },
  );
  return answer.dataset.globalHoldOut;
}

async function exported(filter: object = {}): Promise<string[][]> {
  const query = `filter=${encodeURIComponent(JSON.stringify(filter))}`;
  const text = await (await app.fetch(`/datasets/${datasetId}/customers.csv?${query}`)).text();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}

/** The ids of those who are held out of everything, by the export. */
async function heldOut(): Promise<string[]> {
  const [head, ...rows] = await exported();
  const at = head!.indexOf('held_out_of');
  return rows.filter((row) => row[at]!.split('; ').includes('everything')).map(([id]) => id!);
}

async function create(input: object): Promise<{ id: string; contactedCount: number; holdOutCount: number }> {
  const { createCampaign } = await app.query<{
    createCampaign: {
      campaign: { id: string; contactedCount: number; holdOutCount: number } | null;
      userErrors: object[];
    };
  }>(
    `mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) {
      campaign { id contactedCount holdOutCount } userErrors { message } } }`,
    { input: { datasetId, name: 'spring', filter: {}, ...input } },
  );
  expect(createCampaign.userErrors).toEqual([]);
  return createCampaign.campaign!;
}

const customer = async (externalId: string) =>
  (
    await app.query<{ customer: { heldOutOf: { campaign: { name: string } | null; since: string }[] } }>(
      `query ($datasetId: ID!, $externalId: String!) { customer(datasetId: $datasetId, externalId: $externalId) {
        heldOutOf { campaign { name } since } } }`,
      { datasetId, externalId },
    )
  ).customer;

async function record(outcomes: readonly { externalId: string; left: boolean }[]): Promise<void> {
  const { recordOutcomes } = await app.query<{ recordOutcomes: { userErrors: object[] } }>(
    'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { userErrors { message } } }',
    { input: { datasetId, outcomes } },
  );
  expect(recordOutcomes.userErrors).toEqual([]);
}

describe('a part that is held out of everything', () => {
  let before: string[];

  it('is nobody until it is started, and has 1 % to 20 %', async () => {
    expect(await read()).toBeNull();
    expect(await heldOut()).toEqual([]);
    for (const share of [0, 0.21, -1]) {
      const { userErrors } = await start(share);
      expect(userErrors).toEqual([
        { field: ['share'], message: `share is ${share}; it must be 0.01..0.2.`, code: 'BAD_USER_INPUT' },
      ]);
    }
  });

  it('is drawn by chance, and is told by the dataset, the customer and the export alike', async () => {
    const { globalHoldOut } = await start(0.1);
    before = await heldOut();
    expect(globalHoldOut).toMatchObject({ share: 0.1, endedAt: null, customerCount: before.length });
    // 200 are expected; fewer than 155 or more than 245 come once in a thousand draws.
    expect(before.length).toBeGreaterThan(154);
    expect(before.length).toBeLessThan(246);
    expect((await customer(before[0]!)).heldOutOf).toEqual([
      { campaign: null, since: globalHoldOut!.startedAt },
    ]);
    const free = Array.from({ length: SIZE }, (_, i) => `c${i}`).find((id) => !before.includes(id))!;
    expect((await customer(free)).heldOutOf).toEqual([]);
  });

  it('runs once at a time', async () => {
    const { userErrors } = await start(0.2);
    expect(userErrors).toMatchObject([{ code: 'CONFLICT', field: ['datasetId'] }]);
    expect(userErrors[0]!.message).toMatch(
      /^A share of 0\.1 is held out of everything since .+ End it first\.$/,
    );
  });

  it('is in no campaign that is made while it runs, and the plan says how many that leaves out', async () => {
    const plan = await app.query<{
      campaignPlan: { customers: number; heldOutOfAll: number; notToContact: number };
    }>(
      'query ($input: CampaignPlanInput!) { campaignPlan(input: $input) { customers heldOutOfAll notToContact } }',
      { input: { datasetId, filter: {} } },
    );
    expect(plan.campaignPlan).toEqual({
      customers: SIZE - before.length,
      heldOutOfAll: before.length,
      notToContact: 0,
    });
    const { id, contactedCount, holdOutCount } = await create({ holdOutShare: 0.5 });
    expect(contactedCount + holdOutCount).toBe(SIZE - before.length);
    const [, ...members] = await exported({ campaignId: id });
    expect(members.filter(([member]) => before.includes(member!))).toEqual([]);
  });

  it('is told beside the campaigns that leave somebody alone, until an outcome is known', async () => {
    const [head, ...rows] = await exported();
    const at = head!.indexOf('held_out_of');
    const alone = rows.find((row) => row[at] === 'spring')![0]!;
    expect((await customer(alone)).heldOutOf).toMatchObject([{ campaign: { name: 'spring' } }]);
    await record([{ externalId: alone, left: false }]);
    expect((await customer(alone)).heldOutOf).toEqual([]);
  });

  it('keeps everybody in it as they change, and draws of those who come', async () => {
    const document = `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { userErrors { message } } }`;
    const newcomers = Array.from({ length: 300 }, (_, i) => ({
      externalId: `new${i}`,
      attributes: { visits: 1 },
    }));
    const changed = before.slice(0, 20).map((externalId) => ({ externalId, attributes: { visits: 8 } }));
    expect(
      await app.query(document, { input: { datasetId, customers: [...newcomers, ...changed] } }),
    ).toEqual({
      upsertCustomers: { userErrors: [] },
    });
    const now = await heldOut();
    expect(now.filter((id) => id.startsWith('c'))).toEqual(before);
    // 30 are expected; fewer than 13 or more than 50 come once in a thousand draws.
    const drawn = now.filter((id) => id.startsWith('new'));
    expect(drawn.length).toBeGreaterThan(12);
    expect(drawn.length).toBeLessThan(51);
    expect((await read())!.customerCount).toBe(now.length);
  });

  it('is compared with the others once outcomes are there', async () => {
    expect((await read())!.comparison).toMatchObject({ verdict: 'TOO_FEW', low: -1, high: 1 });
    const held = await heldOut();
    const outcomes = Array.from({ length: SIZE }, (_, i) => `c${i}`).map((externalId, i) => ({
      externalId,
      // Every third of those held out leaves, every tenth of the others.
      left: held.includes(externalId) ? held.indexOf(externalId) % 3 === 0 : i % 10 === 0,
    }));
    for (let from = 0; from < SIZE; from += 500) await record(outcomes.slice(from, from + 500));
    const { comparison, customerCount } = (await read())!;
    const { heldOut: ours, others } = comparison;
    expect(ours).toMatchObject({ customers: customerCount, known: before.length });
    expect(ours.left).toBe(Math.ceil(before.length / 3));
    expect(ours.known + others.known).toBe(SIZE);
    const { difference, low, high } = differenceInterval(ours.left, ours.known, others.left, others.known);
    expect(comparison.difference).toBeCloseTo(difference, 12);
    expect(comparison.low).toBeCloseTo(low, 12);
    expect(comparison.high).toBeCloseTo(high, 12);
    expect(comparison.verdict).toBe('WORKS');
    expect(comparison.sentence).toMatch(
      /^Of those held out of everything 3\d(\.\d)? % left, of the others \d+(\.\d)? %: a difference of \d+(\.\d)? points \(\d+(\.\d)? to \d+(\.\d)?\)\.$/,
    );
  });

  it('is compared no more when it has ended, and campaigns contact everybody again', async () => {
    const running = (await read())!;
    const { globalHoldOut } = await end();
    expect(globalHoldOut!.endedAt).not.toBeNull();
    expect(await heldOut()).toEqual([]);
    await record([{ externalId: before[1]!, left: true }]);
    expect((await read())!.comparison).toEqual(running.comparison);
    const { contactedCount } = await create({ name: 'summer', holdOutShare: 0 });
    expect(contactedCount).toBe(SIZE + 300);
    expect((await end()).userErrors).toMatchObject([
      { code: 'CONFLICT', message: 'Nobody is held out of everything; a part must be, for it to end.' },
    ]);
  });

  it('is drawn anew when it is started again', async () => {
    await start(0.1);
    const now = new Set(await heldOut());
    const again = before.filter((id) => now.has(id));
    expect(again.length).toBeLessThan(before.length / 2);
    await end();
  });
});
