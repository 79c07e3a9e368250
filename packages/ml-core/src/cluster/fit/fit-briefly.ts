import type { PackedPoints } from '../../kernels/packed-points.js';
import { createRandom } from '../../random.js';
import { startKMeansTask } from './k-means-tasks.js';
import { type LloydLimits, type LloydResult, labelsIn, runLloyd } from './lloyd.js';
import { swapClusters } from './swap-clusters.js';

/** Points to cluster for every k, and where the random numbers come from. */
export interface BriefFit {
  /** With one slot that has room for k-means++. */
  readonly points: PackedPoints;
  readonly ks: readonly number[];
  readonly seed: number;
  /** The first of the generator's streams that are free to use: STREAMS_PER_FIT of them. */
  readonly stream: number;
  readonly limits: LloydLimits;
}

/**
 * Starts, the passes that they get, how many of them continue, and the unsuccessful swaps that end it: enough to find a
 * clustering that is as good as the points allow, though not always the best, for clusterings that are only compared.
 */
const STARTS = 6;
const PASSES = 3;
const SURVIVORS = 2;
const PATIENCE = 1;

/** Streams of the generator that one fit uses. */
export const STREAMS_PER_FIT = STARTS + 1;

/** Clusters for every k in turn and hands each one's labels to `take`, which must copy what it keeps. */
export function fitBriefly<Result>(
  { points, ks, seed, stream, limits }: BriefFit,
  take: (labels: Uint8Array, i: number) => Result,
): Result[] {
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
    return take(labelsIn(points, 0).subarray(0, points.count), i);
  });
}

function byInertia(a: LloydResult, b: LloydResult): number {
  return a.inertia - b.inertia;
}
