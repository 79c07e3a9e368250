import { createClient } from 'graphql-ws';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { CallContext } from '../src/platform/call/call-context.js';
import { AppError } from '../src/platform/errors/app-error.js';
import { QueryRate } from '../src/platform/query-rate/query-rate.js';
import { createTestApp, type TestApp } from './test-app.js';

const PER_SECOND = 3000;
const IN_A_WINDOW = 30_000;

interface Answer {
  readonly extensions: {
    readonly cost: Record<'requested' | 'actual' | 'available' | 'restoreRate', number>;
  };
}

/** Costs about a third of what may be spent in a window. */
const COSTLY = `{ ${Array.from({ length: 10 }, (_, i) => `a${i}: jobs(first: 100) { edges { node { id kind state step progress attempts createdAt } } }`).join(' ')} }`;

let app: TestApp;
let end = () => {};
beforeAll(async () => {
  app = await createTestApp({ limits: { queryRate: PER_SECOND } });
  app.slices.jobs.service.define({
    kind: 'test-query-rate',
    run: (_payload, { progress }) =>
      new Promise((resolve) => {
        end = () => {
          progress(0.5, 'half-way');
          resolve();
        };
      }),
  });
});
afterAll(() => app.stop());

async function newKey(): Promise<string> {
  const { secret } = await app.slices.auth.apiKeys.create(CallContext.ofServer(), {
    name: 'spender',
    role: 'ADMIN',
  });
  return `Bearer ${secret}`;
}

async function ask(authorization: string, query: string) {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
}

/** The map of a segmentation that is not there: what it would cost is charged first. */
const askForMap = (authorization: string) =>
  fetch(`${app.url}/segmentations/x/map?sample=10`, { headers: { authorization } });

/** Asks until the answer is a refusal; returns it with the number of answers before. */
async function spendAll(authorization: string) {
  for (let answers = 0; ; answers++) {
    const answer = await ask(authorization, COSTLY);
    if (answer.status !== 200) return { answers, ...answer };
  }
}

it('refuses who has spent what may be spent, says until when, and lets everybody else go on', async () => {
  const spender = await newKey();
  const { answers, status, headers, body } = await spendAll(spender);
  expect(answers).toBeGreaterThanOrEqual(2);
  expect(answers).toBeLessThanOrEqual(3);
  expect(status).toBe(429);
  const seconds = Number(headers.get('retry-after'));
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(10);
  expect(body).toMatchObject({
    errors: [
      {
        message: `Your queries would cost more than the 30,000 that they may cost in 10 s; ask again in ${seconds} s.`,
        extensions: { code: 'RATE_LIMITED' },
      },
    ],
  });
  expect(body.extensions.cost).toEqual({
    requested: expect.any(Number),
    actual: 0,
    available: 0,
    restoreRate: PER_SECOND,
  });
  expect((await ask(spender, '{ viewer { id } }')).status).toBe(429);
  expect((await askForMap(spender)).status).toBe(429);
  expect((await ask(await newKey(), '{ viewer { id } }')).status).toBe(200);
  expect((await askForMap(await newKey())).status).toBe(404);
});

it('tells with each answer what it cost and what is left', async () => {
  const spender = await newKey();
  const costs = [];
  for (const query of [COSTLY, '{ viewer { id } }', COSTLY]) {
    const { headers, body } = await ask(spender, query);
    const { requested, actual, available, restoreRate } = body.extensions.cost;
    expect([actual, restoreRate]).toEqual([requested, PER_SECOND]);
    expect(headers.get('x-ratelimit-limit')).toBe(String(IN_A_WINDOW));
    expect(headers.get('x-ratelimit-remaining')).toBe(String(available));
    expect(Number(headers.get('x-ratelimit-reset'))).toBeLessThanOrEqual(10);
    costs.push({ requested, available });
  }
  const [first, second, third] = costs;
  expect(first!.available).toBe(IN_A_WINDOW - first!.requested);
  expect(second!.available).toBe(first!.available - second!.requested);
  expect(third).toEqual({ requested: first!.requested, available: second!.available - first!.requested });
  expect(second!.requested).toBeLessThan(10);
});

