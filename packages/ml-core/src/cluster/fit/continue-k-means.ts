import { runInSlots, runTask } from '../../parallel/run-in-slots.js';
import type { Matrix } from '../../types.js';
import type { FittedKMeans } from '../k-means-model.js';
import { type KMeansRangeOptions, planFit } from './fit-k-means-range.js';
import { refineKMeansTask } from './k-means-tasks.js';
import { samplePoints } from './sample-points.js';
import { settle } from './settle.js';

/** Fits k-means on all rows from given centroids, without any other start: one fit for each of them, in their order. */
export async function continueKMeans(
  X: Matrix,
  starts: readonly Matrix[],
  options: KMeansRangeOptions,
): Promise<FittedKMeans[]> {
  if (starts.length === 0) return [];
  const ks = starts.map(({ rows }) => rows);
  const plan = planFit(X, { ...options, minK: Math.min(...ks), maxK: Math.max(...ks) });
  const { frame, limits, pool, signal } = plan;
  const points = samplePoints(plan, X.rows, false);
  const jobs = starts.map(({ columns, data }) => async (slot: number) => {
    const centroids = data.map((value, i) => (value - frame.origin[i % columns]!) * frame.scale);
    return settle(
      plan,
      points,
      slot,
      await runTask(pool, refineKMeansTask, { points, slot, centroids, limits }),
    );
  });
  return runInSlots(points.slots.length, jobs, { signal, step: 'clusters' });
}
