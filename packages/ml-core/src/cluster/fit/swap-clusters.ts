import type { PackedPoints } from '../../kernels/packed-points.js';
import type { Random } from '../../random.js';
import { createDistances } from './k-means-plus-plus.js';
import { type LloydLimits, type LloydResult, runLloyd } from './lloyd.js';

/** Clusters that are tried for removal, cheapest first, one after the other. */
const REMOVALS = 3;

/**
 * Leads a fit out of a local optimum (after the swaps of Fränti 2018): a cluster that is cheap to give up moves to
 * where k-means++ would add one, Lloyd runs from there as long as the result promises to be better, and it is kept if
 * it is. Ends after `patience` unsuccessful attempts in a row.
 */
export function swapClusters(
  points: PackedPoints,
  slotIndex: number,
  fit: LloydResult,
  { limits, patience, random }: { limits: LloydLimits; patience: number; random: Random },
): LloydResult {
  const { width } = points;
  const distances = createDistances(points, slotIndex);
  let best = fit;
  distances.measure(rowsOf(best.centroids, width));
  let failures = 0;
  while (failures < patience) {
    const added = distances.draw(random);
    const cheapest = byRemovalCost(best, added);
    const { cluster } = cheapest[failures % Math.min(REMOVALS, cheapest.length)]!;
    const swapped = best.centroids.slice();
    swapped.set(added, cluster * width);
    const result = runLloyd(points, slotIndex, swapped, { ...limits, goal: best.inertia });
    if (result.inertia < best.inertia * (1 - 1e-7)) {
      best = result;
      distances.measure(rowsOf(best.centroids, width));
      failures = 0;
    } else {
      failures++;
    }
  }
  return best;
}

/** `values` row by row. */
export function rowsOf(values: Float64Array, width: number): Float64Array[] {
  return Array.from({ length: values.length / width }, (_, i) => values.subarray(i * width, (i + 1) * width));
}

/** Clusters by what their points would lose at most if they went to one other centroid, or to the added one. */
export function byRemovalCost({ centroids, sizes }: LloydResult, added: Float64Array) {
  const k = sizes.length;
  const places = rowsOf(centroids, centroids.length / k);
  const removals = Array.from(sizes, (size, c) => {
    const own = places[c]!;
    let least = size * squaredDistance(own, added);
    for (let other = 0; other < k; other++) {
      if (other === c) continue;
      const joined = (size * sizes[other]!) / Math.max(1, size + sizes[other]!);
      least = Math.min(least, joined * squaredDistance(own, places[other]!));
    }
    return { cluster: c, cost: least };
  });
  return removals.sort((a, b) => a.cost - b.cost);
}

/** Of two points with as many coordinates. */
export function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j]! - b[j]!) ** 2;
  return sum;
}
