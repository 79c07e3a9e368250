import { type PackedPoints, packPoints } from '../../kernels/packed-points.js';
import { createRandom } from '../../random.js';
import { sampleRows } from '../../sample-rows.js';
import type { FitPlan } from './fit-plan.js';

/** Rows of each sample. */
const SAMPLE_SIZES = [4096, 16384, 65536, 262144];
/** The generator's streams for samples; starts have 0, 1, 2 and so on. */
const SAMPLE_STREAM = 2 ** 33;

/** How many rows each step looks at: samples of at most half of the rows, then all rows. */
export function sampleSizes(rows: number): number[] {
  return [...SAMPLE_SIZES.filter((size) => size <= rows / 2), rows];
}

/** Packs a sample of the rows, or all of them, with room for k-means++ where there will be `starts`. */
export function samplePoints(plan: FitPlan, size: number, starts: boolean): PackedPoints {
  const { X, frame, ks, seed, pool } = plan;
  const rows = size < X.rows ? sampleRows(X.rows, size, createRandom(seed, SAMPLE_STREAM + size)) : undefined;
  return packPoints(X, frame, {
    maxK: ks.at(-1)!,
    rows,
    starts,
    slots: pool?.threads ?? 1,
    shared: pool !== undefined,
  });
}
