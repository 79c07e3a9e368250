import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { WatchedClient } from '../src/platform/database/watched-client.js';
import { train } from './churn-client.js';
import { dashboardQueries } from './dashboard-documents.js';
import { importCsv, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

/** Tables with a row or more for each customer. */
const LARGE = [
  'customers',
  'churn_scores',
  'churn_contributions',
  'churn_score_history',
  'segment_memberships',
  'segment_moves',
  'projection_points',
];
/** So many that PostgreSQL would not go through them all where an index leads there. */
const CUSTOMERS = 50_000;

let app: TestApp;
let datasetId: string;
let customer: string;
let other: string;
let key: string;
beforeAll(async () => {
  app = await createTestApp({ limits: { queryRate: 10_000_000 } });
  const sample = generateSample({ size: CUSTOMERS });
  customer = sample.customers[7]!.id;
  other = sample.customers[11]!.id;
  datasetId = await importCsv(app, [...sampleCsv(sample.customers)].join(''));
  key = Buffer.from(datasetId, 'base64url').toString().slice('Dataset:'.length);
  const { fitSegmentation } = await app.query<{ fitSegmentation: { job: { id: string } } }>(
    'mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { job { id } } }',
    { input: { datasetId, maxK: 5, seed: 1 } },
  );
  await app.settled(fitSegmentation.job.id);
  await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
  await app.idle(datasetId);
  await findLarge();
});
afterAll(() => app.stop());
afterEach(() => vi.restoreAllMocks());

const CUSTOMER =
  'externalId attributes segment { key name colour } churn { probability riskBand reasons { text } }';
const listed = (order: string, filter: string) => `query ($id: ID!) {
  customers(datasetId: $id, first: 25, orderBy: ${order}, filter: { ${filter} }) {
    totalCount pageInfo { endCursor } edges { node { ${CUSTOMER} } } } }`;

const ORDERS = [
  'EXTERNAL_ID_ASC',
  'CHURN_PROBABILITY_DESC',
  'CHURN_PROBABILITY_ASC',
  'EXPECTED_LOSS_DESC',
  'EXPECTED_GAIN_DESC',
];
const FILTERS = ['', 'left: false', 'left: false, riskBand: HIGH', 'left: false, minProbability: 0.5'];
const where = (...conditions: string[]) => `where: [${conditions.map((one) => `{ ${one} }`).join(', ')}]`;
/** From what many meet to what nobody does. */
const BY_ATTRIBUTES = [
  where('column: "recency_days", operator: GTE, value: "10"'),
  where('column: "recency_days", operator: GTE, value: "200"'),
  where('column: "recency_days", operator: EQ, value: "17"'),
  where('column: "recency_days", operator: GT, value: "100000"'),
  where('column: "recency_days", operator: IS_MISSING'),
  where(
    'column: "recency_days", operator: LT, value: "30"',
    'column: "web_visits_per_month", operator: LT, value: "2"',
  ),
  `left: false, riskBand: HIGH, ${where('column: "recency_days", operator: LT, value: "5"')}`,
];
const questions: [string, string][] = [
  ...ORDERS.flatMap((order) =>
    [...FILTERS, ...BY_ATTRIBUTES].map((filter): [string, string] => [
      `customers: ${order} ${filter}`,
      listed(order, filter),
    ]),
  ),
  [
    'the overview',
    `query ($id: ID!) { dataset(id: $id) { customerCount columns { name type missingCount }
      churnSummary { customers leftCount expectedChurners bands { band customers } }
      contactPlan { customers suggestedContacts } champion { version metrics { rocAuc } }
      activeSegmentation { segments { key name size churn { customers expectedChurners } } } } }`,
  ],
  [
    'segments under another k',
    `query ($id: ID!) { dataset(id: $id) { activeSegmentation {
      segments(k: 3) { key name rule { customerCount } strategies { title } }
      projection(k: 3, sample: 500) { externalIds segmentIndex }
      histograms(feature: "recency_days", k: 3) { segmentKey } plan(k: 3) { plays { title } } } } }`,
  ],
  [
    'whom to contact',
    'query ($id: ID!) { dataset(id: $id) { contactPlan { curve { contacts } at(contacts: 100) { expectedGain } } } }',
  ],
  [
    'the model',
    `query ($id: ID!) { dataset(id: $id) { champion {
      slices { reading } dependence(feature: "recency_days") { groups { predicted } }
      profitCurve(contactCost: 2, saveRate: 0.2) { contacted } } } }`,
  ],
];

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** Those of a large table that have rows enough to be worth an index here; a map has at most 50,000 points, whoever they are of. */
const LARGE_HERE = new Set<string>();
async function findLarge(): Promise<void> {
  for (const table of LARGE.filter((name) => name !== 'projection_points')) {
    const [{ count }] = await app.dataSource.query(`select count(*)::int as count from ${table}`);
    if (count >= CUSTOMERS / 10) LARGE_HERE.add(table);
  }
}

/** The large tables that a plan goes through from end to end. */
function passes({ 'Node Type': type, 'Relation Name': table, Plans = [] }: Plan): string[] {
  const own = type === 'Seq Scan' && table !== undefined && LARGE_HERE.has(table) ? [table] : [];
  return [...own, ...Plans.flatMap(passes)];
}

/** The statements of a request that go through a large table, each with the table. */
async function passesOf(document: string, variables: Record<string, unknown>): Promise<string[]> {
  await app.query(document, variables);
  const asked = vi.spyOn(WatchedClient.prototype, 'query');
  await app.query(document, variables);
  const statements = asked.mock.calls as unknown as [string, unknown[]][];
  asked.mockRestore();
  const found: string[] = [];
  for (const [text, values] of statements) {
    if (typeof text !== 'string' || !Array.isArray(values) || !/^\s*(select|with)/i.test(text)) continue;
    const [row] = await app.dataSource.query(`explain (format json) ${text}`, values);
    const [{ Plan: plan }] = row['QUERY PLAN'] as [{ Plan: Plan }];
    found.push(...passes(plan).map((table) => `${table}: ${text.replace(/\s+/g, ' ')}`));
  }
  return found;
}

describe('an answer goes through no table of customers while nothing changes', () => {
  it.each(questions)('%s', async (_, document) => {
    expect(await passesOf(document, { id: datasetId })).toEqual([]);
  });

  it('a customer', async () => {
    const document = `query ($id: ID!, $customer: String!) {
      customer(datasetId: $id, externalId: $customer) { ${CUSTOMER} }
      dataset(id: $id) { activeSegmentation { plan { plays { title } } } } }`;
    expect(await passesOf(document, { id: datasetId, customer })).toEqual([]);
  });

  it('a deep page', async () => {
    const document = `query ($id: ID!, $after: String) { customers(datasetId: $id, first: 100, after: $after,
      orderBy: CHURN_PROBABILITY_DESC, filter: { left: false }) { pageInfo { endCursor } edges { node { externalId } } } }`;
    let after: string | null = null;
    for (let page = 0; page < 5; page++) {
      const variables: Record<string, unknown> = { id: datasetId, after };
      const read = await app.query<{ customers: { pageInfo: { endCursor: string } } }>(document, variables);
      after = read.customers.pageInfo.endCursor;
    }
    expect(await passesOf(document, { id: datasetId, after })).toEqual([]);
  });
});

/** What a query of the dashboard is asked with. */
async function variablesOf(): Promise<(name: string) => Record<string, unknown>> {
  const csv = 'customer_id,churned\nC1,yes\nC2,no\n';
  const [uploadId, outcomes] = [await upload(app, csv), await upload(app, csv)];
  const { dataset } = await app.query<{
    dataset: {
      champion: { id: string; features: string[] };
      activeSegmentation: { id: string; segments: { id: string; key: string }[] };
    };
  }>(
    `query ($id: ID!) { dataset(id: $id) {
      champion { id features } activeSegmentation { id segments(k: 3) { id key } } } }`,
    { id: datasetId },
  );
  const { champion, activeSegmentation } = dataset;
  const [a, b] = activeSegmentation.segments.map((segment) => segment.key);
  const made = await app.query<{
    createCampaign: { campaign: { id: string } };
    createWebhookEndpoint: { webhookEndpoint: { id: string } };
  }>(
    `mutation ($campaign: CreateCampaignInput!, $endpoint: CreateWebhookEndpointInput!) {
      createCampaign(input: $campaign) { campaign { id } userErrors { message } }
      createWebhookEndpoint(input: $endpoint) { webhookEndpoint { id } userErrors { message } } }`,
    {
      campaign: { datasetId, name: 'High', filter: { riskBand: 'HIGH', left: false }, holdOutShare: 0.2 },
      endpoint: { url: 'https://receiver.invalid/', events: ['CAMPAIGN_MEASURED'] },
    },
  );
  await app.idle(datasetId);
  // What is told to the endpoint, and noted of all datasets when it begins, asks as well and is no part of any answer.
  const open = 'select id from outbox where given_up_at is null limit 1';
  await vi.waitUntil(async () => (await app.dataSource.query(open)).length === 0, 60_000);
  const ids: Readonly<Record<string, string>> = {
    Campaign: made.createCampaign.campaign.id,
    CampaignName: made.createCampaign.campaign.id,
    WebhookDeliveries: made.createWebhookEndpoint.webhookEndpoint.id,
    ...Object.fromEntries(
      ['Slices', 'ChurnModel', 'ModelCard', 'CardSlices', 'Dependence'].map((name) => [name, champion.id]),
    ),
    ...Object.fromEntries(
      [
        'Segmentation',
        'SegmentAdvice',
        'SegmentPlan',
        'SegmentRule',
        'SegmentHistograms',
        'SegmentComparison',
        'SegmentationChange',
      ].map((name) => [name, activeSegmentation.id]),
    ),
  };
  const inputs: Readonly<Record<string, object>> = {
    CampaignPlan: { datasetId, filter: { riskBand: 'HIGH', left: false }, holdOutShare: 0.2 },
    OutcomesPreview: { datasetId, uploadId: outcomes },
  };
  const area = { segmentationId: activeSegmentation.id, x: [-1, 1, 1], y: [-1, -1, 1] };
  return (name) => ({
    id: ids[name] ?? datasetId,
    input: inputs[name],
    filter: name === 'CustomersInArea' ? { mapArea: area } : { left: false },
    ...(name === 'AuditEvents' ? { filter: null } : {}),
    ...{ datasetId, uploadId, k: 3, key: a, a, b, feature: champion.features[0] },
    ...{ first: undefined, externalId: customer, search: customer, changes: { recency_days: 3 } },
  });
}

describe('no query of the dashboard goes through a table of customers while nothing changes', () => {
  const queries = dashboardQueries();
  let variables: (name: string) => Record<string, unknown>;
  beforeAll(async () => {
    variables = await variablesOf();
  });

  it('has them all', () => {
    expect(queries.size).toBeGreaterThan(50);
  });

  it.each([...queries])('%s', async (name, document) => {
    const given = variables(name);
    const named = [...document.matchAll(/\$(\w+):/g)].map(([, variable]) => variable!);
    const asked = Object.fromEntries(named.map((variable) => [variable, given[variable]]));
    if (named.includes('first') && /\$first: Int!/.test(document)) asked.first = 20;
    expect(await passesOf(document, asked)).toEqual([]);
  });
});

describe('a page of those who meet conditions on attributes', () => {
  const page = `query ($id: ID!, $order: CustomerOrder!, $filter: CustomerFilter!, $after: String) {
    customers(datasetId: $id, first: 40, orderBy: $order, filter: $filter, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } edges { node { externalId } } } }`;
  interface Page {
    totalCount: number;
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
    edges: object[];
  }
  const of = (column: string, operator: string, value?: string) => ({ where: [{ column, operator, value }] });
  const filters: [string, object][] = [
    ['many', of('recency_days', 'GTE', '10')],
    ['some', of('recency_days', 'EQ', '17')],
    ['nobody', of('recency_days', 'GT', '100000')],
    ['those without a value', of('recency_days', 'IS_MISSING')],
    ['those of a name', of('customer_id', 'CONTAINS', '77')],
    ['those at risk', { left: false, riskBand: 'HIGH', ...of('recency_days', 'LT', '5') }],
    [
      'any of two',
      { ...of('recency_days', 'LT', '20'), anyOf: [{ riskBand: 'LOW' }, of('recency_days', 'LT', '3')] },
    ],
  ];

  async function pages(order: string, filter: object): Promise<Page[]> {
    const found: Page[] = [];
    let after: string | null = null;
    for (let i = 0; i < 3; i++) {
      const { customers }: { customers: Page } = await app.query(page, {
        id: datasetId,
        order,
        filter,
        after,
      });
      found.push(customers);
      after = customers.pageInfo.endCursor;
      if (!customers.pageInfo.hasNextPage) break;
    }
    return found;
  }

  it.each(filters)('is the same found by the column file as by all customers: %s', async (_, filter) => {
    // One who met no condition before, and one who meets none any more.
    await app.query(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated } }',
      {
        input: {
          datasetId,
          customers: [
            { externalId: customer, attributes: { recency_days: 17 } },
            { externalId: other, attributes: { recency_days: null } },
          ],
        },
      },
    );
    await app.idle(datasetId);
    const { snapshotRows } = app.slices.datasets;
    for (const order of ORDERS) {
      const asked = vi.spyOn(snapshotRows, 'candidates');
      const found = await pages(order, filter);
      expect(asked).toHaveBeenCalled();
      asked.mockRestore();
      const silent = vi.spyOn(snapshotRows, 'candidates').mockResolvedValue(null);
      app.slices.datasets.memory.forget(key);
      expect(await pages(order, filter)).toEqual(found);
      silent.mockRestore();
      app.slices.datasets.memory.forget(key);
    }
  });
});

