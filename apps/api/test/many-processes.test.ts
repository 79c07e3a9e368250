import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { type Balancer, startBalancer } from './balancer.js';
import { findInconsistencies, untilQuiet } from './consistency.js';
import { Fleet, type Member } from './fleet.js';

const CLIENTS = 6;
const sample = generateSample({ size: 600 });

let fleet: Fleet;
let balancer: Balancer;
let apis: Member[];
let worker: Member;
let datasetId: string;

beforeAll(async () => {
  fleet = await Fleet.create();
  balancer = await startBalancer();
  apis = [await fleet.start('api'), await fleet.start('api')];
  worker = await fleet.start('worker');
  for (const { url } of apis) await balancer.add(url);
});
afterAll(async () => {
  await balancer.close();
  await fleet.remove();
});

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

async function send<T = unknown>(query: string, variables: object, url = balancer.url): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fleet.adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  const { data, errors } = JSON.parse(text) as Answer;
  if (errors) throw new Error(errors[0]!.message);
  return data as T;
}

/** Asks and writes until it is told to stop; says what was acknowledged and what failed. */
function load() {
  const acknowledged = new Map<string, number>();
  const uncertain = new Set<string>();
  const failures: string[] = [];
  let answers = 0;
  let isOver = false;
  const client = async (number: number) => {
    for (let turn = 0; !isOver; turn++) {
      const externalId = sample.customers[(turn * CLIENTS + number) % 500]!.id;
      try {
        uncertain.add(externalId);
        await send(
          `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated userErrors { message } } }`,
          { input: { datasetId, customers: [{ externalId, attributes: { income: 1000 + turn } }] } },
        );
        acknowledged.set(externalId, 1000 + turn);
        uncertain.delete(externalId);
        await send(
          'query ($d: ID!, $e: String!) { customer(datasetId: $d, externalId: $e) { externalId churn { probability } } }',
          { d: datasetId, e: externalId },
        );
        answers += 2;
      } catch (error) {
        failures.push(String(error));
      }
    }
  };
  const clients = Array.from({ length: CLIENTS }, (_, number) => client(number));
  const until = async (more: number) => {
    const goal = answers + more;
    await expect.poll(() => answers, { timeout: 400_000, interval: 20 }).toBeGreaterThan(goal);
  };
  const end = async () => {
    isOver = true;
    await Promise.all(clients);
  };
  return { acknowledged, uncertain, failures, until, end };
}

/** Acknowledged values that are not the stored ones. */
async function lost({ acknowledged, uncertain }: ReturnType<typeof load>): Promise<string[]> {
  const rows = await fleet.ask<{ id: string; income: string }>(
    `select external_id as id, attributes ->> 'income' as income from current_customers`,
  );
  const stored = new Map(rows.map(({ id, income }) => [id, Number(income)]));
  return [...acknowledged]
    .filter(([id, income]) => !uncertain.has(id) && stored.get(id) !== income)
    .map(([id]) => id);
}

it('shows on one process what another one does: a subscription follows a job of the worker', async () => {
  const response = await fetch(`${balancer.url}/uploads?filename=customers.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fleet.adminKey}` },
    body: [...sampleCsv(sample.customers)].join(''),
  });
  const { uploadId } = (await response.json()) as { uploadId: string };
  const { importDataset } = await send<{ importDataset: { dataset: { id: string }; job: { id: string } } }>(
    'mutation ($input: ImportDatasetInput!) { importDataset(input: $input) { dataset { id } job { id } } }',
    { input: { uploadId, name: 'Customers', analyse: true } },
  );
  datasetId = importDataset.dataset.id;
  const client = createClient({
    url: `${apis[1]!.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${fleet.adminKey}` },
  });
  const states: string[] = [];
  const query = `subscription { job(id: "${importDataset.job.id}") { state } }`;
  for await (const { data } of client.iterate<{ job: { state: string } }>({ query }))
    states.push(data!.job.state);
  await client.dispose();
  expect(states.at(-1)).toBe('COMPLETED');
  await untilQuiet((statement) => fleet.ask(statement));
});

it('is restarted one process after the other, under load, without a failed request', async () => {
  const running = load();
  await running.until(20);
  for (const index of [0, 1]) {
    const old = apis[index]!;
    apis[index] = await fleet.start('api');
    await balancer.add(apis[index].url);
    expect(await old.stop()).toBe(0);
    await running.until(20);
  }
  const before = worker;
  worker = await fleet.start('worker');
  expect(await before.stop()).toBe(0);
  await running.until(20);
  await running.end();
  expect(running.failures).toEqual([]);
  expect(await lost(running)).toEqual([]);
});

it('loses nothing that was acknowledged when any one is killed', async () => {
  const running = load();
  await running.until(10);
  await send('mutation ($input: TrainChurnModelInput!) { trainChurnModel(input: $input) { job { id } } }', {
    input: { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' },
  });
  await worker.kill();
  worker = await fleet.start('worker');
  await running.until(10);
  await apis[0]!.kill();
  await running.until(10);
  apis[0] = await fleet.start('api');
  await balancer.add(apis[0].url);
  await running.until(10);
  await apis[1]!.kill();
  await running.until(10);
  await running.end();
  // Those that were on their way to the one that died, and no others; a plain balancer passes that on.
  expect(running.failures.filter((failure) => !/502/.test(failure))).toEqual([]);
  expect(running.failures.length).toBeLessThanOrEqual(3 * CLIENTS);
  expect(await lost(running)).toEqual([]);
  await untilQuiet((statement) => fleet.ask(statement));
  const models = await fleet.ask<{ status: string }>(
    'select status from churn_models order by version desc limit 1',
  );
  expect(models).toEqual([{ status: 'COMPLETED' }]);
  expect(await findInconsistencies((statement) => fleet.ask(statement), fleet.dataDir)).toEqual([]);
});

it('says of a process that is about to end that it is not ready, and serves whoever still comes', async () => {
  const member = await fleet.start('api');
  const ended = member.stop();
  await expect.poll(async () => (await fetch(`${member.url}/readyz`)).status, { interval: 20 }).toBe(503);
  const answer = await fetch(`${member.url}/healthz`);
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
  expect(await send('{ viewer { role } }', {}, member.url)).toEqual({ viewer: { role: 'ADMIN' } });
  expect(await ended).toBe(0);
});
