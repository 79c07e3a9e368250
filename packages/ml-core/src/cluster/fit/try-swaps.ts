import type { PackedPoints } from '../../kernels/packed-points.js';
import { runInSlots, runTask } from '../../parallel/run-in-slots.js';
import type { OnProgress } from '../../types.js';
import { bestOfEach } from './best-of-each.js';
import type { FitPlan } from './fit-plan.js';
import { swapKMeansTask } from './k-means-tasks.js';
import type { LloydResult } from './lloyd.js';

/** Unsuccessful swaps in a row before giving up. */
const SWAP_PATIENCE = 12;
/** The generator's streams for swaps, one for each k; starts have 0, 1, 2 and so on. */
const SWAP_STREAM = 2 ** 32;

/** The outcomes for each k, and one more that swaps have made of the best. The largest k come first, as in refine. */
export async function trySwaps(
  { ks, seed, limits, pool, signal }: FitPlan,
  points: PackedPoints,
  outcomes: readonly LloydResult[][],
  onProgress?: OnProgress,
): Promise<LloydResult[][]> {
  const best = bestOfEach(outcomes, 1);
  const patience = SWAP_PATIENCE;
  const jobs = ks.map((k, i) => async (slot: number) => {
    const fit = best[i]![0]!;
    const stream = SWAP_STREAM + k;
    const swap = { points, slot, fit, seed, stream, patience, limits };
    return [...outcomes[i]!, await runTask(pool, swapKMeansTask, swap)];
  });
  const told = { signal, onProgress, step: 'swaps' };
  return (await runInSlots(points.slots.length, jobs.reverse(), told)).reverse();
}
