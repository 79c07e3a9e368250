import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;

const SIZE = 2600;
const isGold = (id: string) => Number(id.slice(1)) % 2 === 0;
const leaves = (i: number) => (i * 7919) % 101 > 5 * ((i * 37) % 20);
const csv = [
  'customer_id,visits,spend,plan,churn',
  ...Array.from(
    { length: SIZE },
    (_, i) =>
      `c${i},${(i * 37) % 20},${100 + ((i * 13) % 397)},${isGold(`c${i}`) ? 'gold' : 'basic'},${leaves(i) ? 'yes' : 'no'}`,
  ),
].join('\n');

interface Uplift {
  state: string;
  sentence: string;
  members: number | null;
  measuredAt: string | null;
  curve: {
    share: number[];
    gain: number[];
    low: number[];
    high: number[];
    coefficient: number;
    coefficientLow: number;
    coefficientHigh: number;
  } | null;
}
const FIELDS = `id contactedCount holdOutCount sentence
  uplift { state sentence members measuredAt
    curve { share gain low high coefficient coefficientLow coefficientHigh } }`;
interface CampaignAnswer {
  id: string;
  contactedCount: number;
  holdOutCount: number;
  sentence: string;
  uplift: Uplift;
}
interface Created {
  campaign: CampaignAnswer | null;
  userErrors: { field: string[]; message: string; code: string }[];
}

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, csv, { columns: [{ name: 'spend', role: 'MONETARY_VALUE' }] });
  await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
  await app.idle(datasetId);
});
afterAll(() => app.stop());

async function create(input: object): Promise<Created> {
  const { createCampaign } = await app.query<{ createCampaign: Created }>(
    `mutation ($input: CreateCampaignInput!) {
      createCampaign(input: $input) { campaign { ${FIELDS} } userErrors { field message code } } }`,
    { input: { datasetId, name: 'spring', filter: {}, holdOutShare: 0.5, ...input } },
  );
  return createCampaign;
}

async function upliftOf(id: string): Promise<Uplift> {
  const { campaign } = await app.query<{ campaign: CampaignAnswer }>(
    `query ($id: ID!) { campaign(id: $id) { ${FIELDS} } }`,
    { id },
  );
  return campaign.uplift;
}

async function idsOf(campaignId: string, campaignArm: string): Promise<string[]> {
  const query = `filter=${encodeURIComponent(JSON.stringify({ campaignId, campaignArm }))}`;
  const lines = await (await app.fetch(`/datasets/${datasetId}/customers.csv?${query}`)).text();
  return lines
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => line.split(',')[0]!);
}

/** Tells of all members that so many of a hundred left, of an arm and a plan. */
async function settle(id: string, rate: (arm: string, gold: boolean) => number): Promise<void> {
  const arms = ['CONTACTED', 'HOLD_OUT'];
  const outcomes = (
    await Promise.all(
      arms.map(async (arm) =>
        (
          await idsOf(id, arm)
        ).map((externalId) => ({
          externalId,
          left: (Number(externalId.slice(1)) * 7877) % 100 < rate(arm, isGold(externalId)),
        })),
      ),
    )
  ).flat();
  for (let from = 0; from < outcomes.length; from += 1000) {
    await app.query(
      'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { userErrors { message } } }',
      { input: { datasetId, outcomes: outcomes.slice(from, from + 1000) } },
    );
  }
  await vi.waitFor(async () => expect((await upliftOf(id)).members).toBe(SIZE), { timeout: 60_000 });
}

