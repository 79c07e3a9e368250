import { measureFrame, packPoints } from '../../kernels/packed-points.js';
import { createMatrix, takeRows } from '../../matrix.js';
import { explainedShare } from '../../metrics/clustering.js';
import { measureSilhouettes } from '../../metrics/silhouette.js';
import { runInSlots, runTask, scaleProgress } from '../../parallel/run-in-slots.js';
import { createRandom, type Random } from '../../random.js';
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

/** Rows that are compared at a time; what these do not show is no clear group. */
const COMPARED_ROWS = 800;
/**
 * Samples of so many rows that are compared where there are enough, and together give the clouds their shape. (Of five planted
 * groups five clusters explained 0.13 to 0.30 beyond the clouds by one sample, whose tails were stretched, and one seed in
 * twenty chose two; by five samples 0.26 to 0.27.)
 */
const SAMPLES = 5;
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
 * distributions. (Of 480 clouds, normal, correlated, uniform, skewed, heavy-tailed, of categories and mixed, none was
 * taken for groups that way; of 300 tables with 2 to 10 groups, the nearest 3.5 standard deviations apart or more, or of
 * categories, 2 % were missed.)
 */
const CLEAR = { silhouette: 0.03, rest: 0.045, deviations: 3 } as const;
/** By how many times as much the first clouds must be beaten for no further one to be drawn. */
const PLAIN = 2;

/**
 * Compares k-means on the rows with k-means on tables that have the same columns and correlations but no groups, for
 * every k (after the gap statistic of Tibshirani, Walther and Hastie 2001, with a null distribution of the rows' own
 * shape). A k whose smallest cluster has under 2 % of the rows shows outliers, not groups. On 800 rows at a time, and the
 * mean of five such samples at most: costs a quarter to half a second, however many rows there are.
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
  const samples = drawSamples(X, createRandom(seed, FIRST_STREAM));
  const draw = cloudLike(joinRows(samples), sourceIndex, samples[0]!.rows);
  const measureAll = (tables: readonly Matrix[], from: number, to: number) =>
    runInSlots(
      pool?.threads ?? 1,
      tables.map((table) => () => measure(table, { minK, maxK, seed, pool, signal })),
      { signal, onProgress: scaleProgress(onProgress, from, to), step: 'one cloud' },
    );
  const cloudsOf = (first: number, count: number) =>
    times(count, (i) => draw(createRandom(seed, FIRST_STREAM + first + i)));
  const measured = await measureAll([...samples, ...cloudsOf(1, FIRST_CLOUDS)], 0, 0.7);
  const found = measured.slice(0, samples.length);
  const clouds = measured.slice(samples.length);
  let compared = compareEach(found, clouds);
  if (!compared.some((ofK) => beats(ofK, PLAIN))) {
    clouds.push(...(await measureAll(cloudsOf(1 + FIRST_CLOUDS, CLOUDS - FIRST_CLOUDS), 0.7, 1)));
    compared = compareEach(found, clouds);
  }
  return {
    clear: compared.some((ofK) => beats(ofK)),
    ks: compared.map(({ k, silhouette, explained }) => ({
      k,
      silhouetteScore: silhouette.found,
      cloudSilhouette: silhouette.clouds,
      explainedShare: explained.found,
      cloudExplained: explained.clouds,
    })),
  };
}

/** Apart from each other, and as large as can be. */
function drawSamples(X: Matrix, random: Random): Matrix[] {
  const count = Math.min(SAMPLES, Math.max(1, Math.floor(X.rows / COMPARED_ROWS)));
  const size = Math.min(COMPARED_ROWS, X.rows);
  const drawn = sampleRows(X.rows, count * size, random);
  if (count > 1) random.shuffle(drawn);
  return times(count, (i) => takeRows(X, drawn.slice(i * size, (i + 1) * size)));
}

function joinRows(parts: readonly Matrix[]): Matrix {
  if (parts.length === 1) return parts[0]!;
  const { rows, columns } = parts[0]!;
  const joined = createMatrix(parts.length * rows, columns);
  for (const [i, { data }] of parts.entries()) joined.data.set(data, i * rows * columns);
  return joined;
}

/** One k of the rows and of their clouds. */
interface ComparedK {
  readonly k: number;
  readonly silhouette: Figure;
  readonly explained: Figure;
  /** Logarithm of the share that is not explained; halving it is worth the same wherever it happens. */
  readonly rest: Figure;
  readonly smallestShare: number;
}

/** Means over the samples and over the clouds, and the standard deviation of the latter. */
interface Figure {
  readonly found: number;
  readonly clouds: number;
  readonly deviation: number;
}

/** Every k that a sample and two clouds allow. */
function compareEach(
  samples: readonly (readonly Measured[])[],
  clouds: readonly (readonly Measured[])[],
): ComparedK[] {
  const ks = [...new Set(samples.flat().map(({ k }) => k))].sort((a, b) => a - b);
  return ks.flatMap((k) => {
    const [ofSamples, ofClouds] = [samples, clouds].map((tables) =>
      tables.flat().filter((measured) => measured.k === k),
    ) as [Measured[], Measured[]];
    if (ofClouds.length < 2) return [];
    const figure = (read: (measured: Measured) => number): Figure => ({
      found: meanOf(ofSamples.map(read)),
      clouds: meanOf(ofClouds.map(read)),
      deviation: deviationOf(ofClouds.map(read)),
    });
    return {
      k,
      silhouette: figure(({ silhouette }) => silhouette),
      explained: figure(({ explained }) => explained),
      rest: figure(({ explained }) => Math.log(Math.max(Number.EPSILON, 1 - explained))),
      smallestShare: medianOf(ofSamples.map(({ smallestShare }) => smallestShare)),
    };
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

function beats({ silhouette, rest, smallestShare }: ComparedK, times = 1): boolean {
  return (
    smallestShare >= STABLE_K.smallestShare &&
    isOver(silhouette.found - silhouette.clouds, times * CLEAR.silhouette, times * silhouette.deviation) &&
    isOver(rest.clouds - rest.found, times * CLEAR.rest, times * rest.deviation)
  );
}

function isOver(gain: number, least: number, deviation: number): boolean {
  return gain >= least && gain >= CLEAR.deviations * deviation;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}
