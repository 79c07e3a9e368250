import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as core from '@holdfast/ml-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCompute } from '../../compute/index.js';
import { type ClusterBatch, type SnapshotRef, snapshotRef } from '../../engine/index.js';
import { createLocalEngine } from '../../engine-local/index.js';
import { createDuckDbEngine } from '../../engine-sql/duckdb-engine.test-support.js';
import type { FeatureSpec } from '../../feature-matrix/index.js';
import type { ClusterSweep } from './cluster-sweep.js';
import { type FitClustersOperations, fitClusters } from './fit-clusters.js';
import type { FitOptions } from './fit-source.js';
import type { Outcomes } from './outcomes.js';
import type { ProjectionBatch } from './send-results.js';

// Counts what encodes and labels rows, whoever asks for it.
vi.mock('@holdfast/ml-core', async (load) => {
  const original = await load<typeof core>();
  const { applyPreprocessor, predictKMeans } = original;
  return { ...original, applyPreprocessor: vi.fn(applyPreprocessor), predictKMeans: vi.fn(predictKMeans) };
});

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
  const random = core.createRandom(1);
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
  snapshot = snapshotRef({ path, sha256: 'groups', rows: ROWS });
});
afterAll(() => rmSync(folder, { recursive: true }));

const options: FitOptions = { minK: 2, maxK: 5, seed: 0, mayLogLongTails: true, previous: null };

type Emit = (batch: never) => Promise<void>;
const context = (emit: Emit = async () => {}, progress = (_fraction: number, _step: string) => {}) => ({
  emit: emit as (batch: object) => Promise<void>,
  progress,
});

function open(
  rowsInHand = ROWS,
  columns = spec,
  engine = createLocalEngine(),
  outcomes?: Outcomes,
): Promise<FitClustersOperations> {
  const tools = { engine, pool: undefined, clock: () => 0 };
  return fitClusters({ snapshot, spec: columns, rowsInHand, ...(outcomes && { outcomes }) }, tools);
}

async function fit(given: Partial<FitOptions> = {}): Promise<ClusterSweep> {
  return (await open()).fit({ ...options, ...given }, context());
}

async function membershipsOf(fitting: FitClustersOperations) {
  const rows: number[] = [];
  const labels: number[] = [];
  const take = async (batch: ClusterBatch) => {
    rows.push(...batch.rows);
    labels.push(...batch.labels);
  };
  expect(await fitting.memberships({}, context(take))).toBe(ROWS);
  return { rows, labels };
}

const modelsOf = ({ preprocessor, fits }: ClusterSweep) => ({
  preprocessor,
  models: fits.map(({ model }) => model),
});

