import fc from 'fast-check';
import { importCsv, upload } from '../import-client.js';
import type { TestApp } from '../test-app.js';
import type { Pools } from './random-values.js';
import { type Shop, shopCsv } from './shops.js';

const COLUMNS = ['customer_id', 'visits', 'spend', 'churn', 'city', 'since'];

const ATTRIBUTES = {
  visits: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.double({ min: -1e15, max: 1e15, noNaN: true })),
  spend: fc.double({ min: 0, max: 1e6, noNaN: true }),
  churn: fc.boolean(),
  city: fc.oneof(fc.constantFrom('Bonn', 'Köln', 'Ulm'), fc.string({ maxLength: 10 })),
  since: fc.oneof(fc.constant('2024-02-29'), fc.string({ maxLength: 10 })),
};

/** What exists in two shops, so that random operations find it; what is deleted and revoked was made for that. */
export async function collectPools(app: TestApp, shops: readonly Shop[]): Promise<Pools> {
  const all = (key: keyof Shop) => shops.map((shop) => shop[key]);
  const uploads = Array.from({ length: 8 }, (_, i) => upload(app, shopCsv(`more${i}`)));
  return {
    attributes: ATTRIBUTES,
    named: {
      datasetId: all('dataset'),
      intoDatasetId: all('dataset'),
      datasetIds: all('dataset'),
      'dataset.id': all('dataset'),
      'DeleteDatasetInput.datasetId': [await importCsv(app, shopCsv('doomed'), { name: 'doomed' })],
      'RestoreDatasetInput.datasetId': [await deletedDataset(app)],
      'segmentation.id': all('segmentation'),
      segmentationId: all('segmentation'),
      'churnModel.id': all('churnModel'),
      churnModelId: all('churnModel'),
      'job.id': all('job'),
      jobId: all('job'),
      'RevokeApiKeyInput.apiKeyId': [await createKey(app)],
      'RotateApiKeyInput.apiKeyId': [await createKey(app)],
      userId: [await invite(app, 'one@example.com'), await invite(app, 'two@example.com')],
      email: ['one@example.com', 'three@example.com'],
      uploadId: [...all('upload'), ...(await Promise.all(uploads))],
      externalId: [...all('customer'), 'north1', 'south2', 'new'],
      key: all('segmentKey'),
      keyA: all('segmentKey'),
      keyB: all('segmentKey'),
      'audience.id': all('audience'),
      audienceId: all('audience'),
      'campaign.id': all('campaign'),
      campaignId: all('campaign'),
      'customerExport.id': all('customerExport'),
      reportLinkId: all('reportLink'),
      weeklyReportId: all('weeklyReport'),
      strategyId: all('strategy'),
      strategyIds: all('strategy'),
      segmentKey: all('segmentKey'),
      'webhookEndpoint.id': all('webhookEndpoint'),
      webhookEndpointId: all('webhookEndpoint'),
      'DeleteWebhookEndpointInput.webhookEndpointId': await doomedEndpoints(app, all('webhookEndpoint')),
      webhookDeliveryId: all('webhookDelivery'),
      url: ['https://receiver.invalid/'],
      feature: COLUMNS,
      features: COLUMNS,
      column: COLUMNS,
      labelColumn: COLUMNS,
      acknowledgedLeakage: COLUMNS,
      'ColumnInput.name': COLUMNS,
      'ImportDatasetInput.name': ['Customers'],
      positiveValue: ['yes', 'no', 'true'],
      positiveValues: ['yes', 'no', 'true', 'Bonn'],
      words: ['renewed', 'bought again'],
      currency: ['EUR', 'USD'],
      idempotencyKey: ['once', 'twice'],
      after: await cursors(app, shops[0]!),
      delimiter: [',', ';', '\t', '|'],
      quote: ['"', "'", ''],
      encoding: ['utf-8', 'windows-1252', 'utf-16le', 'shift_jis'],
      decimalSeparator: ['.', ','],
      dateFormat: ['yyyy-mm-dd', 'dd-mm-yyyy', 'mm-dd-yyyy'],
    },
  };
}

async function createKey(app: TestApp): Promise<string> {
  const { createApiKey } = await app.query<{ createApiKey: { apiKey: { id: string } } }>(
    'mutation { createApiKey(input: { name: "doomed", role: ADMIN }) { apiKey { id } } }',
  );
  return createApiKey.apiKey.id;
}

/** Those that the shops do without. */
async function doomedEndpoints(app: TestApp, kept: readonly string[]): Promise<string[]> {
  const { webhookEndpoints } = await app.query<{ webhookEndpoints: { edges: { node: { id: string } }[] } }>(
    '{ webhookEndpoints { edges { node { id } } } }',
  );
  return webhookEndpoints.edges.map(({ node }) => node.id).filter((id) => !kept.includes(id));
}

async function invite(app: TestApp, email: string): Promise<string> {
  const { inviteUser } = await app.query<{ inviteUser: { user: { id: string } } }>(
    'mutation ($email: String!) { inviteUser(input: { email: $email, role: VIEWER }) { user { id } } }',
    { email },
  );
  return inviteUser.user.id;
}

async function cursors(app: TestApp, { dataset }: Shop): Promise<string[]> {
  const lists = await app.query<Record<string, { edges: { cursor: string }[] }>>(
    `query ($id: ID!) {
      datasets { edges { cursor } }
      jobs { edges { cursor } }
      byId: customers(datasetId: $id, first: 3) { edges { cursor } }
      byRisk: customers(datasetId: $id, first: 3, orderBy: CHURN_PROBABILITY_DESC) { edges { cursor } }
    }`,
    { id: dataset },
  );
  return Object.values(lists).flatMap(({ edges }) => edges.map(({ cursor }) => cursor));
}

async function deletedDataset(app: TestApp): Promise<string> {
  const datasetId = await importCsv(app, shopCsv('deleted'), { name: 'deleted' });
  const { deleteDataset } = await app.query<{ deleteDataset: { deletedDatasetId: string } }>(
    'mutation ($input: DeleteDatasetInput!) { deleteDataset(input: $input) { deletedDatasetId } }',
    { input: { datasetId } },
  );
  return deleteDataset.deletedDatasetId;
}
