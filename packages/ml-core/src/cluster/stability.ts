import { measureFrame, packPoints } from '../kernels/packed-points.js';
import { runInSlots, runTask } from '../parallel/run-in-slots.js';
import { createRandom } from '../random.js';
import type { Matrix, OnProgress, Pool, StopSignal } from '../types.js';
import { drawRows } from './draw-rows.js';
import { STREAMS_PER_FIT } from './fit/fit-briefly.js';
import type { FittedKMeans } from './k-means-model.js';
import { resampleKMeansTask } from './resample-task.js';

/** Agreement of refits on resamples with a clustering: adjusted Rand indices, 1 = the same clusters every time. */
export interface Stability {
  readonly mean: number;
  readonly worst: number;
}

/** Summarises the indices of the refits, indices[resample][k]. */
export function summariseStability(indices: readonly (readonly number[])[], ks: number): Stability[] {
  return Array.from({ length: ks }, (_, i) => ({
    mean: indices.reduce((sum, index) => sum + index[i]!, 0) / indices.length,
    worst: Math.min(...indices.map((index) => index[i]!)),
  }));
}

/** Each resample has this share of the rows, drawn without repetition, */
const SHARE = 0.8;
/** but no more rows than this: what 20,000 rows show every time, more rows will show too. */
const MOST_ROWS = 20_000;
/** Streams of the generator, apart from those of the fit. */
const FIRST_STREAM = 2 ** 40;

/**
 * How stable each of `fits` is: every k is fitted again on `resamples` parts of the rows, and its labels there are
 * compared with the fit's (Ben-Hur, Elisseeff and Guyon 2002). The fits are of one X and of ascending k.
 */
export async function measureStability(
  X: Matrix,
  fits: readonly FittedKMeans[],
  options: {
    readonly resamples: number;
    readonly seed: number;
    readonly maxIterations?: number;
    readonly tolerance?: number;
    readonly pool?: Pool;
    readonly signal?: StopSignal;
    readonly onProgress?: OnProgress;
  },
): Promise<Stability[]> {
  const { resamples, seed, maxIterations = 300, tolerance = 1e-4, pool, signal, onProgress } = options;
  const frame = measureFrame(X);
  const ks = fits.map(({ model }) => model.k);
  const size = Math.max(ks.at(-1)!, Math.min(MOST_ROWS, Math.round(SHARE * X.rows)));
  const limits = { maxIterations, tolerance: tolerance * frame.meanVariance };
  const jobs = Array.from({ length: resamples }, (_, resample) => () => {
    const stream = FIRST_STREAM + resample * (STREAMS_PER_FIT + 1);
    const rows = drawRows(X.rows, size, createRandom(seed, stream));
    return runTask(pool, resampleKMeansTask, {
      points: packPoints(X, frame, { maxK: ks.at(-1)!, rows, starts: true, shared: pool !== undefined }),
      ks,
      labels: fits.map(({ labels }) => labelsOf(rows, labels)),
      seed,
      stream: stream + 1,
      limits,
    });
  });
  const step = 'stability';
  const indices = await runInSlots(pool?.threads ?? 1, jobs, { signal, onProgress, step });
  return summariseStability(indices, ks.length);
}

function labelsOf(rows: ArrayLike<number>, labels: Uint8Array): Uint8Array {
  const picked = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = labels[rows[i]!]!;
  return picked;
}
