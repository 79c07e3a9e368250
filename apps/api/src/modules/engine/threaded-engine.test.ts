import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createRandom } from '@holdfast/ml-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineDataset, FeatureSpec, SnapshotRef } from './analytics-engine.js';
import { createEngine } from './threaded-engine.js';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-engine-'));
const ROWS = 600;
const spec: FeatureSpec = {
  columns: [
    { name: 'x', type: 'NUMBER' },
    { name: 'y', type: 'NUMBER' },
    { name: 'flag', type: 'BOOLEAN' },
  ],
  alongside: [{ name: 'city', type: 'CATEGORY' }],
};
let snapshot: SnapshotRef;

/** Three round groups of 300, 200 and 100 rows; row numbers are every second number. */
beforeAll(async () => {
  const path = join(folder, 'groups.parquet');
  const random = createRandom(1);
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const group = i < 300 ? 0 : i < 500 ? 1 : 2;
    const [x, y] = [[0, 10, 0][group]! + random.normal(), [0, 0, 10][group]! + random.normal()];
    return `(${2 * i}, ${x}, ${y}, ${i % 2 === 0}, '${['Bonn', 'Ulm', 'Kiel'][group]}')`;
  });
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  await connection.run(
    `COPY (SELECT * FROM (VALUES ${rows.join(',')}) AS t(__row, x, y, flag, city)) TO '${path}' (FORMAT parquet)`,
  );
  connection.closeSync();
  database.closeSync();
  snapshot = { path, sha256: '', rows: ROWS };
});
afterAll(() => rmSync(folder, { recursive: true }));

async function withDataset<T>(use: (dataset: EngineDataset) => Promise<T>): Promise<T> {
  const dataset = await createEngine('local').open(snapshot, spec);
  try {
    return await use(dataset);
  } finally {
    await dataset.close();
  }
}

const options = { minK: 2, maxK: 5, seed: 0, mayLogLongTails: true };

