import { adjustedRandIndex } from '../metrics/clustering.js';
import type { NamedTask } from '../parallel/run-in-slots.js';
import { createRandom } from '../random.js';
import { drawStarts } from './k-means-plus-plus.js';
import { type LloydLimits, type LloydResult, labelsIn, runLloyd } from './lloyd.js';
import type { PackedPoints } from './packed-points.js';

/** Fits every k anew on a resample and compares with the labels that its rows have already. */
interface ResamplePayload {
  /** The resample, with one slot that has room for k-means++. */
  readonly points: PackedPoints;
  readonly ks: readonly number[];
  /** For each k the labels of the resample's rows. */
  readonly labels: readonly Uint8Array[];
  readonly seed: number;
  /** The first of the generator's streams to use, and how many starts to make. */
  readonly stream: number;
  readonly nInit: number;
  readonly limits: LloydLimits;
}

/** The adjusted Rand index of each k. */
export const resampleKMeansTask: NamedTask<ResamplePayload, number[]> = {
  name: 'resampleKMeans',
  run({ points, ks, labels, seed, stream, nInit, limits }) {
    const sequences = Array.from({ length: nInit }, (_, start) =>
      drawStarts(points, 0, Math.max(...ks), createRandom(seed, stream + start)),
    );
    return ks.map((k, i) => {
      let best: LloydResult | undefined;
      for (const sequence of sequences) {
        const result = runLloyd(points, 0, sequence.slice(0, k * points.width), limits);
        if (!best || result.inertia < best.inertia) best = result;
      }
      runLloyd(points, 0, best!.centroids, limits);
      return adjustedRandIndex(labelsIn(points, 0).subarray(0, points.count), labels[i]!);
    });
  },
};
