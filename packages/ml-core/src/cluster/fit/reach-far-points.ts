import type { PackedPoints } from '../../kernels/packed-points.js';
import { runTask } from '../../parallel/run-in-slots.js';
import { SAME_INERTIA } from './best-of-each.js';
import { reachFarPoint } from './far-points.js';
import type { FitPlan } from './fit-plan.js';
import { refineKMeansTask } from './k-means-tasks.js';
import type { LloydResult } from './lloyd.js';

/** Moves clusters to far points for as long as that improves the fit; each point may be reached once. */
export async function reachFarPoints(
  { limits, pool }: FitPlan,
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
