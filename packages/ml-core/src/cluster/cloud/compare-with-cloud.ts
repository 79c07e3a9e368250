import { measureFrame, packPoints } from '../../kernels/packed-points.js';
import { takeRows } from '../../matrix.js';
import { explainedShare } from '../../metrics/clustering.js';
import { measureSilhouettes } from '../../metrics/silhouette.js';
import { runInSlots, runTask, scaleProgress } from '../../parallel/run-in-slots.js';
import { createRandom } from '../../random.js';
import { sampleRows } from '../../sample-rows.js';
import type { Matrix, OnProgress, Pool, StopSignal } from '../../types.js';
import {
  requireHooks,
  requireInteger,
  requireLength,
  requireMatrix,
  requireOptions,
} from '../../validation.js';
import { countDistinctRows } from '../distinct-rows.js';
import { MAX_CLUSTERS } from '../k-means-model.js';
import { STABLE_K } from '../select-k.js';
import { cloudLike } from './cloud-like.js';
import { clusterCloudTask } from './cloud-task.js';

/** What k clusters of the rows have over k clusters of one cloud. */
export interface CloudFigures {
  readonly k: number;
  /** The silhouette, and that of the clouds on average. */
  readonly silhouetteScore: number;
  readonly cloudSilhouette: number;
  /** The share of the variance that lies between the clusters, and that of the clouds on average. */
  readonly explainedShare: number;
  readonly cloudExplained: number;
}

/** Whether rows form groups, and how much more every k explains than it would without any. */
export interface CloudComparison {
  /** False where the rows look like one cloud that was cut up; null where they are too few to tell. */
  readonly clear: boolean | null;
  /** Ascending; a k that the rows or the clouds do not allow is absent. */
  readonly ks: readonly CloudFigures[];
}

/** How rows are compared with a cloud. */
export interface CloudOptions {
  readonly minK?: number;
  readonly maxK?: number;
  readonly seed?: number;
  readonly pool?: Pool;
  readonly signal?: StopSignal;
  readonly onProgress?: OnProgress;
}

/** Rows that are compared; what these do not show is no clear group. */
const COMPARED_ROWS = 800;
/** Of fewer rows nothing is said. */
const LEAST_ROWS = 50;
/** Clouds that are drawn first, and in all where these do not make it plain. */
const FIRST_CLOUDS = 5;
const CLOUDS = 9;
/** When a clustering of rows or of a cloud is good enough. */
const MOST_PASSES = 50;
const TOLERANCE = 1e-4;
/** Streams of the generator, apart from those of fits and resamples. */
const FIRST_STREAM = 2 ** 41;
/**
 * Groups are clear where both the silhouette and the rest that is not explained, as a logarithm, beat the clouds by this
 * much and by this many standard deviations. Either alone is fooled: the silhouette by heavy tails, the rest by flat
 * distributions. (Of 320 clouds, normal, correlated, uniform, skewed, heavy-tailed, of categories and mixed, none was
 * taken for groups that way; of 200 tables with 2 to 10 groups, the nearest 3.5 standard deviations apart or more, or of
 * categories, 3 % were missed.)
 */
const CLEAR = { silhouette: 0.03, rest: 0.05, deviations: 3 } as const;
/** By how many times as much the first clouds must be beaten for no further one to be drawn. */
const PLAIN = 2;

/**
 * Compares k-means on the rows with k-means on tables that have the same columns and correlations but no groups, for
 * every k (after the gap statistic of Tibshirani, Walther and Hastie 2001, with a null distribution of the rows' own
 * shape). A k whose smallest cluster has under 2 % of the rows shows outliers, not groups. On 800 rows at most: costs
 * an eighth to a quarter of a second, however many there are.
 * @param sourceIndex the attribute that each column of X encodes; the levels of a category stay together
 * @throws InvalidParameterError, ShapeError
 */
