import { kmeans } from 'ml-kmeans';
import { countDistinctRows, requireDistinctRows } from '../cluster/distinct-rows.js';
import { drawRows } from '../cluster/draw-rows.js';
import { type KMeansOptions, predictKMeans } from '../cluster/k-means.js';
import { type KMeansModel, MAX_CLUSTERS, MAX_STARTS } from '../cluster/k-means-model.js';
import { type Stability, summariseStability } from '../cluster/stability.js';
import {
  describeQuality,
  type KMeansFit,
  type KMeansSweep,
  type KMeansSweepOptions,
  requireSweep,
} from '../cluster/sweep-k-means.js';
import { matrixFromRows, takeRows } from '../matrix.js';
import { adjustedRandIndex } from '../metrics/clustering.js';
import { measureSilhouettes } from '../metrics/silhouette.js';
import { throwIfAborted } from '../parallel/throw-if-aborted.js';
import { createRandom } from '../random.js';
import type { Matrix } from '../types.js';
import { requireHooks, requireInteger, requireMatrix, requireNumber, requireOptions } from '../validation.js';

/** Rows of a resample: ml-kmeans takes many times as long as our own engine. */
const RESAMPLED_ROWS = 2000;
const SHARE = 0.8;

/**
 * `fitKMeans` of the main entry, on ml-kmeans. What ml-kmeans 7 lacks is added around it: it makes one start, so the
 * best of `nInit` is kept here; it reports no inertia, so that is computed; its tolerance is absolute and per centroid,
 * so the relative one is converted. It leaves an emptied cluster where it was, which may then stay empty.
 * @throws what the main engine's throws.
 */
export async function fitKMeans(X: Matrix, options: KMeansOptions): Promise<KMeansModel> {
  const { k, seed = 0, nInit = 10, maxIterations = 300 } = requireOptions(options);
  const { tolerance = 1e-4, signal } = options;
  requireInteger('k', k, 1, MAX_CLUSTERS);
  requireInteger('seed', seed, 0);
  requireInteger('nInit', nInit, 1, MAX_STARTS);
  requireInteger('maxIterations', maxIterations, 1, 100_000);
  requireHooks(options);
  requireNumber('tolerance', tolerance, 0);
  requireMatrix('X', X);
  requireDistinctRows(X, k);
  const rows = toRows(X);
  const absolute = (tolerance * meanVariance(X)) / k;
  let best: KMeansModel | undefined;
  for (let start = 0; start < nInit; start++) {
    throwIfAborted(signal);
    // Seed 0 would mean an unseeded generator.
    const settings = { seed: 1 + seed * nInit + start, maxIterations, tolerance: absolute };
    const { centroids, iterations } = kmeans(rows, k, settings);
    const places = matrixFromRows(centroids);
    const inertia = inertiaOf(X, places);
    if (best && inertia >= best.inertia) continue;
    best = { kind: 'kMeans', version: 1, k, centroids: places, inertia, iterations, seed };
  }
  return best!;
}

/**
 * `sweepKMeans` of the main entry, on ml-kmeans; resamples have at most 2,000 rows and their refits one start. @throws
 * what the main entry's throws.
 */
export async function sweepKMeans(X: Matrix, options: KMeansSweepOptions = {}): Promise<KMeansSweep> {
  const { minK = 2, maxK = 10, resamples = 10, seed = 0 } = requireOptions(options);
  const { signal, onProgress } = options;
  requireSweep(X, options);
  const fitted: { model: KMeansModel; labels: Uint8Array }[] = [];
  for (let k = minK; k <= maxK; k++) {
    const model = await fitKMeans(X, { ...options, k });
    fitted.push({ model, labels: Uint8Array.from(predictKMeans(model, X)) });
    await onProgress?.((0.5 * fitted.length) / (maxK - minK + 1), 'clusters');
  }
  const labelings = fitted.map(({ labels }) => labels);
  const silhouettes = await measureSilhouettes(X, labelings, { seed, signal });
  const indices: number[][] = [];
  for (let resample = 0; resample < resamples; resample++) {
    indices.push(await compareRefits(X, labelings, minK, resample, options));
    await onProgress?.(0.5 + (0.5 * (resample + 1)) / resamples, 'stability');
  }
  const stabilities: Stability[] = summariseStability(indices, fitted.length);
  const fits = fitted.map((fit, i): KMeansFit => {
    const quality = describeQuality(X, fit, silhouettes[i]!, stabilities[i]!);
    return { k: fit.model.k, ...fit, quality };
  });
  return { fits };
}

/** The adjusted Rand index of each k between a refit on a resample and the labels of its rows. */
async function compareRefits(
  X: Matrix,
  labelings: readonly Uint8Array[],
  minK: number,
  resample: number,
  options: KMeansSweepOptions,
): Promise<number[]> {
  const size = Math.max(minK + labelings.length, Math.min(RESAMPLED_ROWS, Math.round(SHARE * X.rows)));
  const rows = drawRows(X.rows, Math.min(X.rows, size), createRandom(options.seed ?? 0, resample));
  const sample = takeRows(X, rows);
  const indices: number[] = [];
  const distinct = countDistinctRows(sample, minK + labelings.length);
  for (const [i, labels] of labelings.entries()) {
    // Clusters without rows in the resample cannot reappear in it.
    if (minK + i > distinct) {
      indices.push(0);
      continue;
    }
    const model = await fitKMeans(sample, { ...options, k: minK + i, nInit: 1, seed: resample });
    const before = Uint8Array.from(rows, (row) => labels[row]!);
    indices.push(adjustedRandIndex(predictKMeans(model, sample), before));
  }
  return indices;
}

function toRows({ rows, columns, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, row) => [...data.subarray(row * columns, (row + 1) * columns)]);
}

function inertiaOf(X: Matrix, centroids: Matrix): number {
  const labels = predictKMeans(
    { kind: 'kMeans', version: 1, k: centroids.rows, centroids, inertia: 0, iterations: 0, seed: 0 },
    X,
  );
  let inertia = 0;
  for (let row = 0, at = 0; row < X.rows; row++) {
    const from = labels[row]! * X.columns;
    for (let j = 0; j < X.columns; j++, at++) inertia += (X.data[at]! - centroids.data[from + j]!) ** 2;
  }
  return inertia;
}

function meanVariance({ rows, columns, data }: Matrix): number {
  let total = 0;
  for (let j = 0; j < columns; j++) {
    let mean = 0;
    for (let at = j; at < data.length; at += columns) mean += data[at]! / rows;
    for (let at = j; at < data.length; at += columns) total += (data[at]! - mean) ** 2 / rows;
  }
  return total / columns;
}
