import { afterAll, beforeAll, expect, it } from 'vitest';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const SIZE = 3000;
const csv = ['id,visits,plan', ...Array.from({ length: SIZE }, (_, i) => `c${i},${i % 9},p${i % 3}`)].join(
  '\n',
);

interface Comparison {
  uplift: number;
  low: number;
  high: number;
  verdict: string;
  sentence: string;
}
interface CampaignAnswer {
  id: string;
  contactedCount: number;
  holdOutCount: number;
  businessAsUsualCount: number;
  businessAsUsualShare: number;
  effect: {
    uplift: number;
    contacted: { known: number };
    businessAsUsual: {
      arm: { known: number; left: number };
      contacted: Comparison;
      holdOut: Comparison | null;
    } | null;
  } | null;
}
const COMPARISON = '{ uplift low high verdict sentence }';
const FIELDS = `id contactedCount holdOutCount businessAsUsualCount businessAsUsualShare effect { uplift contacted { known }
  businessAsUsual { arm { known left } contacted ${COMPARISON} holdOut ${COMPARISON} } }`;

let app: TestApp;
let datasetId: string;
beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, csv);
});
afterAll(() => app.stop());

async function create(input: object) {
  const { createCampaign } = await app.query<{
    createCampaign: {
      campaign: CampaignAnswer | null;
      userErrors: { field: string[]; message: string }[];
    };
  }>(
    `mutation ($input: CreateCampaignInput!) {
      createCampaign(input: $input) { campaign { ${FIELDS} } userErrors { field message } } }`,
    { input: { datasetId, name: 'test', filter: {}, ...input } },
  );
  return createCampaign;
}

async function idsOf(campaignId: string, campaignArm: string): Promise<string[]> {
  const query = `filter=${encodeURIComponent(JSON.stringify({ campaignId, campaignArm }))}`;
  const lines = (await (await app.fetch(`/datasets/${datasetId}/customers.csv?${query}`)).text()).split('\n');
  return lines.slice(1).flatMap((line) => (line === '' ? [] : [line.split(',')[0]!]));
}

async function read(id: string): Promise<CampaignAnswer> {
  const { campaign } = await app.query<{ campaign: CampaignAnswer }>(
    `query ($id: ID!) { campaign(id: $id) { ${FIELDS} } }`,
    { id },
  );
  return campaign;
}

it('a third arm is treated as usual, and is compared with both others in words', async () => {
  const plain = (await create({ holdOutShare: 0.2 })).campaign!;
  expect(plain).toMatchObject({ businessAsUsualCount: 0, businessAsUsualShare: 0 });
  const { id, ...made } = (await create({ holdOutShare: 0.2, businessAsUsualShare: 0.3 })).campaign!;
  expect(made).toMatchObject({ contactedCount: 1500, holdOutCount: 600, businessAsUsualCount: 900 });
  const [contacted, alone, usual] = [
    await idsOf(id, 'CONTACTED'),
    await idsOf(id, 'HOLD_OUT'),
    await idsOf(id, 'BUSINESS_AS_USUAL'),
  ];
  expect([contacted.length, alone.length, usual.length]).toEqual([1500, 600, 900]);
  expect(new Set([...contacted, ...alone, ...usual]).size).toBe(SIZE);
  // Who is left alone is the same with the third arm and without it.
  expect(new Set(alone)).toEqual(new Set(await idsOf(plain.id, 'HOLD_OUT')));

  const tell = (ids: string[], percent: number) =>
    ids.map((externalId, i) => ({ externalId, left: (i * 37) % 100 < percent }));
  const outcomes = [...tell(contacted, 10), ...tell(alone, 30), ...tell(usual, 20)];
  for (let from = 0; from < SIZE; from += 1000) {
    await app.query(
      'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { userErrors { message } } }',
      { input: { datasetId, outcomes: outcomes.slice(from, from + 1000) } },
    );
  }
  const { effect } = await read(id);
  expect(effect!.contacted.known).toBe(1500);
  expect(effect!.uplift).toBeCloseTo(0.2, 10);
  const beside = effect!.businessAsUsual!;
  expect(beside.arm).toEqual({ known: 900, left: 180 });
  expect(beside.contacted).toMatchObject({ verdict: 'WORKS' });
  expect(beside.contacted.uplift).toBeCloseTo(0.1, 6);
  expect(beside.contacted.sentence).toMatch(
    /^Of those contacted 10 points fewer left than of those treated as usual \([\d.]+ to [\d.]+\)\.$/,
  );
  expect(beside.holdOut).toMatchObject({ verdict: 'WORKS' });
  expect(beside.holdOut!.sentence).toMatch(
    /^Of those treated as usual 10 points fewer left than of those left alone \([\d.]+ to [\d.]+\)\.$/,
  );
  expect((await read(plain.id)).effect!.businessAsUsual).toBeNull();
});

it('whoever is treated as usual may be contacted by others, and is nobody who was contacted', async () => {
  const { id } = (await create({ holdOutShare: 0, businessAsUsualShare: 0.5 })).campaign!;
  const [one] = await idsOf(id, 'BUSINESS_AS_USUAL');
  const { customer } = await app.query<{
    customer: {
      heldOutOf: { campaign: { id: string } | null }[];
      campaigns: { arm: string; campaign: { id: string } }[];
    };
  }>(
    `query ($datasetId: ID!, $externalId: String!) { customer(datasetId: $datasetId, externalId: $externalId) {
      heldOutOf { campaign { id } } campaigns { arm campaign { id } } } }`,
    { datasetId, externalId: one },
  );
  expect(customer.campaigns.find(({ campaign }) => campaign.id === id)!.arm).toBe('BUSINESS_AS_USUAL');
  expect(customer.heldOutOf.some(({ campaign }) => campaign?.id === id)).toBe(false);
});

it.each([
  [{ businessAsUsualShare: 0.6 }, 'businessAsUsualShare is 0.6; it must be 0..0.5.'],
  [
    { holdOutShare: 0.5, businessAsUsualShare: 0.5 },
    'holdOutShare and businessAsUsualShare are 1 together; they must be at most 0.8.',
  ],
])('a share that is too large is refused: %j', async (input, message) => {
  expect(await create(input)).toEqual({
    campaign: null,
    userErrors: [{ field: ['businessAsUsualShare'], message }],
  });
});
