import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GraphqlAnswer } from '../client.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { createErrorLog } from './error-log.js';
import { collectPools } from './pools.js';
import { anyOperation } from './random-operations.js';
import type { Operation } from './reach.js';
import { createShop, GENEROUS } from './shops.js';
import { subscribeOnce } from './socket.js';
import { streamOnce } from './stream.js';
import { writeOperation } from './write-operation.js';

/** More of them, or others: `OPERATIONS=5000 SEED=1000 pnpm vitest run test/operations/random`; each has the next seed. */
const COUNT = Number(process.env.OPERATIONS ?? '300');
const SEED = Number(process.env.SEED ?? '1');
/** Some of them start work that others wait for. */
const TIMEOUT_MS = 120_000 + COUNT * 1000;
/** How many are under way at a time. */
const AT_ONCE = 4;

const log = createErrorLog();
let app: TestApp;
/** The operation of a seed, always the same. */
let operationOf: (seed: number) => Operation;
beforeAll(async () => {
  app = await createTestApp({ logger: log.logger, limits: GENEROUS });
  const shops = await Promise.all([createShop(app, 'north'), createShop(app, 'south')]);
  const pools = await collectPools(app, shops);
  const any = anyOperation(app.schema, pools);
  operationOf = (seed) => writeOperation(fc.sample(any, { numRuns: 1, seed })[0]!);
});
afterAll(() => app.stop());

/** An operation whose answer no caller should get, with what the server logged about it. */
interface Fault {
  readonly seed: number;
  readonly operation: Operation;
  readonly answer: GraphqlAnswer<unknown>;
  readonly logged: readonly string[];
}

/** Sends an operation by POST, and a subscription over WebSocket as well. */
async function send(operation: Operation): Promise<{ status: number; answer: GraphqlAnswer<unknown> }[]> {
  const headers = { 'content-type': 'application/json' };
  const response = await app.fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(operation) });
  const posted = { status: response.status, answer: (await response.json()) as GraphqlAnswer<unknown> };
  if (!operation.query.startsWith('subscription')) return [posted];
  return [
    posted,
    { status: 200, answer: await subscribeOnce(app, operation) },
    await streamOnce(app, operation),
  ];
}

/** The codes in an answer, in forms and beside them; 4500 is the one of a socket that broke down. */
function codesIn({ data, errors = [] }: GraphqlAnswer<unknown>): string[] {
  const inForms = [...JSON.stringify(data ?? null).matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code!);
  return [...inForms, ...errors.map(({ extensions }) => String(extensions?.code))];
}

/** Cancels the jobs that still wait, and waits for those that run. */
async function settleJobs(): Promise<void> {
  for (;;) {
    const { jobs } = await app.query<{ jobs: { edges: { node: { id: string; state: string } }[] } }>(
      '{ jobs(states: [PENDING, RUNNING], first: 100) { edges { node { id state } } } }',
    );
    if (jobs.edges.length === 0) return;
    const { id, state } = jobs.edges[0]!.node;
    if (state === 'RUNNING') await app.settled(id);
    else await app.ask('mutation ($id: ID!) { cancelJob(input: { jobId: $id }) { job { id } } }', { id });
  }
}

it(
  'are valid, of every kind, and answered by no error of ours',
  async () => {
    const faults: Fault[] = [];
    const counts = new Map<string, number>();
    let written = '';
    let next = SEED;
    const work = async () => {
      while (next < SEED + COUNT) {
        const seed = next++;
        const operation = operationOf(seed);
        written += operation.query;
        // graphql-js fails over a subscription with a directive at its root, where the server refuses it.
        const isSubscription = operation.query.startsWith('subscription');
        if (!isSubscription) expect(validate(app.schema, parse(operation.query))).toEqual([]);
        for (const { status, answer } of await send(operation)) {
          const codes = codesIn(answer);
          for (const code of codes.length > 0 ? new Set(codes) : ['none']) {
            counts.set(code, (counts.get(code) ?? 0) + 1);
          }
          if (status < 500 && !codes.includes('INTERNAL') && !codes.includes('4500')) continue;
          faults.push({ seed, operation, answer, logged: log.errors.splice(0) });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await settleJobs();
    console.log(`answers by their codes: ${JSON.stringify(Object.fromEntries(counts))}`);
    expect(faults).toEqual([]);
    expect(log.errors).toEqual([]);
    for (const part of [
      'query',
      'mutation',
      'subscription',
      '@skip',
      '@include',
      '... on',
      'fragment',
      '$v',
    ]) {
      expect(written).toContain(part);
    }
    expect((await app.fetch('/readyz')).status).toBe(200);
  },
  TIMEOUT_MS,
);