it('tells whose window ended while the answer was made that everything may be spent again', async () => {
  const caller = { ...CallContext.ofServer().caller, id: 'slow' };
  const rate = new QueryRate(app.dataSource, PER_SECOND);
  await rate.spend(caller, 1000);
  const later = performance.now() + 11_000;
  const clock = vi.spyOn(performance, 'now').mockReturnValue(later);
  onTestFinished(() => clock.mockRestore());
  const left = { limit: IN_A_WINDOW, available: IN_A_WINDOW, resetsIn: 0, perSecond: PER_SECOND };
  expect(rate.allowanceOf(caller)).toEqual(left);
});

it('counts what every process has answered', async () => {
  const { caller } = CallContext.ofServer();
  const [one, other] = [new QueryRate(app.dataSource, PER_SECOND), new QueryRate(app.dataSource, PER_SECOND)];
  await one.spend(caller, IN_A_WINDOW - 1000);
  await other.spend(caller, 999.5);
  await expect(one.spend(caller, 1)).rejects.toThrow(AppError);
  await expect(other.spend(caller, 1)).rejects.toThrow(AppError);
});

it('lets whoever is far from the limit go on while it is being written down, and nobody else', async () => {
  const { caller } = CallContext.ofServer();
  const rate = new QueryRate(app.dataSource, PER_SECOND);
  await app.dataSource.query('delete from query_rates');
  await rate.spend(caller, 100);
  const runner = app.dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.query('lock table query_rates in access exclusive mode');
  await rate.spend(caller, 100);
  const waiting: string[] = [];
  const costly = rate.spend(caller, IN_A_WINDOW / 2).then(() => waiting.push('answered'));
  const stranger = rate.spend({ ...caller, id: 'stranger' }, 100).then(() => waiting.push('answered'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(waiting).toEqual([]);
  await runner.rollbackTransaction();
  await runner.release();
  await Promise.all([costly, stranger]);
  const points = async () => {
    const rows = await app.dataSource.query('select points from query_rates where key = $1', [caller.id]);
    return rows[0].points;
  };
  // Nobody waits for the small one.
  await expect.poll(points, { timeout: 60_000 }).toBe(200 + IN_A_WINDOW / 2);
});

it('writes down together what is spent within a moment', async () => {
  const { caller } = CallContext.ofServer();
  const rate = new QueryRate(app.dataSource, PER_SECOND);
  await app.dataSource.query('delete from query_rates');
  await rate.spend(caller, 100);
  const written = vi.spyOn(RateLimiterPostgres.prototype, 'consume');
  onTestFinished(() => written.mockRestore());
  for (let i = 0; i < 20; i++) await rate.spend(caller, 10);
  expect(rate.allowanceOf(caller)!.available).toBe(IN_A_WINDOW - 300);
  const sums = () => written.mock.calls.map(([, points]) => points!);
  await expect.poll(() => sums().reduce((sum, points) => sum + points, 0)).toBe(200);
  // A moment is over where the machine makes it longer than that of all twenty.
  expect(sums().length).toBeLessThan(10);
  await Promise.all(written.mock.results.map(({ value }) => value));
  // Whoever comes near the limit is told by the database, with what is not written down yet.
  await rate.spend(caller, 10);
  await rate.spend(caller, IN_A_WINDOW - 310);
  await expect(rate.spend(caller, 1)).rejects.toThrow(AppError);
});

it('counts each event of a subscription, and ends it where nothing is left', async () => {
  const spender = await newKey();
  const job = await app.slices.jobs.service.enqueue(CallContext.ofServer(), 'test-query-rate', {});
  const id = Buffer.from(`Job:${job}`).toString('base64url');
  const client = createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: spender },
  });
  onTestFinished(async () => client.dispose());
  const subscription = { query: `subscription { job(id: "${id}") { state } }` };
  const events = client.iterate(subscription);
  for (let state = ''; state !== 'RUNNING'; ) state = (await events.next()).value.data.job.state;

  await spendAll(spender);
  end();
  const refusal = { errors: [{ extensions: { code: 'RATE_LIMITED' } }] };
  expect((await events.next()).value).toMatchObject(refusal);
  expect((await events.next()).done).toBe(true);
  // Nor is another one opened.
  expect((await client.iterate(subscription).next()).value).toMatchObject(refusal);
});