describe('a page of the customers of a segment', () => {
  const page = `query ($id: ID!, $order: CustomerOrder!, $filter: CustomerFilter!, $after: String) {
    customers(datasetId: $id, first: 40, orderBy: $order, filter: $filter, after: $after) {
      pageInfo { endCursor hasNextPage } edges { node { externalId } } } }`;
  interface Page {
    customers: {
      pageInfo: { endCursor: string | null; hasNextPage: boolean };
      edges: { node: { externalId: string } }[];
    };
  }
  const IN_SQL: Record<string, string> = {
    EXTERNAL_ID_ASC: 'c.external_id',
    CHURN_PROBABILITY_DESC: 's.probability desc, s.row',
    CHURN_PROBABILITY_ASC: 's.probability, s.row desc',
    EXPECTED_LOSS_DESC: 's.expected_loss desc nulls last, s.row',
  };
  const PAGES = 3;

  async function listed(order: string, filter: object): Promise<string[]> {
    const found: string[] = [];
    let after: string | null = null;
    for (let i = 0; i < PAGES; i++) {
      const { customers }: Page = await app.query(page, { id: datasetId, order, filter, after });
      found.push(...customers.edges.map(({ node }) => node.externalId));
      after = customers.pageInfo.endCursor;
      if (!customers.pageInfo.hasNextPage) break;
    }
    return found;
  }

  async function plainly(order: string, segment: string, band: string | null): Promise<string[]> {
    const rows: { id: string }[] = await app.dataSource.query(
      `select c.external_id as id from current_customers c
       join customer_scores s on s.dataset_id = c.dataset_id and s.row = c.row and s.current
       join customer_segments m on m.dataset_id = c.dataset_id and m.row = c.row and m.current
       join active_segments g on g.segmentation_id = m.segmentation_id and g.k = m.k and g.index = m.index
       where c.dataset_id = $1 and g.key = $2 and ($3::text is null or s.risk_band = $3)
       order by ${IN_SQL[order]} limit ${40 * PAGES}`,
      [key, segment, band],
    );
    return rows.map(({ id }) => id);
  }

  it.each([null, 'LOW', 'MEDIUM', 'HIGH'])(
    'is that of all customers in their order, of the band %s',
    async (band) => {
      const { dataset } = await app.query<{
        dataset: { activeSegmentation: { segments: { key: string }[] } };
      }>('query ($id: ID!) { dataset(id: $id) { activeSegmentation { segments { key } } } }', {
        id: datasetId,
      });
      for (const { key: segmentKey } of dataset.activeSegmentation.segments) {
        for (const order of Object.keys(IN_SQL)) {
          const filter = { segmentKey, riskBand: band };
          expect(await listed(order, filter)).toEqual(await plainly(order, segmentKey, band));
          const asked = { id: datasetId, order, filter, after: null };
          expect(await passesOf(page, asked)).toEqual([]);
        }
      }
    },
  );
});
