import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { KillableServer } from './killable-server.js';
import { days } from './purchases-by-hand.js';

/**
 * Before how many statements of each job the process is killed: so many, spread evenly over all of them and what follows
 * from them, from the one on that \`SEED\` says; \`STATEMENTS=1000\` for each in turn.
 */
const KILLS = Number(process.env.STATEMENTS ?? '2');
/** 0..1: where in its share of the statements each kill is. */
const SEED = Number(process.env.SEED ?? '0.5');
const KILL = join(import.meta.dirname, 'fixtures/kill-at-statement.mjs');
const TIMEOUT_MS = KILLS * 240_000;

const sample = generateSample({ size: 600 });
const csv = [...sampleCsv(sample.customers)].join('');

/** A year of purchases of 60 customers, each of them at a pace of their own, some of whom stopped early. */
function bought(): string {
  const rows = Array.from({ length: 720 }, (_, i) => {
    const [customer, n] = [i % 60, Math.floor(i / 60)];
    const day = Math.min(364, customer * 2 + n * (8 + (customer % 21)));
    return `K${customer},${days('2024-01-01', day)},${10 + (i % 40)}`;
  });
  return ['customer_id,order_date,amount', ...rows].join('\n');
}

const SHOP = {
  name: 'Purchases',
  kind: 'TRANSACTIONS',
  transactions: {
    ...{ customerColumn: 'customer_id', dateColumn: 'order_date', amountColumn: 'amount' },
    ...{ observationDate: '2024-10-01', churnAfterDays: 60 },
  },
};

let server: KillableServer;
let datasetId: string;
let shopId: string;
beforeAll(async () => {
  server = await KillableServer.create();
  await server.start();
  const uploadId = await server.upload(csv);
  const { dataset } = await server.mutate('importDataset', { uploadId, name: 'Customers', analyse: true });
  datasetId = (dataset as { id: string }).id;
  await server.settle();
  const purchases = await server.mutate('importDataset', {
    uploadId: await server.upload(bought()),
    ...SHOP,
  });
  shopId = (purchases.dataset as { id: string }).id;
  await server.settle();
  await server.kill();
});
afterAll(() => server.remove());

const JOBS: readonly (readonly [name: string, begin: (round: number) => Promise<unknown>])[] = [
  [
    'an import that replaces',
    async () => {
      const uploadId = await server.upload(csv);
      const input = { uploadId, name: 'Customers', intoDatasetId: datasetId, mode: 'REPLACE', analyse: true };
      return server.mutate('importDataset', input);
    },
  ],
  ['a segmentation', (seed) => server.mutate('fitSegmentation', { datasetId, maxK: 4, seed })],
  [
    'a training',
    (seed) =>
      server.mutate('trainChurnModel', {
        datasetId,
        algorithm: 'LOGISTIC_REGRESSION',
        imbalance: 'NONE',
        seed,
      }),
  ],
  ['a check for drift', () => server.mutate('checkDrift', { datasetId })],
  [
    'an import of purchases, and what customers are worth by them',
    async () => {
      const input = { ...SHOP, uploadId: await server.upload(bought()), intoDatasetId: shopId };
      return server.mutate('importDataset', { ...input, mode: 'REPLACE' });
    },
  ],
];

/** The statements that a job and what follows from it send when nothing ends them. */
async function countStatements(begin: (round: number) => Promise<unknown>): Promise<number> {
  await server.start(KILL, { KILL_AT: '0' });
  await begin(0);
  await server.settle();
  await server.kill();
  return server.statements;
}

describe.each(JOBS)('%s', (_name, begin) => {
  it(
    `leaves everything whole where its process is killed before ${KILLS} of its statements`,
    async () => {
      const count = await countStatements(begin);
      expect(count).toBeGreaterThan(3);
      const step = Math.max(1, count / KILLS);
      let kills = 0;
      for (let i = 0; i < KILLS && i * step < count; i++) {
        const at = 1 + Math.floor((i + SEED) * step);
        await server.start(KILL, { KILL_AT: String(at) });
        // It may be killed before it has answered.
        await begin(at).catch(() => {});
        await server.settle();
        // By chance, such as that of one more look for what is to be done, it may have sent fewer this time.
        if (server.lives) await server.kill();
        else kills++;
        await server.start();
        await server.settle();
        expect(await server.inconsistencies(), `killed before statement ${at} of ${count}`).toEqual([]);
        const { rows } = await server.client.query(
          `select error_code, error_message from jobs where state = 'FAILED'`,
        );
        expect(rows, `killed before statement ${at} of ${count}`).toEqual([]);
        await server.kill();
      }
      if (KILLS > 3) console.log(`${kills} kills before statements of ${count}`);
      expect(kills).toBeGreaterThanOrEqual(Math.min(KILLS, count) / 2);
    },
    TIMEOUT_MS,
  );
});
