import { afterEach, describe, expect, it } from 'vitest';
import { DegenerateDataError, InvalidParameterError, ShapeError } from '../errors.js';
import { createMatrix, matrixFromRows, takeRows } from '../matrix.js';
import { adjustedRandIndex } from '../metrics/clustering.js';
import { createLocalThreads } from '../parallel/local-threads.test-support.js';
import { createPool } from '../parallel/pool.js';
import { createRandom } from '../random.js';
import { serveTasks } from '../tasks.js';
import type { Matrix } from '../types.js';
import { golden, goldenX } from './clustering-golden.test-support.js';
import { fitKMeansRange } from './fit/fit-k-means-range.js';
import { centroidDistances, fitKMeans, nearestCentroid, predictKMeans } from './k-means.js';

const threads = createLocalThreads();
afterEach(() => threads.close());

/** Rows around `groups` places, group after group. */
function blobs(rows: number, columns: number, groups: number, seed = 1): Matrix {
  const random = createRandom(seed);
  const places = Float64Array.from({ length: groups * columns }, () => 3 * random.normal());
  const X = createMatrix(rows, columns);
  for (let i = 0; i < X.data.length; i++) {
    const group = Math.floor((Math.floor(i / columns) * groups) / rows);
    X.data[i] = places[group * columns + (i % columns)]! + random.normal();
  }
  return X;
}

/** Sum of squared distances to the nearest centroid, by plain loops. */
function inertiaOf(X: Matrix, centroids: Matrix): number {
  let inertia = 0;
  for (let row = 0; row < X.rows; row++) {
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < centroids.rows; c++) {
      let distance = 0;
      for (let j = 0; j < X.columns; j++) {
        distance += (X.data[row * X.columns + j]! - centroids.data[c * X.columns + j]!) ** 2;
      }
      least = Math.min(least, distance);
    }
    inertia += least;
  }
  return inertia;
}

describe('fitKMeans', () => {
  it('finds the two obvious groups of a line, with their means and the inertia computed by hand', async () => {
    const X = matrixFromRows([[1], [2], [10], [11], [12]]);
    const model = await fitKMeans(X, { k: 2 });
    expect([...model.centroids.data].sort((a, b) => a - b)).toEqual([1.5, 11]);
    expect(model.inertia).toBeCloseTo(2.5, 10);
    expect(model).toMatchObject({ kind: 'kMeans', version: 1, k: 2, seed: 0 });
  });

  it.each(golden.fits)(
    'reaches the inertia that scikit-learn reaches in 100 starts, at k = $k',
    async ({ k, inertia }) => {
      const model = await fitKMeans(goldenX, { k });
      expect(model.inertia / inertia).toBeLessThan(1.001);
    },
  );

  it.each(golden.fits.filter(({ k }) => k <= 5))(
    'puts the same rows together as scikit-learn, at k = $k',
    async (fit) => {
      const model = await fitKMeans(goldenX, { k: fit.k, tolerance: 0 });
      expect(adjustedRandIndex(predictKMeans(model, goldenX), fit.labels)).toBe(1);
      expect(model.inertia / fit.inertia).toBeCloseTo(1, 6);
    },
  );

  it.each([
    { rows: 300, columns: 3 },
    { rows: 9000, columns: 5 },
    { rows: 40_000, columns: 4 },
  ])('says the inertia that its centroids really have, on $rows rows', async ({ rows, columns }) => {
    const X = blobs(rows, columns, 6);
    const model = await fitKMeans(X, { k: 6 });
    expect(model.inertia / inertiaOf(X, model.centroids)).toBeCloseTo(1, 7);
    expect(model.inertia).toBeLessThan(rows * columns * 1.01);
  });

  it('gives the same model, bit by bit, again and with any number of threads', async () => {
    // rows enough that two samples lead to them
    const X = blobs(33_000, 2, 5);
    const alone = await fitKMeansRange(X, { minK: 4, maxK: 5, nInit: 3 });
    expect(await fitKMeansRange(X, { minK: 4, maxK: 5, nInit: 3 })).toEqual(alone);
    for (const count of [1, 3]) {
      const pool = createPool(threads.start(count, serveTasks));
      expect(await fitKMeansRange(X, { minK: 4, maxK: 5, nInit: 3, pool })).toEqual(alone);
    }
  });

  it('gives for one k what a range gives at that k', async () => {
    const range = await fitKMeansRange(goldenX, { minK: 2, maxK: 6, seed: 4 });
    expect(await fitKMeans(goldenX, { k: 4, seed: 4 })).toEqual(range[2]!.model);
  });

  it('keeps far and large units apart: shifting and scaling the data shifts and scales the centroids', async () => {
    const X = blobs(500, 3, 4);
    const far = createMatrix(
      X.rows,
      X.columns,
      X.data.map((value) => 1e6 + 1024 * value),
    );
    const near = await fitKMeans(X, { k: 4 });
    const moved = await fitKMeans(far, { k: 4 });
    expect(adjustedRandIndex(predictKMeans(moved, far), predictKMeans(near, X))).toBe(1);
    expect(moved.inertia / (near.inertia * 1024 ** 2)).toBeCloseTo(1, 6);
  });

  it('gives every cluster a place, even where most rows are equal', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => (i < 4 ? [i, i * i] : [9, 9]));
    const model = await fitKMeans(matrixFromRows(rows), { k: 5 });
    expect(model.inertia).toBeCloseTo(0, 6);
    expect(new Set(predictKMeans(model, matrixFromRows(rows))).size).toBe(5);
  });

  it('takes one cluster as the mean', async () => {
    const model = await fitKMeans(
      matrixFromRows([
        [1, 2],
        [3, 6],
      ]),
      { k: 1 },
    );
    expect([...model.centroids.data]).toEqual([2, 4]);
    expect(model.inertia).toBeCloseTo(10, 10);
  });

  it('does not touch its input', async () => {
    const X = blobs(100, 2, 3);
    const before = X.data.slice();
    await fitKMeans(X, { k: 3 });
    expect(X.data).toEqual(before);
  });

  it('refuses more clusters than distinct rows, with both numbers', async () => {
    const X = matrixFromRows([[1], [1], [2], [2]]);
    await expect(fitKMeans(X, { k: 3 })).rejects.toThrow(DegenerateDataError);
    await expect(fitKMeans(X, { k: 3 })).rejects.toThrow('k is 3, but X has 2 distinct rows');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %d, naming the cell', async (value) => {
    const X = matrixFromRows([
      [1, 2],
      [3, value],
      [5, 6],
    ]);
    await expect(fitKMeans(X, { k: 2 })).rejects.toThrow(`X is ${value} at row 1, column 1`);
  });

  it('refuses values whose squares overflow, and options out of range', async () => {
    await expect(fitKMeans(matrixFromRows([[1e200], [0]]), { k: 2 })).rejects.toThrow(/overflow/);
    for (const options of [
      { k: 0 },
      { k: 255 },
      { k: 2, nInit: 0 },
      { k: 2, tolerance: -1 },
      { k: 2, seed: 0.5 },
    ]) {
      await expect(fitKMeans(goldenX, options)).rejects.toThrow(InvalidParameterError);
    }
  });

  it('stops between two steps once aborted', async () => {
    const reason = new Error('enough');
    const signal = { aborted: false, reason };
    const steps: number[] = [];
    const run = fitKMeansRange(goldenX, {
      signal,
      onProgress: (fraction) => {
        steps.push(fraction);
        signal.aborted = steps.length === 2;
      },
    });
    await expect(run).rejects.toBe(reason);
    expect(steps).toHaveLength(2);
  });

  it('reports progress from 0 to 1, never backwards', async () => {
    const steps: number[] = [];
    await fitKMeansRange(goldenX, { maxK: 4, onProgress: (fraction) => void steps.push(fraction) });
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBe(1);
  });
});

