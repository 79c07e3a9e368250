import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { findInconsistencies } from './consistency.js';
import { csv, expectEveryMutation, MUTATIONS, makePlace, mutate } from './every-mutation.js';
import { importUpload, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

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
  expectEveryMutation(app);
  const place = await makePlace(app, [1]);
  const { datasetId } = place;
  const { deleteDataset, ...others } = MUTATIONS;
  const answers: Record<string, readonly string[]> = {};
  for (const [name, { prepare, input, fields }] of Object.entries(others)) {
    const prepared = (await prepare?.(place, 0)) as never;
    if (prepare) await app.idle(datasetId);
    // The second time nothing may be left to do, or an earlier answer be found.
    for (const time of ['first', 'second']) {
      const { codes, payload } = await mutate(app, name, input(place, 0, prepared), fields);
      if (time === 'first' || codes.includes('UNAVAILABLE')) answers[name] = codes;
      if (payload?.job) await app.idle(datasetId);
    }
  }
  const done = Object.fromEntries(Object.keys(others).map((name) => [name, []]));
  // The segmentation that it would have cancelled has ended.
  expect(answers).toEqual({ ...done, cancelJob: ['CONFLICT'] });
  const { job } = await importUpload(app, await upload(app, csv), {
    intoDatasetId: datasetId,
    mode: 'REPLACE',
  });
  expect((await app.settled(job!.id)).state).toBe('COMPLETED');
  await app.idle(datasetId);
  await app.slices.outbox.delivered(fromGlobalId('Dataset', datasetId)!, 10_000);
  const [{ connections }] = await app.dataSource.query(
    `select count(*)::int as connections from pg_stat_activity
     where application_name = 'holdfast' and datname = current_database()`,
  );
  expect(connections).toBe(1);
  const consistent = () => findInconsistencies((s) => app.dataSource.query(s), app.storage.dataDir);
  expect(await consistent()).toEqual([]);
  const { codes } = await mutate(
    app,
    'deleteDataset',
    deleteDataset!.input(place, 0, null as never),
    '__typename',
  );
  expect(codes).toEqual([]);
  expect(await consistent()).toEqual([]);
});
