import type { PackedPoints } from '../../kernels/packed-points.js';
import type { Matrix } from '../../types.js';
import { nearestCentroidOf } from '../nearest-centroid.js';
import { type LloydResult, labelsIn } from './lloyd.js';

/** The unit of float32 rounding. */
const ROUNDING = 2 ** -24;

/**
 * The labels that a fit on all rows of X left in its slot, each of them the nearest centroid in float64.
 * Float32 has found them; only groups in which its best two scores are closer than its rounding can have moved them are
 * looked at again, in float64. On real-valued data these are about one in ten thousand.
 */
export function settleLabels(
  X: Matrix,
  points: PackedPoints,
  slotIndex: number,
  { turned, moved, centroids: packed }: LloydResult,
  centroids: Matrix,
): Uint8Array {
  const labels = labelsIn(points, slotIndex).slice(0, points.count);
  const { width, groups } = points;
  const radii = new Float32Array(points.memory.buffer, points.radii, groups);
  const expiry = new Float32Array(points.memory.buffer, points.slots[slotIndex]!.expiry, groups);
  const longest = longestRow(packed, width);
  for (let group = 0; group < groups; group++) {
    const radius = radii[group]!;
    const gap = expiry[group]! - 2 * (turned + radius * moved);
    // Each of width + 1 terms of two scores, which are of differences, the rounding of x and c, and the sums behind the gap.
    const scores = (width + 4) * 2 * longest * (longest + radius);
    if (gap > 4 * ROUNDING * (scores + expiry[group]!)) continue;
    const end = Math.min(points.count, group * 8 + 8);
    for (let row = group * 8; row < end; row++) labels[row] = nearestCentroidOf(X, row, centroids);
  }
  return labels;
}

function longestRow(centroids: Float64Array, width: number): number {
  let longest = 0;
  for (let from = 0; from < centroids.length; from += width) {
    longest = Math.max(longest, Math.hypot(...centroids.subarray(from, from + width)));
  }
  return longest;
}
