import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { promote, readModel, train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

interface Answer {
  readonly churnModelId: string;
  readonly jobId: string;
  readonly code?: string;
  readonly message?: string;
}

let app: TestApp;
let here: string;
let elsewhere: string;
let file: string;

const customers = (size: number, seed: number) => [...sampleCsv(generateSample({ size, seed }).customers)];

beforeAll(async () => {
  app = await createTestApp();
  here = await importCsv(app, customers(700, 1).join(''));
  elsewhere = await importCsv(app, customers(900, 2).join(''));
  file = await fileOf(await trained(elsewhere, 'LOGISTIC_REGRESSION'));
});
afterAll(() => app.stop());

async function trained(datasetId: string, algorithm: string): Promise<string> {
  const { id, outcome } = await train(app, { datasetId, algorithm, imbalance: 'NONE' });
  expect(outcome).toEqual({ state: 'COMPLETED', error: null });
  return id;
}

async function fileOf(modelId: string): Promise<string> {
  const response = await app.fetch(`/churn-models/${modelId}/model`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toContain('.json"');
  return response.text();
}

async function bringIn(datasetId: string, body: string): Promise<Answer & { readonly status: number }> {
  const response = await app.fetch(`/datasets/${datasetId}/churn-models`, { method: 'POST', body });
  return { status: response.status, ...((await response.json()) as Answer) };
}

async function scoresOf(datasetId: string, records: readonly object[]): Promise<number[]> {
  const { score } = await app.query<{ score: { probability: number }[] }>(
    'query ($id: ID!, $customers: [JSONObject!]!) { score(datasetId: $id, customers: $customers) { probability } }',
    { id: datasetId, customers: records },
  );
  return score.map(({ probability }) => probability);
}

describe('a model that was trained elsewhere', () => {
  it('is judged on the customers here, says what it promised, and serves nobody until it is promoted', async () => {
    const { status, churnModelId, jobId } = await bringIn(here, file);
    expect(status).toBe(202);
    expect(await app.settled(jobId)).toEqual({ state: 'COMPLETED', error: null });
    const model = await readModel(app, churnModelId);
    expect(model).toMatchObject({
      stage: 'CANDIDATE',
      status: 'COMPLETED',
      algorithm: 'LOGISTIC_REGRESSION',
    });
    expect(model.trainedOn).toBe(700);
    expect(model.metrics!.rocAuc).toBeGreaterThan(0.7);
    const [told] = model.warnings.filter(({ code }) => code === 'TRAINED_ELSEWHERE');
    expect(told!.message).toContain('on 900 customers');
    expect(told!.message).toContain(`on 700 customers here it is ${model.metrics!.rocAuc.toFixed(3)}`);
    expect(model.featureImportances.length).toBe(model.features.length);

    await promote(app, churnModelId);
    const { edges } = (
      await app.query<{
        customers: { edges: { node: { attributes: object; churn: { probability: number } } }[] };
      }>(
        'query ($id: ID!) { customers(datasetId: $id, first: 20) { edges { node { attributes churn { probability } } } } }',
        { id: here },
      )
    ).customers;
    const stored = edges.map(({ node }) => node.churn.probability);
    const asked = await scoresOf(
      here,
      edges.map(({ node }) => node.attributes),
    );
    for (const [i, probability] of asked.entries()) expect(probability).toBeCloseTo(stored[i]!, 9);
    if (model.warnings.some(({ code }) => code === 'CALIBRATED_ANEW')) return;
    const there = await scoresOf(
      elsewhere,
      edges.map(({ node }) => node.attributes),
    );
    for (const [i, probability] of there.entries()) expect(probability).toBeCloseTo(stored[i]!, 9);
  });

  it('is refused by the customers whom it knows by heart', async () => {
    const own = await fileOf(await trained(here, 'RANDOM_FOREST'));
    const { churnModelId, jobId } = await bringIn(here, own);
    const { state, error } = await app.settled(jobId);
    expect(state).toBe('FAILED');
    expect(JSON.stringify(error)).toContain('learned from these very customers');
    expect(await readModel(app, churnModelId)).toMatchObject({ status: 'FAILED', metrics: null });
  });

  it('is refused where its file is none, is damaged, or sees columns that are not here', async () => {
    expect(await bringIn(here, 'PK')).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
    expect(await bringIn(here, '{"kind":"other"}')).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
    const parsed = JSON.parse(file) as { model: string; columns: { name: string }[] };
    const at = Math.floor(parsed.model.length / 2);
    const other = parsed.model[at] === 'A' ? 'B' : 'A';
    const damaged = { ...parsed, model: parsed.model.slice(0, at) + other + parsed.model.slice(at + 1) };
    expect(await bringIn(here, JSON.stringify(damaged))).toMatchObject({
      status: 400,
      message: expect.stringContaining('not a churn model'),
    });
    const [first] = parsed.columns;
    const [head, ...rows] = customers(300, 3);
    const narrow = await importCsv(app, [head!.replace(first!.name, 'something_else'), ...rows].join(''));
    expect(await bringIn(narrow, file)).toMatchObject({
      status: 400,
      message: expect.stringContaining(`"${first!.name}" is no column of the dataset`),
    });
  });

  it('is taken from analysts alone', async () => {
    const { createApiKey } = await app.query<{ createApiKey: { secret: string } }>(
      'mutation { createApiKey(input: { name: "viewer", role: VIEWER }) { secret } }',
    );
    const post = (headers: Record<string, string>) =>
      fetch(`${app.url}/datasets/${here}/churn-models`, { method: 'POST', body: file, headers });
    expect((await post({})).status).toBe(401);
    expect((await post({ authorization: `Bearer ${createApiKey.secret}` })).status).toBe(403);
  });
});
