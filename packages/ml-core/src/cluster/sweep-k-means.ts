import { DegenerateDataError } from '../errors.js';
import { calinskiHarabaszScore, daviesBouldinScore, explainedShare } from '../metrics/clustering.js';
import { measureSilhouettes, type Silhouette } from '../metrics/silhouette.js';
import { scaleProgress } from '../parallel/run-in-slots.js';
import { throwIfAborted } from '../parallel/throw-if-aborted.js';
import type { Matrix } from '../types.js';
import {
  requireColumns,
  requireHooks,
  requireInstance,
  requireInteger,
  requireMatrix,
  requireMatrixShape,
  requireOptions,
} from '../validation.js';
import { continueKMeans } from './fit/continue-k-means.js';
import { fitKMeansOutcomes, type KMeansRangeOptions } from './fit/fit-k-means-range.js';
import { type FittedKMeans, type KMeansModel, MAX_CLUSTERS } from './k-means-model.js';
import { measureStability, type Stability } from './stability.js';

/** How good a clustering with k clusters is, by every measure that a choice of k considers. */
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
  /** The share of the rows' variance that lies between the clusters, 0..1; grows with k. */
  readonly explainedShare: number;
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
  /** Refits on resamples for each k, 1..1000. */
  readonly resamples?: number;
  /**
   * Centroids of an earlier fit for some of the k, in the units of X's columns. A k continues from them where that costs
   * next to no inertia, so that clusters stay with their rows over refits.
   */
  readonly previous?: readonly Matrix[];
}

const MAX_RESAMPLES = 1000;
/** Outcomes of the starts that are compared for each k, */
const OUTCOMES = 3;
/** and the share by which their inertia may exceed the least and still count as equal to it. */
const EQUAL_INERTIA = 0.004;
/** A fit that continues an earlier one may exceed the least inertia by this share. */
const CONTINUED_INERTIA = 0.003;
/** Inertias that differ by less are sums of the same distances. */
const SAME_FIT = 1e-6;

/**
 * Fits k-means for every k of a range and measures each fit; `selectK` chooses among them. Where outcomes of one k have
 * the same inertia to within 0.4 %, the best silhouette decides: on real data such outcomes can differ a lot in how
 * well they separate (0.23 against 0.16 at k = 4 on a public marketing file). The labels are those of the rows of X.
 * @throws what `fitKMeans` throws, and DegenerateDataError if X has no more rows than maxK
 */
export async function sweepKMeans(X: Matrix, options: KMeansSweepOptions = {}): Promise<KMeansSweep> {
  const { resamples = 10, seed = 0, previous = [], pool, signal, onProgress } = requireOptions(options);
  requireSweep(X, options);
  requireHooks(options);
  const outcomes = await fitKMeansOutcomes(
    X,
    { ...options, onProgress: scaleProgress(onProgress, 0, 0.4) },
    OUTCOMES,
  );
  const continued = await continueKMeans(X, startsFor(outcomes, previous), options);
  const equals = outcomes.flatMap((ofK) =>
    ofK.filter(({ model }) => model.inertia <= ofK[0]!.model.inertia * (1 + EQUAL_INERTIA)),
  );
  const kept = outcomes.flatMap(([least]) => {
    const { k, inertia } = least!.model;
    const found = continued.find(({ model }) => model.k === k);
    if (!found || found.model.inertia > inertia * (1 + CONTINUED_INERTIA)) return [];
    return [equals.find((outcome) => isSame(outcome, found)) ?? found];
  });
  equals.push(...kept.filter((fit) => !equals.includes(fit)));
  const silhouettes = await measureSilhouettes(
    X,
    equals.map(({ labels }) => labels),
    { seed, pool, signal, onProgress: scaleProgress(onProgress, 0.4, 0.6) },
  );
  const best = bestSeparated(equals, silhouettes, kept);
  const fitted = best.map(({ fit }) => fit);
  const stabilities = await measureStability(X, fitted, {
    ...options,
    resamples,
    seed,
    onProgress: scaleProgress(onProgress, 0.6, 1),
  });
  const fits = best.map(({ fit, silhouette }, i): KMeansFit => {
    throwIfAborted(signal);
    const quality = describeQuality(X, fit, silhouette, stabilities[i]!);
    return { k: fit.model.k, ...fit, quality };
  });
  return { fits };
}

/** Checks what only a sweep requires: measuring quality takes at least two clusters, and fewer clusters than rows. */
export function requireSweep(
  X: Matrix,
  { minK = 2, maxK = 10, resamples = 10, previous = [] }: KMeansSweepOptions,
): void {
  requireInteger('minK', minK, 2, MAX_CLUSTERS);
  requireInteger('maxK', maxK, minK, MAX_CLUSTERS);
  requireInteger('resamples', resamples, 1, MAX_RESAMPLES);
  requireMatrixShape('X', X);
  requireInstance('previous', previous, Array);
  for (const centroids of previous) {
    requireMatrix('previous', centroids);
    requireColumns(centroids, X.columns);
  }
  if (maxK >= X.rows) {
    throw new DegenerateDataError(
      `maxK is ${maxK}, but X has ${X.rows} rows; a sweep needs more rows than clusters`,
    );
  }
}

/** Whether two fits of one k are the same but for the order of their clusters and of sums: then a refit changes nothing. */
function isSame(a: FittedKMeans, b: FittedKMeans): boolean {
  const { k, inertia } = b.model;
  return a.model.k === k && Math.abs(a.model.inertia - inertia) <= SAME_FIT * inertia;
}

/** The given centroids of the k that are fitted. */
function startsFor(outcomes: readonly FittedKMeans[][], previous: readonly Matrix[]): Matrix[] {
  const ks = outcomes.map(([least]) => least!.model.k);
  return previous.filter(({ rows }) => ks.includes(rows));
}

/** Of the fits of each k the one that is kept, or else the one with the best silhouette. */
function bestSeparated(
  fits: readonly FittedKMeans[],
  silhouettes: readonly Silhouette[],
  kept: readonly FittedKMeans[],
) {
  const best = new Map<number, { fit: FittedKMeans; silhouette: Silhouette }>();
  for (const [i, fit] of fits.entries()) {
    const silhouette = silhouettes[i]!;
    const known = best.get(fit.model.k);
    if (known && kept.includes(known.fit)) continue;
    if (!known || kept.includes(fit) || silhouette.score > known.silhouette.score)
      best.set(fit.model.k, { fit, silhouette });
  }
  return [...best.values()];
}

/** Measures one fit. O(rows × columns). */
export function describeQuality(
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
    explainedShare: explainedShare(X, labels),
    stability: stability.mean,
    worstStability: stability.worst,
    smallestShare: Math.min(...sizes) / X.rows,
    sizes,
  };
}
