import type { PackedPoints } from '../kernels/packed-points.js';
import { adjustedRandIndex } from '../metrics/clustering.js';
import type { NamedTask } from '../parallel/run-in-slots.js';
import { createRandom } from '../random.js';
import { startKMeansTask } from './fit/k-means-tasks.js';
import { type LloydLimits, type LloydResult, labelsIn, runLloyd } from './fit/lloyd.js';
import { swapClusters } from './fit/swap-clusters.js';

/** Fits every k again on a resample and compares the result with the labels that its rows already have. */
interface ResamplePayload {
  /** The resample, with one slot that has room for k-means++. */
  readonly points: PackedPoints;
  readonly ks: readonly number[];
  /** For each k the labels of the resample's rows. */
  readonly labels: readonly Uint8Array[];
  readonly seed: number;
  /** The first of the generator's streams that are free to use: STREAMS_PER_RESAMPLE of them. */
  readonly stream: number;
  readonly limits: LloydLimits;
}

/**
 * Starts of a refit, the passes that they get, how many of them continue, and the unsuccessful swaps that end it: enough
 * to find the best clustering of the resample, so that stability measures the data and not the luck of a start. The fit
 * itself is not used as a start: it would be found again wherever nothing much better exists.
 */
const STARTS = 6;
const PASSES = 3;
const SURVIVORS = 2;
const PATIENCE = 1;

/** Streams of the generator that one resample uses. */
export const STREAMS_PER_RESAMPLE = STARTS + 1;

/** The adjusted Rand index of each k. */
export const resampleKMeansTask: NamedTask<ResamplePayload, number[]> = {
  name: 'resampleKMeans',
  run({ points, ks, labels, seed, stream, limits }) {
    const brief = { ...limits, maxIterations: PASSES };
    const tried = Array.from({ length: STARTS }, (_, start) =>
      startKMeansTask.run({ points, slot: 0, ks, seed, start: stream + start, limits: brief }),
    );
    return ks.map((_, i) => {
      const ofK = tried.map((outcomes) => outcomes[i]!).sort(byInertia);
      const ended = ofK.slice(0, SURVIVORS).map(({ centroids }) => runLloyd(points, 0, centroids, limits));
      const random = createRandom(seed, stream + STARTS);
      const best = swapClusters(points, 0, ended.sort(byInertia)[0]!, { limits, patience: PATIENCE, random });
      runLloyd(points, 0, best.centroids, limits);
      return adjustedRandIndex(labelsIn(points, 0).subarray(0, points.count), labels[i]!);
    });
  },
};

function byInertia(a: LloydResult, b: LloydResult): number {
  return a.inertia - b.inertia;
}
