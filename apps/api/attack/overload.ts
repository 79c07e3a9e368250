import http from 'node:http';
import { availableParallelism, cpus } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
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
const before = await measure(() => atMost(seconds / 2));
const flood = await measure(() => sendAtRate(times * before.result));
const after = await measure(() => atMost(seconds / 2));
const most = (before.result + after.result) / 2;
console.log(
  `at most ${most.toFixed(0)} a second are answered (${before.result.toFixed(0)} before, ${after.result.toFixed(0)} after)`,
);
const outcomes = flood.result;
const late = outcomes.filter(({ status, ms }) => status === 200 && ms > PATIENCE_MS);
const ok = outcomes.filter(({ status, ms }) => status === 200 && ms <= PATIENCE_MS);
const rest = outcomes.filter(({ status }) => status !== 200);
// Until the last of them: what is answered after all was sent took its time, too.
const goodput = ok.length / flood.seconds / most;
console.log(
  `of ${times} times as many for ${seconds} s: ${percent(goodput)} of the most are answered within ${PATIENCE_MS} ms, ${late.length} requests later`,
);
console.log(
  `answered: p50 ${at(ok, 0.5)}, p99 ${at(ok, 0.99)}; refused: ${rest.length}, p50 ${at(rest, 0.5)}, p90 ${at(rest, 0.9)}, p99 ${at(rest, 0.99)}`,
);
const counts = new Map<number, number>();
for (const { status } of outcomes) counts.set(status, (counts.get(status) ?? 0) + 1);
console.log('by status:', Object.fromEntries(counts));
// The machine does other things as well, the sender among them: by the server's own processor time that does not matter.
const perSecond = { most: rateOf(before, after), flood: ok.length / flood.server };
console.log(
  `answered in a second of the server's processor time: at most ${perSecond.most.toFixed(0)}, under the flood ${perSecond.flood.toFixed(0)}, ${percent(perSecond.flood / perSecond.most)}`,
);
console.log(
  `the server had ${percent(flood.server / flood.seconds)} of a processor then, the sender ${percent(flood.sender / flood.seconds)} and was late itself by ${flood.lateP50.toFixed(0)} ms, p99 ${flood.lateP99.toFixed(0)} ms; all else had ${percent(flood.others / flood.seconds)} of ${availableParallelism()} processors`,
);
agent.destroy();
await server.stop();

interface Measured<T> {
  readonly result: T;
  readonly seconds: number;
  /** Processor time in seconds: of the server without its database, of this process, of everything else. */
  readonly server: number;
  readonly sender: number;
  readonly others: number;
  /** By how many milliseconds this process came too late to what it waited for. */
  readonly lateP50: number;
  readonly lateP99: number;
}

async function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
  const lateness = monitorEventLoopDelay({ resolution: 1 });
  const [begun, ofServer, ofSender, ofAll] = [
    performance.now(),
    server.processorSeconds,
    process.cpuUsage(),
    processorSecondsOfAll(),
  ];
  lateness.enable();
  const result = await work();
  lateness.disable();
  const { user, system } = process.cpuUsage(ofSender);
  const [servers, senders] = [server.processorSeconds - ofServer, (user + system) / 1e6];
  return {
    result,
    seconds: (performance.now() - begun) / 1000,
    server: servers,
    sender: senders,
    others: processorSecondsOfAll() - ofAll - servers - senders,
    lateP50: lateness.percentile(50) / 1e6 - 1,
    lateP99: lateness.percentile(99) / 1e6 - 1,
  };
}

function processorSecondsOfAll(): number {
  const busy = cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq);
  return busy.reduce((sum, ms) => sum + ms, 0) / 1000;
}

/** How many are answered in a second of the server's processor time. */
function rateOf(...parts: readonly Measured<number>[]): number {
  const answered = parts.reduce((sum, { result, seconds: took }) => sum + result * took, 0);
  return answered / parts.reduce((sum, part) => sum + part.server, 0);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

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
