import { afterAll, beforeAll, expect, it } from 'vitest';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const SIZE = 900;
const csv = [
  'customer_id,visits,spend,plan,churn',
  ...Array.from({ length: SIZE }, (_, i) => {
    const left = (i * 7919) % 101 > 8 * ((i * 37) % 20);
    return `c${i},${(i * 37) % 20},${100 + ((i * 13) % 397)},p${i % 3},${left ? 'yes' : 'no'}`;
  }),
].join('\n');

interface LeftOut {
  customers: number;
  notToContact: number;
  heldOutOfAll: number;
  heldOutOfCampaigns: number;
  sentence: string | null;
}

let app: TestApp;
let datasetId: string;
beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, csv, {
    columns: [{ name: 'spend', role: 'MONETARY_VALUE' }],
    analyse: true,
  });
  await app.idle(datasetId);
  await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
  await app.idle(datasetId);
});
afterAll(() => app.stop());

const LEFT_OUT = 'leftOut { customers notToContact heldOutOfAll heldOutOfCampaigns sentence }';

async function plan() {
  const { dataset } = await app.query<{
    dataset: { contactPlan: { customers: number; leftOut: LeftOut; at: { contacts: number } } };
  }>(
    `query ($id: ID!) { dataset(id: $id) { contactPlan { customers ${LEFT_OUT} at(contacts: 100000) { contacts } } } }`,
    { id: datasetId },
  );
  return dataset.contactPlan;
}

async function strategies(): Promise<
  { targetCount: number; minProbability: number | null; leftOut: LeftOut }[]
> {
  const { dataset } = await app.query<{
    dataset: {
      activeSegmentation: {
        segments: {
          strategies: { targetCount: number; minProbability: number | null; leftOut: LeftOut | null }[];
        }[];
      };
    };
  }>(
    `query ($id: ID!) { dataset(id: $id) { activeSegmentation { segments { strategies {
      targetCount minProbability ${LEFT_OUT} } } } } }`,
    { id: datasetId },
  );
  const all = dataset.activeSegmentation.segments.flatMap((segment) => segment.strategies);
  return all.flatMap((own) => (own.leftOut === null ? [] : [{ ...own, leftOut: own.leftOut }]));
}

async function first(contacts: number): Promise<string[]> {
  const query = `filter=${encodeURIComponent(JSON.stringify({ contacts }))}`;
  const lines = (await (await app.fetch(`/datasets/${datasetId}/customers.csv?${query}`)).text()).split('\n');
  return lines.slice(1).flatMap((line) => (line === '' ? [] : [line.split(',')[0]!]));
}

async function idsOf(filter: object): Promise<string[]> {
  const query = `filter=${encodeURIComponent(JSON.stringify(filter))}`;
  const lines = (await (await app.fetch(`/datasets/${datasetId}/customers.csv?${query}`)).text()).split('\n');
  return lines.slice(1).flatMap((line) => (line === '' ? [] : [line.split(',')[0]!]));
}

it('whoever is held out is in no plan, no list of whom to call, and told of with the reason', async () => {
  const before = await plan();
  expect(before.leftOut).toMatchObject({ customers: 0, sentence: null });
  const [silent] = await first(1);
  await app.query(
    `mutation ($input: GiveCustomerFeedbackInput!) { giveCustomerFeedback(input: $input) { userErrors { message } } }`,
    { input: { datasetId, externalId: silent, kind: 'DO_NOT_CONTACT' } },
  );
  const { createCampaign } = await app.query<{ createCampaign: { campaign: { id: string } } }>(
    `mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { id } userErrors { message } } }`,
    { input: { datasetId, name: 'March', filter: { left: false }, holdOutShare: 0.5 } },
  );
  const { id } = createCampaign.campaign;
  const alone = await idsOf({ campaignId: id, campaignArm: 'HOLD_OUT', left: false });
  const during = await plan();
  expect(during.leftOut).toMatchObject({
    customers: alone.length + 1,
    notToContact: 1,
    heldOutOfAll: 0,
    heldOutOfCampaigns: alone.length,
    sentence: `Left out: 1 must not be contacted, ${alone.length} are held out of a campaign that runs.`,
  });
  expect(during.customers).toBe(before.customers - alone.length - 1);
  expect(during.at.contacts).toBe(during.customers);
  const listed = await first(SIZE);
  expect(listed).toHaveLength(during.customers);
  expect(listed).not.toContain(silent);
  expect(listed.filter((externalId) => alone.includes(externalId))).toEqual([]);

  const advised = await strategies();
  const everyone = advised.filter(({ minProbability }) => minProbability === null);
  for (const { targetCount, leftOut } of advised) expect(leftOut.customers).toBeLessThanOrEqual(targetCount);
  if (everyone.length > 0) expect(everyone.some(({ leftOut }) => leftOut.heldOutOfCampaigns > 0)).toBe(true);
  expect(advised.some(({ leftOut }) => leftOut.sentence?.includes('held out of a campaign that runs'))).toBe(
    true,
  );

  // An outcome ends the hold-out of one; being held out of everything counts before being held out of a campaign.
  await app.query(
    'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { userErrors { message } } }',
    { input: { datasetId, outcomes: [{ externalId: alone[0], left: false }] } },
  );
  expect((await plan()).leftOut.heldOutOfCampaigns).toBe(alone.length - 1);
  await app.query(
    'mutation ($input: StartGlobalHoldOutInput!) { startGlobalHoldOut(input: $input) { userErrors { message } } }',
    { input: { datasetId, share: 0.2 } },
  );
  const apart = (await plan()).leftOut;
  expect(apart.heldOutOfAll).toBeGreaterThan(0);
  expect(apart.heldOutOfCampaigns).toBeLessThan(alone.length - 1);
  expect(apart.sentence).toContain('held out of everything');

  // A campaign that is gone keeps nobody from being contacted.
  await app.query(
    'mutation ($id: ID!) { deleteCampaign(input: { campaignId: $id }) { userErrors { message } } }',
    { id },
  );
  expect((await plan()).leftOut.heldOutOfCampaigns).toBe(0);
});
