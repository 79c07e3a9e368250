import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { aim } from './aim.js';
import { type Answer, ask } from './attack.js';
import { Server } from './server.js';

// pnpm --filter @holdfast/api soak [MINUTES]: mixed work at about half load; says every minute what the process holds. What grows in
// the first third may be caches that fill and pages that the allocator keeps; what grows after it, grows.

const minutes = Number(process.argv[2] ?? '30');
/** Requests a second, about half of what one core answers of this mixture. */
const RATE = 40;

const server = await Server.start(['--expose-gc', '--import', join(import.meta.dirname, 'report-heap.mjs')]);
const target = await aim(server.url, server.admin);
const { datasetId, segmentationId, churnModelId, jobId } = target;
const codes = new Map<string, number>();
let asked = 0;

/** Work as clients do it, each with its share. */
const WORK: readonly (readonly [share: number, work: () => Promise<unknown>])[] = [
  [
    30,
    () =>
      query(
        `{ score(datasetId: "${datasetId}", customers: [{ income: ${Math.random() * 90_000} }]) { probability segmentKey } }`,
      ),
  ],
  [
    25,
    () =>
      query(
        `{ customers(datasetId: "${datasetId}", first: 50) { totalCount edges { node { externalId attributes segment { name } churn { probability } } } } }`,
      ),
  ],
  [
    10,
    () => query(`{ segmentation(id: "${segmentationId}") { segments { name size strategies { action } } } }`),
  ],
  [5, () => query(`{ segmentation(id: "${segmentationId}") { projection(sample: 2000) { x y } } }`)],
  [
    5,
    () =>
      query(
        `{ churnModel(id: "${churnModelId}") { calibrationCurve { x y } featureImportances { importance } } }`,
      ),
  ],
  [
    15,
    () =>
      query(
        `mutation { upsertCustomers(input: { datasetId: "${datasetId}", customers: [{ externalId: "soak-${Math.floor(Math.random() * 500)}", attributes: { income: ${Math.floor(Math.random() * 90_000)} } }] }) { userErrors { code } } }`,
      ),
  ],
  [5, subscribeAndLeave],
  [5, askAndLeave],
];

async function query(text: string): Promise<void> {
  note(await ask(target, text, { secret: target.admin }));
}

function note({ status, code }: Answer): void {
  const key = code || String(status);
  codes.set(key, (codes.get(key) ?? 0) + 1);
}

async function subscribeAndLeave(): Promise<void> {
  const socket = new WebSocket(`${target.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(
    JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${target.viewer}` } }),
  );
  await once(socket, 'message');
  const payload = { query: `subscription { job(id: "${jobId}") { state } }` };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  await once(socket, 'message');
  socket.terminate();
  note({ status: 200, code: '', message: '', bytes: 0 });
}

/** A client that goes before it is answered. */
async function askAndLeave(): Promise<void> {
  const body = JSON.stringify({
    query: `{ customers(datasetId: "${datasetId}", first: 100, filter: { search: "a" }) { totalCount } }`,
  });
  await fetch(`${target.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${target.viewer}` },
    body,
    signal: AbortSignal.timeout(5),
  }).catch(() => {});
}

function draw(): () => Promise<unknown> {
  const at = Math.random() * 100;
  let sum = 0;
  for (const [share, work] of WORK) {
    sum += share;
    if (at < sum) return work;
  }
  return WORK[0]![1];
}

const end = Date.now() + minutes * 60_000;
const under = new Set<Promise<unknown>>();
const working = (async () => {
  while (Date.now() < end) {
    await sleep(1000 / RATE);
    // Where the server is behind, nobody is sent after it: this is half load, not an attack.
    if (under.size >= 20) continue;
    asked++;
    const one: Promise<unknown> = draw()()
      .catch((error: unknown) => note({ status: 0, code: String(error).slice(0, 60), message: '', bytes: 0 }))
      .finally(() => under.delete(one));
    under.add(one);
  }
  await Promise.allSettled([...under]);
})();

console.log('minute\trequests\theap MB\town MB\tresident MB\tdescriptors\tprocessor s');
const heaps: number[] = [];
const owns: number[] = [];
for (let minute = 1; minute <= minutes; minute++) {
  await Promise.race([sleep(60_000), working]);
  const [heap, own, resident] = [await server.heap(), server.ownMemory, server.memory].map(
    (bytes) => bytes / 1024 ** 2,
  ) as [number, number, number];
  heaps.push(heap);
  owns.push(own);
  const shown = [heap.toFixed(1), own.toFixed(0), resident.toFixed(0)];
  console.log([minute, asked, ...shown, server.descriptors, server.processorSeconds.toFixed(0)].join('\t'));
}
await working;
console.log(`answers: ${JSON.stringify(Object.fromEntries(codes))}`);
const third = Math.ceil(minutes / 3);
for (const [name, values] of [
  ['the heap', heaps],
  ['own memory', owns],
] as const) {
  const [first, rest] = [values.slice(0, third), values.slice(third)].map((part) => slopeOf(part).toFixed(2));
  console.log(`${name} grows by ${first} MB a minute in the first ${third} minutes, by ${rest} after`);
}
await server.stop();

/** The slope of the line of least squares. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [covariance, variance] = [0, 0];
  values.forEach((value, i) => {
    covariance += (i - middle) * (value - mean);
    variance += (i - middle) ** 2;
  });
  return covariance / variance;
}
