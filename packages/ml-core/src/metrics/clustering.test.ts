import { afterEach, describe, expect, it } from 'vitest';
import { golden, goldenX } from '../cluster/clustering-golden.test-support.js';
import { DegenerateDataError, ShapeError } from '../errors.js';
import { createMatrix, matrixFromRows } from '../matrix.js';
import { createLocalThreads } from '../parallel/local-threads.test-support.js';
import { createPool } from '../parallel/pool.js';
import { createRandom } from '../random.js';
import { serveTasks } from '../tasks.js';
import type { Matrix } from '../types.js';
import { adjustedRandIndex, calinskiHarabaszScore, daviesBouldinScore } from './clustering.js';
import { measureSilhouettes, silhouetteScore } from './silhouette.js';

const threads = createLocalThreads();
afterEach(() => threads.close());

const line = matrixFromRows([[0], [1], [4], [6]]);
const pairs = [0, 0, 1, 1];

function gaussian(rows: number, columns: number): Matrix {
  const random = createRandom(5);
  return createMatrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => random.normal()),
  );
}

describe('the scores of a clustering', () => {
  it('are those worked out by hand for two pairs on a line', async () => {
    // silhouettes: row 0: a 1, b 5; row 1: a 1, b 4; row 2: a 2, b 3.5; row 3: a 2, b 5.5
    expect(await silhouetteScore(line, pairs)).toBeCloseTo((4 / 5 + 3 / 4 + 1.5 / 3.5 + 3.5 / 5.5) / 4, 6);
    // means 0.5 and 5, mean distances 0.5 and 1
    expect(daviesBouldinScore(line, pairs)).toBeCloseTo(1.5 / 4.5, 12);
    // mean 2.75; between 2 × 2.25² × 2, within 0.5 + 2
    expect(calinskiHarabaszScore(line, pairs)).toBeCloseTo((4 * 2.25 ** 2 * 2) / 2.5, 12);
  });

  it.each(golden.fits)('are those of scikit-learn at k = $k', async (fit) => {
    expect(await silhouetteScore(goldenX, fit.labels)).toBeCloseTo(fit.silhouette, 6);
    expect(daviesBouldinScore(goldenX, fit.labels)).toBeCloseTo(fit.daviesBouldin, 10);
    expect(calinskiHarabaszScore(goldenX, fit.labels) / fit.calinskiHarabasz).toBeCloseTo(1, 10);
    expect(adjustedRandIndex(golden.truth, fit.labels)).toBeCloseTo(fit.adjustedRand, 12);
  });

  it('do not ask what the clusters are called', async () => {
    const renamed = [7, 7, 3, 3];
    expect(await silhouetteScore(line, renamed)).toBe(await silhouetteScore(line, pairs));
    expect(daviesBouldinScore(line, renamed)).toBe(daviesBouldinScore(line, pairs));
    expect(calinskiHarabaszScore(line, renamed)).toBe(calinskiHarabaszScore(line, pairs));
  });

  it('refuse one cluster, a cluster for each row, and a label too few', async () => {
    for (const labels of [
      [0, 0, 0, 0],
      [0, 1, 2, 3],
    ]) {
      await expect(silhouetteScore(line, labels)).rejects.toThrow(DegenerateDataError);
      expect(() => daviesBouldinScore(line, labels)).toThrow(/must be 2\.\.3/);
      expect(() => calinskiHarabaszScore(line, labels)).toThrow(DegenerateDataError);
    }
    expect(() => daviesBouldinScore(line, [0, 1])).toThrow(ShapeError);
    expect(() => daviesBouldinScore(line, [0, 1, 0.5, 1])).toThrow(/a label is 0.5/);
  });
});

describe('silhouettes', () => {
  it('of many labelings at once are those of each by itself, with any number of threads', async () => {
    const X = gaussian(1300, 3);
    const labelings = [2, 3, 7].map((k) => Array.from({ length: X.rows }, (_, i) => (i * i) % k));
    const together = await measureSilhouettes(X, labelings);
    for (const [l, labels] of labelings.entries()) {
      expect(together[l]!.score).toBeCloseTo(await silhouetteScore(X, labels), 12);
      expect(together[l]!.standardError).toBe(0);
    }
    const pool = createPool(threads.start(2, serveTasks));
    expect(await measureSilhouettes(X, labelings, { pool })).toEqual(together);
  });

  it('count a row that is alone in its cluster as 0', async () => {
    const expected = (0 + (8 - 1) / 8 + (9 - 1) / 9) / 3;
    expect(await silhouetteScore(matrixFromRows([[0], [8], [9]]), [0, 1, 1])).toBeCloseTo(expected, 6);
  });

  it('of more than 20,000 rows come with an error that covers the truth', async () => {
    const rows = 20_008;
    const X = gaussian(rows, 2);
    const labels = Array.from({ length: rows }, (_, i) => (X.data[2 * i]! > 0 ? 1 : 0));
    const [sampled] = await measureSilhouettes(X, [labels]);
    const half = { rows: 20_000, columns: 2, data: X.data.subarray(0, 40_000) };
    const exact = await silhouetteScore(half, labels.slice(0, 20_000));
    expect(sampled!.standardError).toBeGreaterThan(0.0005);
    expect(sampled!.standardError).toBeLessThan(0.005);
    expect(Math.abs(sampled!.score - exact)).toBeLessThan(4 * sampled!.standardError);
  });
});

describe('adjustedRandIndex', () => {
  it('is 1 for the same groups under other names, and about 0 for independent ones', () => {
    expect(adjustedRandIndex([0, 0, 1, 2], [5, 5, 0, 1])).toBe(1);
    const random = createRandom(1);
    const draw = () => Array.from({ length: 4000 }, () => random.integer(4));
    expect(Math.abs(adjustedRandIndex(draw(), draw()))).toBeLessThan(0.01);
  });

  it('is the value worked out by hand', () => {
    // pairs together: 1 in both, 2 and 2 in each; of 6 pairs 2 · 2 / 6 are expected
    expect(adjustedRandIndex([0, 0, 1, 1], [0, 0, 0, 1])).toBeCloseTo((1 - 1) / (2.5 - 1), 12);
    expect(adjustedRandIndex([0, 0, 1, 1, 1], [0, 0, 0, 1, 1])).toBeCloseTo((2 - 1.6) / (4 - 1.6), 12);
  });

  it('is that of the pairs, one by one, for more clusters than a table of them would hold', () => {
    const random = createRandom(6);
    const [a, b] = [0, 1].map(() => Int32Array.from({ length: 900 }, () => random.integer(400)));
    const together = { both: 0, a: 0, b: 0, pairs: (900 * 899) / 2 };
    for (let i = 0; i < 900; i++) {
      for (let j = 0; j < i; j++) {
        const sameA = a![i] === a![j];
        const sameB = b![i] === b![j];
        if (sameA) together.a++;
        if (sameB) together.b++;
        if (sameA && sameB) together.both++;
      }
    }
    const expected = (together.a * together.b) / together.pairs;
    const index = (together.both - expected) / ((together.a + together.b) / 2 - expected);
    expect(adjustedRandIndex(a!, b!)).toBeCloseTo(index, 12);
  });

  it('takes memory for the rows, however many clusters there are', () => {
    const own = Int32Array.from({ length: 60_000 }, (_, i) => i);
    expect(adjustedRandIndex(own, own.toReversed())).toBe(1);
  });
});
