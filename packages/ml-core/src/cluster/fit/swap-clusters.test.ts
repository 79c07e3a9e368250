import { describe, expect, it } from 'vitest';
import { measureFrame, packPoints, readPoint } from '../../kernels/packed-points.js';
import { createMatrix } from '../../matrix.js';
import { createRandom } from '../../random.js';
import { drawStarts } from './k-means-plus-plus.js';
import { runLloyd } from './lloyd.js';
import { swapClusters } from './swap-clusters.js';

const places = [0, 10, 20, 30];
const random = createRandom(1);
const X = createMatrix(
  400,
  2,
  Float64Array.from({ length: 800 }, (_, i) => random.normal() + (i % 2 === 0 ? places[(i / 2) % 4]! : 0)),
);
const points = packPoints(X, measureFrame(X), { maxK: 4, starts: true });
const limits = { maxIterations: 100, tolerance: 0 };

/** Packed coordinates of some rows, one after the other. */
const at = (...rows: number[]) => Float64Array.from(rows.flatMap((row) => [...readPoint(points, row)]));

describe('swapClusters', () => {
  it('leads out of a local optimum in which one group is cut in two and two others are one', () => {
    // rows 0 and 4 are of the first group, 1 of the second, 2 of the third
    const trapped = runLloyd(points, 0, at(0, 4, 1, 2), limits);
    const freed = swapClusters(points, 0, trapped, { limits, patience: 4, random: createRandom(0) });
    expect(freed.inertia).toBeLessThan(trapped.inertia / 3);
    expect([...freed.sizes]).toEqual([100, 100, 100, 100]);
  });

  it('keeps what cannot be improved', () => {
    const best = runLloyd(points, 0, at(0, 1, 2, 3), limits);
    expect(swapClusters(points, 0, best, { limits, patience: 3, random: createRandom(0) })).toBe(best);
  });
});

describe('drawStarts', () => {
  it('puts one start into each of well separated groups, and nests', () => {
    for (let stream = 0; stream < 10; stream++) {
      const four = drawStarts(points, 0, 4, createRandom(5, stream));
      const groups = new Set([0, 1, 2, 3].map((c) => Math.round(four[c * 2]! * 4)));
      expect(groups.size).toBe(4);
      expect(drawStarts(points, 0, 2, createRandom(5, stream))).toEqual(four.slice(0, 4));
    }
  });
});
