import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { findInconsistencies } from './consistency.js';
import { importCsv, importUpload, upload } from './import-client.js';
import { hashOf, PowerCut } from './power-cut.js';
import { createPlace, createTestApp, type TestApp } from './test-app.js';

const { customers } = generateSample({ size: 300 });
const csv = [...sampleCsv(customers)].join('');

let app: TestApp;
let power: PowerCut;
beforeAll(async () => {
  const place = await createPlace();
  power = await PowerCut.watch(place.dataDir);
  app = await createTestApp({ place });
});
afterAll(async () => {
  power.stop();
  await app.stop();
});

const mutate = (name: string, answers: string, input: object) =>
  app.query(
    `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${answers} } }`,
    { input },
  );

const bytes = Buffer.from(csv);
const resume = (method: string, address: string, key: string, headers: object, body?: Uint8Array) =>
  app.fetch(address, {
    method,
    headers: { authorization: `Bearer ${key}`, 'tus-resumable': '1.0.0', ...headers },
    ...(body ? { body } : {}),
  } as RequestInit);
const sendPart = (key: string, address: string, from: number, to: number) =>
  resume(
    'PATCH',
    address,
    key,
    { 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' },
    bytes.subarray(from, to),
  );

it('loses nothing that was answered when the power is cut', async () => {
  const datasetId = await importCsv(app, csv);
  const waiting = await upload(app, csv);
  const sender = app.adminKey;
  const half = Math.floor(bytes.length / 2);
  const begun = await resume('POST', '/uploads/resumable', sender, { 'upload-length': String(bytes.length) });
  const address = begun.headers.get('location')!;
  expect((await sendPart(sender, address, 0, half)).status).toBe(204);
  // A snapshot of each kind: imported, taken anew, rewritten without someone.
  for (const externalId of ['x', 'y']) {
    await mutate('fitSegmentation', 'job { id }', { datasetId, maxK: 3 });
    await app.idle(datasetId);
    await mutate('upsertCustomers', 'created', { datasetId, customers: [{ externalId, attributes: {} }] });
  }
  await mutate('fitSegmentation', 'job { id }', { datasetId, maxK: 3 });
  await app.idle(datasetId);
  await mutate('eraseCustomer', 'complete', { datasetId, externalId: customers[0]!.id });

  const keyFile = join(app.storage.dataDir, 'admin-api-key');
  const adminKey = readFileSync(keyFile, 'utf8');
  app = await app.restart(async () => power.strike());

  expect(readFileSync(keyFile, 'utf8')).toBe(adminKey);
  expect(await findInconsistencies((sql) => app.dataSource.query(sql), app.storage.dataDir)).toEqual([]);
  const files = await app.dataSource.query<{ path: string; sha256: string }[]>(
    'select path, sha256 from snapshots',
  );
  expect(files.length).toBeGreaterThan(1);
  const hashes = files.map(({ path }) => hashOf(join(app.storage.dataDir, path)));
  expect(hashes).toEqual(files.map(({ sha256 }) => sha256));
  expect((await sendPart(sender, address, half, bytes.length)).status).toBe(204);
  const continued = await importUpload(app, address.split('/').at(-1)!, { name: 'continued' });
  expect((await app.settled(continued.job!.id)).state).toBe('COMPLETED');
  const { job } = await importUpload(app, waiting, { name: 'again' });
  expect((await app.settled(job!.id)).state).toBe('COMPLETED');
});
