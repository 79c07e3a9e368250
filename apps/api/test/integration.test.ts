import {
  CallFirstQuery,
  ImportDatasetMutation,
  JobQuery,
  JobSubscription,
  ScoreQuery,
  SegmentsQuery,
  UpsertCustomersMutation,
} from '@holdfast/schema';
import { print } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;
let jobId: string;

beforeAll(async () => {
  app = await createTestApp();
  const uploadId = await upload(app, [...sampleCsv(generateSample({ size: 600 }).customers)].join(''));
  const input = { uploadId, name: 'CRM', analyse: true };
  const { importDataset } = await app.query(ImportDatasetMutation, { input });
  datasetId = importDataset.dataset!.id;
  jobId = importDataset.job!.id;
  await app.idle(datasetId);
});
afterAll(() => app.stop());

describe('the typed operations for integrators', () => {
  it('follow a job to its end', async () => {
    const { job } = await app.query(JobQuery, { id: jobId });
    expect(job).toMatchObject({ kind: 'import-dataset', state: 'COMPLETED', progress: 1 });
    const client = createClient({
      url: `${app.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${app.adminKey}` },
    });
    const answers = client.iterate({ query: print(JobSubscription), variables: { id: jobId } });
    expect((await answers.next()).value.data).toEqual({ job });
    await client.dispose();
  });

  it('read the segments, with the forecast and advice for each', async () => {
    const { dataset } = await app.query(SegmentsQuery, { datasetId });
    const segments = dataset!.activeSegmentation!.segments;
    expect(segments.reduce((sum, { size }) => sum + size, 0)).toBe(600);
    for (const { churn, strategies } of segments) {
      expect(churn!.meanProbability).toBeGreaterThan(0);
      expect(strategies.length).toBeGreaterThan(0);
    }
  });

  it('list who to call first, with reasons, page by page', async () => {
    const { customers } = await app.query(CallFirstQuery, { datasetId, first: 5 });
    const losses = customers.edges.map(({ node }) => node.churn!.expectedLoss!);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(customers.edges[0]!.node.churn!.contributions).toHaveLength(3);
    expect(customers.edges[0]!.node.churn!.reasons[0]!.text).toContain('of 100');
    const after = customers.pageInfo.endCursor;
    const next = await app.query(CallFirstQuery, { datasetId, first: 5, after });
    expect(next.customers.edges[0]!.node.churn!.expectedLoss).toBeLessThanOrEqual(losses[4]!);
  });

  it('write customers, and score attributes without writing them', async () => {
    const customer = { externalId: 'new', attributes: { recency_days: 90, complained: true } };
    const { upsertCustomers } = await app.query(UpsertCustomersMutation, {
      input: { datasetId, customers: [customer] },
    });
    expect(upsertCustomers).toEqual({ created: 1, updated: 0, userErrors: [] });
    const { score } = await app.query(ScoreQuery, { datasetId, customers: [customer.attributes] });
    expect(score[0]).toMatchObject({ riskBand: 'HIGH', segmentKey: expect.any(String) });
  });
});
