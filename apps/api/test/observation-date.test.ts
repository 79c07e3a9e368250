import { createRandom } from '@holdfast/ml-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readModel, train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const FIRST_DAY = Date.UTC(2019, 0, 1) / 86_400_000;
const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

let app: TestApp;
let datasetId: string;

/** Five years of monthly exports, in which those leave who came a short time before: the date of arrival says nothing. */
beforeAll(async () => {
  app = await createTestApp();
  const random = createRandom(5);
  const rows = Array.from({ length: 1200 }, (_, i) => {
    const seen = FIRST_DAY + 30 * random.integer(60);
    const age = random.integer(1000);
    const left = random.next() < 1 / (1 + Math.exp((age - 250) / 60));
    return `${i},${iso(seen)},${iso(seen - age)},${random.integer(9)},${left ? 'Yes' : 'No'}`;
  });
  datasetId = await importCsv(app, ['id,snapshot date,joined,calls,churned', ...rows].join('\n'));
});
afterAll(() => app.stop());

const score = async (customers: Record<string, unknown>[]) => {
  const answer = await app.query<{ score: { probability: number; warnings: string[] }[] }>(
    `query ($datasetId: ID!, $customers: [JSONObject!]!) {
      score(datasetId: $datasetId, customers: $customers) { probability warnings }
    }`,
    { datasetId, customers },
  );
  return answer.score;
};

it.each(['LOGISTIC_REGRESSION', 'GRADIENT_BOOSTING'])(
  'has %s learn how long before the export a customer came, and apply it years later',
  async (algorithm) => {
    const { id, outcome } = await train(app, { datasetId, algorithm, imbalance: 'NONE' });
    expect(outcome.state).toBe('COMPLETED');
    const model = await readModel(app, id);
    expect(model.features).toEqual(['joined', 'calls']);
    expect(model.metrics!.rocAuc).toBeGreaterThan(0.93);

    const [then, now, old, unsaid] = await score([
      { 'snapshot date': '2020-03-01', joined: '2020-02-01', calls: 3 },
      { 'snapshot date': '2031-03-01', joined: '2031-01-31', calls: 3 },
      { 'snapshot date': '2031-03-01', joined: '2028-02-01', calls: 3 },
      { joined: '2023-11-01', calls: 3 },
    ]);
    expect(then!.probability).toBeGreaterThan(0.7);
    expect(now).toEqual(then);
    expect(old!.probability).toBeLessThan(0.1);
    expect(unsaid!.warnings).toContain(
      'snapshot date is missing; dates count back from the last day of training',
    );
  },
);

it('scores stored customers by their own days', async () => {
  const { customers } = await app.query<{
    customers: { edges: { node: { attributes: Record<string, string>; churn: { probability: number } } }[] };
  }>(
    `query ($datasetId: ID!) {
      customers(datasetId: $datasetId, first: 20) { edges { node { attributes churn { probability } } } }
    }`,
    { datasetId },
  );
  const nodes = customers.edges.map(({ node }) => node);
  expect(nodes.length).toBe(20);
  const days = (text: string) => Date.parse(text) / 86_400_000;
  for (const { attributes, churn } of nodes) {
    const age = days(attributes['snapshot date']!) - days(attributes.joined!);
    if (age < 100) expect(churn.probability).toBeGreaterThan(0.6);
    if (age > 500) expect(churn.probability).toBeLessThan(0.3);
  }
});
