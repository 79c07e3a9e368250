import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;
let segmentKeys: string[];

const SIZE = 1200;
/** Rare visitors mostly leave, whatever they spend; those of every third row are known to have left already. */
const leaves = (i: number) => (i * 7919) % 101 > 5 * ((i * 37) % 20);
const csv = [
  'customer_id,visits,spend,plan,churn',
  ...Array.from(
    { length: SIZE },
    (_, i) =>
      `c${i},${(i * 37) % 20},${(i * 13) % 397},${i % 4 ? 'basic' : 'gold'},${leaves(i) ? 'yes' : 'no'}`,
  ),
].join('\n');

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, csv, { columns: [{ name: 'spend', role: 'MONETARY_VALUE' }] });
  await app.query(
    'mutation ($id: ID!) { fitSegmentation(input: { datasetId: $id, k: 3, maxK: 4 }) { job { id } } }',
    { id: datasetId },
  );
  await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
  await app.idle(datasetId);
  const { dataset } = await app.query<{
    dataset: { activeSegmentation: { segments: { key: string }[] } };
  }>('query ($id: ID!) { dataset(id: $id) { activeSegmentation { segments { key } } } }', { id: datasetId });
  segmentKeys = dataset.activeSegmentation.segments.map(({ key }) => key);
});
afterAll(() => app.stop());

interface Arm {
  customers: number;
  known: number;
  left: number;
  rate: number;
  valueMean: number | null;
}
interface Effect {
  contacted: Arm;
  holdOut: Arm;
  uplift: number;
  upliftLow: number;
  upliftHigh: number;
  adjusted: { uplift: number; low: number; high: number; explained: number } | null;
  saved: number;
  netValue: number | null;
  customerWorth: number | null;
  verdict: string;
  sentence: string;
  balanced: boolean;
  differences: string;
  bySegment: {
    name: string;
    segmentKey: string;
    contacted: Arm;
    low: number;
    high: number;
    verdict: string;
  }[];
  byRiskBand: { riskBand: string; contacted: Arm }[];
}
interface CampaignAnswer {
  id: string;
  name: string;
  sentence: string;
  source: string;
  contactedCount: number;
  holdOutCount: number;
  erasedCount: number;
  missing: { contacted: number; holdOut: number; earlier: number; sentence: string };
  effect: Effect | null;
}

const ARM = '{ customers known left rate valueMean }';
const FIELDS = `id name sentence source contactedCount holdOutCount erasedCount
  missing { contacted holdOut earlier sentence }
  effect { contacted ${ARM} holdOut ${ARM} uplift upliftLow upliftHigh adjusted { uplift low high explained }
    saved netValue customerWorth verdict sentence balanced differences
    bySegment { name segmentKey contacted ${ARM} low high verdict } byRiskBand { riskBand contacted ${ARM} } }`;

interface Created {
  campaign: CampaignAnswer | null;
  userErrors: { field: string[]; message: string; code: string }[];
}

async function create(input: object): Promise<Created> {
  const { createCampaign } = await app.query<{ createCampaign: Created }>(
    `mutation ($input: CreateCampaignInput!) {
      createCampaign(input: $input) { campaign { ${FIELDS} } userErrors { field message code } } }`,
    { input: { datasetId, name: 'test', ...input } },
  );
  return createCampaign;
}

const made = async (input: object) => (await create(input)).campaign!;

async function read(id: string): Promise<CampaignAnswer> {
  const { campaign } = await app.query<{ campaign: CampaignAnswer }>(
    `query ($id: ID!) { campaign(id: $id) { ${FIELDS} } }`,
    { id },
  );
  return campaign;
}

/** The ids of an arm, which the export has as well as the list. */
async function idsOf(campaignId: string, arm?: string): Promise<string[]> {
  const lines = (await exported({ campaignId, ...(arm && { campaignArm: arm }) })).split('\n');
  return lines
    .slice(1)
    .filter(Boolean)
    .map((line) => line.split(',')[0]!);
}

async function exported(filter: object): Promise<string> {
  const query = `filter=${encodeURIComponent(JSON.stringify(filter))}`;
  return (await app.fetch(`/datasets/${datasetId}/customers.csv?${query}`)).text();
}

