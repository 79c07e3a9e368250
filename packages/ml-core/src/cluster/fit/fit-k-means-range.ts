/**
 * The schedule by which k-means is fitted for a whole range of k.
 *
 * Lloyd's algorithm only goes downhill, so the start decides the fit, and a pass over many rows is expensive. So starts
 * are tried on few rows, and the promising ones are carried to more and more of them. A size is the number of rows that
 * a step works on: 4,096, 16,384, 65,536 and 262,144, as far as they are at most half of the rows, and finally all rows.
 * A table of fewer than 8,192 rows has one size, its own.
 *
 *   step     on which size   what happens, for every k
 *   sample   each            one row is drawn from each of as many equal stretches of the table and packed as float32
 *   start    the first       k-means++ draws a sequence of centroids, of which the first k are the start for k; on a
 *                            sample each start runs for three passes only
 *   refine   first, second   where the first size is a sample: the best two different outcomes run to their end, there
 *                            and on the second size
 *   swap     the second      the best outcome gives up a cluster that costs little and puts it where k-means++ would,
 *            (or the only)   until twelve attempts in a row have failed
 *   race     those between   the best two run on; the second one is given up once it no longer promises to win
 *   race     all rows        the same; with only one or two sizes every outcome asked for runs to its end instead
 *   reach    all rows        points so far away and so few that no sample showed them may take over a cheap cluster
 *   settle   all rows        centroids go back to the units of the data; labels that float32 cannot decide are
 *                            decided in float64
 *
 * Three things make the result the same to the last bit whatever the pool. Every start, swap and sample has its own
 * stream of random numbers. A slot of memory belongs to one job at a time, and results are read in the order of the jobs.
 * Sums are added up in chunks of a fixed size.
 *
 * A range costs little more than its largest k: rows are packed once, and starts nest. The largest k run first, since
 * they take longest and threads should end together.
 */
import { measureFrame } from '../../kernels/packed-points.js';
import { scaleProgress } from '../../parallel/run-in-slots.js';
import type { Matrix, OnProgress, Pool, StopSignal } from '../../types.js';
import {
  requireHooks,
  requireInteger,
  requireMatrixShape,
  requireNumber,
  requireOptions,
} from '../../validation.js';
import { requireDistinctRows } from '../distinct-rows.js';
import { type FittedKMeans, MAX_CLUSTERS, MAX_STARTS } from '../k-means-model.js';
import { bestOfEach } from './best-of-each.js';
import { findFarPoints } from './far-points.js';
import type { FitPlan } from './fit-plan.js';
import type { LloydResult } from './lloyd.js';
import { keep, race, refine } from './race.js';
import { reachFarPoints } from './reach-far-points.js';
import { samplePoints, sampleSizes } from './sample-points.js';
import { settle } from './settle.js';
import { tryStarts } from './try-starts.js';
import { trySwaps } from './try-swaps.js';

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

/**
 * This many different outcomes are carried to the second size and again to the third; from there on only the best. With
 * three a sweep takes a tenth longer and leaves 8 of 216 fits behind the best known instead of 9 (see try-starts.ts).
 */
const CARRIED = 2;

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
  const plan = planFit(X, options);
  const { onProgress } = options;
  const [first, second, ...larger] = sampleSizes(X.rows);
  let points = samplePoints(plan, first!, true);
  let carried = await tryStarts(plan, points, scaleProgress(onProgress, 0, 0.2));
  if (second !== undefined) {
    carried = await refine(plan, points, bestOfEach(carried, CARRIED), keep);
    points = samplePoints(plan, second, true);
    carried = await refine(plan, points, bestOfEach(carried, CARRIED), keep);
  }
  const swapped = await trySwaps(plan, points, carried, scaleProgress(onProgress, 0.2, 0.6));
  carried = bestOfEach(swapped, larger.length > 0 ? CARRIED : count);
  for (const size of larger) {
    points = samplePoints(plan, size, false);
    if (size < X.rows) carried = await race(plan, points, carried, keep);
  }
  const goOn = larger.length > 0 ? race : refine;
  const far = second === undefined ? [] : findFarPoints(points);
  const finish = async (result: LloydResult, slot: number) =>
    settle(plan, points, slot, await reachFarPoints(plan, points, slot, result, far));
  const fits = await goOn(plan, points, carried, finish, scaleProgress(onProgress, 0.6, 1));
  return fits.map((outcomes) => outcomes.sort((a, b) => a.model.inertia - b.model.inertia).slice(0, count));
}

/** Checks the options and measures the rows: what stays the same through all steps. @throws what `fitKMeans` throws */
export function planFit(X: Matrix, options: KMeansRangeOptions): FitPlan {
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
  return { X, frame, ks, seed, nInit, limits, pool: options.pool, signal: options.signal };
}
