import type { PackedPoints } from '../cluster/packed-points.js';
import { layoutRegions } from '../kernels/arena.js';
import { silhouetteKernel } from '../kernels/generated/silhouette.js';
import { loadKernel } from '../kernels/kernel.js';
import type { NamedTask } from '../parallel/run-in-slots.js';

/** Points sorted by cell: those that all labelings put together lie side by side. */
export interface Cells {
  readonly points: PackedPoints;
  readonly cells: number;
  /** Offset of i32[cells + 1]: where each cell begins, and the end. */
  readonly starts: number;
  /** Offset of the first slot's scratch, and its size. */
  readonly scratch: number;
  readonly scratchBytes: number;
  /** For each labeling: the cluster of each cell, and the clusters' sizes. */
  readonly labelings: readonly { readonly clusterOf: Int32Array; readonly sizes: Float64Array }[];
}

interface SilhouettePayload {
  readonly cells: Cells;
  readonly slot: number;
  /** Points from..to-1, from a multiple of 4. */
  readonly from: number;
  readonly to: number;
}

/** For each labeling the sum of the points' silhouettes, and of their squares. */
export interface SilhouetteSums {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** The working space of one slot: queries, distances, sums. */
export function layoutScratch(groups: number, width: number, cells: number) {
  return layoutRegions({ queries: width * 16, distances: groups * 128, sums: cells * 32 });
}

export const silhouetteTask: NamedTask<SilhouettePayload, SilhouetteSums> = {
  name: 'silhouette',
  run({ cells: sorted, slot, from, to }) {
    const { points, cells, labelings } = sorted;
    const { memory, groups, width } = points;
    const { sumDistances } = loadKernel(silhouetteKernel, memory);
    const { offsets } = layoutScratch(groups, width, cells);
    const base = sorted.scratch + slot * sorted.scratchBytes;
    const starts = new Int32Array(memory.buffer, sorted.starts, cells + 1);
    const cellSums = new Float64Array(memory.buffer, base + offsets.sums, 4 * cells);
    const clusterSums = labelings.map(({ sizes }) => new Float64Array(sizes.length));
    const sums = new Float64Array(labelings.length);
    const squares = new Float64Array(labelings.length);
    let cell = 0;
    for (let first = from; first < to; first += 4) {
      sumDistances(
        points.points,
        groups,
        width,
        first,
        base + offsets.queries,
        base + offsets.distances,
        sorted.starts,
        cells,
        base + offsets.sums,
      );
      for (let point = first; point < Math.min(to, first + 4); point++) {
        while (starts[cell + 1]! <= point) cell++;
        const row = cellSums.subarray((point - first) * cells, (point - first + 1) * cells);
        for (let l = 0; l < labelings.length; l++) {
          const { clusterOf, sizes } = labelings[l]!;
          const value = silhouetteOf(row, clusterOf, sizes, clusterOf[cell]!, clusterSums[l]!);
          sums[l]! += value;
          squares[l]! += value * value;
        }
      }
    }
    return { sums, squares };
  },
};

/** (b - a) / max(a, b): a the mean distance to the others of the own cluster, b to the nearest other; 0 where alone. */
function silhouetteOf(
  cellSums: Float64Array,
  clusterOf: Int32Array,
  sizes: Float64Array,
  own: number,
  clusterSums: Float64Array,
): number {
  if (sizes[own] === 1) return 0;
  clusterSums.fill(0);
  for (let cell = 0; cell < cellSums.length; cell++) clusterSums[clusterOf[cell]!]! += cellSums[cell]!;
  const a = clusterSums[own]! / (sizes[own]! - 1);
  let b = Number.POSITIVE_INFINITY;
  for (let c = 0; c < sizes.length; c++) if (c !== own) b = Math.min(b, clusterSums[c]! / sizes[c]!);
  const larger = Math.max(a, b);
  return larger > 0 ? (b - a) / larger : 0;
}