describe('the engine', () => {
  it('finds the groups, recommends their number, and describes them', async () => {
    await withDataset(async (dataset) => {
      const steps: string[] = [];
      const sweep = await dataset.sweep(options, (_, step) => steps.push(step));
      expect(dataset.rows).toBe(ROWS);
      expect(sweep).toMatchObject({ recommendedK: 3, rule: 'stable', logLongTails: false });
      expect(sweep.fits.map(({ k }) => k)).toEqual([2, 3, 4, 5]);
      const three = sweep.fits[1]!;
      expect([...three.sizes].sort((a, b) => a - b)).toEqual([100, 200, 300]);
      const largest = three.profiles[three.sizes.indexOf(300)]!;
      expect(largest.map(({ name }) => name)).toEqual(['x', 'y', 'flag', 'city']);
      expect(largest[0]!.mean).toBeCloseTo(0, 0);
      expect(largest[2]!.mean).toBe(0.5);
      expect(largest[3]).toMatchObject({ topValue: 'Bonn', topValueShare: 1 });
      expect(steps.length).toBeGreaterThan(3);
    });
  });

  it('gives the same result for the same seed', async () => {
    const first = await withDataset((dataset) => dataset.sweep(options));
    const second = await withDataset((dataset) => dataset.sweep(options));
    expect(second).toEqual(first);
  });

  it('numbers clusters so that they stay with their rows from one k to the next', async () => {
    const sweep = await withDataset((dataset) => dataset.sweep(options));
    const [two, three] = sweep.fits;
    expect(two!.sizes[0]).toBeGreaterThan(two!.sizes[1]!);
    expect(new Set(three!.parents)).toEqual(new Set([0, 1, -1]));
    expect(three!.parents.indexOf(-1)).toBe(2);
  });

  it('numbers clusters as the previous models have them, whatever the seed', async () => {
    await withDataset(async (dataset) => {
      const first = await dataset.sweep(options);
      const previous = { preprocessor: first.preprocessor, models: first.fits.map(({ model }) => model) };
      const again = await dataset.sweep({ ...options, seed: 7, previous });
      expect(again.fits[1]!.continues).toEqual([0, 1, 2]);
      expect(again.fits[1]!.kept).toBe(1);
      expect(again.fits[1]!.sizes).toEqual(first.fits[1]!.sizes);
    });
  });

  it("sends every row's clusters by the snapshot's numbers, as many as each cluster's size says", async () => {
    await withDataset(async (dataset) => {
      const { preprocessor, fits } = await dataset.sweep(options);
      const rows: number[] = [];
      const counts = fits.map(({ k }) => new Array<number>(k).fill(0));
      const sent = await dataset.assign(
        { preprocessor, models: fits.map(({ model }) => model) },
        async (batch) => {
          rows.push(...batch.rows);
          batch.labels.forEach((label, i) => {
            counts[i % fits.length]![label]!++;
          });
        },
      );
      expect(sent).toBe(ROWS);
      expect(rows).toEqual(Array.from({ length: ROWS }, (_, i) => 2 * i));
      expect(counts).toEqual(fits.map(({ sizes }) => sizes));
    });
  });

  it('projects a sample in which every cluster is seen', async () => {
    await withDataset(async (dataset) => {
      const { preprocessor, fits } = await dataset.sweep(options);
      const pca = await dataset.pca({ components: 2, preprocessor });
      expect(pca.explainedVarianceRatio).toHaveLength(2);
      const clusters = { preprocessor, models: [fits[1]!.model] };
      const seen: number[] = [];
      const count = await dataset.project({ pca, clusters, sample: 120, seed: 0 }, async ({ rows, x, y }) => {
        expect(x).toHaveLength(rows.length);
        expect(y).toHaveLength(rows.length);
        seen.push(...rows);
      });
      expect(count).toBe(120);
      expect(new Set(seen).size).toBe(120);
      for (const [from, to] of [
        [0, 600],
        [600, 1000],
        [1000, 1200],
      ]) {
        expect(seen.filter((row) => row >= from! && row < to!).length).toBeGreaterThanOrEqual(30);
      }
    });
  });

  it('ends a computation at once when it is aborted, with the reason', async () => {
    const controller = new AbortController();
    const dataset = await createEngine('local').open(snapshot, spec, controller.signal);
    const sweep = dataset.sweep(options);
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    await expect(sweep).rejects.toBe(reason);
    await expect(dataset.profile()).rejects.toBe(reason);
  });

  it('refuses to open when the abort came before', async () => {
    const reason = new Error('no longer wanted');
    await expect(createEngine('local').open(snapshot, spec, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('passes on what a sink throws, and ends', async () => {
    await withDataset(async (dataset) => {
      const { preprocessor, fits } = await dataset.sweep({ ...options, maxK: 2 });
      const failing = dataset.assign({ preprocessor, models: [fits[0]!.model] }, async () => {
        throw new Error('the disk is full');
      });
      await expect(failing).rejects.toThrow('the disk is full');
    });
  });

  it('says how many customers differ where they are too few for the segments', async () => {
    const flags = { columns: [{ name: 'flag', type: 'BOOLEAN' as const }] };
    const dataset = await createEngine('local').open(snapshot, flags);
    const { fits } = await dataset.sweep(options);
    expect(fits.map(({ k }) => k)).toEqual([2]);
    await expect(dataset.sweep({ ...options, minK: 3 })).rejects.toMatchObject({
      code: 'TOO_FEW_DISTINCT_ROWS',
      message: '600 customers differ in 2 ways; 3 segments need at least 3, and 4 customers.',
    });
    await dataset.close();
  });

  it('says that a snapshot is gone', async () => {
    const missing = { ...snapshot, path: join(folder, 'none.parquet') };
    await expect(createEngine('local').open(missing, spec)).rejects.toThrow(/none\.parquet/);
  });
});
