import { writeFileSync } from 'node:fs';
import { type Dashboard, openDashboard } from '../test/open-dashboard';
import { customersFile } from './customers-file';
import { type Growth, growthOf } from './growth';
import { compareLookUps } from './look-up-speed';
import { measureMaps } from './map-speed';
import { measureOtherK } from './other-k-speed';
import { measurePages } from './page-speed';
import { processorTime } from './processor-time';
import { measureQueries } from './query-speed';
import { type Asked, recordQueries } from './recorded-queries';
import { measureScores } from './score-speed';
import type { Serving } from './serving';
import { showServing } from './show-serving';
import { measureTeam, measureWhileTraining } from './team-speed';
import { memoryOfProcess } from './time-figures';
import { measureUpserts } from './upsert-speed';

// pnpm bench:serve [CUSTOMERS,...] [TIMES] [WHAT,...]: what serving takes and costs. Every query that the dashboard asks on its screens,
// recorded from the browser and asked again one after the other; pages of customers by every filter in every order, the first
// and a deep one; the map of customers by the field of the schema and as columns; another k in the browser; scores of attributes; a customer looked up here and by a bare server on the same
// database, by turns; 16 clients at once, also while a model is trained; upserts of 1,000; the memory of the API. With several
// numbers of customers it says how processor time grows with them. SERVE_JSON is the file that the figures are written to,
// SERVE_DATA a folder where data stays from run to run. WHAT is some of the parts below, all if it is left out.

const PARTS = ['queries', 'map', 'pages', 'k', 'scores', 'lookups', 'team', 'upserts'] as const;
type Part = (typeof PARTS)[number];

/** How long nothing is asked before the memory of the API at rest is read. */
const REST_MS = 10_000;

const sizes = (process.argv[2] ?? '10000').split(',').map(Number);
const times = Number(process.argv[3] ?? '30');
const what = new Set((process.argv[4] ?? PARTS.join(',')).split(',') as Part[]);

const served: Serving[] = [];
for (const customers of sizes) {
  served.push(await serve(customers));
  showServing(served.at(-1)!);
}
const growth: Growth[] = growthOf(served);
for (const { query, exponent } of growth) console.log(`grows by\t${exponent.toFixed(2)}\t${query}`);
if (process.env.SERVE_JSON)
  writeFileSync(process.env.SERVE_JSON, `${JSON.stringify({ times, served, growth }, null, 2)}\n`);

async function serve(customers: number): Promise<Serving> {
  const kept = process.env.SERVE_DATA && `${process.env.SERVE_DATA}/${customers}`;
  const dashboard = await openDashboard({ QUERY_RATE: '999999', ...(kept && { DATA_DIR: kept }) });
  try {
    const earlier = await existing(dashboard);
    const id = earlier ?? (await dashboard.importFile(customersFile(customers), 'customers'));
    const { own, started } = processorTime(dashboard.pid);
    const serving: Serving = { customers, jobs: earlier ? null : own + started };
    await measure(dashboard, id, serving);
    return serving;
  } finally {
    await dashboard.close();
  }
}

async function measure(dashboard: Dashboard, id: string, serving: Serving): Promise<void> {
  const { pid } = dashboard;
  const before = memoryOfProcess(pid);
  const customer = await mostAtRisk(dashboard, id);
  await dashboard.signIn();
  const asked: Asked[] =
    what.has('queries') || what.has('team') ? await recordQueries(dashboard, id, customer) : [];
  if (what.has('queries')) serving.queries = await measureQueries(dashboard, id, customer, asked, times);
  if (what.has('map')) serving.maps = await measureMaps(dashboard, id, customer, times);
  if (what.has('pages')) serving.pages = await measurePages(dashboard, pid, id, times);
  if (what.has('k')) serving.otherK = await measureOtherK(dashboard, id, times);
  if (what.has('scores')) serving.scores = await measureScores(dashboard, id, times);
  if (what.has('lookups')) serving.lookUps = await compareLookUps(dashboard, id, times);
  if (what.has('upserts')) serving.upserts = await measureUpserts(dashboard, id);
  if (what.has('team')) serving.team = await measureTeam(dashboard, asked);
  const after = await memoryAtRest(pid);
  if (what.has('team')) serving.team = [...serving.team!, await measureWhileTraining(dashboard, id, asked)];
  serving.memory = { before, after, trained: what.has('team') ? await memoryAtRest(pid) : null };
}

async function memoryAtRest(pid: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  return memoryOfProcess(pid);
}

/** The dataset of an earlier run in the same data folder. */
async function existing({ ask }: Dashboard): Promise<string | undefined> {
  const { datasets } = await ask<{ datasets: { edges: { node: { id: string } }[] } }>(
    '{ datasets(first: 1) { edges { node { id } } } }',
  );
  return datasets.edges[0]?.node.id;
}

async function mostAtRisk({ ask }: Dashboard, id: string): Promise<string> {
  const { customers } = await ask<{ customers: { edges: { node: { externalId: string } }[] } }>(
    'query ($id: ID!) { customers(datasetId: $id, first: 1, orderBy: CHURN_PROBABILITY_DESC) { edges { node { externalId } } } }',
    { id },
  );
  return customers.edges[0]!.node.externalId;
}
