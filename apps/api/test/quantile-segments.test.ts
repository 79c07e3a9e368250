import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;

/** Thirds of recency are even, half of the customers bought once, and some have no spend. */
const rows = Array.from({ length: 300 }, (_, i) => ({
  recency: (i * 7) % 150,
  frequency: i % 2 === 0 ? 1 : 1 + ((i * 7) % 9),
  spend: i % 25 === 24 ? '' : `${((i * 37) % 300) + 0.5}`,
}));
const csv = `id,recency_days,frequency,total_spend\n${rows.map(({ recency, frequency, spend }, i) => `c${i},${recency},${frequency},${spend}\n`).join('')}`;

interface Offer {
  title: string;
  measures: { kind: string; column: string; edges: string[]; missing: number; sentence: string }[];
  segments: { name: string; words: string; filter: object; customerCount: number; share: number }[];
  ungrouped: number;
}

async function offerOf(id: string): Promise<Offer | null> {
  const { dataset } = await app.query<{ dataset: { quantileSegments: Offer | null } }>(
    `query ($id: ID!) { dataset(id: $id) { quantileSegments {
      title measures { kind column edges missing sentence } segments { name words filter customerCount share } ungrouped } } }`,
    { id },
  );
  return dataset.quantileSegments;
}

async function save(id: string) {
  const { saveQuantileSegments } = await app.query<{
    saveQuantileSegments: {
      audiences: { id: string; name: string; filter: object; customerCount: number }[];
      userErrors: { code: string }[];
    };
  }>(
    `mutation ($input: SaveQuantileSegmentsInput!) { saveQuantileSegments(input: $input) {
      audiences { id name filter customerCount } userErrors { code } } }`,
    { input: { datasetId: id } },
  );
  return saveQuantileSegments;
}

async function idsOf(filter: object): Promise<string[]> {
  const { customers } = await app.query<{ customers: { edges: { node: { externalId: string } }[] } }>(
    'query ($id: ID!, $filter: CustomerFilter) { customers(datasetId: $id, filter: $filter, first: 100) { edges { node { externalId } } } }',
    { id: datasetId, filter },
  );
  return customers.edges.map(({ node }) => node.externalId);
}

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, csv);
});
afterAll(() => app.stop());

describe('segments by quantiles', () => {
  it('are those of recency, frequency and value, with their edges told', async () => {
    const offer = await offerOf(datasetId);
    expect(offer).toMatchObject({
      title: 'RFM segments',
      measures: [
        { kind: 'RECENCY', column: 'recency_days', edges: ['49', '99'], missing: 0 },
        { kind: 'FREQUENCY', column: 'frequency', missing: 0 },
        { kind: 'VALUE', column: 'total_spend', missing: 12 },
      ],
    });
    expect(offer!.measures[2]!.sentence).toMatch(
      /^total spend: best > [\d.]+, then > [\d.]+, then ≤ [\d.]+; 12 without a value$/,
    );
  });

  it('hold everybody once, but for those without a value', async () => {
    const { segments, ungrouped } = (await offerOf(datasetId))!;
    const members = await Promise.all(segments.map(({ filter }) => idsOf(filter)));
    expect(members.map(({ length }) => length)).toEqual(segments.map(({ customerCount }) => customerCount));
    const all = members.flat();
    expect(new Set(all).size).toBe(all.length);
    expect(all.length + ungrouped).toBe(rows.length);
    const outside = rows.flatMap(({ spend }, i) => (all.includes(`c${i}`) ? [] : [spend]));
    expect(outside.every((spend) => spend === '')).toBe(true);
  });

  it('give champions who bought lately, often and for much', async () => {
    const { segments, measures } = (await offerOf(datasetId))!;
    const [often, much] = [Number(measures[1]!.edges.at(-1)), Number(measures[2]!.edges.at(-1))];
    const wanted = rows.flatMap(({ recency, frequency, spend }, i) =>
      recency <= 49 && frequency > often && Number(spend) > much ? [`c${i}`] : [],
    );
    const champions = segments.find(({ name }) => name === 'Champions')!;
    expect((await idsOf(champions.filter)).sort()).toEqual(wanted.sort());
  });

  it('are saved as audiences in one go, once, with a number where a name is taken', async () => {
    await app.query(
      'mutation ($input: SaveAudienceInput!) { saveAudience(input: $input) { userErrors { code } } }',
      { input: { datasetId, name: 'champions', filter: { left: false } } },
    );
    const { segments } = (await offerOf(datasetId))!;
    const first = await save(datasetId);
    expect(first.userErrors).toEqual([]);
    expect(first.audiences.map(({ name, customerCount }) => [name, customerCount])).toEqual(
      segments.map(({ name, customerCount }) => [
        name === 'Champions' ? 'Champions (2)' : name,
        customerCount,
      ]),
    );
    expect((await save(datasetId)).audiences.map(({ id }) => id)).toEqual(
      first.audiences.map(({ id }) => id),
    );
  });

  it('are offered by a last date and a value alone, and not at all without either', async () => {
    const dated = await importCsv(
      app,
      `id,Last purchase,spend\n${rows.map((_, i) => `d${i},${String((i % 28) + 1).padStart(2, '0')}.0${(i % 9) + 1}.2024,${(i * 13) % 101}\n`).join('')}`,
    );
    const offer = (await offerOf(dated))!;
    expect(offer.title).toBe('Segments by recency and value');
    expect(offer.segments.reduce((sum, { customerCount }) => sum + customerCount, 0)).toBe(rows.length);
    expect(offer.measures[0]!.edges.every((edge) => /^2024-\d\d-\d\d$/.test(edge))).toBe(true);
    const plain = await importCsv(
      app,
      `id,height,plan\n${rows.map((_, i) => `e${i},${150 + (i % 40)},${i % 2 ? 'a' : 'b'}\n`).join('')}`,
    );
    expect(await offerOf(plain)).toBeNull();
    expect(await save(plain)).toEqual({ audiences: [], userErrors: [] });
  });
});
