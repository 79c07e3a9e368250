import { type Frame, measureFrame, type PackedPoints, packPoints } from '../kernels/packed-points.js';
import { createMatrix } from '../matrix.js';
import { runInSlots, runTask, scaleProgress } from '../parallel/run-in-slots.js';
import { createRandom } from '../random.js';
import { sampleRows } from '../sample-rows.js';
import type { Matrix, OnProgress, Pool, StopSignal } from '../types.js';
import {
  requireHooks,
  requireInteger,
  requireMatrixShape,
  requireNumber,
  requireOptions,
} from '../validation.js';
import { requireDistinctRows } from './distinct-rows.js';
import { findFarPoints, reachFarPoint } from './far-points.js';
import { type FittedKMeans, MAX_CLUSTERS, MAX_STARTS } from './k-means-model.js';
import { refineKMeansTask, startKMeansTask, swapKMeansTask } from './k-means-tasks.js';
import type { LloydLimits, LloydResult } from './lloyd.js';
import { settleLabels } from './settle-labels.js';

/** How a range of k is fitted; see KMeansOptions for what is not said here. */
export interface KMeansRangeOptions {
  readonly minK?: number;
  readonly maxK?: number;
  readonly seed?: number;
  readonly nInit?: number;
  readonly maxIterations?: number;
  readonly tolerance?: number;
  readonly pool?: Pool;
  readonly signal?: StopSignal;
  readonly onProgress?: OnProgress;
}

/** What stays the same from one sample to the next. */
interface Plan {
  readonly X: Matrix;
  readonly frame: Frame;
  readonly ks: readonly number[];
  readonly seed: number;
  readonly nInit: number;
  readonly limits: LloydLimits;
  readonly pool?: Pool;
  readonly signal?: StopSignal;
}

/** Starts are tried on the first of these many rows, swaps on the second, and what they lead to is carried on to the next. */
const SAMPLE_SIZES = [4096, 16384, 65536, 262144];
/** On fewer rows than this, where starts cost little and outliers trap more of them, more starts are made in proportion, */
const FULL_PRICE_ROWS = 4096;
/** but no more than this many for one. */
const MOST_FOR_ONE = 10;
/**
 * On a sample a start has so many passes, and only the best go on to their end. What starts miss there, swaps on the next
 * size find at a lower price: on 8 sets of 200,000 rows × 20 with 3 seeds, k = 2..10, thirty starts and swaps on 4,096 rows
 * left 28 of 216 fits over 1.001 of the best inertia known, ten starts and swaps on 16,384 rows leave 9.
 */
const SAMPLE_PASSES = 3;
/** Swaps in a row that may be in vain. */
const SWAP_PATIENCE = 12;
/**
 * So many different ones, carried to the second size and once more to the third; from there on only the best. With three
 * a sweep takes a tenth longer and leaves 8.
 */
const CARRIED = 2;
/** Outcomes whose inertia differs by less than this share are taken for the same. */
const SAME_INERTIA = 1e-4;
/** Streams of the generator: the starts have 0, 1, 2 ..., the swaps of each k and the samples those from here. */
const SWAP_STREAM = 2 ** 32;
const SAMPLE_STREAM = 2 ** 33;

/**
 * Fits k-means for every k in minK..maxK, which costs much less than one after the other: the rows are laid out once and
 * the starts nest. Each model is what `fitKMeans` gives for that k.
 * @throws what `fitKMeans` throws
 */
export async function fitKMeansRange(X: Matrix, options: KMeansRangeOptions = {}): Promise<FittedKMeans[]> {
  const outcomes = await fitKMeansOutcomes(X, requireOptions(options), 1);
  return outcomes.map(([least]) => least!);
}

/**
 * As fitKMeansRange, with up to `count` different outcomes for each k, those with the least inertia in ascending order.
 * On many rows, where only the best of the samples goes on, there is one.
 */
