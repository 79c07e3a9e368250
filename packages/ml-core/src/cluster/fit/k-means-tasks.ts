import type { PackedPoints } from '../../kernels/packed-points.js';
import type { NamedTask } from '../../parallel/run-in-slots.js';
import { createRandom } from '../../random.js';
import { drawStarts } from './k-means-plus-plus.js';
import { type LloydLimits, type LloydResult, runLloyd } from './lloyd.js';
import { swapClusters } from './swap-clusters.js';

/** One start for every k at once: the first k of one sequence of k-means++ draws, each run to its end. */
interface StartPayload {
  readonly points: PackedPoints;
  readonly slot: number;
  readonly ks: readonly number[];
  readonly seed: number;
  /** The generator's stream. */
  readonly start: number;
  readonly limits: LloydLimits;
}

export const startKMeansTask: NamedTask<StartPayload, LloydResult[]> = {
  name: 'startKMeans',
  run({ points, slot, ks, seed, start, limits }) {
    const sequence = drawStarts(points, slot, Math.max(...ks), createRandom(seed, start));
    return ks.map((k) => runLloyd(points, slot, sequence.slice(0, k * points.width), limits));
  },
};

/** Tries to improve a fit by swaps. */
interface SwapPayload {
  readonly points: PackedPoints;
  readonly slot: number;
  readonly fit: LloydResult;
  readonly seed: number;
  readonly stream: number;
  readonly patience: number;
  readonly limits: LloydLimits;
}

export const swapKMeansTask: NamedTask<SwapPayload, LloydResult> = {
  name: 'swapKMeans',
  run({ points, slot, fit, seed, stream, patience, limits }) {
    return swapClusters(points, slot, fit, { limits, patience, random: createRandom(seed, stream) });
  },
};

/** Continues from centroids that were found on fewer points. */
interface RefinePayload {
  readonly points: PackedPoints;
  readonly slot: number;
  readonly centroids: Float64Array;
  readonly limits: LloydLimits;
}

export const refineKMeansTask: NamedTask<RefinePayload, LloydResult> = {
  name: 'refineKMeans',
  run: ({ points, slot, centroids, limits }) => runLloyd(points, slot, centroids, limits),
};
