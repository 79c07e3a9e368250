import { randomUUID } from 'node:crypto';
import { graphql, type ResultOf, type VariablesOf } from '@holdfast/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const SIZE = 40;
/**
 * Customer i: segment i % 3 under k = 3, i % 2 under k = 2; the last five have no score, and no customer is worth less
 * than the one before.
 */
const customers = Array.from({ length: SIZE }, (_, i) => ({
  id: `c${String(i).padStart(2, '0')}`,
  note: i % 4 === 0 ? `50%_off ${i}` : `plain ${i}`,
  probability: i < SIZE - 5 ? ((i * 7) % SIZE) / SIZE : null,
  loss: i < SIZE - 5 ? (i % 5 === 0 ? null : i * 10) : null,
}));

let app: TestApp;
let datasetId: string;
let key: string;
beforeAll(async () => {
  app = await createTestApp();
  const csv = ['id,note,age', ...customers.map(({ id, note }, i) => `${id},${note},${i}`)].join('\n');
  datasetId = await importCsv(app, csv, { columns: [{ name: 'note', role: 'IGNORED', type: 'TEXT' }] });
  key = Buffer.from(datasetId, 'base64url').toString().slice('Dataset:'.length);
});
afterAll(() => app.stop());

const PageQuery = graphql(`
  query Page($id: ID!, $first: Int, $after: String, $filter: CustomerFilter, $orderBy: CustomerOrder) {
    customers(datasetId: $id, first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      edges { cursor node { externalId } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
type Page = ResultOf<typeof PageQuery>['customers'];
type Choice = Partial<VariablesOf<typeof PageQuery>>;

const SegmentCustomersQuery = graphql(`
  query SegmentCustomers($id: ID!) {
    segmentation(id: $id) {
      segments {
        key
        customers(first: 100) { edges { node { externalId } } totalCount }
      }
    }
  }
`);

async function page(choice: Choice = {}): Promise<Page> {
  const { customers } = await app.query(PageQuery, { id: datasetId, ...choice });
  return customers;
}

/** Every page after the other; the list must end, and say how long it is. */
async function walk(choice: Choice, first = 7): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (;;) {
    const { edges, pageInfo, totalCount }: Page = await page({ ...choice, first, after });
    ids.push(...edges.map(({ node }) => node.externalId));
    if (!pageInfo.hasNextPage) {
      expect(totalCount).toBe(ids.length);
      return ids;
    }
    after = pageInfo.endCursor;
  }
}

const idsWhere = (test: (customer: (typeof customers)[number], i: number) => boolean) =>
  customers.filter(test).map(({ id }) => id);
const byId = customers.map(({ id }) => id);
const scored = customers.filter(({ probability }) => probability !== null);
const unscored = idsWhere(({ probability }) => probability === null);

describe('without a model and without segments', () => {
  it('every order is that of the ids', async () => {
    expect(await walk({})).toEqual(byId);
    expect(await walk({ orderBy: 'EXPECTED_LOSS_DESC' })).toEqual(byId);
  });

  it('nobody meets a condition on scores or segments', async () => {
    expect(await walk({ filter: { minProbability: 0 } })).toEqual([]);
    expect(await walk({ filter: { segmentKey: 'any' } })).toEqual([]);
  });

  it('search finds parts of ids and texts, whatever their case, and takes % and _ literally', async () => {
    expect(await walk({ filter: { search: 'C1' } })).toEqual(byId.slice(10, 20));
    expect(await walk({ filter: { search: '50%_OFF' } })).toEqual(idsWhere((_, i) => i % 4 === 0));
    expect(await walk({ filter: { search: '0__off' } })).toEqual([]);
    expect(await walk({ filter: { search: ' ' } })).toEqual(byId);
  });

  it.each([
    [{ first: 0 }, 'first is 0; it must be 1..100.'],
    [{ first: 101 }, 'first is 101; it must be 1..100.'],
    [{ filter: { minProbability: 1.5 } }, 'minProbability is 1.5; it must be 0..1.'],
    [
      { filter: { minProbability: 0.6, maxProbability: 0.5 } },
      'minProbability is 0.6; it must be at most maxProbability, 0.5.',
    ],
    [{ after: 'rubbish' }, 'it must be a cursor of customers ordered by EXTERNAL_ID_ASC.'],
  ])('%j is refused', async (choice, message) => {
    await expect(page(choice)).rejects.toThrow(message);
  });

  it('an unknown dataset is refused', async () => {
    await expect(page({ id: datasetId.slice(0, -4) })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('with a champion and an active segmentation', () => {
  const segmentationId = randomUUID();
  beforeAll(async () => {
    const sql = (text: string, values: unknown[]) => app.dataSource.query(text, values);
    await sql(
      `insert into segmentations (id, dataset_id, status, created_at, seed, engine, features, min_k, max_k, selected_k, active, columns)
        values ($1, $2, 'COMPLETED', now(), 0, 'local', '{age}', 2, 3, 3, true, '[]')`,
      [segmentationId, key],
    );
    for (const k of [2, 3]) {
      for (let index = 0; index < k; index++) {
        await sql(
          `insert into segments (segmentation_id, k, index, key, name, description, size, share, profile)
            values ($1, $2, $3, $4, $4, '', 1, 0.5, '[]')`,
          [segmentationId, k, index, `s${index}`],
        );
      }
    }
    const modelId = randomUUID();
    await sql(
      `insert into churn_models (id, dataset_id, version, stage, status, engine, algorithm, imbalance, definition, target, request)
        values ($1, $2, 1, 'CHAMPION', 'COMPLETED', 'local', 'LOGISTIC_REGRESSION', 'NONE', '', '{}', '{}')`,
      [modelId, key],
    );
    for (const [row, { probability, loss }] of customers.entries()) {
      await sql('insert into segment_memberships values ($1, $2, $3)', [
        segmentationId,
        row,
        [row % 2, row % 3],
      ]);
      if (probability === null) continue;
      const band = probability >= 0.5 ? 'HIGH' : 'LOW';
      await sql(
        `insert into churn_scores (churn_model_id, row, probability, raw_output, base_value, risk_band, expected_loss, scored_at)
          values ($1, $2, $3, 0, 0, $4, $5, now())`,
        [modelId, row, probability, band, loss],
      );
    }
  });

  it('the most likely to leave come first, and those without a score last', async () => {
    const expected = [...scored].sort((a, b) => b.probability! - a.probability!).map(({ id }) => id);
    expect(await walk({ orderBy: 'CHURN_PROBABILITY_DESC' })).toEqual([...expected, ...unscored]);
    expect(await walk({ orderBy: 'CHURN_PROBABILITY_ASC' })).toEqual([...expected.reverse(), ...unscored]);
  });

  it('the most money at risk comes first, and those without a value after it', async () => {
    const expected = [...scored].sort((a, b) => (b.loss ?? -1) - (a.loss ?? -1)).map(({ id }) => id);
    expect(await walk({ orderBy: 'EXPECTED_LOSS_DESC' })).toEqual([...expected, ...unscored]);
  });

  it.each([
    'EXTERNAL_ID_ASC',
    'CHURN_PROBABILITY_DESC',
    'CHURN_PROBABILITY_ASC',
    'EXPECTED_LOSS_DESC',
  ] as const)('a page of any size goes on where the one before ended: %s', async (orderBy) => {
    const whole = await walk({ orderBy }, 100);
    for (const first of [1, 3, 35]) expect(await walk({ orderBy }, first)).toEqual(whole);
  });

  it('all conditions must hold', async () => {
    expect(await walk({ filter: { segmentKey: 's1' } })).toEqual(idsWhere((_, i) => i % 3 === 1));
    expect(await walk({ filter: { riskBand: 'HIGH' } })).toEqual(
      idsWhere(({ probability }) => (probability ?? 0) >= 0.5),
    );
    const filter = { segmentKey: 's2', minProbability: 0.25, maxProbability: 0.75, search: 'plain' };
    const met = ({ probability, note }: (typeof customers)[number], i: number) =>
      i % 3 === 2 &&
      probability !== null &&
      probability >= 0.25 &&
      probability <= 0.75 &&
      note.startsWith('plain');
    expect(await walk({ filter })).toEqual(idsWhere(met));
    expect(new Set(await walk({ filter, orderBy: 'CHURN_PROBABILITY_DESC' }))).toEqual(
      new Set(idsWhere(met)),
    );
  });

  it('a segment of another k lists its own customers', async () => {
    const id = Buffer.from(`Segmentation:${segmentationId}`).toString('base64url');
    const { segmentation } = await app.query(SegmentCustomersQuery, { id });
    for (const [index, { customers: list }] of segmentation!.segments.entries()) {
      const expected = idsWhere((_, i) => i % 3 === index);
      expect(list.edges.map(({ node }) => node.externalId)).toEqual(expected);
      expect(list.totalCount).toBe(expected.length);
    }
  });

  it('a cursor of another order is refused', async () => {
    const { pageInfo } = await page({ first: 1 });
    await expect(page({ after: pageInfo.endCursor, orderBy: 'CHURN_PROBABILITY_DESC' })).rejects.toThrow(
      'after is a cursor of another list (customers ordered by EXTERNAL_ID_ASC); it must be one of customers ordered by CHURN_PROBABILITY_DESC.',
    );
  });
});
