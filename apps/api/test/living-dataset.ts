import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { findInconsistencies } from './consistency.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

export const sample = generateSample({ size: 400 });
export const csv = [...sampleCsv(sample.customers)].join('');
export const QUICK = { algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' };

/** The app of the test file, and the dataset of the running test: its global id and its key. */
export let app: TestApp;
export let datasetId: string;
export let key: string;

/** Gives every test of a file a dataset of its own, and checks after each that everything is consistent. */
export function useLivingDataset(): void {
  beforeAll(async () => {
    app = await createTestApp();
  }, 60_000);
  afterAll(() => app.stop());
  beforeEach(async () => {
    datasetId = await importCsv(app, csv);
    key = fromGlobalId('Dataset', datasetId)!;
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await app.slices.outbox.delivered(key, 10_000);
    await app.idle(datasetId);
    expect(
      await findInconsistencies((statement) => app.dataSource.query(statement), app.storage.dataDir),
    ).toEqual([]);
    await app.query(
      'mutation ($input: DeleteDatasetInput!) { deleteDataset(input: $input) { deletedDatasetId } }',
      {
        input: { datasetId, forever: true },
      },
    );
  });
}

/** Starts the app anew, so that nothing is in its memory. */
export async function restart(meanwhile?: () => Promise<void>): Promise<void> {
  app = await app.restart(meanwhile);
}

export async function fit(input: object = {}): Promise<string> {
  const { fitSegmentation } = await app.query<{
    fitSegmentation: { segmentation: { id: string }; job: { id: string } };
  }>(
    `mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) {
      segmentation { id } job { id } userErrors { message } } }`,
    { input: { datasetId, maxK: 4, ...input } },
  );
  expect(await app.settled(fitSegmentation.job.id)).toEqual({ state: 'COMPLETED', error: null });
  return fitSegmentation.segmentation.id;
}

export async function upsert(customers: readonly { externalId: string; attributes: object }[]) {
  const { upsertCustomers } = await app.query<{
    upsertCustomers: { created: number; updated: number; userErrors: { message: string }[] };
  }>(
    `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) {
      created updated userErrors { message } } }`,
    { input: { datasetId, customers } },
  );
  expect(upsertCustomers.userErrors).toEqual([]);
  return upsertCustomers;
}

export interface ErasureAnswer {
  erased: Record<string, number> | null;
  complete: boolean;
  userErrors: { code: string; message: string }[];
}

export const erase = (externalId: string) =>
  app.query<{ eraseCustomer: ErasureAnswer }>(
    'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { erased complete userErrors { code message } } }',
    { input: { datasetId, externalId } },
  );

export interface CustomerAnswer {
  attributes: Record<string, unknown>;
  segment: { key: string } | null;
  churn: { probability: number } | null;
}

export async function find(externalId: string): Promise<CustomerAnswer> {
  const { customer } = await app.query<{ customer: CustomerAnswer }>(
    `query ($datasetId: ID!, $externalId: String!) { customer(datasetId: $datasetId, externalId: $externalId) {
      attributes segment { key } churn { probability } } }`,
    { datasetId, externalId },
  );
  return customer;
}

/** What the champion and the active segmentation say of attributes, whoever has them. */
export async function score(attributes: object) {
  const { score } = await app.query<{ score: { segmentKey: string; probability: number }[] }>(
    'query ($datasetId: ID!, $customers: [JSONObject!]!) { score(datasetId: $datasetId, customers: $customers) { segmentKey probability } }',
    { datasetId, customers: [attributes] },
  );
  return score[0]!;
}

export const idOf = (i: number) => sample.customers[i]!.id;
