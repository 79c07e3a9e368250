import type { Random } from '../random.js';
import { createDistances } from './k-means-plus-plus.js';
import { type LloydLimits, type LloydResult, runLloyd } from './lloyd.js';
import type { PackedPoints } from './packed-points.js';

/** Clusters that are tried for removal, cheapest first, one after the other. */
const REMOVALS = 3;

/**
 * Leads a fit out of a local optimum (after the swaps of Fränti 2018): a cluster that is cheap to give up is put where
 * k-means++ would put one more, Lloyd runs from there as long as it promises to be better, and the result is kept if it is.
 * Ends after `patience` attempts in a row were in vain.
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
  let failures = 0;
  while (failures < patience) {
    distances.reset();
    for (let at = 0; at < best.centroids.length; at += width) {
      distances.add(best.centroids.subarray(at, at + width));
    }
    const added = distances.drawBest(random);
    const cheapest = byRemovalCost(best, added, width);
    const removed = cheapest[failures % Math.min(REMOVALS, cheapest.length)]!;
    const swapped = best.centroids.slice();
    swapped.set(added, removed * width);
    const result = runLloyd(points, slotIndex, swapped, { ...limits, goal: best.inertia });
    if (result.inertia < best.inertia * (1 - 1e-7)) {
      best = result;
      failures = 0;
    } else {
      failures++;
    }
  }
  return best;
}

/** Clusters by what their points would lose if they went to the nearest other centroid, or to the added one. */
function byRemovalCost({ centroids, sizes }: LloydResult, added: Float64Array, width: number): number[] {
  const k = sizes.length;
  const costs = Array.from(sizes, (size, c) => {
    const own = centroids.subarray(c * width, (c + 1) * width);
    let least = size * squaredDistance(own, added);
    for (let other = 0; other < k; other++) {
      if (other === c) continue;
      const joined = (size * sizes[other]!) / Math.max(1, size + sizes[other]!);
      const apart = squaredDistance(own, centroids.subarray(other * width, (other + 1) * width));
      least = Math.min(least, joined * apart);
    }
    return least;
  });
  return Array.from(sizes.keys()).sort((a, b) => costs[a]! - costs[b]!);
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j]! - b[j]!) ** 2;
  return sum;
}
