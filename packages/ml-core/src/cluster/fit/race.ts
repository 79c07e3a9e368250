import type { PackedPoints } from '../../kernels/packed-points.js';
import { runInSlots, runTask } from '../../parallel/run-in-slots.js';
import type { OnProgress } from '../../types.js';
import type { FitPlan } from './fit-plan.js';
import { refineKMeansTask } from './k-means-tasks.js';
import type { LloydResult } from './lloyd.js';

/** What to do with an outcome once Lloyd has ended, while its labels are still in the slot. */
export type Finish<Result> = (result: LloydResult, slot: number) => Result | Promise<Result>;

/** A finish that leaves the outcome as it is. */
export const keep: Finish<LloydResult> = (result) => result;

/** Continues each outcome on more points. The largest k come first: they take longest, so threads end together. */
export async function refine<Result>(
  { ks, limits, pool, signal }: FitPlan,
  points: PackedPoints,
  carried: readonly LloydResult[][],
  finish: Finish<Result>,
  onProgress?: OnProgress,
): Promise<Result[][]> {
  const work = carried
    .flatMap((outcomes, i) => outcomes.map(({ centroids }) => ({ i, centroids })))
    .reverse();
  const jobs = work.map(({ centroids }) => async (slot: number) => {
    const result = await runTask(pool, refineKMeansTask, { points, slot, centroids, limits });
    return finish(result, slot);
  });
  const results = await runInSlots(points.slots.length, jobs, { signal, onProgress, step: 'clusters' });
  const ofK = ks.map((): Result[] => []);
  for (const [at, { i }] of work.entries()) ofK[i]!.unshift(results[at]!);
  return ofK;
}

/** As refine, but keeps only the best of each k: the others are followed only as long as they promise to be better. */
export async function race<Result>(
  { limits, pool, signal }: FitPlan,
  points: PackedPoints,
  carried: readonly LloydResult[][],
  finish: Finish<Result>,
  onProgress?: OnProgress,
): Promise<Result[][]> {
  const jobs = carried.map((outcomes) => async (slot: number) => {
    let goal = Number.POSITIVE_INFINITY;
    let best: Result[] = [];
    for (const { centroids } of outcomes) {
      const limited = { ...limits, goal };
      const result = await runTask(pool, refineKMeansTask, { points, slot, centroids, limits: limited });
      if (result.inertia >= goal) continue;
      goal = result.inertia;
      best = [await finish(result, slot)];
    }
    return best;
  });
  const told = { signal, onProgress, step: 'clusters' };
  return (await runInSlots(points.slots.length, jobs.reverse(), told)).reverse();
}
