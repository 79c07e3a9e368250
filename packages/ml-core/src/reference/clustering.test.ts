import { describe, expect, it } from 'vitest';
import { golden, goldenX } from '../cluster/clustering-golden.test-support.js';
import * as own from '../cluster/k-means.js';
import { selectK } from '../cluster/select-k.js';
import { fitPca as fitOwnPca } from '../decomposition/pca.js';
import { DegenerateDataError, InvalidParameterError } from '../errors.js';
import { matrixFromRows } from '../matrix.js';
import { adjustedRandIndex } from '../metrics/clustering.js';
import { fitKMeans, fitPca, predictKMeans, sweepKMeans } from './index.js';

describe('the reference k-means', () => {
  it.each([2, 3, 4, 5])('puts the same rows together as our own, at k = %i', async (k) => {
    const theirs = await fitKMeans(goldenX, { k });
    const ours = await own.fitKMeans(goldenX, { k });
    expect(adjustedRandIndex(predictKMeans(theirs, goldenX), predictKMeans(ours, goldenX))).toBeGreaterThan(
      0.98,
    );
    expect(ours.inertia / theirs.inertia).toBeCloseTo(1, 3);
    expect(theirs).toMatchObject({ kind: 'kMeans', version: 1, k, seed: 0 });
  });

  it('gives the same model for the same seed', async () => {
    expect(await fitKMeans(goldenX, { k: 4, seed: 3 })).toEqual(await fitKMeans(goldenX, { k: 4, seed: 3 }));
  });

  it('sweeps with the same qualities, and leads to a choice of k', async () => {
    const steps: number[] = [];
    const sweep = await sweepKMeans(goldenX, {
      maxK: 5,
      onProgress: (fraction) => void steps.push(fraction),
    });
    for (const { k, quality } of sweep.fits) {
      expect(quality.silhouetteScore).toBeCloseTo(golden.fits[k - 2]!.silhouette, 1);
      expect(quality.worstStability).toBeLessThanOrEqual(quality.stability);
    }
    expect(steps.at(-1)).toBe(1);
    expect(selectK(sweep).k).toBeGreaterThanOrEqual(2);
  });

  it('refuses what our own refuses', async () => {
    await expect(fitKMeans(matrixFromRows([[1], [1]]), { k: 2 })).rejects.toThrow(DegenerateDataError);
    await expect(fitKMeans(goldenX, { k: 0 })).rejects.toThrow(InvalidParameterError);
    await expect(fitKMeans(matrixFromRows([[1], [Number.NaN]]), { k: 1 })).rejects.toThrow(/row 1, column 0/);
  });
});

describe('the reference PCA', () => {
  it('finds by singular values what our own finds by the covariance', () => {
    const theirs = fitPca(goldenX, { components: 3 });
    const ours = fitOwnPca(goldenX, { components: 3 });
    for (const field of ['mean', 'explainedVariance', 'explainedVarianceRatio'] as const) {
      for (const [i, value] of theirs[field].entries()) expect(ours[field][i]).toBeCloseTo(value, 9);
    }
    for (const [i, value] of theirs.components.data.entries()) {
      expect(ours.components.data[i]).toBeCloseTo(value, 9);
    }
  });

  it('refuses what our own refuses', () => {
    expect(() => fitPca(matrixFromRows([[1, 2]]))).toThrow(DegenerateDataError);
    expect(() =>
      fitPca(
        matrixFromRows([
          [1, 2],
          [1, 2],
        ]),
      ),
    ).toThrow(/all 2 rows of X are equal/);
  });
});
