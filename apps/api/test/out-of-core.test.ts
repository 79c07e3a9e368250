import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { readModel, train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const CUSTOMERS = 6000;
const customers = [...sampleCsv(generateSample({ size: CUSTOMERS }).customers)].join('');

/** Half of it is for one analysis: learning from these customers takes some 7.5 MB, so that about half of them fit. */
const MEMORY = { whole: 1024 ** 3, tight: 2 * 4_000_000 };

interface Customer {
  readonly externalId: string;
  readonly segment: { readonly index: number } | null;
  readonly churn: { readonly probability: number } | null;
}

interface Place {
  readonly app: TestApp;
  readonly datasetId: string;
  readonly recommendation: string;
  readonly modelId: string;
  readonly customers: ReadonlyMap<string, Customer>;
}

const places = {} as Record<keyof typeof MEMORY, Place>;

beforeAll(async () => {
  for (const name of ['whole', 'tight'] as const) places[name] = await analyse(MEMORY[name]);
}, 300_000);
afterAll(async () => {
  for (const { app } of Object.values(places)) await app.stop();
});

async function analyse(jobMemory: number): Promise<Place> {
  const app = await createTestApp({ limits: { jobMemory } });
  const datasetId = await importCsv(app, customers, { analyse: false });
  const { fitSegmentation } = await app.query<{
    fitSegmentation: { segmentation: { id: string }; job: { id: string } };
  }>(
    `mutation ($datasetId: ID!) {
      fitSegmentation(input: { datasetId: $datasetId, k: 3, maxK: 4 }) { segmentation { id } job { id } }
    }`,
    { datasetId },
  );
  expect(await app.settled(fitSegmentation.job.id)).toEqual({ state: 'COMPLETED', error: null });
  const { segmentation } = await app.query<{ segmentation: { recommendation: string } }>(
    'query ($id: ID!) { segmentation(id: $id) { recommendation } }',
    { id: fitSegmentation.segmentation.id },
  );
  const definition = { labelColumn: 'churned', positiveValues: ['true'] };
  const { id, outcome } = await train(app, { datasetId, definition });
  expect(outcome).toEqual({ state: 'COMPLETED', error: null });
  await app.idle(datasetId);
  const { recommendation } = segmentation;
  return { app, datasetId, recommendation, modelId: id, customers: await everyone(app, datasetId) };
}

interface Page {
  readonly edges: readonly { readonly node: Customer }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

async function everyone(app: TestApp, datasetId: string): Promise<Map<string, Customer>> {
  const found = new Map<string, Customer>();
  for (let after: string | null = null; ; ) {
    const { customers: page }: { customers: Page } = await app.query(
      `query ($datasetId: ID!, $after: String) {
        customers(datasetId: $datasetId, first: 100, after: $after) {
          edges { node { externalId segment { index } churn { probability } } } pageInfo { hasNextPage endCursor }
        }
      }`,
      { datasetId, after },
    );
    for (const { node } of page.edges) found.set(node.externalId, node);
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}

describe('customers whose learning does not fit into memory', () => {
  it('are all placed, nearly all as if it did', () => {
    expect(places.tight.customers.size).toBe(CUSTOMERS);
    const together = new Map<string, number>();
    for (const [id, { segment }] of places.tight.customers) {
      const key = `${segment!.index} ${places.whole.customers.get(id)!.segment!.index}`;
      together.set(key, (together.get(key) ?? 0) + 1);
    }
    // Each segment with its own counterpart.
    const [first, second, third] = [...together.values()].sort((a, b) => b - a);
    expect(first! + second! + third!).toBeGreaterThan(0.97 * CUSTOMERS);
  });

  it('are all scored, by a model as good as if it did', async () => {
    const [whole, tight] = [
      await readModel(places.whole.app, places.whole.modelId),
      await readModel(places.tight.app, places.tight.modelId),
    ];
    expect(tight.metrics!.rocAuc).toBeGreaterThan(whole.metrics!.rocAucLow);
    expect(tight.churnRate).toBeCloseTo(whole.churnRate, 3);
    expect(tight.trainedOn).toBeLessThan(0.6 * whole.trainedOn);
    const far = [...places.tight.customers].map(([id, { churn }]) =>
      Math.abs(churn!.probability - places.whole.customers.get(id)!.churn!.probability),
    );
    expect(far.reduce((sum, one) => sum + one, 0) / CUSTOMERS).toBeLessThan(0.03);
  });

  it('are said to be learned from in part', async () => {
    const { trainedOn, warnings } = await readModel(places.tight.app, places.tight.modelId);
    expect(warnings.find(({ code }) => code === 'LEARNED_FROM_SAMPLE')?.message).toBe(
      `Judged on ${trainedOn.toLocaleString('en-GB')}, learned from ${trainedOn.toLocaleString('en-GB')} of 6,000 customers, drawn at random; all are scored.`,
    );
    expect(places.tight.recommendation).toMatch(
      / They were learned from 3,\d\d\d of 6,000 customers, drawn at random/,
    );
    expect(places.whole.recommendation).not.toContain('drawn at random');
  });

  it('follow a change at once', async () => {
    const { app, datasetId } = places.tight;
    const [id, before] = [...places.tight.customers].find(([, { churn }]) => churn!.probability < 0.2)!;
    await app.query(
      `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { userErrors { message } } }`,
      {
        input: {
          datasetId,
          customers: [{ externalId: id, attributes: { recency_days: 99, complained: true } }],
        },
      },
    );
    await app.idle(datasetId);
    const after = (await everyone(app, datasetId)).get(id)!;
    expect(after.segment).not.toBeNull();
    expect(after.churn!.probability).toBeGreaterThan(before.churn!.probability);
  });
});