async function record(outcomes: object[]): Promise<void> {
  for (let from = 0; from < outcomes.length; from += 1000) {
    const { recordOutcomes } = await app.query<{ recordOutcomes: { userErrors: object[] } }>(
      'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { userErrors { message } } }',
      { input: { datasetId, outcomes: outcomes.slice(from, from + 1000) } },
    );
    expect(recordOutcomes.userErrors).toEqual([]);
  }
}

/** Outcomes of a campaign of which so many of a hundred left in each arm. */
async function settle(
  id: string,
  { contacted, holdOut }: { contacted: number; holdOut: number },
): Promise<void> {
  const tell = (ids: string[], rate: number) =>
    ids.map((externalId, i) => ({ externalId, left: (i * 37) % 100 < rate }));
  await record([
    ...tell(await idsOf(id, 'CONTACTED'), contacted),
    ...tell(await idsOf(id, 'HOLD_OUT'), holdOut),
  ]);
}

describe('a campaign', () => {
  it('is a frozen list of which a share, exact to a customer, is left alone', async () => {
    const campaign = await made({ name: ' Spring ', filter: { riskBands: ['HIGH', 'MEDIUM'] } });
    const members = campaign.contactedCount + campaign.holdOutCount;
    expect(campaign).toMatchObject({ name: 'Spring', source: 'FILTER', effect: null });
    expect(campaign.sentence).toBe('Customers at high or medium risk.');
    expect(campaign.holdOutCount).toBe(Math.round(members / 10));
    const [contacted, heldOut] = [
      await idsOf(campaign.id, 'CONTACTED'),
      await idsOf(campaign.id, 'HOLD_OUT'),
    ];
    expect([contacted.length, heldOut.length]).toEqual([campaign.contactedCount, campaign.holdOutCount]);
    expect(new Set([...contacted, ...heldOut]).size).toBe(members);
    // Whatever becomes of their scores and attributes, they stay in it.
    await app.query(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated } }',
      {
        input: {
          datasetId,
          customers: contacted.slice(0, 5).map((externalId) => ({ externalId, attributes: { visits: 19 } })),
        },
      },
    );
    expect((await idsOf(campaign.id, 'CONTACTED')).sort()).toEqual(contacted.sort());
  });

  it('holds out the same share of every band and segment, and the same customers for the same seed', async () => {
    const everybody = { filter: {}, holdOutShare: 0.2 };
    const [one, same, other] = [
      await made({ ...everybody, seed: 5 }),
      await made({ ...everybody, seed: 5 }),
      await made({ ...everybody, seed: 6 }),
    ];
    const heldOut = await idsOf(one.id, 'HOLD_OUT');
    expect(heldOut.length).toBe(SIZE / 5);
    expect(await idsOf(same.id, 'HOLD_OUT')).toEqual(heldOut);
    expect(await idsOf(other.id, 'HOLD_OUT')).not.toEqual(heldOut);
    const strata: { members: number; held: number }[] = await app.dataSource.query(
      `select count(*)::int as members, (count(*) filter (where held_out))::int as held from campaign_members
       where campaign_id = $1 group by risk_band, segment_key`,
      [fromGlobalId('Campaign', one.id)],
    );
    expect(strata.length).toBeGreaterThan(4);
    for (const { members, held } of strata) expect(Math.abs(held - members / 5)).toBeLessThan(1);
  });

  it('keeps everybody of an earlier list by the same seed and share in their arm', async () => {
    const gold = { where: [{ column: 'plan', operator: 'EQ', value: 'gold' }] };
    const part = await made({ filter: gold, holdOutShare: 0.2, seed: 8 });
    const whole = await made({ filter: {}, holdOutShare: 0.2, seed: 8 });
    expect(whole.holdOutCount).toBe(SIZE / 5);
    const [held, contacted] = [await idsOf(whole.id, 'HOLD_OUT'), await idsOf(whole.id, 'CONTACTED')];
    expect(held).toEqual(expect.arrayContaining(await idsOf(part.id, 'HOLD_OUT')));
    expect(contacted).toEqual(expect.arrayContaining(await idsOf(part.id, 'CONTACTED')));
    const { campaign } = await app.query<{ campaign: { draw: string } }>(
      'query ($id: ID!) { campaign(id: $id) { draw } }',
      { id: whole.id },
    );
    expect(campaign.draw).toMatch(
      /^[\d,]+ of its customers are in the arm that an earlier list by seed 8 had/,
    );
  });

  it('is made of an audience or a strategy, with what it was made of', async () => {
    const { saveAudience } = await app.query<{ saveAudience: { audience: { id: string } } }>(
      'mutation ($input: SaveAudienceInput!) { saveAudience(input: $input) { audience { id } } }',
      {
        input: {
          datasetId,
          name: 'Gold',
          filter: { where: [{ column: 'plan', operator: 'EQ', value: 'gold' }] },
        },
      },
    );
    const ofAudience = await made({ audienceId: saveAudience.audience.id, seed: 7 });
    expect(ofAudience).toMatchObject({
      source: 'AUDIENCE',
      sentence: 'Audience “Gold”: customers whose plan is gold.',
    });
    expect(ofAudience.contactedCount + ofAudience.holdOutCount).toBe(SIZE / 4);

    const { dataset } = await app.query<{
      dataset: {
        activeSegmentation: {
          segments: { key: string; strategies: { id: string; title: string; targetCount: number }[] }[];
        };
      };
    }>(
      `query ($id: ID!) { dataset(id: $id) { activeSegmentation { segments { key strategies { id title targetCount } } } } }`,
      { id: datasetId },
    );
    const [first, second] = dataset.activeSegmentation.segments.flatMap(({ strategies }) =>
      strategies.filter(({ targetCount }) => targetCount > 0).slice(0, 1),
    );
    const ofStrategy = await made({ strategyId: first!.id });
    expect(ofStrategy.source).toBe('STRATEGY');
    expect(ofStrategy.sentence).toContain(first!.title);
    expect(ofStrategy.contactedCount + ofStrategy.holdOutCount).toBe(first!.targetCount);
    const ofBoth = await made({ strategyIds: [first!.id, second!.id] });
    expect(ofBoth.contactedCount + ofBoth.holdOutCount).toBe(first!.targetCount + second!.targetCount);
    const [{ madeOf }] = await app.dataSource.query(
      'select made_of as "madeOf" from campaigns where id = $1',
      [fromGlobalId('Campaign', ofStrategy.id)],
    );
    expect(madeOf).toMatchObject({
      model: { version: 1 },
      segmentation: { k: 3 },
      strategies: [{ title: first!.title, saveRate: expect.any(Number) }],
      customerWorth: expect.any(Number),
    });
    const madeOfIt = async (id: string) => {
      const { campaign } = await app.query<{ campaign: { filter: object; k: number | null; draw: string } }>(
        'query ($id: ID!) { campaign(id: $id) { filter k draw } }',
        { id },
      );
      return campaign;
    };
    expect(await madeOfIt(ofAudience.id)).toEqual({
      filter: { where: [{ column: 'plan', operator: 'EQ', value: 'gold' }] },
      k: 3,
      draw: 'Who is left alone was drawn by seed 7, the same share of every segment, risk band and third of value (stratified).',
    });
    expect((await madeOfIt(ofBoth.id)).filter).toEqual({
      anyOf: [
        expect.objectContaining({ segmentK: 3, segmentKey: expect.any(String) }),
        expect.objectContaining({ segmentK: 3, segmentKey: expect.any(String) }),
      ],
    });
    // Whom a campaign had is whom another list can be made of.
    const again = await made({ filter: { campaignId: ofAudience.id, campaignArm: 'HOLD_OUT' } });
    expect((await madeOfIt(again.id)).filter).toEqual({
      campaignId: ofAudience.id,
      campaignArm: 'HOLD_OUT',
    });
  });

  it('keeps what was assumed when it was made, whatever is set later', async () => {
    const set = (input: object) =>
      app.query(
        'mutation ($input: SetAssumptionsInput!) { setAssumptions(input: $input) { userErrors { message } } }',
        { input: { datasetId, ...input } },
      );
    const assumed = async (id: string) => {
      const { campaign } = await app.query<{ campaign: { assumptions: Record<string, unknown> } }>(
        `query ($id: ID!) { campaign(id: $id) { assumptions {
          modelVersion expectedRate customerWorth { low base high } contactCost { low base high } strategies { title }
        } } }`,
        { id },
      );
      return campaign.assumptions;
    };
    await set({ contactCostLow: 3, contactCostHigh: 9 });
    const { id } = await made({ filter: {}, contactCost: 5 });
    const then = await assumed(id);
    expect(then).toMatchObject({
      modelVersion: 1,
      contactCost: { low: 3, base: 5, high: 9 },
      customerWorth: { base: expect.any(Number) },
      strategies: [],
    });
    await set({ contactCostLow: null, contactCostHigh: 20 });
    expect(await assumed(id)).toEqual(then);
    await set({ contactCostLow: null, contactCostHigh: null });
  });

  it('says before it is made how large an effect it could show', async () => {
    const plan = async (input: object) =>
      (
        await app.query<{
          campaignPlan: {
            customers: number;
            holdOutCount: number;
            smallestUplift: number | null;
            expectedRate: number;
            sentence: string;
            heldOutElsewhere: number;
            leftCount: number;
          };
        }>(
          `query ($input: CampaignPlanInput!) { campaignPlan(input: $input) {
            customers holdOutCount smallestUplift expectedRate sentence heldOutElsewhere leftCount } }`,
          { input: { datasetId, ...input } },
        )
      ).campaignPlan;
    const tenth = await plan({ filter: {} });
    expect(tenth).toMatchObject({ customers: SIZE, holdOutCount: SIZE / 10 });
    expect(tenth.leftCount).toBe(Array.from({ length: SIZE }, (_, i) => leaves(i)).filter(Boolean).length);
    expect(tenth.heldOutElsewhere).toBeGreaterThan(0);
    expect(tenth.sentence).toMatch(
      /^With 1,080 contacted and 120 left alone, 4 of 5 such campaigns would show a fall from/,
    );
    const half = await plan({ filter: {}, holdOutShare: 0.5 });
    expect(half.smallestUplift!).toBeLessThan(tenth.smallestUplift!);
    const none = await plan({ filter: {}, holdOutShare: 0 });
    expect(none).toMatchObject({ holdOutCount: 0, smallestUplift: null });
    expect(none.sentence).toContain('cannot be measured');
    const without = await plan({ filter: {}, excludeHeldOut: true });
    expect(without).toMatchObject({ customers: SIZE - tenth.heldOutElsewhere });
  });

  it.each([
    [
      'nobody',
      { filter: { search: 'not there' } },
      'filter',
      'The list has nobody; it must have at least 1 customer.',
    ],
    [
      'too large a share',
      { filter: {}, holdOutShare: 0.6 },
      'holdOutShare',
      'holdOutShare is 0.6; it must be 0..0.5.',
    ],
    [
      'a share below 0',
      { filter: {}, holdOutShare: -1 },
      'holdOutShare',
      'holdOutShare is -1; it must be 0..0.5.',
    ],
    ['a seed below 0', { filter: {}, seed: -1 }, 'seed', 'seed is -1; it must be at least 0.'],
    ['a cost below 0', { filter: {}, contactCost: -2 }, 'contactCost', /^contactCost is -2; it must be/],
    ['no name', { filter: {}, name: ' ' }, 'name', 'name has 0 characters; it must have 1..100.'],
    [
      'nothing to make it of',
      {},
      'filter',
      /^None of filter, audienceId and strategyId is given; it must be one/,
    ],
    [
      'two things to make it of',
      { filter: {}, strategyIds: [strategy()] },
      'strategyId',
      /^filter and strategyId .* are given/,
    ],
    ['a strategy that is none', { strategyId: 'x' }, 'strategyId', /RetentionStrategy/],
    [
      'a strategy that is gone',
      { strategyId: strategy() },
      'strategyId',
      /not one of the active segmentation/,
    ],
  ])('is refused for %s', async (_, input, field, message) => {
    const { campaign, userErrors } = await create(input);
    expect(campaign).toBeNull();
    expect(userErrors[0]!.field).toEqual([field]);
    if (typeof message === 'string') expect(userErrors[0]!.message).toBe(message);
    else expect(userErrors[0]!.message).toMatch(message);
  });

  function strategy(): string {
    const key = '00000000-0000-4000-8000-000000000000:3:0:win-back';
    return Buffer.from(`RetentionStrategy:${key}`).toString('base64url');
  }

  it('is deleted, and leaves its customers where they are', async () => {
    const { id } = await made({ filter: {} });
    const { deleteCampaign } = await app.query<{ deleteCampaign: { deletedCampaignId: string } }>(
      'mutation ($id: ID!) { deleteCampaign(input: { campaignId: $id }) { deletedCampaignId } }',
      { id },
    );
    expect(deleteCampaign.deletedCampaignId).toBe(id);
    expect(await read(id)).toBeNull();
    expect(await exported({ campaignId: id })).toContain('NOT_FOUND');
  });
});

