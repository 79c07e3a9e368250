import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { KillableServer } from './killable-server.js';

/** How often the process is killed; `KILLS=50` for a thorough run. */
const KILLS = Number(process.env.KILLS ?? 3);
const sample = generateSample({ size: 1200 });

let server: KillableServer;
let random = 12_345;

beforeAll(async () => {
  server = await KillableServer.create();
});
afterAll(() => server.remove());

/** The same numbers in every run: 0..n − 1. */
function draw(n: number): number {
  random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
  return random % n;
}

/** What was answered to writes, and so must hold from then on. */
const acknowledged = new Map<string, number | null>();
/** Customers whose last write was not answered: it may have happened or not. */
const uncertain = new Set<string>();

async function upsertForEver(datasetId: string): Promise<never> {
  for (;;) {
    const customers = Array.from({ length: 1 + draw(20) }, () => ({
      externalId: draw(3) ? sample.customers[draw(1100)]!.id : `new${draw(200)}`,
      attributes: { income: draw(100_000) },
    }));
    const unique = [...new Map(customers.map((customer) => [customer.externalId, customer])).values()];
    for (const { externalId } of unique) uncertain.add(externalId);
    await server.mutate('upsertCustomers', { datasetId, customers: unique });
    for (const { externalId, attributes } of unique) {
      acknowledged.set(externalId, attributes.income);
      uncertain.delete(externalId);
    }
  }
}

/** Work of every kind, each at a moment of its own, until the process is gone. */
async function work(datasetId: string): Promise<void> {
  const later = async (name: string, input: object) => {
    await delay(draw(800));
    await server.mutate(name, input);
  };
  const { rows } = await server.client.query(
    `select id from churn_models where status = 'COMPLETED' order by version`,
  );
  const models = rows.map(({ id }) => Buffer.from(`ChurnModel:${id}`).toString('base64url'));
  const erased = sample.customers[1100 + draw(100)]!.id;
  await Promise.allSettled([
    upsertForEver(datasetId),
    later('fitSegmentation', { datasetId, maxK: 5, seed: draw(1000) }),
    later('trainChurnModel', { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' }),
    later('eraseCustomer', { datasetId, externalId: erased }).then(() => acknowledged.set(erased, null)),
    ...(models.length > 0 ? [later('promoteChurnModel', { churnModelId: models[draw(models.length)] })] : []),
  ]);
}

/** Answered writes that are not stored; what became of the others holds from now on. */
async function lostWrites(): Promise<string[]> {
  const { rows } = await server.client.query(
    `select external_id, attributes ->> 'income' as income from current_customers`,
  );
  const stored = new Map<string, number>(
    rows.map(({ external_id, income }) => [external_id, Number(income)]),
  );
  for (const id of uncertain) acknowledged.set(id, stored.get(id) ?? null);
  uncertain.clear();
  return [...acknowledged]
    .filter(([id, income]) => (stored.get(id) ?? null) !== income)
    .map(([id, income]) => `${id} should have ${income} and has ${stored.get(id)}`);
}

it(
  `loses nothing when it is killed ${KILLS} times at any moment`,
  async () => {
    await server.start();
    const uploadId = await server.upload([...sampleCsv(sample.customers)].join(''));
    const imported = await server.mutate('importDataset', { uploadId, name: 'Customers', analyse: true });
    const datasetId = (imported.dataset as { id: string }).id;
    // The first one hits the import, or what follows from it.
    await delay(draw(1500));
    for (let kills = 1; kills <= KILLS; kills++) {
      await server.kill();
      await server.start();
      await server.settle();
      expect(await server.inconsistencies(), `kill ${kills}`).toEqual([]);
      expect(await lostWrites(), `kill ${kills}`).toEqual([]);
      const working = work(datasetId);
      await delay(draw(2500));
      await server.kill();
      await working;
    }
    await server.start();
    await server.settle();
    expect(await server.inconsistencies()).toEqual([]);
  },
  KILLS * 60_000,
);
