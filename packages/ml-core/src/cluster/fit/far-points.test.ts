import { describe, expect, it } from 'vitest';
import { measureFrame, packPoints } from '../../kernels/packed-points.js';
import { createMatrix } from '../../matrix.js';
import { createRandom } from '../../random.js';
import { fitKMeans, predictKMeans } from '../k-means.js';
import { findFarPoints, reachFarPoint } from './far-points.js';
import { runLloyd } from './lloyd.js';

const ROWS = 60_000;
const random = createRandom(3);
const X = createMatrix(
  ROWS,
  2,
  Float64Array.from({ length: 2 * ROWS }, () => random.normal()),
);
X.data.set([400, -300], 2 * 41_234);

describe('one row among 60,000 that is worth a cluster', () => {
  it.each([0, 1, 2, 3])('gets it, whatever the seed: %d', async (seed) => {
    for (const k of [2, 3]) {
      const labels = predictKMeans(await fitKMeans(X, { k, seed, nInit: 2 }), X);
      const own = labels[41_234];
      expect(labels.filter((label) => label === own).length).toBe(1);
    }
  });

  it('is among the far points, and a fit without it is led there', () => {
    const points = packPoints(X, measureFrame(X), { maxK: 2 });
    const far = findFarPoints(points);
    expect(far.length).toBe(64);
    const fit = runLloyd(points, 0, Float64Array.of(-0.1, 0, 0.1, 0), { maxIterations: 100, tolerance: 0 });
    const centroids = reachFarPoint(fit, far, 0)!;
    const led = runLloyd(points, 0, centroids, { maxIterations: 100, tolerance: 0 });
    expect(led.inertia).toBeLessThan(fit.inertia);
    expect(Math.min(...led.sizes)).toBe(1);
    expect(reachFarPoint(led, far, 1e-4 * led.inertia)).toBeUndefined();
  });
});

it('few points are all far, and none is worth a cluster that costs more', () => {
  const few = createMatrix(6, 1, Float64Array.of(0, 0.1, 5, 5.1, 9.9, 10));
  const points = packPoints(few, measureFrame(few), { maxK: 3 });
  const far = findFarPoints(points);
  expect(far.length).toBe(1);
  const start = Float64Array.of(0, 5, 10).map(
    (x) => (x - measureFrame(few).origin[0]!) * measureFrame(few).scale,
  );
  const fit = runLloyd(points, 0, start, { maxIterations: 10, tolerance: 0 });
  expect(reachFarPoint(fit, far, 0)).toBeUndefined();
});
