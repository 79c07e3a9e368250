import { afterEach, describe, expect, it } from 'vitest';
import { createMatrix } from '../matrix.js';
import { createLocalThreads } from '../parallel/local-threads.test-support.js';
import { createPool } from '../parallel/pool.js';
import { createRandom } from '../random.js';
import { serveTasks } from '../tasks.js';
import type { Matrix } from '../types.js';
import { measureSilhouettes, silhouetteScore } from './silhouette.js';

const threads = createLocalThreads();
afterEach(() => threads.close());

const rows = 4003;
const random = createRandom(8);
const X = createMatrix(
  rows,
  3,
  Float64Array.from({ length: 3 * rows }, () => random.normal()),
);
const labelsOf = (k: number) => Int32Array.from({ length: rows }, () => random.integer(k));

/** Rousseeuw's definition, row by row. */
function meanSilhouette({ data, columns }: Matrix, labels: Int32Array, k: number): number {
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label]!++;
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    const own = labels[i]!;
    if (sizes[own] === 1) continue;
    const sums = new Float64Array(k);
    for (let j = 0; j < labels.length; j++) {
      let square = 0;
      for (let c = 0; c < columns; c++) square += (data[i * columns + c]! - data[j * columns + c]!) ** 2;
      sums[labels[j]!]! += Math.sqrt(square);
    }
    const a = sums[own]! / (sizes[own]! - 1);
    const b = Math.min(...sums.map((sum, c) => (c === own || sizes[c] === 0 ? Infinity : sum / sizes[c]!)));
    total += (b - a) / Math.max(a, b);
  }
  return total / labels.length;
}

describe('silhouettes', () => {
  it('do not lose a cluster of one row, or of two far apart in the table, in a sample of many', async () => {
    const many = createMatrix(
      25_000,
      2,
      Float64Array.from({ length: 50_000 }, () => random.normal()),
    );
    const alone = new Uint8Array(25_000);
    alone[777] = 1;
    many.data.fill(500, 2 * 777, 2 * 778);
    for (let seed = 0; seed < 5; seed++) {
      expect(await silhouetteScore(many, alone, { seed })).toBeGreaterThan(0.99);
    }
    const pair = alone.slice();
    pair[20_001] = 1;
    many.data.fill(500, 2 * 20_001, 2 * 20_002);
    const [first, second] = await measureSilhouettes(many, [alone, pair], { seed: 1 });
    expect(first!.score).toBeLessThan(second!.score);
  });

  it('are those of the definition, for few clusters and for so many that not all sums fit in memory', async () => {
    for (const k of [2, 7, 4000]) {
      const labels = labelsOf(k);
      expect(await silhouetteScore(X, labels)).toBeCloseTo(meanSilhouette(X, labels, k), 6);
    }
  });

  it('are bitwise the same with 1, 2 and 3 threads, and when measured again', async () => {
    for (const labelings of [[labelsOf(4), labelsOf(5)], [labelsOf(4000)]]) {
      const alone = await measureSilhouettes(X, labelings);
      expect(await measureSilhouettes(X, labelings)).toEqual(alone);
      for (const count of [1, 2, 3]) {
        const pool = createPool(threads.start(count, serveTasks));
        expect(await measureSilhouettes(X, labelings, { pool })).toEqual(alone);
      }
    }
  });

  it('report progress to the end, never backwards', async () => {
    const told: number[] = [];
    await silhouetteScore(X, labelsOf(4000), { onProgress: (fraction) => void told.push(fraction) });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });
});
