import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { readModel, train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const TELCO = join(import.meta.dirname, '../../../../shared/data/telco_ibm.csv');

interface Row {
  readonly externalId: string;
  readonly attributes: Record<string, unknown>;
  readonly churn: {
    probability: number;
    riskBand: string;
    expectedLoss: number | null;
    left: boolean | null;
  };
}

interface Connection {
  readonly totalCount?: number;
  readonly edges: readonly { readonly node: Row }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

/** Every entry of a list, page by page, and its count. */
async function listOf(datasetId: string, variables: Record<string, unknown> = {}) {
  const rows: Row[] = [];
  let totalCount = 0;
  for (let after: string | null = null; ; ) {
    const page: { customers: Connection } = await app.query<{ customers: Connection }>(
      `query ($datasetId: ID!, $after: String, $filter: CustomerFilter, $orderBy: CustomerOrder, $count: Boolean!) {
        customers(datasetId: $datasetId, first: 100, after: $after, filter: $filter, orderBy: $orderBy) {
          totalCount @include(if: $count)
          pageInfo { hasNextPage endCursor }
          edges { node { externalId attributes churn { probability riskBand expectedLoss left } } }
        }
      }`,
      { datasetId, after, count: after === null, ...variables },
    );
    const { customers } = page;
    totalCount = customers.totalCount ?? totalCount;
    rows.push(...customers.edges.map(({ node }) => node));
    if (!customers.pageInfo.hasNextPage) return { rows, totalCount };
    after = customers.pageInfo.endCursor;
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What every summary says, and the same figures from the rows alone. */
async function compare(datasetId: string, hasLeft: (attributes: Row['attributes']) => boolean) {
  const { job } = (
    await app.query<{ fitSegmentation: { job: { id: string } } }>(
      `mutation ($id: ID!) { fitSegmentation(input: { datasetId: $id, minK: 3, maxK: 3 }) { job { id } } }`,
      { id: datasetId },
    )
  ).fitSegmentation;
  await app.settled(job.id);
  const { dataset } = await app.query<{ dataset: Summary }>(
    `query ($id: ID!) { dataset(id: $id) {
      churnSummary {
        customers leftCount meanProbability expectedChurners highRiskCount expectedLoss
        bands { band customers expectedChurners expectedLoss }
      }
      activeSegmentation { segments {
        churn { customers leftCount expectedChurners highRiskCount expectedLoss observedRate }
        strategies { targetCount }
      } }
    } }`,
    { id: datasetId },
  );
  const { rows } = await listOf(datasetId);
  const left = rows.filter(({ attributes }) => hasLeft(attributes));
  const here = rows.filter(({ attributes }) => !hasLeft(attributes));
  return { dataset, left, here };
}

interface Figures {
  readonly customers: number;
  readonly leftCount: number;
  readonly expectedChurners: number;
  readonly highRiskCount: number;
  readonly expectedLoss: number | null;
}
interface Summary {
  readonly churnSummary: Figures & {
    readonly bands: readonly {
      readonly band: string;
      readonly customers: number;
      readonly expectedChurners: number;
    }[];
  };
  readonly activeSegmentation: {
    readonly segments: readonly {
      readonly churn: Figures;
      readonly strategies: readonly { readonly targetCount: number }[];
    }[];
  };
}

/** Expects the figures of all screens to be those of the rows of customers who have not left. */
async function expectAgreement(datasetId: string, hasLeft: (attributes: Row['attributes']) => boolean) {
  const { dataset, left, here } = await compare(datasetId, hasLeft);
  const { churnSummary, activeSegmentation } = dataset;
  const expected = sum(here.map(({ churn }) => churn.probability));
  const atRisk = sum(here.map(({ churn }) => churn.expectedLoss ?? 0));
  const high = here.filter(({ churn }) => churn.riskBand === 'HIGH').length;
  expect(churnSummary).toMatchObject({
    customers: here.length,
    leftCount: left.length,
    highRiskCount: high,
  });
  expect(churnSummary.expectedChurners).toBeCloseTo(expected, 6);
  expect(churnSummary.expectedLoss ?? 0).toBeCloseTo(atRisk, 3);
  for (const { band, customers, expectedChurners } of churnSummary.bands) {
    const own = here.filter(({ churn }) => churn.riskBand === band);
    expect(customers).toBe(own.length);
    expect(expectedChurners).toBeCloseTo(sum(own.map(({ churn }) => churn.probability)), 6);
  }
  const segments = activeSegmentation.segments.map(({ churn }) => churn);
  expect(sum(segments.map(({ customers }) => customers))).toBe(here.length);
  expect(sum(segments.map(({ leftCount }) => leftCount))).toBe(left.length);
  expect(sum(segments.map(({ highRiskCount }) => highRiskCount))).toBe(high);
  expect(sum(segments.map(({ expectedChurners }) => expectedChurners))).toBeCloseTo(expected, 6);
  expect(sum(segments.map(({ expectedLoss }) => expectedLoss ?? 0))).toBeCloseTo(atRisk, 3);
  for (const { churn, strategies } of activeSegmentation.segments) {
    for (const { targetCount } of strategies) expect(targetCount).toBeLessThanOrEqual(churn.customers);
  }
  for (const orderBy of ['EXTERNAL_ID_ASC', 'CHURN_PROBABILITY_DESC', 'EXPECTED_LOSS_DESC']) {
    const listed = await listOf(datasetId, { filter: { left: false }, orderBy });
    expect(listed.totalCount).toBe(here.length);
    expect(listed.rows.map(({ externalId }) => externalId).sort()).toEqual(
      here.map(({ externalId }) => externalId).sort(),
    );
    expect(listed.rows.every(({ churn }) => churn.left === false)).toBe(true);
  }
  const gone = await listOf(datasetId, { filter: { left: true, riskBand: 'HIGH' } });
  expect(gone.totalCount).toBe(left.filter(({ churn }) => churn.riskBand === 'HIGH').length);
  expect(gone.rows).toHaveLength(gone.totalCount);
  return { expected, atRisk, here, left };
}

describe('who counts', () => {
  it('in every summary and list of the generated sample are those who have not left', async () => {
    const sample = generateSample({ size: 900 });
    const datasetId = await importCsv(app, [...sampleCsv(sample.customers)].join(''));
    await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
    const { left } = await expectAgreement(datasetId, ({ churned }) => churned === true || churned === 'yes');
    expect(left).toHaveLength(sample.customers.filter(({ churned }) => churned).length);
  });

  it('are, under a rule, those who do not meet it, and those of whom nobody knows', async () => {
    const lines = Array.from({ length: 600 }, (_, i) => {
      const days = i % 40 === 0 ? '' : (i * 7) % 100;
      return `c${i},${days},${days === '' ? 50 : Number(days) + ((i * 31) % 40)},${(i * 13) % 90}`;
    });
    const datasetId = await importCsv(app, ['customer_id,recency,visits_gap,spend', ...lines].join('\n'));
    const definition = { rule: { column: 'recency', operator: 'GT', value: 60 } };
    await train(app, { datasetId, definition, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
    const { rows } = await listOf(datasetId);
    const unknown = rows.filter(({ attributes }) => attributes.recency === null);
    expect(unknown).toHaveLength(15);
    expect(unknown.every(({ churn }) => churn.left === null)).toBe(true);
    const listed = await listOf(datasetId, { filter: { left: false }, orderBy: 'CHURN_PROBABILITY_DESC' });
    expect(listed.totalCount).toBe(
      rows.filter(({ attributes }) => !(Number(attributes.recency) > 60)).length,
    );
    expect(listed.rows).toHaveLength(listed.totalCount);
  });

  it('follow a label with many levels, numbers and blanks, and whatever is upserted', async () => {
    const status = (i: number) => ['0', '1', '2', '3', ''][(i * 7919) % 5]!;
    const lines = Array.from({ length: 600 }, (_, i) => {
      const gone = ['2', '3'].includes(status(i));
      return `c${i},${status(i)},${gone ? (i * 7) % 50 : 25 + ((i * 7) % 50)},${(i * 13) % 90}`;
    });
    const datasetId = await importCsv(app, ['customer_id,state,visits,spend', ...lines].join('\n'));
    const definition = { labelColumn: 'state', positiveValues: ['2', '3'], event: 'OTHER', words: 'renewed' };
    const { id, outcome } = await train(app, {
      datasetId,
      definition,
      algorithm: 'LOGISTIC_REGRESSION',
      imbalance: 'NONE',
    });
    expect(outcome).toEqual({ state: 'COMPLETED', error: null });
    const model = await readModel(app, id);
    expect(model).toMatchObject({ stage: 'CHAMPION', trainedOn: 480, definition: 'state is "2" or "3"' });
    for (const { text } of model.statements) expect(text).toMatch(/of 100 renewed, of the others/);
    const { rows } = await listOf(datasetId);
    for (const { attributes, churn } of rows) {
      const state = attributes.state === null ? null : Number(attributes.state) >= 2;
      expect(churn.left).toBe(state);
    }
    const first = rows.find(({ churn }) => churn.left === false)!;
    const customer = { externalId: first.externalId, attributes: { ...first.attributes, state: 3 } };
    await app.query(
      `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { userErrors { message } } }`,
      { input: { datasetId, customers: [customer] } },
    );
    const gone = await listOf(datasetId, { filter: { left: true } });
    expect(gone.totalCount).toBe(rows.filter(({ churn }) => churn.left).length + 1);
    expect(gone.rows.map(({ externalId }) => externalId)).toContain(first.externalId);
  });

  it.skipIf(!existsSync(TELCO))(
    'on Telco are 5,174, of whom 954 are expected to leave (skipped where ../shared/data is absent)',
    async () => {
      const datasetId = await importCsv(app, readFileSync(TELCO));
      await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
      const { expected, atRisk, here, left } = await expectAgreement(
        datasetId,
        ({ Churn }) => Churn === true || Churn === 'Yes',
      );
      expect([here.length, left.length]).toEqual([5174, 1869]);
      expect(Math.abs(expected - 954)).toBeLessThan(5);
      // Counted with a logistic regression of a fixed penalty; this one's is chosen, which moves it by 1.2 %.
      expect(Math.abs(atRisk / 1_817_197 - 1)).toBeLessThan(0.015);
    },
    240_000,
  );
});

describe('what a training would be about', () => {
  it('is told before it: the question with counts, who counts as what, what is left out, and what is wrong', async () => {
    const lines = Array.from({ length: 500 }, (_, i) => {
      const state = i % 50 === 0 ? 'unknown' : i % 5 === 0 ? 'cancelled' : i % 7 === 0 ? 'moved' : 'active';
      return `c${i},${state},${(i * 7) % 50},same,${i % 4 === 0 ? 'yes' : 'no'}`;
    });
    const datasetId = await importCsv(app, ['customer_id,state,visits,shop,Response', ...lines].join('\n'));
    const preview = async (definition: Record<string, unknown>) =>
      (
        await app.query<{ churnDefinitionPreview: Record<string, unknown> }>(
          `query ($datasetId: ID!, $definition: ChurnDefinitionInput) {
            churnDefinitionPreview(datasetId: $datasetId, definition: $definition) {
              definition event eventInDoubt words { infinitive } question values { value count happened }
              happened didNotHappen unknown rate leftOut { column reason } enough problem { code field }
            }
          }`,
          { datasetId, definition },
        )
      ).churnDefinitionPreview;
    expect(await preview({ labelColumn: 'Response' })).toMatchObject({
      definition: 'Response is yes',
      event: 'RESPONDED',
      eventInDoubt: false,
      words: { infinitive: 'respond' },
      question: 'Response is yes for 125 of 500. What does yes mean?',
      happened: 125,
      didNotHappen: 375,
      unknown: 0,
      rate: 0.25,
      enough: true,
      problem: null,
    });
    const unclear = await preview({ labelColumn: 'state' });
    expect(unclear).toMatchObject({
      definition: null,
      question: 'state has 4 values. Which of them mean that it happened?',
      enough: false,
      problem: { code: 'LABEL_NOT_BINARY', field: ['definition', 'labelColumn'] },
    });
    const clear = await preview({ labelColumn: 'state', positiveValues: ['cancelled', 'moved'] });
    const meaning = { active: false, cancelled: true, moved: true, unknown: null };
    expect(clear).toMatchObject({ happened: 147, didNotHappen: 343, unknown: 10, enough: true });
    for (const { value, happened } of clear.values as { value: keyof typeof meaning; happened: unknown }[]) {
      expect(happened).toBe(meaning[value]);
    }
    const held = { labelColumn: 'state', positiveValues: ['moved'], unknownValues: ['cancelled'] };
    expect(await preview(held)).toMatchObject({
      happened: 57,
      didNotHappen: 343,
      unknown: 100,
      eventInDoubt: true,
    });
    expect(await preview({ ...held, event: 'LEFT' })).toMatchObject({ event: 'LEFT', eventInDoubt: false });
    expect(clear.leftOut).toContainEqual({ column: 'state', reason: 'tells what is to be predicted' });
    expect(clear.leftOut).toContainEqual({ column: 'shop', reason: 'has the role IGNORED' });
  });
});