describe('what a campaign did', () => {
  it('is told with its interval once enough outcomes are known', async () => {
    const campaign = await made({ filter: {}, holdOutShare: 0.5, contactCost: 1 });
    await record([{ externalId: (await idsOf(campaign.id, 'CONTACTED'))[0]!, left: false }]);
    const begun = await read(campaign.id);
    expect(begun.effect).toBeNull();
    expect(begun.missing.sentence).toMatch(
      /^Outcomes are known of 1 of 600 contacted and of 0 of 600 left alone; outcomes of/,
    );

    await settle(campaign.id, { contacted: 20, holdOut: 40 });
    const { effect, missing } = await read(campaign.id);
    expect(missing).toMatchObject({ contacted: 0, holdOut: 0, earlier: 0 });
    expect(effect).toMatchObject({
      contacted: { customers: 600, known: 600, left: 120, rate: 0.2 },
      holdOut: { customers: 600, known: 600, left: 240, rate: 0.4 },
      verdict: 'WORKS',
      balanced: true,
    });
    // Newcombe's interval of 240 of 600 and 120 of 600, by statsmodels 0.15.0.
    expect(effect!.uplift).toBeCloseTo(0.2, 12);
    expect(effect!.upliftLow).toBeCloseTo(0.1487648, 6);
    expect(effect!.upliftHigh).toBeCloseTo(0.2498046, 6);
    expect(effect!.adjusted!.uplift).toBeCloseTo(0.2, 1);
    expect(effect!.sentence).toMatch(
      /^Of those contacted [\d.]+ points fewer left than of those left alone \([\d.]+ to [\d.]+\), allowing for their scores from before\.$/,
    );
    expect(effect!.saved).toBeCloseTo(600 * effect!.adjusted!.uplift, 9);
    expect(effect!.netValue).toBeCloseTo(effect!.saved * effect!.customerWorth! - 600, 6);
    expect(effect!.bySegment.map(({ segmentKey }) => segmentKey).sort()).toEqual([...segmentKeys].sort());
    expect(effect!.bySegment.reduce((sum, { contacted }) => sum + contacted.customers, 0)).toBe(600);
    expect(effect!.byRiskBand[0]!.riskBand).toBe('HIGH');
    expect(effect!.differences).toMatch(/^No detectable difference between customers/);
  });

  it('harms, or says that nothing can be told', async () => {
    const [bad, idle] = [
      await made({ filter: {}, holdOutShare: 0.5, seed: 11 }),
      await made({ filter: {}, holdOutShare: 0.5, seed: 12 }),
    ];
    await settle(bad.id, { contacted: 40, holdOut: 20 });
    expect((await read(bad.id)).effect).toMatchObject({
      verdict: 'HARMS',
      netValue: null,
      sentence: expect.stringMatching(/points more left than of those left alone/),
    });
    await settle(idle.id, { contacted: 30, holdOut: 30 });
    expect((await read(idle.id)).effect).toMatchObject({
      verdict: 'NO_EVIDENCE',
      sentence: expect.stringMatching(/may be chance\.$/),
    });
  });

  it('claims nothing of few, of nobody left alone, or of arms that came back in other shares', async () => {
    const few = await made({ filter: {}, seed: 21 });
    await record([
      ...(await idsOf(few.id, 'CONTACTED')).slice(0, 200).map((externalId) => ({ externalId, left: false })),
      ...(await idsOf(few.id, 'HOLD_OUT')).slice(0, 10).map((externalId) => ({ externalId, left: true })),
    ]);
    const told = await read(few.id);
    expect(told.effect).toMatchObject({ verdict: 'TOO_FEW' });
    expect(told.missing.holdOut).toBeGreaterThan(0);
    expect(told.effect!.sentence).toContain(
      `outcomes of ${told.missing.holdOut} more of those left alone are needed`,
    );

    const all = await made({ filter: {}, holdOutShare: 0 });
    await record([{ externalId: 'c1', left: false }]);
    expect((await read(all.id)).effect).toMatchObject({
      ...{ verdict: 'NO_HOLD_OUT', uplift: 0, upliftLow: -1, upliftHigh: 1 },
      sentence: 'Nobody was left alone, so what the contact did cannot be told.',
    });

    const uneven = await made({ filter: {}, holdOutShare: 0.5, seed: 22 });
    await record([
      ...(await idsOf(uneven.id, 'CONTACTED')).map((externalId) => ({ externalId, left: false })),
      ...(await idsOf(uneven.id, 'HOLD_OUT'))
        .slice(0, 300)
        .map((externalId, i) => ({ externalId, left: i % 2 === 0 })),
    ]);
    expect((await read(uneven.id)).effect).toMatchObject({
      ...{ verdict: 'NO_EVIDENCE', balanced: false },
      sentence:
        'The arms cannot be compared: outcomes came back of 100 % of those contacted and of 50 % of those left alone.',
    });
  });

  it('keeps outcomes from before it was made out of it', async () => {
    const campaign = await made({ filter: { search: 'c10' }, holdOutShare: 0.5, seed: 31 });
    const ids = await idsOf(campaign.id);
    await app.dataSource.query('delete from outcomes');
    await record(ids.map((externalId) => ({ externalId, left: true, observedAt: '2020-01-01T00:00:00Z' })));
    const { effect, missing } = await read(campaign.id);
    expect(effect).toBeNull();
    expect(missing.earlier).toBe(ids.length);
  });

  it('loses those who are erased, and says how many', async () => {
    const campaign = await made({ filter: { search: 'c11' }, holdOutShare: 0.5, seed: 41 });
    const [gone] = await idsOf(campaign.id, 'HOLD_OUT');
    const { eraseCustomer } = await app.query<{ eraseCustomer: { erased: Record<string, number> } }>(
      'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { erased } }',
      { input: { datasetId, externalId: gone } },
    );
    expect(eraseCustomer.erased.campaignMemberships).toBeGreaterThan(0);
    expect(await read(campaign.id)).toMatchObject({
      contactedCount: campaign.contactedCount,
      holdOutCount: campaign.holdOutCount - 1,
      erasedCount: 1,
    });
  });
});

