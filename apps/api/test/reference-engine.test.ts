import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const customers = [...sampleCsv(generateSample({ size: 300 }).customers)].join('');
const engines = ['local', 'reference'] as const;

let apps: Record<(typeof engines)[number], { app: TestApp; datasetId: string }>;

beforeAll(async () => {
  const started = [];
  for (const engine of engines) {
    const app = await createTestApp({ engine });
    started.push([engine, { app, datasetId: await importCsv(app, customers) }] as const);
  }
  apps = Object.fromEntries(started) as typeof apps;
});
afterAll(async () => {
  for (const { app } of Object.values(apps)) await app.stop();
});

interface FitAnswer {
  readonly engine: string;
  readonly qualities: { readonly k: number; readonly silhouetteScore: number }[];
}

async function fit({ app, datasetId }: { app: TestApp; datasetId: string }): Promise<FitAnswer> {
  const { fitSegmentation } = await app.query<{
    fitSegmentation: { segmentation: { id: string }; job: { id: string } };
  }>(
    `mutation ($datasetId: ID!) {
      fitSegmentation(input: { datasetId: $datasetId, maxK: 4 }) { segmentation { id } job { id } }
    }`,
    { datasetId },
  );
  expect(await app.settled(fitSegmentation.job.id)).toEqual({ state: 'COMPLETED', error: null });
  const { segmentation } = await app.query<{ segmentation: FitAnswer }>(
    'query ($id: ID!) { segmentation(id: $id) { engine qualities { k silhouetteScore } } }',
    { id: fitSegmentation.segmentation.id },
  );
  return segmentation;
}

describe('the reference engine', () => {
  it('finds clusters as good as ours, with ml-kmeans', async () => {
    const [ours, theirs] = [await fit(apps.local), await fit(apps.reference)];
    expect([ours.engine, theirs.engine]).toEqual(['local', 'reference']);
    expect(theirs.qualities.map(({ k }) => k)).toEqual([2, 3, 4]);
    ours.qualities.forEach(({ silhouetteScore }, i) => {
      expect(Math.abs(theirs.qualities[i]!.silhouetteScore - silhouetteScore)).toBeLessThan(0.03);
    });
  });
});
