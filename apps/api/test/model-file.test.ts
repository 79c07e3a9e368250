import { deserialiseModel, exportOnnx } from '@holdfast/ml-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { toGlobalId } from '../src/platform/graphql/global-id.js';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;
let modelId: string;

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, [...sampleCsv(generateSample({ size: 600 }).customers)].join(''));
  const { id, outcome } = await train(app, { datasetId, algorithm: 'GRADIENT_BOOSTING' });
  expect(outcome.state).toBe('COMPLETED');
  modelId = id;
});
afterAll(() => app.stop());

it('serves a model as an ONNX file with its encoding, classifier and calibration', async () => {
  const response = await app.fetch(`/churn-models/${modelId}/onnx`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="churn-model-1.onnx"');
  const file = new Uint8Array(await response.arrayBuffer());
  const [stored] = await app.dataSource.query<{ model: Buffer }[]>('select model from churn_artefacts');
  const pipeline = deserialiseModel(stored!.model);
  expect(file).toEqual(pipeline.kind === 'classifierPipeline' && exportOnnx(pipeline));
  expect(Buffer.from(file).includes('TreeEnsemble')).toBe(true);
});

it('serves the same file to several callers at once', async () => {
  const files = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const response = await app.fetch(`/churn-models/${modelId}/onnx`);
      return Buffer.from(await response.arrayBuffer());
    }),
  );
  expect(files[0]!.length).toBeGreaterThan(1000);
  for (const file of files) expect(file.equals(files[0]!)).toBe(true);
});

it('serves nothing to strangers, and says what is wrong with other ids', async () => {
  expect((await fetch(`${app.url}/churn-models/${modelId}/onnx`)).status).toBe(401);
  const unknown = toGlobalId('ChurnModel', '00000000-0000-0000-0000-000000000000');
  for (const id of [unknown, datasetId, 'nonsense']) {
    const response = await app.fetch(`/churn-models/${id}/onnx`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining(id) });
  }
});

it('has no file for a model whose training failed', async () => {
  const rows = Array.from(
    { length: 300 },
    (_, i) => `${i},${20 + (i % 50)},${i % 4 === 0 ? '1,Yes' : '0,No'}`,
  );
  const leaky = await importCsv(app, ['id,age,gone,churned', ...rows].join('\n'), {
    columns: [{ name: 'gone', role: 'FEATURE' }],
  });
  const { id, outcome } = await train(app, { datasetId: leaky });
  expect(outcome.state).toBe('FAILED');
  const response = await app.fetch(`/churn-models/${id}/onnx`);
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({
    code: 'CONFLICT',
    message: 'The model is FAILED; it can be queried once it is COMPLETED.',
  });
});
