import { graphql } from '@holdfast/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const DependenceQuery = graphql(`
  query Dependence($id: ID!, $feature: String!) {
    dataset(id: $id) {
      champion {
        churnRate
        trainedOn
        features
        featureImportances { feature importance direction movesWith }
        dependence(feature: $feature) { feature groups { name customers rate predicted } }
      }
    }
  }
`);

let app: TestApp;
let datasetId: string;

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, [...sampleCsv(generateSample({ size: 1200 }).customers)].join(''));
  await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
});
afterAll(() => app.stop());

async function read(feature: string) {
  const { dataset } = await app.query(DependenceQuery, { id: datasetId, feature });
  return dataset!.champion!;
}

it('what the model expects of a column stands beside what the customers did, and every direction agrees with that', async () => {
  const { features, featureImportances } = await read('income');
  for (const feature of features) {
    const { dependence } = await read(feature);
    for (const { customers, rate, predicted } of dependence!.groups) {
      expect(customers).toBeGreaterThanOrEqual(20);
      expect(rate).toBeGreaterThanOrEqual(0);
      expect(predicted!).toBeGreaterThan(0);
      expect(predicted!).toBeLessThan(1);
    }
    const { direction } = featureImportances.find((one) => one.feature === feature)!;
    const rates = dependence!.groups.map(({ rate }) => rate);
    if (direction === 'higher values go with leaving') expect(rates.at(-1)!).toBeGreaterThan(rates[0]!);
    if (direction === 'higher values go with staying') expect(rates.at(-1)!).toBeLessThan(rates[0]!);
  }
});

it('the column that matters most moves the expectation as the data moves', async () => {
  const { featureImportances } = await read('income');
  const told = featureImportances.filter(({ direction }) => direction?.startsWith('higher values'));
  const { groups } = (await read(told[0]!.feature)).dependence!;
  const [first, last] = [groups[0]!, groups.at(-1)!];
  expect(Math.sign(last.predicted! - first.predicted!)).toBe(Math.sign(last.rate - first.rate));
});

it('a column that the model does not have is refused', async () => {
  const answer = await app.ask(
    `{ dataset(id: "${datasetId}") { champion { dependence(feature: "nothing") { feature } } } }`,
  );
  expect(answer.errors).toMatchObject([
    {
      message: 'feature is "nothing"; it must be one of ChurnModel.features.',
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
});