describe('a fit', () => {
  it('finds the groups, recommends their number, and describes them', async () => {
    const steps: string[] = [];
    const sweep = await (await open()).fit(
      options,
      context(undefined, (_, step) => steps.push(step)),
    );
    expect(sweep).toMatchObject({ recommendedK: 3, rule: 'stable', logLongTails: false });
    expect(sweep.fits.map(({ k }) => k)).toEqual([2, 3, 4, 5]);
    const three = sweep.fits[1]!;
    expect([...three.sizes].sort((a, b) => a - b)).toEqual([100, 200, 300]);
    const largest = three.profiles[three.sizes.indexOf(300)]!;
    expect(largest.map(({ name }) => name)).toEqual(['x', 'y', 'flag', 'city']);
    expect(largest[0]!.mean).toBeCloseTo(0, 0);
    expect(largest[2]!.mean).toBe(0.5);
    expect(largest[3]).toMatchObject({ topValue: 'Bonn', topValueShare: 1 });
    expect(sweep.overall[3]).toMatchObject({ rows: ROWS, topValue: 'Bonn', topValueShare: 0.5 });
    expect(steps.length).toBeGreaterThan(3);
  });

  it('lets a column count as many times as it is told', async () => {
    const weights = [{ column: 'flag', weight: 10 }];
    const [two] = (await fit({ maxK: 2, weights })).fits;
    expect(two!.sizes).toEqual([300, 300]);
    expect(two!.profiles.map((profile) => profile[2]!.mean).sort()).toEqual([0, 1]);
  });

  it('weighs every k by what it explains, also of who left and what customers are worth', async () => {
    const label = { name: 'city', type: 'CATEGORY' as const };
    const { fits, recommendedK, clearGroups } = await (
      await open(ROWS, { columns: spec.columns.slice(0, 1), alongside: [spec.columns[1]!] }, undefined, {
        label,
        value: 'y',
      })
    ).fit({ ...options, maxK: 3 }, context());
    expect([recommendedK, clearGroups]).toEqual([2, true]);
    const [two] = fits;
    // x tells the second city from the others, and nothing of y within these.
    expect(two!.weighed).toMatchObject({ failures: [] });
    expect(two!.weighed.rating).toBeGreaterThan(0.99);
    expect(two!.weighed.churnExplained).toBeGreaterThan(0.5);
    expect(two!.weighed.valueExplained).toBeCloseTo(0.1, 1);
    expect(two!.quality.explainedShare).toBeGreaterThan(0.9);
    expect(two!.weighed.explainedBeyondChance).toBeGreaterThan(0.1);
    expect(two!.profiles[0]!.map(({ name }) => name)).toEqual(['x', 'y']);
  });

  it('encodes the rows once, and labels them no more than the sweep does', async () => {
    vi.mocked(core.applyPreprocessor).mockClear();
    vi.mocked(core.predictKMeans).mockClear();
    const fitting = await open();
    await fitting.fit(options, context());
    await membershipsOf(fitting);
    await fitting.projection({ sample: 120, seed: 0 }, context());
    expect(core.applyPreprocessor).toHaveBeenCalledTimes(1);
    expect(core.predictKMeans).not.toHaveBeenCalled();
  });

  it('encodes and labels them again with the existing clusters, to match them', async () => {
    const previous = modelsOf(await fit());
    vi.mocked(core.applyPreprocessor).mockClear();
    vi.mocked(core.predictKMeans).mockClear();
    await fit({ previous });
    expect(core.applyPreprocessor).toHaveBeenCalledTimes(2);
    expect(core.predictKMeans).toHaveBeenCalledTimes(previous.models.length);
  });

  it('gives the same result for the same seed', async () => {
    expect(await fit()).toEqual(await fit());
  });

  it('numbers clusters so that they stay with their rows from one k to the next', async () => {
    const [two, three] = (await fit()).fits;
    expect(two!.sizes[0]).toBeGreaterThan(two!.sizes[1]!);
    expect(new Set(three!.parents)).toEqual(new Set([0, 1, -1]));
    expect(three!.parents.indexOf(-1)).toBe(2);
  });

  it('numbers clusters like the previous models, whatever the seed', async () => {
    const first = await fit();
    const again = await fit({ seed: 7, previous: modelsOf(first) });
    expect(again.fits[1]!.continues).toEqual([0, 1, 2]);
    expect(again.fits[1]!.kept).toBe(1);
    expect(again.fits[1]!.sizes).toEqual(first.fits[1]!.sizes);
  });

  it("sends the clusters of every row, by the snapshot's row numbers, as its models assign them", async () => {
    const fitting = await open();
    const { preprocessor, fits } = await fitting.fit(options, context());
    const { rows, labels } = await membershipsOf(fitting);
    expect(rows).toEqual(Array.from({ length: ROWS }, (_, i) => 2 * i));
    const engine = createLocalEngine();
    const source = await engine.open(snapshot, {
      columns: [...spec.columns.slice(0, 2), { name: 'flag', type: 'CATEGORY' }],
    });
    const labelling = await source.assign({ preprocessor, models: fits.map(({ model }) => model) });
    const expected: number[] = [];
    await source.send(labelling, async (batch) => {
      expected.push(...batch.labels);
    });
    expect(labels).toEqual(expected);
    fits.forEach(({ sizes }, j) => {
      const counts = sizes.map(
        (_, c) => labels.filter((label, i) => i % fits.length === j && label === c).length,
      );
      expect(counts).toEqual(sizes);
    });
  });

  it('learns from a sample if there are more rows than it may hold, and labels all of them', async () => {
    const fitting = await open(300);
    const { recommendedK, fits } = await fitting.fit(options, context());
    expect(recommendedK).toBe(3);
    expect([...fits[1]!.sizes].sort((a, b) => a - b)).toEqual([100, 200, 300]);
    const { labels } = await membershipsOf(fitting);
    const three = labels.filter((_, i) => i % fits.length === 1);
    expect(fits[1]!.sizes.map((_, c) => three.filter((label) => label === c).length)).toEqual(fits[1]!.sizes);
  });

  it('finds the same whichever engine has the rows, using only its primitives', async () => {
    const previous = modelsOf(await fit());
    const found = await Promise.all(
      [createLocalEngine(), createDuckDbEngine()].map(async (engine) => {
        const fitting = await open(300, spec, engine);
        const { recommendedK, fits } = await fitting.fit({ ...options, seed: 5, previous }, context());
        const { labels } = await membershipsOf(fitting);
        return {
          recommendedK,
          labels,
          fits: fits.map(({ k, sizes, continues, parents, kept }) => ({
            k,
            sizes,
            continues,
            parents,
            kept,
          })),
        };
      }),
    );
    expect(found[1]!.labels).toEqual(found[0]!.labels);
    expect(found[1]).toEqual(found[0]);
  });

  it('projects a sample that shows every cluster', async () => {
    const fitting = await open();
    const { pca } = await fitting.fit({ ...options, minK: 3, maxK: 3 }, context());
    expect(pca.explainedVarianceRatio).toHaveLength(2);
    const seen: number[] = [];
    const take = async ({ rows, x, y }: ProjectionBatch) => {
      expect(x).toHaveLength(rows.length);
      expect(y).toHaveLength(rows.length);
      seen.push(...rows);
    };
    expect(await fitting.projection({ sample: 120, seed: 0 }, context(take))).toBe(120);
    expect(new Set(seen).size).toBe(120);
    for (const [from, to] of [
      [0, 600],
      [600, 1000],
      [1000, 1200],
    ]) {
      expect(seen.filter((row) => row >= from! && row < to!).length).toBeGreaterThanOrEqual(30);
    }
  });

  it('says how many distinct customers there are if they are too few for the segments', async () => {
    const flags = await open(ROWS, { columns: [{ name: 'flag', type: 'BOOLEAN' }] });
    const { fits } = await flags.fit(options, context());
    expect(fits.map(({ k }) => k)).toEqual([2]);
    await expect(flags.fit({ ...options, minK: 3 }, context())).rejects.toMatchObject({
      code: 'TOO_FEW_DISTINCT_ROWS',
      message: '600 customers have 2 distinct profiles; 3 segments need at least 3, and 4 customers.',
    });
  });
});

