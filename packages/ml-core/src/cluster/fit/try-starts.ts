import type { PackedPoints } from '../../kernels/packed-points.js';
import { runInSlots, runTask } from '../../parallel/run-in-slots.js';
import type { OnProgress } from '../../types.js';
import type { FitPlan } from './fit-plan.js';
import { startKMeansTask } from './k-means-tasks.js';
import type { LloydResult } from './lloyd.js';

/**
 * On fewer rows than this, where starts are cheap and outliers trap more of them, proportionally more starts are made,
 */
const FULL_PRICE_ROWS = 4096;
/** but no more than this many for one. */
const MOST_FOR_ONE = 10;
/**
 * On a sample a start has this many passes, and only the best run to their end. What starts miss there, swaps on the
 * next size find more cheaply: on 8 sets of 200,000 rows × 20 with 3 seeds, k = 2..10, thirty starts and swaps on 4,096
 * rows left 28 of 216 fits over 1.001 of the best inertia known, ten starts and swaps on 16,384 rows leave 9.
 */
const SAMPLE_PASSES = 3;

/** The outcomes of all starts, for each k; on a sample they are cut short. */
export async function tryStarts(
  plan: FitPlan,
  points: PackedPoints,
  onProgress?: OnProgress,
): Promise<LloydResult[][]> {
  const { X, ks, seed, pool, signal } = plan;
  const sampled = points.count < X.rows;
  const forOne = Math.min(MOST_FOR_ONE, Math.ceil(FULL_PRICE_ROWS / points.count));
  const limits = sampled ? { ...plan.limits, maxIterations: SAMPLE_PASSES } : plan.limits;
  const jobs = Array.from({ length: plan.nInit * forOne }, (_, start) => (slot: number) => {
    return runTask(pool, startKMeansTask, { points, slot, ks, seed, start, limits });
  });
  const starts = await runInSlots(points.slots.length, jobs, { signal, onProgress, step: 'starts' });
  return ks.map((_, i) => starts.map((outcomes) => outcomes[i]!));
}