export async function compareWithCloud(
  X: Matrix,
  sourceIndex: ArrayLike<number>,
  options: CloudOptions = {},
): Promise<CloudComparison> {
  const { minK = 2, maxK = 10, seed = 0, pool, signal, onProgress } = requireOptions(options);
  requireMatrix('X', X);
  requireLength('sourceIndex', sourceIndex, "X's columns", X.columns);
  requireInteger('minK', minK, 2, MAX_CLUSTERS);
  requireInteger('maxK', maxK, minK, MAX_CLUSTERS);
  requireInteger('seed', seed, 0);
  requireHooks(options);
  if (X.rows < LEAST_ROWS) return { clear: null, ks: [] };
  const rows = takeRows(
    X,
    sampleRows(X.rows, Math.min(COMPARED_ROWS, X.rows), createRandom(seed, FIRST_STREAM)),
  );
  const draw = cloudLike(rows, sourceIndex);
  const measureAll = (tables: readonly Matrix[], from: number, to: number) =>
    runInSlots(
      pool?.threads ?? 1,
      tables.map((table) => () => measure(table, { minK, maxK, seed, pool, signal })),
      { signal, onProgress: scaleProgress(onProgress, from, to), step: 'one cloud' },
    );
  const cloudsOf = (first: number, count: number) =>
    Array.from({ length: count }, (_, i) => draw(createRandom(seed, FIRST_STREAM + first + i)));
  const [found, ...clouds] = await measureAll([rows, ...cloudsOf(1, FIRST_CLOUDS)], 0, 0.6);
  let compared = compareEach(found!, clouds);
  if (!compared.some(({ ofK, ofClouds }) => beats(ofK, ofClouds, PLAIN))) {
    clouds.push(...(await measureAll(cloudsOf(1 + FIRST_CLOUDS, CLOUDS - FIRST_CLOUDS), 0.6, 1)));
    compared = compareEach(found!, clouds);
  }
  return {
    clear: compared.some(({ ofK, ofClouds }) => beats(ofK, ofClouds)),
    ks: compared.map(({ ofK, ofClouds }) => ({
      k: ofK.k,
      silhouetteScore: ofK.silhouette,
      cloudSilhouette: meanOf(ofClouds.map(({ silhouette }) => silhouette)),
      explainedShare: ofK.explained,
      cloudExplained: meanOf(ofClouds.map(({ explained }) => explained)),
    })),
  };
}

/** For every k of the rows that two clouds or more allow too: both. */
function compareEach(rows: readonly Measured[], clouds: readonly (readonly Measured[])[]) {
  return rows.flatMap((ofK) => {
    const ofClouds = clouds.flatMap((cloud) => cloud.filter(({ k }) => k === ofK.k));
    return ofClouds.length < 2 ? [] : [{ ofK, ofClouds }];
  });
}

interface Measured {
  readonly k: number;
  readonly silhouette: number;
  readonly explained: number;
  readonly smallestShare: number;
}

async function measure(
  X: Matrix,
  { minK, maxK, seed, pool, signal }: CloudOptions & { minK: number; maxK: number; seed: number },
): Promise<Measured[]> {
  const most = Math.min(maxK, countDistinctRows(X, maxK));
  if (most < minK) return [];
  const ks = Array.from({ length: most - minK + 1 }, (_, i) => minK + i);
  const frame = measureFrame(X);
  const labelings = await runTask(pool, clusterCloudTask, {
    points: packPoints(X, frame, { maxK: most, starts: true, shared: pool !== undefined }),
    ks,
    seed,
    stream: 0,
    limits: { maxIterations: MOST_PASSES, tolerance: TOLERANCE * frame.meanVariance },
  });
  const silhouettes = await measureSilhouettes(X, labelings, { pool, signal });
  return labelings.map((labels, i) => ({
    k: ks[i]!,
    silhouette: silhouettes[i]!.score,
    explained: explainedShare(X, labels),
    smallestShare: smallestShareOf(labels, ks[i]!),
  }));
}

function smallestShareOf(labels: Uint8Array, k: number): number {
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label]!++;
  return Math.min(...sizes) / labels.length;
}

function beats(ofK: Measured, ofClouds: readonly Measured[], times = 1): boolean {
  if (ofK.smallestShare < STABLE_K.smallestShare) return false;
  const silhouettes = ofClouds.map(({ silhouette }) => silhouette);
  const explained = ofClouds.map((cloud) => restOf(cloud));
  return (
    isOver(
      ofK.silhouette - meanOf(silhouettes),
      times * CLEAR.silhouette,
      times * deviationOf(silhouettes),
    ) && isOver(meanOf(explained) - restOf(ofK), times * CLEAR.rest, times * deviationOf(explained))
  );
}

/** Logarithm of the share that is not explained; halving it is worth the same wherever it happens. */
function restOf({ explained }: Measured): number {
  return Math.log(Math.max(Number.EPSILON, 1 - explained));
}

function isOver(gain: number, least: number, deviation: number): boolean {
  return gain >= least && gain >= CLEAR.deviations * deviation;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
