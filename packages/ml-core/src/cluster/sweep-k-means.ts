import type { Matrix } from '../matrix.js';
import { calinskiHarabaszScore, daviesBouldinScore } from '../metrics/clustering.js';
import { measureSilhouettes, type Silhouette } from '../metrics/silhouette.js';
import { throwIfAborted } from '../parallel/progress.js';
import { scaleProgress } from '../parallel/run-in-slots.js';
import { requireInteger } from '../validation.js';
import type { KMeansModel } from './k-means.js';
import { type FittedKMeans, fitKMeansRange, type KMeansRangeOptions } from './k-means-range.js';
import { measureStability, type Stability } from './stability.js';

/** How good a clustering with k clusters is, from every side that a choice of k looks at. */
export interface ClusterQuality {
  readonly k: number;
  readonly inertia: number;
  /** -1..1, larger is better. */
  readonly silhouetteScore: number;
  /** 0 where the silhouette was measured on all rows. */
  readonly silhouetteStandardError: number;
  /** 0 upwards, smaller is better. */
  readonly daviesBouldinScore: number;
  /** Larger is better. */
  readonly calinskiHarabaszScore: number;
  /** Mean adjusted Rand index over refits on resamples: 1 = the same clusters every time. */
  readonly stability: number;
  readonly worstStability: number;
  /** Rows of the smallest cluster over all rows. */
  readonly smallestShare: number;
  readonly sizes: number[];
}

/** One k of a sweep. */
export interface KMeansFit {
  readonly k: number;
  readonly model: KMeansModel;
  readonly labels: Uint8Array;
  readonly quality: ClusterQuality;
}

/** A fit for each k, ascending. */
export interface KMeansSweep {
  readonly fits: KMeansFit[];
}

/** How a sweep is made. */
export interface KMeansSweepOptions extends KMeansRangeOptions {
  /** Refits on resamples for each k. */
  readonly resamples?: number;
}

/**
 * Fits k-means for every k of a range and measures each fit; `selectK` chooses among them.
 * The labels are those of the rows of X, and X must have more rows than maxK. Errors as fitKMeans.
 */
export async function sweepKMeans(X: Matrix, options: KMeansSweepOptions = {}): Promise<KMeansSweep> {
  const { minK = 2, resamples = 10, seed = 0, pool, signal, onProgress } = options;
  requireInteger('minK', minK, 2);
  requireInteger('resamples', resamples, 1);
  const fitted = await fitKMeansRange(X, { ...options, onProgress: scaleProgress(onProgress, 0, 0.4) });
  const labelings = fitted.map(({ labels }) => labels);
  const silhouettes = await measureSilhouettes(X, labelings, {
    seed,
    pool,
    signal,
    onProgress: scaleProgress(onProgress, 0.4, 0.6),
  });
  const stabilities = await measureStability(X, fitted, {
    ...options,
    resamples,
    seed,
    onProgress: scaleProgress(onProgress, 0.6, 1),
  });
  const fits = fitted.map((fit, i): KMeansFit => {
    throwIfAborted(signal);
    const quality = describeQuality(X, fit, silhouettes[i]!, stabilities[i]!);
    return { k: fit.model.k, ...fit, quality };
  });
  return { fits };
}

function describeQuality(
  X: Matrix,
  { model, labels }: FittedKMeans,
  silhouette: Silhouette,
  stability: Stability,
): ClusterQuality {
  const sizes = new Array<number>(model.k).fill(0);
  for (const label of labels) sizes[label]!++;
  return {
    k: model.k,
    inertia: model.inertia,
    silhouetteScore: silhouette.score,
    silhouetteStandardError: silhouette.standardError,
    daviesBouldinScore: daviesBouldinScore(X, labels),
    calinskiHarabaszScore: calinskiHarabaszScore(X, labels),
    stability: stability.mean,
    worstStability: stability.worst,
    smallestShare: Math.min(...sizes) / X.rows,
    sizes,
  };
}
