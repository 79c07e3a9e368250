import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { train } from './churn-client.js';
import { findInconsistencies } from './consistency.js';
import { importCsv, importUpload, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const sample = generateSample({ size: 400 });
const csv = [...sampleCsv(sample.customers)].join('');

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  // Only now: migrations need a second one, for their lock.
  (app.dataSource.driver as unknown as { master: pg.Pool }).master.options.max = 1;
  await app.dataSource.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'holdfast' and datname = current_database() and pid <> pg_backend_pid()`,
  );
});
afterAll(() => app.stop());

// With one connection, a transaction that asked anything by another one would wait for itself for ever.
it('queries within a transaction only through that transaction’s connection', async () => {
  const datasetId = await importCsv(app, csv);
  const { fitSegmentation } = await app.query<{ fitSegmentation: { job: { id: string } } }>(
    'mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { job { id } } }',
    { input: { datasetId, maxK: 3 } },
  );
  const { id, outcome } = await train(app, {
    datasetId,
    algorithm: 'LOGISTIC_REGRESSION',
    imbalance: 'NONE',
  });
  expect(outcome.state).toBe('COMPLETED');
  expect((await app.settled(fitSegmentation.job.id)).state).toBe('COMPLETED');
  const [first, second] = sample.customers;
  const customers = [{ externalId: first!.id, attributes: { income: 1 } }];
  for (const [name, input] of [
    ['upsertCustomers', { datasetId, customers, idempotencyKey: 'once' }],
    ['upsertCustomers', { datasetId, customers, idempotencyKey: 'once' }],
    ['eraseCustomer', { datasetId, externalId: second!.id }],
    ['promoteChurnModel', { churnModelId: id }],
  ] as const) {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${name}(input: $input) { userErrors { message } } }`;
    expect(await app.query(query, { input })).toEqual({ [name]: { userErrors: [] } });
  }
  const { job } = await importUpload(app, await upload(app, csv), {
    intoDatasetId: datasetId,
    mode: 'REPLACE',
  });
  expect((await app.settled(job!.id)).state).toBe('COMPLETED');
  await app.slices.outbox.delivered(fromGlobalId('Dataset', datasetId)!, 10_000);
  const [{ connections }] = await app.dataSource.query(
    `select count(*)::int as connections from pg_stat_activity
     where application_name = 'holdfast' and datname = current_database()`,
  );
  expect(connections).toBe(1);
  expect(await findInconsistencies((s) => app.dataSource.query(s), app.storage.dataDir)).toEqual([]);
});
