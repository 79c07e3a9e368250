import { type PackedPoints, readPoint } from '../../kernels/packed-points.js';
import type { LloydResult } from './lloyd.js';
import { byRemovalCost, rowsOf, squaredDistance } from './swap-clusters.js';

/** Far more than the clusters that so few points can make. */
const FAR_POINTS = 64;

/** The points farthest from the origin, of every eight points the farthest at most. O(points / 8 · log points). */
export function findFarPoints(points: PackedPoints): Float64Array[] {
  const radii = new Float32Array(points.memory.buffer, points.radii, points.groups);
  const least = radii.slice().sort().at(-FAR_POINTS) ?? 0;
  const groups: number[] = [];
  for (let g = 0; g < radii.length && groups.length < FAR_POINTS; g++) if (radii[g]! >= least) groups.push(g);
  const origin = new Float64Array(points.width);
  return groups.map((group) => {
    const members = Math.min(8, points.count - 8 * group);
    const places = Array.from({ length: members }, (_, i) => readPoint(points, 8 * group + i));
    return places.reduce((far, place) =>
      squaredDistance(place, origin) > squaredDistance(far, origin) ? place : far,
    );
  });
}

/**
 * Centroids to continue from, with a cluster that is cheap to give up moved to a far point: points too rare for any
 * sample, and so far away, may be worth a cluster. Undefined where that would not lower the inertia by `least`. O(far
 * points² × width + k² × width).
 */
export function reachFarPoint(
  fit: LloydResult,
  far: readonly Float64Array[],
  least: number,
): Float64Array | undefined {
  const width = fit.centroids.length / fit.sizes.length;
  const places = rowsOf(fit.centroids, width);
  const distances = far.map((point) => Math.min(...places.map((place) => squaredDistance(point, place))));
  const gains = far.map((candidate) =>
    far.reduce((sum, point, i) => sum + Math.max(0, distances[i]! - squaredDistance(point, candidate)), 0),
  );
  const best = gains.indexOf(Math.max(...gains));
  const { cluster, cost } = byRemovalCost(fit, far[best]!)[0]!;
  if (!(gains[best]! - cost > least)) return undefined;
  const centroids = fit.centroids.slice();
  centroids.set(far[best]!, cluster * width);
  return centroids;
}