export async function fitKMeansOutcomes(
  X: Matrix,
  options: KMeansRangeOptions,
  count: number,
): Promise<FittedKMeans[][]> {
  const { minK = 2, maxK = 10, seed = 0, nInit = 10, maxIterations = 300, tolerance = 1e-4 } = options;
  requireInteger('k', maxK, 1, MAX_CLUSTERS);
  requireInteger('k', minK, 1, maxK);
  requireInteger('nInit', nInit, 1, MAX_STARTS);
  requireInteger('maxIterations', maxIterations, 1, 100_000);
  requireInteger('seed', seed, 0);
  requireHooks(options);
  requireNumber('tolerance', tolerance, 0);
  requireMatrixShape('X', X);
  const frame = measureFrame(X);
  requireDistinctRows(X, maxK);
  const ks = Array.from({ length: maxK - minK + 1 }, (_, i) => minK + i);
  const limits = { maxIterations, tolerance: tolerance * frame.meanVariance };
  const plan: Plan = { X, frame, ks, seed, nInit, limits, pool: options.pool, signal: options.signal };

  const sizes = [...SAMPLE_SIZES.filter((size) => size <= X.rows / 2), X.rows];
  const { onProgress } = options;
  const keep = (result: LloydResult) => result;
  const [first, second, ...larger] = sizes;
  let points = layOut(plan, first!, true);
  let carried = await tryStarts(plan, points, scaleProgress(onProgress, 0, 0.2));
  if (second !== undefined) {
    carried = await refine(plan, points, bestOfEach(carried, CARRIED), keep);
    points = layOut(plan, second, true);
    carried = await refine(plan, points, bestOfEach(carried, CARRIED), keep);
  }
  const swapped = await trySwaps(plan, points, carried, scaleProgress(onProgress, 0.2, 0.6));
  carried = bestOfEach(swapped, larger.length > 0 ? CARRIED : count);
  for (const size of larger) {
    points = layOut(plan, size, false);
    if (size < X.rows) carried = await race(plan, points, carried, keep);
  }
  const goOn = larger.length > 0 ? race : refine;
  const far = second === undefined ? [] : findFarPoints(points);
  const finish = async (result: LloydResult, slot: number) =>
    describe(plan, points, slot, await reachFarPoints(plan, points, slot, result, far));
  const fits = await goOn(plan, points, carried, finish, scaleProgress(onProgress, 0.6, 1));
  return fits.map((outcomes) => outcomes.sort((a, b) => a.model.inertia - b.model.inertia).slice(0, count));
}

function layOut({ X, frame, ks, seed, pool }: Plan, size: number, starts: boolean): PackedPoints {
  const rows = size < X.rows ? sampleRows(X.rows, size, createRandom(seed, SAMPLE_STREAM + size)) : undefined;
  return packPoints(X, frame, {
    maxK: ks.at(-1)!,
    rows,
    starts,
    slots: pool?.threads ?? 1,
    shared: pool !== undefined,
  });
}

/** The outcomes of all starts, for each k; on a sample they are cut short. */
async function tryStarts(
  plan: Plan,
  points: PackedPoints,
  onProgress?: OnProgress,
): Promise<LloydResult[][]> {
  const { X, ks, seed, pool, signal } = plan;
  const sampled = points.count < X.rows;
  const forOne = Math.min(MOST_FOR_ONE, Math.ceil(FULL_PRICE_ROWS / points.count));
  const limits = sampled ? { ...plan.limits, maxIterations: SAMPLE_PASSES } : plan.limits;
  const jobs = Array.from({ length: plan.nInit * forOne }, (_, start) => (slot: number) => {
    return runTask(pool, startKMeansTask, { points, slot, ks, seed, start, limits });
  });
  const starts = await runInSlots(points.slots.length, jobs, { signal, onProgress, step: 'starts' });
  return ks.map((_, i) => starts.map((outcomes) => outcomes[i]!));
}

/** The outcomes for each k, with one more that swaps have made of the best. The largest k come first, as in refine. */
async function trySwaps(
  { ks, seed, limits, pool, signal }: Plan,
  points: PackedPoints,
  outcomes: readonly LloydResult[][],
  onProgress?: OnProgress,
): Promise<LloydResult[][]> {
  const best = bestOfEach(outcomes, 1);
  const patience = SWAP_PATIENCE;
  const jobs = ks.map((k, i) => async (slot: number) => {
    const fit = best[i]![0]!;
    const stream = SWAP_STREAM + k;
    const swap = { points, slot, fit, seed, stream, patience, limits };
    return [...outcomes[i]!, await runTask(pool, swapKMeansTask, swap)];
  });
  const reversed = await runInSlots(points.slots.length, jobs.reverse(), {
    signal,
    onProgress,
    step: 'swaps',
  });
  return reversed.reverse();
}

