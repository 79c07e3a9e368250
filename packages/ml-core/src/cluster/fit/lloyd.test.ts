import { describe, expect, it } from 'vitest';
import { measureFrame, type PackedPoints, packPoints, readPoint } from '../../kernels/packed-points.js';
import { createMatrix, matrixFromRows } from '../../matrix.js';
import { createRandom } from '../../random.js';
import type { Matrix } from '../../types.js';
import { labelsIn, runLloyd } from './lloyd.js';

const UNTIL_SETTLED = { maxIterations: 500, tolerance: 0 };

function noise(rows: number, columns: number, seed: number): Matrix {
  const random = createRandom(seed);
  return createMatrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => random.normal()),
  );
}

function pack(X: Matrix, maxK: number): PackedPoints {
  return packPoints(X, measureFrame(X), { maxK });
}

/** The first k points, one after the other. */
function firstPoints(points: PackedPoints, k: number): Float64Array {
  return Float64Array.from(Array.from({ length: k }, (_, i) => [...readPoint(points, i)]).flat());
}

/** Lloyd's algorithm by plain loops in float64, every distance computed in every pass. */
function plainLloyd(points: PackedPoints, start: Float64Array) {
  const { count, width } = points;
  const rows = Array.from({ length: count }, (_, i) => readPoint(points, i));
  const centroids = start.slice();
  const k = start.length / width;
  const labels = new Uint8Array(count).fill(255);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [i, row] of rows.entries()) {
      const distances = Array.from({ length: k }, (_, c) =>
        row.reduce((sum, x, j) => sum + (x - centroids[c * width + j]!) ** 2, 0),
      );
      const label = distances.indexOf(Math.min(...distances));
      if (labels[i] !== label) changed = true;
      labels[i] = label;
    }
    for (let c = 0; c < k; c++) {
      const members = rows.filter((_, i) => labels[i] === c);
      for (let j = 0; j < width; j++) {
        centroids[c * width + j] = members.reduce((sum, row) => sum + row[j]!, 0) / members.length;
      }
    }
  }
  const inertia = rows.reduce(
    (total, row, i) => row.reduce((sum, x, j) => sum + (x - centroids[labels[i]! * width + j]!) ** 2, total),
    0,
  );
  return { centroids, labels, inertia };
}

describe('runLloyd', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 9, 11])('ends where plain loops end, with %i clusters', (k) => {
    for (const columns of [1, 3, 20]) {
      const points = pack(noise(333, columns, k), k);
      const start = firstPoints(points, k);
      const expected = plainLloyd(points, start);
      const result = runLloyd(points, 0, start, UNTIL_SETTLED);
      expect(labelsIn(points, 0).subarray(0, points.count)).toEqual(expected.labels);
      expect(result.inertia / expected.inertia).toBeCloseTo(1, 6);
      for (const [i, value] of expected.centroids.entries()) {
        expect(result.centroids[i]).toBeCloseTo(value, 6);
      }
      expect([...result.sizes]).toEqual(
        Array.from({ length: k }, (_, c) => expected.labels.filter((label) => label === c).length),
      );
    }
  });

  it('stops after the passes that it is given, or once the centroids hardly move', () => {
    const points = pack(noise(2000, 4, 1), 6);
    const start = firstPoints(points, 6);
    expect(runLloyd(points, 0, start, { maxIterations: 3, tolerance: 0 }).iterations).toBe(3);
    const settled = runLloyd(points, 0, start, UNTIL_SETTLED).iterations;
    const tolerant = runLloyd(points, 0, start, { maxIterations: 500, tolerance: 0.01 }).iterations;
    expect(tolerant).toBeGreaterThan(1);
    expect(tolerant).toBeLessThan(settled);
  });

  it('gives a cluster without points the one that fits worst', () => {
    const X = matrixFromRows([[0], [1], [2], [3], [40], [41], [90]]);
    const points = pack(X, 3);
    const start = Float64Array.from([...firstPoints(points, 2), 1e3]);
    const { sizes } = runLloyd(points, 0, start, UNTIL_SETTLED);
    expect([...sizes].sort()).toEqual([1, 2, 4]);
  });

  it('leaves a cluster empty where there are fewer places than clusters, and ends', () => {
    const points = pack(matrixFromRows([[0], [0], [5], [5]]), 3);
    const result = runLloyd(points, 0, Float64Array.from([...firstPoints(points, 2), 1e3]), UNTIL_SETTLED);
    expect(result.sizes.filter((size) => size === 0)).toHaveLength(1);
    expect(result.inertia).toBe(0);
  });

  it('gives up a goal that is out of reach, and is not disturbed by one that is not', () => {
    const points = pack(noise(2000, 4, 9), 5);
    const whole = runLloyd(points, 0, firstPoints(points, 5), UNTIL_SETTLED);
    const limits = { ...UNTIL_SETTLED, goal: whole.inertia * 1.05 };
    expect(runLloyd(points, 0, firstPoints(points, 5), limits)).toEqual(whole);
    const given = runLloyd(points, 0, firstPoints(points, 5), { ...limits, goal: whole.inertia * 0.8 });
    expect(given.iterations).toBeLessThan(whole.iterations / 2);
    expect(given.inertia).toBeGreaterThan(whole.inertia);
  });
});
