import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { readModel, train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

interface Stored {
  readonly externalId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly churn: { readonly probability: number };
}
interface Score {
  readonly probability: number;
  readonly warnings: readonly string[];
}

let app: TestApp;
let datasetId: string;
let stored: readonly Stored[];

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, [...sampleCsv(generateSample({ size: 600 }).customers)].join(''));
  const { id, outcome } = await train(app, { datasetId, algorithm: 'RANDOM_FOREST', imbalance: 'NONE' });
  expect(outcome).toEqual({ state: 'COMPLETED', error: null });
  expect((await readModel(app, id)).warnings.map(({ code }) => code)).toContain('SCORED_OUT_OF_FOLD');
  const { customers } = await app.query<{ customers: { edges: { node: Stored }[] } }>(
    'query ($id: ID!) { customers(datasetId: $id, first: 50) { edges { node { externalId attributes churn { probability } } } } }',
    { id: datasetId },
  );
  stored = customers.edges.map(({ node }) => node);
});
afterAll(() => app.stop());

/** The warnings of memory in the scores of all stored customers, with their ids and a change. */
async function remembered(change: object): Promise<{ score: Score; told: string[] }[]> {
  const customers = stored.map(({ externalId, attributes }) => ({
    ...attributes,
    customer_id: externalId,
    ...change,
  }));
  const { score } = await app.query<{ score: Score[] }>(
    'query ($id: ID!, $customers: [JSONObject!]!) { score(datasetId: $id, customers: $customers) { probability warnings } }',
    { id: datasetId, customers },
  );
  return score.map((one) => ({
    score: one,
    told: one.warnings.filter((text) => text.includes('is from memory')),
  }));
}

it('the score of a stored customer says when it is from memory, beside the stored one', async () => {
  let differing = 0;
  for (const [i, { score, told }] of (await remembered({})).entries()) {
    const { externalId, churn } = stored[i]!;
    const differs = Math.abs(score.probability - churn.probability) >= 0.005;
    expect(told).toHaveLength(differs ? 1 : 0);
    if (!differs) continue;
    differing++;
    expect(told[0]).toContain(`customer "${externalId}"`);
    expect(told[0]).toContain(`is ${Number((100 * churn.probability).toFixed(1))} %`);
  }
  expect(differing).toBeGreaterThan(0);
});

it('nobody else is known by heart: not who has changed, nor a stranger', async () => {
  for (const change of [{ recency_days: 399 }, { customer_id: 'nobody' }]) {
    for (const { told } of await remembered(change)) expect(told).toEqual([]);
  }
});