/** For each k up to `count` outcomes with the least inertia, each different from the others. */
function bestOfEach(ofK: readonly LloydResult[][], count: number): LloydResult[][] {
  return ofK.map((outcomes) => {
    const ordered = outcomes.toSorted((a, b) => a.inertia - b.inertia);
    const different = ordered.filter(
      ({ inertia }, i) => i === 0 || inertia > ordered[i - 1]!.inertia * (1 + SAME_INERTIA),
    );
    return different.slice(0, count);
  });
}

/** Goes on from each outcome on more points. The largest k come first: they take longest, and threads end together. */
async function refine<Result>(
  { ks, limits, pool, signal }: Plan,
  points: PackedPoints,
  carried: readonly LloydResult[][],
  finish: (result: LloydResult, slot: number) => Result | Promise<Result>,
  onProgress?: OnProgress,
): Promise<Result[][]> {
  const work = carried
    .flatMap((outcomes, i) => outcomes.map(({ centroids }) => ({ i, centroids })))
    .reverse();
  const jobs = work.map(({ centroids }) => async (slot: number) => {
    const result = await runTask(pool, refineKMeansTask, { points, slot, centroids, limits });
    return finish(result, slot);
  });
  const results = await runInSlots(points.slots.length, jobs, { signal, onProgress, step: 'clusters' });
  const ofK = ks.map((): Result[] => []);
  for (const [at, { i }] of work.entries()) ofK[i]!.unshift(results[at]!);
  return ofK;
}

/** As refine, for the best of each k alone: another is followed only as long as it promises to be better. */
async function race<Result>(
  { limits, pool, signal }: Plan,
  points: PackedPoints,
  carried: readonly LloydResult[][],
  finish: (result: LloydResult, slot: number) => Result | Promise<Result>,
  onProgress?: OnProgress,
): Promise<Result[][]> {
  const jobs = carried.map((outcomes) => async (slot: number) => {
    let goal = Number.POSITIVE_INFINITY;
    let best: Result[] = [];
    for (const { centroids } of outcomes) {
      const limited = { ...limits, goal };
      const result = await runTask(pool, refineKMeansTask, { points, slot, centroids, limits: limited });
      if (result.inertia >= goal) continue;
      goal = result.inertia;
      best = [await finish(result, slot)];
    }
    return best;
  });
  const told = { signal, onProgress, step: 'clusters' };
  return (await runInSlots(points.slots.length, jobs.reverse(), told)).reverse();
}

/** Goes on from far points for as long as that is better; each may be reached once. */
async function reachFarPoints(
  { limits, pool }: Plan,
  points: PackedPoints,
  slot: number,
  fit: LloydResult,
  far: readonly Float64Array[],
): Promise<LloydResult> {
  let best = fit;
  for (let i = 0; i < far.length; i++) {
    const centroids = reachFarPoint(best, far, SAME_INERTIA * best.inertia);
    if (!centroids) break;
    best = await runTask(pool, refineKMeansTask, { points, slot, centroids, limits });
  }
  return best;
}

/** From packed units to the units of the data. */
function describe(
  { X, frame, seed }: Plan,
  points: PackedPoints,
  slot: number,
  result: LloydResult,
): FittedKMeans {
  const { origin, scale } = frame;
  const width = X.columns;
  const k = result.sizes.length;
  const places = result.centroids.map((value, i) => value / scale + origin[i % width]!);
  const centroids = createMatrix(k, width, places);
  const inertia = result.inertia / (scale * scale);
  const labels = settleLabels(X, points, slot, result, centroids);
  const { iterations } = result;
  return { model: { kind: 'kMeans', version: 1, k, centroids, inertia, iterations, seed }, labels };
}
