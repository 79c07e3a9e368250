import { writeFileSync } from 'node:fs';
import type { Request } from 'playwright-core';
import { openDashboard } from '../test/open-dashboard';
import { customersFile } from './customers-file';
import { compareLookUps, type LookUpFigures } from './look-up-speed';
import { processorTime } from './processor-time';

// pnpm bench:serve [CUSTOMERS] [TIMES]: every query that the dashboard asks on its screens, recorded from the browser and
// asked again one after the other: how long an answer takes over HTTP, and the processor time that it costs the API and
// PostgreSQL. Then a customer is looked up here and by a bare server on the same database, by turns. SERVE_JSON is the file that the figures are written to.

const customers = Number(process.argv[2] ?? '10000');
const times = Number(process.argv[3] ?? '30');
/** Requests of each query that only warm it up. */
const WARM = 3;
let changes = 0;

interface Asked {
  readonly screen: string;
  readonly name: string;
  readonly body: string;
}

interface Figures {
  readonly screen: string;
  readonly query: string;
  /** The first answer after a customer has changed. */
  readonly changed: number;
  readonly p50: number;
  readonly p99: number;
  readonly api: number;
  readonly postgres: number;
  readonly bytes: number;
}

const dashboard = await openDashboard({ QUERY_RATE: '999999' });
try {
  const { page, url, apiKey, pid } = dashboard;
  const began = performance.now();
  const datasetId = await dashboard.importFile(customersFile(customers), 'customers');
  console.log(
    `${customers} customers, all analysed after ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  await dashboard.signIn();
  const { customers: list } = await dashboard.ask<{
    customers: { edges: { node: { externalId: string } }[] };
  }>(
    'query ($id: ID!) { customers(datasetId: $id, first: 1, orderBy: CHURN_PROBABILITY_DESC) { edges { node { externalId } } } }',
    { id: datasetId },
  );
  const asked = new Map<string, Asked>();
  let screen = '';
  page.on('request', (request: Request) => {
    const body = request.postData();
    if (!request.url().endsWith('/graphql') || !body?.includes('"query"')) return;
    const { query, operationName } = JSON.parse(body) as { query: string; operationName?: string };
    if (!query.trimStart().startsWith('query')) return;
    asked.set(body, { screen, name: operationName ?? query.slice(0, 40), body });
  });
  for (const [name, path] of screensOf(datasetId, list.edges[0]!.node.externalId)) {
    screen = name;
    await dashboard.visit(path);
  }
  const figures: Figures[] = [];
  for (const query of asked.values()) {
    await change(datasetId, list.edges[0]!.node.externalId);
    figures.push(await measure(query, url, apiKey, pid));
  }
  show(figures);
  const lookUps = await compareLookUps(dashboard, datasetId, times);
  showLookUps(lookUps);
  if (process.env.SERVE_JSON)
    writeFileSync(
      process.env.SERVE_JSON,
      `${JSON.stringify({ customers, times, figures, lookUps }, null, 2)}\n`,
    );
} finally {
  await dashboard.close();
}

function screensOf(datasetId: string, externalId: string): [string, string][] {
  const of = `/d/${datasetId}`;
  return [
    ['overview', of],
    ['segments', `${of}/segments`],
    ['segments, another k', `${of}/segments?k=7`],
    ['churn', `${of}/churn`],
    ['churn, why', `${of}/churn?view=why`],
    ['churn, trust', `${of}/churn?view=trust`],
    ['churn, versions', `${of}/churn?view=versions`],
    ['strategies', `${of}/strategies`],
    ['customers', `${of}/customers`],
    ['customers, those at high risk', `${of}/customers?risk=HIGH&order=EXPECTED_LOSS_DESC`],
    ['customers, a search', `${of}/customers?search=C10001`],
    ['customer', `${of}/customers/${externalId}`],
    ['campaigns', `${of}/campaigns`],
    ['monitoring', `${of}/monitoring`],
  ];
}

async function change(datasetId: string, externalId: string): Promise<void> {
  const attributes = { monthly_spend: 50 + (changes++ % 10) };
  await dashboard.ask(
    'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated } }',
    { input: { datasetId, customers: [{ externalId, attributes }] } },
  );
  // Until its score and its place have followed.
  await new Promise((resolve) => setTimeout(resolve, 500));
}

async function measure(
  { screen, name, body }: Asked,
  url: string,
  apiKey: string,
  pid: number,
): Promise<Figures> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  let bytes = 0;
  async function ask(): Promise<number> {
    const start = performance.now();
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    const text = await response.text();
    if (text.includes('"errors":')) throw new Error(`${name}: ${text.slice(0, 500)}`);
    bytes = text.length;
    return performance.now() - start;
  }
  const changed = await ask();
  for (let i = 0; i < WARM; i++) await ask();
  const before = processorTime(pid);
  const took: number[] = [];
  for (let i = 0; i < times; i++) took.push(await ask());
  const after = processorTime(pid);
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.ceil(share * took.length) - 1]!;
  const spent = (from: number, to: number) => (1000 * (to - from)) / times;
  return {
    screen,
    query: name,
    changed,
    p50: at(0.5),
    p99: at(0.99),
    api: spent(before.own, after.own),
    postgres: spent(before.started, after.started),
    bytes,
  };
}

function show(figures: readonly Figures[]): void {
  console.log('screen\tquery\tafter a change ms\tp50 ms\tp99 ms\tAPI ms\tPostgreSQL ms\tkB');
  for (const { screen, query, changed, p50, p99, api, postgres, bytes } of figures)
    console.log(
      [
        screen,
        query,
        ...[changed, p50, p99, api, postgres, bytes / 1000].map((value) => value.toFixed(1)),
      ].join('\t'),
    );
}

function showLookUps({ ours, bare }: { ours: LookUpFigures; bare: LookUpFigures }): void {
  console.log('\na customer with segment and score\tp50 ms\tp99 ms\tprocessor ms');
  for (const [name, { p50, p99, processor }] of Object.entries({ ours, bare }))
    console.log([name, ...[p50, p99, processor].map((value) => value.toFixed(2))].join('\t'));
  console.log(
    `requests a second of the processor, of those of the bare server: ${(bare.processor / ours.processor).toFixed(2)}`,
  );
}