describe('a strategy that a campaign was made of', () => {
  interface Strategy {
    id: string;
    targetCount: number;
    expectedSaved: number;
    assumptions: { saveRate: number };
    evidence: { text: string }[];
    measured: {
      saveRate: number;
      low: number;
      high: number;
      assumed: number;
      campaignId: string;
      sentence: string;
    } | null;
  }
  const strategies = async () => {
    const { dataset } = await app.query<{
      dataset: { activeSegmentation: { segments: { strategies: Strategy[] }[] } };
    }>(
      `query ($id: ID!) { dataset(id: $id) { activeSegmentation { segments { strategies {
        id targetCount expectedSaved assumptions { saveRate } evidence { text }
        measured { saveRate low high assumed campaignId sentence } } } } } }`,
      { id: datasetId },
    );
    return dataset.activeSegmentation.segments.flatMap((segment) => segment.strategies);
  };

  it('counts with what was measured instead of what was assumed, and says both', async () => {
    const before = (await strategies())
      .filter(({ expectedSaved }) => expectedSaved > 0)
      .sort((a, b) => b.targetCount - a.targetCount)[0]!;
    expect(before.measured).toBeNull();
    const { id } = await made({ strategyId: before.id, holdOutShare: 0.5, name: 'April', seed: 71 });
    const unmeasured = (await strategies()).find((own) => own.id === before.id)!;
    expect(unmeasured.measured).toBeNull();
    await settle(id, { contacted: 30, holdOut: 40 });
    const after = (await strategies()).find((own) => own.id === before.id)!;
    const { effect } = await read(id);
    const measured = 1 - effect!.contacted.rate / effect!.holdOut.rate;
    expect(after.measured).toMatchObject({ campaignId: id, assumed: before.assumptions.saveRate });
    expect(after.measured!.saveRate).toBeCloseTo(measured, 9);
    expect(after.assumptions.saveRate).toBeCloseTo(measured, 9);
    expect(after.expectedSaved / before.expectedSaved).toBeCloseTo(measured / before.assumptions.saveRate, 6);
    expect(after.measured!.sentence).toMatch(
      /^Measured \d+ % \(−?\d+ to \d+\) in “April” of \w+ \d{4}; assumed \d+ %\.$/,
    );
    expect(after.evidence.at(-1)!.text).toContain('are measured to stay');
  });
});