describe('for whom a campaign worked', () => {
  let differing: string;

  it('is not told of a small one, of nobody left alone, or before there are outcomes', async () => {
    const small = (await create({ filter: { riskBand: 'LOW' } })).campaign!;
    expect(small.uplift).toMatchObject({ state: 'TOO_FEW', curve: null, members: null, measuredAt: null });
    expect(small.uplift.sentence).toMatch(
      /^To tell customers apart takes 2,000 outcomes, 200 of each arm and 100 of either kind; 0 of those contacted/,
    );
    expect((await create({ holdOutShare: 0 })).campaign!.uplift).toMatchObject({
      state: 'NO_HOLD_OUT',
      sentence: 'Nobody was left alone to compare with.',
    });
  });

  it('finds that one effect fits all', async () => {
    const { id } = (await create({ name: 'same' })).campaign!;
    await settle(id, (arm) => (arm === 'CONTACTED' ? 20 : 40));
    const { state, sentence, members, curve } = await upliftOf(id);
    expect(state).toBe('NO_DIFFERENCE');
    expect(sentence).toMatch(/^No detectable difference between customers: .* points \(−[\d.]+ to [\d.]+\)/);
    expect(members).toBe(SIZE);
    expect(curve!.coefficientLow).toBeLessThanOrEqual(0);
    const { userErrors } = await create({ gainFrom: id });
    expect(userErrors).toEqual([
      {
        code: 'BAD_USER_INPUT',
        field: ['gainFrom'],
        message:
          'gainFrom is the campaign "same", which tells no difference between customers; its uplift must be DIFFERS.',
      },
    ]);
  });

  it('finds who was kept, draws its curve, and measures nothing again until there is news', async () => {
    const { id } = (await create({})).campaign!;
    await settle(id, (arm, gold) => (arm === 'CONTACTED' && gold ? 10 : 50));
    const { state, sentence, curve, measuredAt } = await upliftOf(id);
    expect(state).toBe('DIFFERS');
    const [, most, rest] =
      /of the half of whom most was expected ([\d.]+) points fewer left, of the other half ([\d.]+) points/.exec(
        sentence,
      )!;
    expect(Number(most)).toBeGreaterThan(30);
    expect(Number(rest)).toBeLessThan(10);
    expect(curve!.share).toHaveLength(21);
    expect(curve!.gain[0]).toBe(0);
    // All together: 40 points of a half.
    expect(curve!.gain.at(-1)).toBeCloseTo(0.2, 1);
    expect(curve!.coefficientLow).toBeGreaterThan(0);
    expect(curve!.low[10]!).toBeLessThan(curve!.gain[10]!);
    // The best order gains 0.4 × (½ × ¼) over one by chance.
    expect(curve!.coefficientLow).toBeLessThan(0.05);
    await app.query(
      'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { userErrors { message } } }',
      { input: { datasetId, outcomes: [{ externalId: 'c1', left: true }] } },
    );
    await app.idle(datasetId);
    expect((await upliftOf(id)).measuredAt).toBe(measuredAt);
    differing = id;
  });

  it('the next list has those whom it pays to contact', async () => {
    const { campaignPlan } = await app.query<{
      campaignPlan: { customers: number; belowGain: number; expectedGain: number };
    }>(
      'query ($input: CampaignPlanInput!) { campaignPlan(input: $input) { customers belowGain expectedGain } }',
      { input: { datasetId, filter: {}, gainFrom: differing, contactCost: 60 } },
    );
    expect(campaignPlan.customers + campaignPlan.belowGain).toBe(SIZE);
    expect(campaignPlan.expectedGain).toBeGreaterThan(0);
    const { campaign } = await create({ gainFrom: differing, contactCost: 60 });
    expect(campaign!.contactedCount + campaign!.holdOutCount).toBe(campaignPlan.customers);
    expect(campaign!.sentence).toMatch(
      /of them those who are expected to bring more than a contact costs, by “spring”\.$/,
    );
    const ids = await idsOf(campaign!.id, 'CONTACTED');
    expect(ids.filter(isGold).length / ids.length).toBeGreaterThan(0.9);
    const { userErrors } = await create({ gainFrom: differing, contactCost: 1e9 });
    expect(userErrors[0]!.message).toBe(
      'The list has nobody whom it is expected to pay to contact; it must have at least 1 customer.',
    );
  });

  it('what is expected of somebody goes with them', async () => {
    await app.query(
      'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { userErrors { message } } }',
      { input: { datasetId, externalId: 'c0' } },
    );
    const { campaignPlan } = await app.query<{ campaignPlan: { customers: number; belowGain: number } }>(
      'query ($input: CampaignPlanInput!) { campaignPlan(input: $input) { customers belowGain } }',
      { input: { datasetId, filter: {}, gainFrom: differing } },
    );
    expect(campaignPlan.customers + campaignPlan.belowGain).toBe(SIZE - 1);
  });
});
