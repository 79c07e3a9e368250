import { adjustedRandIndex } from '@holdfast/ml-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const sample = generateSample({ size: 1500 });

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

interface Fitted {
  recommendedK: number;
  qualities: { k: number; smallestShare: number; silhouetteScore: number }[];
  segments: { key: string; name: string }[];
  outliers: { externalId: string; feature: string; value: number; reason: string; segmentKey: string }[];
  projection: { externalIds: string[]; segmentIndex: number[] };
  histograms: { histogram: { binEdges: number[]; counts: number[] } }[];
}

/** Segments the sample, in which one customer may have another income. */
async function segmentsWith(income?: number): Promise<Fitted & { datasetId: string }> {
  const [first, ...others] = sample.customers;
  const customers = income === undefined ? sample.customers : [{ ...first!, income }, ...others];
  const datasetId = await importCsv(app, [...sampleCsv(customers)].join(''));
  const { fitSegmentation } = await app.query<{
    fitSegmentation: { segmentation: { id: string }; job: { id: string } };
  }>(
    `mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) {
      segmentation { id } job { id } userErrors { message } } }`,
    { input: { datasetId } },
  );
  expect(await app.settled(fitSegmentation.job.id)).toEqual({ state: 'COMPLETED', error: null });
  const { segmentation } = await app.query<{ segmentation: Fitted }>(
    `query ($id: ID!) { segmentation(id: $id) {
      recommendedK qualities { k smallestShare silhouetteScore } segments { key name }
      outliers { externalId feature value reason segmentKey }
      projection(sample: 5000) { externalIds segmentIndex }
      histograms(feature: "income", bins: 10) { histogram { binEdges counts } } } }`,
    { id: fitSegmentation.segmentation.id },
  );
  return { ...segmentation, datasetId };
}

const segmentOf = ({ projection: { externalIds, segmentIndex } }: Fitted) =>
  new Map(externalIds.map((id, i) => [id, segmentIndex[i]!]));

describe('one customer who lies far from all others', () => {
  let plain: Fitted;
  beforeAll(async () => {
    plain = await segmentsWith();
  });

  it('is not there in the sample', () => {
    expect(plain.outliers).toEqual([]);
  });

  it.each([
    [1_000_000, /^income is 1,000,000; all ordinary values end at [\d,]+, and it counts as that\.$/],
    [-5_000_000, /^income is -5,000,000; all ordinary values begin at [\d,]+, and it counts as that\.$/],
  ])(
    'at %d has no segment of its own, bends no scale, and is told with the reason',
    async (income, reason) => {
      const bent = await segmentsWith(income);
      const [id] = sample.customers.map((customer) => customer.id);
      expect(bent.outliers).toMatchObject([
        { externalId: id, feature: 'income', value: income, reason: expect.stringMatching(reason) },
      ]);
      const [before, after] = [segmentOf(plain), segmentOf(bent)];
      const others = [...before.keys()].filter((customer) => customer !== id);
      const [labels, again] = [before, after].map((known) => others.map((customer) => known.get(customer)!));
      expect(adjustedRandIndex(labels!, again!)).toBeGreaterThanOrEqual(0.99);
      expect(bent.segments.map(({ name }) => name)).toEqual(plain.segments.map(({ name }) => name));
      expect(bent.segments[after.get(id!)!]!.key).toBe(bent.outliers[0]!.segmentKey);
      expect(bent.qualities.filter(({ smallestShare }) => smallestShare < 0.002)).toEqual([]);
      const edges = (fitted: Fitted) => fitted.histograms[0]!.histogram.binEdges;
      expect(edges(bent).at(-1)! - edges(bent)[0]!).toBeLessThan(
        1.1 * (edges(plain).at(-1)! - edges(plain)[0]!),
      );
      const counted = bent.histograms.flatMap(({ histogram }) => histogram.counts);
      const known = sample.customers.filter((customer, i) => i === 0 || customer.income !== null).length;
      expect(counted.reduce((sum, count) => sum + count, 0)).toBe(known);
    },
  );

  it('is told no more once the value is put right', async () => {
    const { datasetId, outliers } = await segmentsWith(666_666);
    const { externalId } = outliers[0]!;
    const read = async () =>
      (
        await app.query<{ dataset: { activeSegmentation: Fitted } }>(
          'query ($id: ID!) { dataset(id: $id) { activeSegmentation { outliers { externalId } } } }',
          { id: datasetId },
        )
      ).dataset.activeSegmentation.outliers;
    expect(await read()).toHaveLength(1);
    await app.query(
      `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { userErrors { message } } }`,
      { input: { datasetId, customers: [{ externalId, attributes: { income: 48_000 } }] } },
    );
    expect(await read()).toEqual([]);
  });
});
