import { setTimeout as sleep } from 'node:timers/promises';
import { createApiClient } from '../test/client.js';
import { aim } from './aim.js';
import { Server } from './server.js';

// pnpm --filter @holdfast/api score-speed [REQUESTS] [NODE FLAGS]: one customer scored over HTTP with reasons, complete and partial, one request
// after the other: how long an answer takes, and what of that the server computes (processor time, which others do not disturb).

const requests = Number(process.argv[2] ?? '1000');
/** Requests that only warm the server up. */
const WARM = 300;
const QUERY = `query ($id: ID!, $customers: [JSONObject!]!) {
  score(datasetId: $id, customers: $customers) {
    segmentKey segmentName probability riskBand
    contributions { feature value contribution text }
    reasons { text } reasonsAgainst { text } warnings
  }
}`;

const server = await Server.start(process.argv.slice(3));
const { datasetId, admin } = await aim(server.url, server.admin);
const { query } = createApiClient(server.url, admin);
await idle();
const { customers } = await query<{
  customers: { edges: { node: { attributes: Record<string, unknown> } }[] };
}>('query ($id: ID!) { customers(datasetId: $id, first: 100) { edges { node { attributes } } } }', {
  id: datasetId,
});
const complete = customers.edges
  .map(({ node }) => node.attributes)
  .filter((attributes) => Object.values(attributes).every((value) => value !== null));
const partial = complete.map((attributes) =>
  Object.fromEntries(Object.entries(attributes).filter((_, i) => i % 4 !== 0)),
);

console.log('records   p50 ms  p99 ms  processor ms a request');
for (const [name, records] of Object.entries({ complete, partial })) {
  await ask(records, WARM);
  const before = server.processorSeconds;
  const times = (await ask(records, requests)).sort((a, b) => a - b);
  const spent = (1000 * (server.processorSeconds - before)) / requests;
  const at = (share: number) => times[Math.floor(share * (times.length - 1))]!.toFixed(2).padStart(6);
  console.log(`${name.padEnd(8)}  ${at(0.5)}  ${at(0.99)}  ${spent.toFixed(2)}`);
}
await server.stop();

async function ask(records: readonly object[], count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    await query(QUERY, { id: datasetId, customers: [records[i % records.length]] });
    times.push(performance.now() - start);
  }
  return times;
}

async function idle(): Promise<void> {
  for (;;) {
    const { jobs } = await query<{ jobs: { totalCount: number } }>(
      '{ jobs(states: [PENDING, RUNNING], first: 1) { totalCount } }',
    );
    if (jobs.totalCount === 0) return;
    await sleep(200);
  }
}
