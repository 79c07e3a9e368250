import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApiClient } from '../test/client.js';
import { aim } from './aim.js';
import { Server } from './server.js';

// pnpm --filter @holdfast/api overload [TIMES] [SECONDS]: how many look-ups of one customer a second a server answers at most, and
// what becomes of TIMES as many, from so many callers: those that are answered, and how soon the others are refused.

const times = Number(process.argv[2] ?? '3');
const seconds = Number(process.argv[3] ?? '10');
const CALLERS = 20;
/** Who waits longer has gone. */
const PATIENCE_MS = 5000;
/** Of each caller, while the most is looked for. */
const AT_ONCE = 2;
const QUERY = `query ($id: ID!, $customer: String!) {
  customer(datasetId: $id, externalId: $customer) { externalId segment { name } churn { probability riskBand } }
}`;

interface Outcome {
  readonly status: number;
  readonly ms: number;
}

const server = await Server.start();
const { datasetId, admin } = await aim(server.url, server.admin);
const { query } = createApiClient(server.url, admin);
const keys = await Promise.all(
  Array.from({ length: CALLERS }, async (_, i) => {
    const { createApiKey } = await query<{ createApiKey: { secret: string } }>(
      'mutation ($name: String!) { createApiKey(input: { name: $name, role: VIEWER }) { secret } }',
      { name: `caller ${i}` },
    );
    return createApiKey.secret;
  }),
);
const { customers } = await query<{ customers: { edges: { node: { externalId: string } }[] } }>(
  'query ($id: ID!) { customers(datasetId: $id, first: 100) { edges { node { externalId } } } }',
  { id: datasetId },
);
const agent = new http.Agent({ keepAlive: true, maxSockets: 4000 });
const { hostname, port } = new URL(server.url);

await atMost(3);
const most = await atMost(seconds);
console.log(`at most ${Math.round(most)} a second are answered`);
const begun = performance.now();
const outcomes = await sendAtRate(times * most);
// Until the last of them: what is answered after all was sent took its time, too.
const took = (performance.now() - begun) / 1000;
const late = outcomes.filter(({ status, ms }) => status === 200 && ms > PATIENCE_MS);
const ok = outcomes.filter(({ status, ms }) => status === 200 && ms <= PATIENCE_MS);
const rest = outcomes.filter(({ status }) => status !== 200);
const goodput = ok.length / took / most;
console.log(
  `of ${times} times as many for ${seconds} s: ${Math.round(100 * goodput)} % of the most are answered within ${PATIENCE_MS} ms, ${late.length} requests later`,
);
console.log(
  `answered: p50 ${at(ok, 0.5)}, p99 ${at(ok, 0.99)}; refused: ${rest.length}, p50 ${at(rest, 0.5)}, p99 ${at(rest, 0.99)}`,
);
const counts = new Map<number, number>();
for (const { status } of outcomes) counts.set(status, (counts.get(status) ?? 0) + 1);
console.log('by status:', Object.fromEntries(counts));
agent.destroy();
await server.stop();

/** How many a second are answered where each caller always asks for so many. */
async function atMost(duration: number): Promise<number> {
  const until = performance.now() + duration * 1000;
  let answered = 0;
  await Promise.all(
    keys.flatMap((key) =>
      Array.from({ length: AT_ONCE }, async () => {
        while (performance.now() < until) {
          if ((await send(key)).status === 200) answered++;
        }
      }),
    ),
  );
  return answered / duration;
}

/** Sends so many a second, whatever becomes of those before. */
async function sendAtRate(rate: number): Promise<Outcome[]> {
  const sent: Promise<Outcome>[] = [];
  const begin = performance.now();
  for (let passed = 0; passed < seconds; passed = (performance.now() - begin) / 1000) {
    while (sent.length < rate * passed) sent.push(send(keys[sent.length % CALLERS]!));
    await sleep(5);
  }
  return Promise.all(sent);
}

function send(key: string): Promise<Outcome> {
  const start = performance.now();
  const customer = customers.edges[Math.floor(Math.random() * customers.edges.length)]!.node.externalId;
  const body = JSON.stringify({ query: QUERY, variables: { id: datasetId, customer } });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return new Promise((resolve) => {
    const end = (status: number) => resolve({ status, ms: performance.now() - start });
    const request = http.request(
      { agent, hostname, port, path: '/graphql', method: 'POST', headers },
      (response) => {
        response.resume().once('end', () => end(response.statusCode!));
      },
    );
    request.once('error', () => end(0));
    request.end(body);
  });
}

function at(outcomes: readonly Outcome[], share: number): string {
  const sorted = outcomes.map(({ ms }) => ms).sort((a, b) => a - b);
  const found = sorted[Math.floor(share * (sorted.length - 1))];
  return found === undefined ? '–' : `${found.toFixed(0)} ms`;
}
