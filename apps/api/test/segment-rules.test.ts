import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;

/** Two crowds, told by spend and by when they joined; written as a German export would. */
const rows = Array.from({ length: 300 }, (_, i) => {
  const rich = i % 3 === 0;
  const spend = rich ? 1200.5 + ((i * 7) % 300) : 100.25 + ((i * 11) % 400);
  const year = rich ? 2015 : 2022;
  return {
    spend: i % 50 === 49 ? '' : spend.toFixed(2).replace('.', ','),
    joined: `${String((i % 28) + 1).padStart(2, '0')}.03.${year}`,
    plan: ['gold', 'basic', 'trial', 'old'][i % 4],
  };
});
const csv = `id;spend;joined;plan\n${rows.map(({ spend, joined, plan }, i) => `c${i};${spend};${joined};${plan}\n`).join('')}`;

interface Rule {
  conditions: {
    column: string;
    operator: string;
    value: string | null;
    words: string;
    kept: number;
    dropped: number;
    keptOfSegment: number;
    droppedOfSegment: number;
  }[];
  filter: object;
  customerCount: number;
  caught: number;
  recall: number;
  precision: number;
  f1: number;
  sentence: string;
}
interface RuledSegment {
  key: string;
  size: number;
  customers: { totalCount: number };
  rule: Rule | null;
}

async function segmentsOf(k: number): Promise<RuledSegment[]> {
  const { dataset } = await app.query<{ dataset: { activeSegmentation: { segments: RuledSegment[] } } }>(
    `query ($id: ID!, $k: Int) { dataset(id: $id) { activeSegmentation { segments(k: $k) {
      key size customers { totalCount }
      rule { conditions { column operator value words kept dropped keptOfSegment droppedOfSegment }
        filter customerCount caught recall precision f1 sentence } } } } }`,
    { id: datasetId, k },
  );
  return dataset.activeSegmentation.segments;
}

async function countOf(filter: object): Promise<number> {
  const { customers } = await app.query<{ customers: { totalCount: number } }>(
    'query ($id: ID!, $filter: CustomerFilter) { customers(datasetId: $id, filter: $filter) { totalCount } }',
    { id: datasetId, filter },
  );
  return customers.totalCount;
}

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, csv);
  const { fitSegmentation } = await app.query<{ fitSegmentation: { job: { id: string } } }>(
    'mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { job { id } } }',
    { input: { datasetId, maxK: 4, features: ['spend', 'joined', 'plan'] } },
  );
  expect((await app.settled(fitSegmentation.job.id)).state).toBe('COMPLETED');
});
afterAll(() => app.stop());

describe('the rule of a segment', () => {
  it('has one for every k, of at most four conditions', async () => {
    for (const k of [2, 3, 4]) {
      const rules = (await segmentsOf(k)).map(({ rule }) => rule!.conditions.length);
      expect(rules).toHaveLength(k);
      expect(Math.min(...rules)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...rules)).toBeLessThanOrEqual(4);
    }
  });

  it('tells two clear crowds with one condition, and says how well', async () => {
    const [first, second] = await segmentsOf(2);
    for (const { rule, size } of [first!, second!]) {
      expect(rule!.conditions).toHaveLength(1);
      expect(rule!.f1).toBeGreaterThan(0.95);
      expect(rule!.recall).toBeCloseTo(rule!.caught / size, 12);
      expect(rule!.precision).toBeCloseTo(rule!.caught / rule!.customerCount, 12);
      expect(rule!.sentence).toBe(
        `${rule!.conditions[0]!.words}: catches ${Math.round(rule!.recall * 100)} % of them, ${Math.round(rule!.precision * 100)} % of those caught are theirs.`,
      );
    }
  });

  it('counts what each condition keeps and drops, from all customers to those of the rule', async () => {
    for (const { rule, size } of await segmentsOf(4)) {
      let all = rows.length;
      let own = size;
      for (const { kept, dropped, keptOfSegment, droppedOfSegment } of rule!.conditions) {
        expect([kept + dropped, keptOfSegment + droppedOfSegment]).toEqual([all, own]);
        [all, own] = [kept, keptOfSegment];
      }
      expect([all, own]).toEqual([rule!.customerCount, rule!.caught]);
    }
  });

  it('becomes an audience with as many customers, whatever its numbers and dates are written like', async () => {
    for (const k of [2, 3, 4]) {
      for (const { key, rule } of await segmentsOf(k)) {
        const { saveAudience } = await app.query<{
          saveAudience: { audience: { customerCount: number } | null; userErrors: object[] };
        }>(
          'mutation ($input: SaveAudienceInput!) { saveAudience(input: $input) { audience { customerCount } userErrors { message } } }',
          { input: { datasetId, name: `${key} of ${k}`, filter: rule!.filter } },
        );
        expect(saveAudience).toEqual({ audience: { customerCount: rule!.customerCount }, userErrors: [] });
        expect(await countOf(rule!.filter)).toBe(rule!.customerCount);
        expect(await countOf({ ...rule!.filter, segmentKey: key, segmentK: k })).toBe(rule!.caught);
      }
    }
  });

  it('follows a customer who changes', async () => {
    const [before] = await segmentsOf(2);
    const rich = before!.rule!;
    const leaving = rows.findIndex(({ spend }) => spend.startsWith('12') || spend.startsWith('13'));
    const joined = rows[leaving]!.joined.endsWith('2015') ? '01.03.2022' : '01.03.2015';
    await app.query(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated } }',
      {
        input: {
          datasetId,
          customers: [{ externalId: `c${leaving}`, attributes: { joined, spend: '120,5' } }],
        },
      },
    );
    const [after] = await segmentsOf(2);
    expect(Math.abs(after!.rule!.customerCount - rich.customerCount)).toBe(1);
    expect(await countOf(after!.rule!.filter)).toBe(after!.rule!.customerCount);
  });
});
