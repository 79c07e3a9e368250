import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { type ImportAnswer, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
/** The README's examples by operation name, as a reader would copy them. */
const examples = new Map(
  [...readme.matchAll(/```graphql\n(.*?)```/gs)].map(([, text]) => [/\w+ (\w+)/.exec(text!)![1]!, text!]),
);

let app: TestApp;
let datasetId: string;

beforeAll(async () => {
  app = await createTestApp();
  const uploadId = await upload(
    app,
    [...sampleCsv(generateSample({ size: 1000 }).customers)].join(''),
    'customers.csv',
  );
  const { importDataset } = await app.query<{ importDataset: ImportAnswer }>(examples.get('Import')!, {
    uploadId,
  });
  expect(importDataset.userErrors).toEqual([]);
  datasetId = importDataset.dataset!.id;
  await app.settled(importDataset.job!.id);
  const { jobs } = await app.query<{ jobs: { edges: { node: { id: string } }[] } }>(
    'query ($datasetId: ID!) { jobs(datasetId: $datasetId) { edges { node { id } } } }',
    { datasetId },
  );
  for (const { node } of jobs.edges) {
    expect(await app.settled(node.id)).toEqual({ state: 'COMPLETED', error: null });
  }
});
afterAll(() => app.stop());

describe('the examples of the README', () => {
  it('say who the customers are', async () => {
    const { datasets } = await app.query<{
      datasets: { edges: { node: { customerCount: number; activeSegmentation: { segments: unknown[] } } }[] };
    }>(examples.get('Segments')!);
    const { customerCount, activeSegmentation } = datasets.edges[0]!.node;
    expect(customerCount).toBe(1000);
    expect(activeSegmentation.segments.length).toBeGreaterThanOrEqual(2);
  });

  it('say what a campaign did', async () => {
    const { createCampaign } = await app.query<{ createCampaign: { campaign: { id: string } } }>(
      'mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { id } } }',
      { input: { datasetId, name: 'March', filter: {} } },
    );
    const { campaign } = await app.query<{ campaign: { effect: null; missing: { sentence: string } } }>(
      examples.get('CampaignEffect')!,
      { campaignId: createCampaign.campaign.id },
    );
    expect(campaign.effect).toBeNull();
    expect(campaign.missing.sentence).toContain('of 900 contacted and of 0 of 100 left alone');
  });

  it('say who to call first, and why', async () => {
    interface Listed {
      externalId: string;
      churn: { expectedLoss: number; reasons: { text: string }[] };
    }
    const { customers } = await app.query<{ customers: { edges: { node: Listed }[] } }>(
      examples.get('CallFirst')!,
      { datasetId },
    );
    const losses = customers.edges.map(({ node }) => node.churn.expectedLoss);
    expect(losses).toHaveLength(5);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(customers.edges[0]!.node.churn.reasons[0]!.text).toContain('of 100');
  });

  it('say whom to contact, and how many', async () => {
    const { dataset } = await app.query<{
      dataset: {
        churnSummary: { customers: number; leftCount: number };
        contactPlan: { bestContacts: number; at: { expectedGain: number; expectedGainByChance: number } };
      };
    }>(examples.get('WhomToContact')!, { datasetId });
    const { customers, leftCount } = dataset.churnSummary;
    expect(customers + leftCount).toBe(1000);
    const { bestContacts, at } = dataset.contactPlan;
    expect(bestContacts).toBeLessThanOrEqual(customers);
    expect(at.expectedGain).toBeGreaterThanOrEqual(at.expectedGainByChance);
  });

  it('say how honest the model is', async () => {
    const { dataset } = await app.query<{
      dataset: { champion: { metrics: { rocAuc: number; rocAucLow: number; rocAucHigh: number } } };
    }>(examples.get('Model')!, { datasetId });
    const { rocAuc, rocAucLow, rocAucHigh } = dataset.champion.metrics;
    expect(rocAucLow).toBeLessThan(rocAuc);
    expect(rocAuc).toBeLessThan(rocAucHigh);
  });

  it('are all executed here', () => {
    expect([...examples.keys()]).toEqual([
      'Segments',
      'CallFirst',
      'WhomToContact',
      'Model',
      'Import',
      'CampaignEffect',
    ]);
  });
});