describe('a fit in a thread of its own', () => {
  const compute = createCompute({ kind: 'local' }, new URL('../../../compute-worker.js', import.meta.url));
  const start = (signal?: AbortSignal) =>
    compute.open<FitClustersOperations>('clusters', { snapshot, spec }, signal);

  it('answers, with progress and batches', async () => {
    const fitting = await start();
    const steps: string[] = [];
    const { recommendedK } = await fitting.call('fit', options, {
      onProgress: (_, step) => steps.push(step),
    });
    expect(recommendedK).toBe(3);
    expect(steps.length).toBeGreaterThan(3);
    let rows = 0;
    const count = async (batch: ClusterBatch) => {
      rows += batch.rows.length;
    };
    await fitting.call('memberships', {}, { sink: count });
    expect(rows).toBe(ROWS);
    await fitting.close();
  });

  it('ends at once when it is aborted, with the reason', async () => {
    const controller = new AbortController();
    const fitting = await start(controller.signal);
    const sweep = fitting.call('fit', options);
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    await expect(sweep).rejects.toBe(reason);
    await expect(fitting.call('memberships', {})).rejects.toBe(reason);
  });

  it('does not start if it was aborted before', async () => {
    const reason = new Error('no longer wanted');
    await expect(start(AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('passes on what a sink throws, and ends', async () => {
    const fitting = await start();
    await fitting.call('fit', { ...options, maxK: 2 });
    const sink = async () => {
      throw new Error('the disk is full');
    };
    await expect(fitting.call('memberships', {}, { sink })).rejects.toThrow('the disk is full');
    await fitting.close();
  });

  it('refuses what the data do not allow with a code that a caller can act on', async () => {
    const columns = { columns: [{ name: 'flag', type: 'BOOLEAN' as const }] };
    const fitting = await compute.open<FitClustersOperations>('clusters', { snapshot, spec: columns });
    const refused = fitting.call('fit', { ...options, minK: 3 });
    await expect(refused).rejects.toMatchObject({ name: 'AppError', code: 'TOO_FEW_DISTINCT_ROWS' });
    await fitting.close();
  });

  it('says that a snapshot is missing, and which engines and analyses exist', async () => {
    const gone = { snapshot: snapshotRef({ path: join(folder, 'none.parquet'), sha256: '', rows: 0 }), spec };
    await expect(compute.open('clusters', gone)).rejects.toThrow(/none\.parquet/);
    await expect(compute.open('weather', {})).rejects.toThrow('there is no analysis "weather"');
    const unknown = createCompute({ kind: 'abacus' }, new URL('../../../compute-worker.js', import.meta.url));
    await expect(unknown.open('clusters', gone)).rejects.toThrow(
      'the engine is "abacus"; it must be one of local, reference',
    );
  });
});