describe('predictKMeans', () => {
  it.each([5000, 30_000, 40_000])(
    'gives on the %i rows of the fit exactly the labels of the fit',
    async (rows) => {
      const X = blobs(rows, 6, 4);
      const [fit] = await fitKMeansRange(X, { minK: 7, maxK: 7, nInit: 2 });
      expect(Uint8Array.from(predictKMeans(fit!.model, X))).toEqual(fit!.labels);
    },
  );

  it('labels each row by itself: other rows and their order do not matter', async () => {
    const model = await fitKMeans(goldenX, { k: 4 });
    const labels = predictKMeans(model, goldenX);
    const some = [17, 3, 3, 200];
    expect([...predictKMeans(model, takeRows(goldenX, some))]).toEqual(some.map((row) => labels[row]));
  });

  it('takes the lower cluster on a tie, and no rows at all', async () => {
    const centroids = matrixFromRows([[4], [0]]);
    const model = {
      kind: 'kMeans',
      version: 1,
      k: 2,
      centroids,
      inertia: 0,
      iterations: 1,
      seed: 0,
    } as const;
    expect([...predictKMeans(model, matrixFromRows([[2], [1.9], [2.1]]))]).toEqual([0, 1, 0]);
    expect(predictKMeans(model, createMatrix(0, 1))).toHaveLength(0);
  });

  it('refuses other columns than those of the fit', async () => {
    const model = await fitKMeans(goldenX, { k: 2 });
    expect(() => predictKMeans(model, createMatrix(1, 3))).toThrow(ShapeError);
  });
});

it('the distances of a row to the centroids are Euclidean, the least one that of its label', async () => {
  const X = { rows: 4, columns: 2, data: Float64Array.of(0, 0, 0, 2, 9, 0, 9, 2) };
  const model = await fitKMeans(X, { k: 2, seed: 0 });
  const x = Float64Array.of(3, 5);
  const distances = centroidDistances(model, x);
  const centres = [0, 1].map((c) => [...model.centroids.data.subarray(2 * c, 2 * c + 2)]);
  expect(centres).toContainEqual([0, 1]);
  centres.forEach(([a, b], c) => {
    expect(distances[c]).toBeCloseTo(Math.hypot(3 - a!, 5 - b!), 12);
  });
  expect(distances.indexOf(Math.min(...distances))).toBe(nearestCentroid(model, x));
});
