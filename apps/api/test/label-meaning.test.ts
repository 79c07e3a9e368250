import { afterAll, beforeAll, expect, it } from 'vitest';
import { importUpload, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const lines = Array.from({ length: 400 }, (_, i) => {
  const spend = (i * 37) % 100;
  return `K${i},${spend},${(i * 13) % 40},${(i * i) % 97 < spend ? 1 : 0}`;
});
const csv = ['customer_id,spend,visits,response', ...lines].join('\n');
const happened = lines.filter((line) => line.endsWith(',1')).length;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

it('a preview asks what the yes of a column means, unless another column is the label', async () => {
  const ask = async (columns: object[] | null) => {
    const { uploadPreview } = await app.query<{ uploadPreview: { columns: { outcomeQuestion: object }[] } }>(
      `query ($uploadId: ID!, $columns: [ColumnInput!]) { uploadPreview(uploadId: $uploadId, columns: $columns) {
        columns { outcomeQuestion { value happened customers } } } }`,
      { uploadId: await upload(app, csv), columns },
    );
    return uploadPreview.columns.map(({ outcomeQuestion }) => outcomeQuestion);
  };
  const question = { value: '1', happened, customers: 400 };
  expect(await ask(null)).toEqual([null, null, null, question]);
  expect(await ask([{ name: 'response', role: 'CHURN_LABEL' }])).toEqual([null, null, null, question]);
  expect(await ask([{ name: 'visits', role: 'CHURN_LABEL' }])).toEqual([null, null, null, null]);
});

it.each([
  ['as its column is named, where nothing was answered', null, 'RESPONDED'],
  ['as it was answered', 'LEFT', 'LEFT'],
])('the model of an import takes a yes %s', async (_, labelMeaning, event) => {
  const { dataset } = await importUpload(app, await upload(app, csv), {
    ...{ analyse: true, labelMeaning },
    columns: [{ name: 'response', role: 'CHURN_LABEL' }],
  });
  await app.idle(dataset!.id);
  const { dataset: found } = await app.query<{ dataset: { churnModels: { edges: object[] } } }>(
    'query ($id: ID!) { dataset(id: $id) { churnModels { edges { node { event } } } } }',
    { id: dataset!.id },
  );
  expect(found.churnModels.edges).toEqual([{ node: { event } }]);
});
