import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { KillableServer } from './killable-server.js';

/** Before which statements of a job the process is killed; `STATEMENTS=1000` for each in turn. */
const SOME = [2, 9, 17];
const MOST = Number(process.env.STATEMENTS ?? '0');
const KILL = join(import.meta.dirname, 'fixtures/kill-at-statement.mjs');
const TIMEOUT_MS = MOST > 0 ? 3_600_000 : 240_000;

const sample = generateSample({ size: 600 });
const csv = [...sampleCsv(sample.customers)].join('');

let server: KillableServer;
let datasetId: string;
beforeAll(async () => {
  server = await KillableServer.create();
  await server.start();
  const uploadId = await server.upload(csv);
  const { dataset } = await server.mutate('importDataset', { uploadId, name: 'Customers', analyse: true });
  datasetId = (dataset as { id: string }).id;
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
];

describe.each(JOBS)('%s', (_name, begin) => {
  it(
    `leaves everything whole where its process is killed before ${MOST > 0 ? 'any' : 'some'} of its statements`,
    async () => {
      const statements = MOST > 0 ? Array.from({ length: MOST }, (_, i) => i + 1) : SOME;
      let kills = 0;
      for (const at of statements) {
        await server.start(KILL, { KILL_AT: String(at) });
        // It may be killed before it has answered.
        await begin(at).catch(() => {});
        await server.settle();
        // It has fewer statements than that.
        if (server.lives) break;
        kills++;
        await server.start();
        await server.settle();
        expect(await server.inconsistencies(), `killed before statement ${at}`).toEqual([]);
        const { rows } = await server.client.query(
          `select error_code, error_message from jobs where state = 'FAILED'`,
        );
        expect(rows, `killed before statement ${at}`).toEqual([]);
        await server.kill();
      }
      await server.kill();
      if (MOST > 0) console.log(`${kills} kills`);
      expect(kills).toBeGreaterThanOrEqual(SOME.length);
    },
    TIMEOUT_MS,
  );
});
