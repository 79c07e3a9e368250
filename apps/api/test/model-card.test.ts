import { graphql } from '@holdfast/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const CardQuery = graphql(`
  query Card($id: ID!, $column: String, $more: Int) {
    churnModel(id: $id) {
      trainedOn
      metrics { rocAuc brierScore }
      featureImportances { feature importance standardDeviation movesWith }
      importanceGroups { feature columns importance standardDeviation }
      learningCurve(more: $more) { customers rocAuc standardDeviation more gain gainInterval { low high } text }
      slices(column: $column) {
        column
        columns
        comparisons
        reading
        slices {
          name segmentKey customers left rocAuc rocAucInterval { low high } brierScore brierInterval { low high }
          expectedRate observedRate observedInterval { low high } ranksWorse off text
        }
      }
    }
  }
`);

const ROWS = 1600;

/** Visits say who leaves, but in the north, where it is a coin; minutes are visits in other words. */
function customers(): string {
  let state = 7;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const region = i % 4 === 0 ? 'north' : 'south';
    const visits = Math.round(random() * 50);
    const minutes = Math.round(visits * 12 + random() * 15);
    const chance = region === 'north' ? 0.4 : 1 / (1 + Math.exp((visits - 20) / 4));
    const churn = random() < chance ? 'Yes' : 'No';
    return [`C${i}`, region, visits, minutes, Math.round(random() * 100), churn].join(',');
  });
  return ['customer_id,region,visits,minutes_online_total,luck,churn', ...rows].join('\n');
}

let app: TestApp;
let id: string;

beforeAll(async () => {
  app = await createTestApp();
  const datasetId = await importCsv(app, customers());
  id = (await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' })).id;
});
afterAll(() => app.stop());

async function card(asked: { column?: string; more?: number } = {}) {
  const { churnModel } = await app.query(CardQuery, {
    id,
    column: asked.column ?? null,
    more: asked.more ?? null,
  });
  return churnModel!;
}

it('columns that move together matter together, more than any of them alone, under the plainest name', async () => {
  const { importanceGroups, featureImportances } = await card();
  expect(importanceGroups![0]).toMatchObject({
    feature: 'visits',
    columns: ['visits', 'minutes_online_total'],
  });
  const alone = featureImportances.filter(({ feature }) => importanceGroups![0]!.columns.includes(feature));
  expect(importanceGroups![0]!.importance).toBeGreaterThan(
    Math.max(...alone.map(({ importance }) => importance)),
  );
  expect(importanceGroups!.flatMap(({ columns }) => columns).sort()).toEqual(
    featureImportances.map(({ feature }) => feature).sort(),
  );
  const luck = importanceGroups!.find(({ feature }) => feature === 'luck')!;
  expect(luck.importance).toBe(featureImportances.find(({ feature }) => feature === 'luck')!.importance);
});

it('the model is said to be worse where it is, and nowhere else', async () => {
  const { slices } = (await card({ column: 'region' })).slices!;
  const byName = new Map(slices.map((slice) => [slice.name, slice]));
  expect([...byName.keys()]).toEqual(['south', 'north']);
  expect([byName.get('south')!.customers, byName.get('north')!.customers]).toEqual([1200, 400]);
  expect(byName.get('north')).toMatchObject({ ranksWorse: true });
  expect(byName.get('south')).toMatchObject({ ranksWorse: false, off: false });
  expect(byName.get('north')!.rocAucInterval!.high).toBeLessThan(byName.get('south')!.rocAucInterval!.low);
  const luck = (await card({ column: 'luck' })).slices!;
  expect(luck.reading).toBe('The model is not clearly worse in any of them.');
  expect(luck.comparisons).toBe(luck.slices.length * (luck.columns.length + 1));
});

it('without segments all customers are one slice, with the figures of the model', async () => {
  const { slices: view, metrics } = await card();
  expect(view!.slices).toMatchObject([{ name: 'All customers', customers: ROWS }]);
  expect(view!.slices[0]!.rocAuc).toBeCloseTo(metrics!.rocAuc, 9);
  expect(view!.slices[0]!.brierScore).toBeCloseTo(metrics!.brierScore, 9);
  const bare = await app.query<{ churnModel: object }>(
    `{ churnModel(id: "${id}") { slices { column slices { name customers } } } }`,
  );
  expect(bare.churnModel).toEqual({
    slices: { column: null, slices: [{ name: 'All customers', customers: ROWS }] },
  });
});

it('a column that the model does not have is refused', async () => {
  const answer = await app.ask(`{ churnModel(id: "${id}") { slices(column: "nothing") { reading } } }`);
  expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

it('the learning curve grows, and says what more customers would bring and how unsure that is', async () => {
  const { learningCurve } = await card({ more: 1000 });
  const { customers: sizes, rocAuc, gain, gainInterval, more, text } = learningCurve!;
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  expect(sizes.at(-1)).toBe((ROWS * 4) / 5);
  expect(rocAuc.every((auc) => auc > 0.6 && auc < 1)).toBe(true);
  expect(more).toBe(1000);
  expect(gainInterval!.low).toBeLessThanOrEqual(gain!);
  expect(gainInterval!.high).toBeGreaterThanOrEqual(gain!);
  // Two numbers are learned from a few hundred customers: there is nothing left to gain.
  expect(Math.abs(gain!)).toBeLessThan(0.01);
  expect(text).toMatch(/^1,000 more customers like these would bring /);
  const answer = await app.ask(`{ churnModel(id: "${id}") { learningCurve(more: 0) { text } } }`);
  expect(answer.errors).toMatchObject([{ message: 'more is 0; it must be 1..1000000.' }]);
});