describe('around a campaign', () => {
  it('customers say which they are in, and lists take its arms as filters', async () => {
    const campaign = await made({ name: 'Last', filter: { search: 'c12' }, holdOutShare: 0.5, seed: 51 });
    const [heldOut] = await idsOf(campaign.id, 'HOLD_OUT');
    const { customer } = await app.query<{
      customer: { campaigns: { arm: string; campaign: { name: string } }[] };
    }>(
      `query ($datasetId: ID!, $externalId: String!) {
        customer(datasetId: $datasetId, externalId: $externalId) { campaigns { arm campaign { name } } } }`,
      { datasetId, externalId: heldOut },
    );
    expect(customer.campaigns[0]).toEqual({ arm: 'HOLD_OUT', campaign: { name: 'Last' } });
    const { campaign: own, customers } = await app.query<{
      campaign: { members: { totalCount: number } };
      customers: { totalCount: number };
    }>(
      `query ($id: ID!, $datasetId: ID!) {
        campaign(id: $id) { members(arm: HOLD_OUT) { totalCount } }
        customers(datasetId: $datasetId, filter: { anyOf: [{ campaignId: $id, campaignArm: HOLD_OUT }] }) { totalCount } }`,
      { id: campaign.id, datasetId },
    );
    expect(own.members.totalCount).toBe(campaign.holdOutCount);
    expect(customers.totalCount).toBe(campaign.holdOutCount);
    const refused = await app.ask(
      'query ($id: ID!) { customers(datasetId: $id, filter: { campaignArm: CONTACTED }) { totalCount } }',
      { id: datasetId },
    );
    expect(refused.errors![0]!.message).toBe(
      'campaignArm is CONTACTED and campaignId is missing; it must name the campaign.',
    );
  });

  it('the export of an arm says who, how likely, why, and what to do', async () => {
    const { id } = await made({ filter: { riskBand: 'HIGH' }, holdOutShare: 0.5, seed: 61 });
    const filter = { campaignId: id, campaignArm: 'HOLD_OUT' };
    const [head, first] = (await exported(filter)).split('\n');
    expect(head).toMatch(
      /segment,churn_probability,risk_band,has_left,held_out_of,arm,reason,suggested_action$/,
    );
    expect(first).toMatch(/,HOLD_OUT,"?.{10,}/);
    const query = `filter=${encodeURIComponent(JSON.stringify(filter))}`;
    const file = join(app.storage.dataDir, 'arm.parquet');
    const answer = await app.fetch(`/datasets/${datasetId}/customers.parquet?${query}`);
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(
      `select distinct arm, reason is not null as told from read_parquet('${file}')`,
    );
    expect(reader.getRows()).toEqual([['HOLD_OUT', true]]);
    connection.closeSync();
    instance.closeSync();
    // Other lists are as they were.
    expect((await exported({ riskBand: 'HIGH' })).split('\n')[0]).toMatch(/held_out_of$/);
  });
});

it('a later file tells what became of members by its churn label, and of others where it has changed', async () => {
  const own = await importCsv(app, csv, { columns: [{ name: 'spend', role: 'MONETARY_VALUE' }] });
  await train(app, { datasetId: own, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
  const campaign = await made({ datasetId: own, filter: { search: 'c11' }, holdOutShare: 0.5 });
  const members = Array.from({ length: SIZE }, (_, i) => `c${i}`).filter((name) => name.includes('c11'));
  // The next file says of c1 and of every member that they left; of all others what the first one said.
  const [head, ...lines] = csv.split('\n');
  const next = lines.map((line) => (/^c1(1\d*)?,/.test(line) ? line.replace(/(yes|no)$/, 'yes') : line));
  await importCsv(app, [head, ...next].join('\n'), { intoDatasetId: own, mode: 'APPEND' });
  const { effect, missing } = await read(campaign.id);
  expect(effect!.contacted).toMatchObject({ known: campaign.contactedCount, rate: 1 });
  expect(effect!.holdOut).toMatchObject({ known: campaign.holdOutCount, rate: 1 });
  expect(missing.earlier).toBe(0);
  const sources = await app.dataSource.query(
    'select source, count(*)::int as count from outcomes where dataset_id = $1 group by 1',
    [fromGlobalId('Dataset', own)],
  );
  expect(sources).toEqual([{ source: 'LABEL', count: members.length + (leaves(1) ? 0 : 1) }]);
});
