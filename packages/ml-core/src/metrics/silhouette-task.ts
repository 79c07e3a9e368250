import { silhouetteKernel } from '../kernels/generated/silhouette.js';
import { loadKernel } from '../kernels/kernel.js';
import type { PackedPoints } from '../kernels/packed-points.js';
import type { NamedTask } from '../parallel/run-in-slots.js';

/** Points are measured block against block: one of 20 columns and its distances stay in the first-level cache. */
export const BLOCK = 256;

/** Points in blocks, and within blocks in cells: runs of points that all labelings put together. */
export interface Cells {
  readonly points: PackedPoints;
  /** The first cell of each block, and the number of cells. */
  readonly firstCells: Int32Array;
  /** Offset of i32[cells + 1]: where each cell begins, and the end. */
  readonly starts: number;
  readonly labelings: readonly CellLabels[];
  /** Blocks of a band: those whose sums are in memory at a time. */
  readonly bandBlocks: number;
  /** Offset of f64[bandBlocks][cells][BLOCK]: the distances of each point to the points of each cell, added up. */
  readonly sums: number;
  /** Offset of the first slot's scratch, and its size. */
  readonly scratch: number;
  readonly scratchBytes: number;
}

/** One labeling: offset of i32[cells], the cluster of each cell, and the clusters' sizes. */
export interface CellLabels {
  readonly clusterOf: number;
  readonly sizes: Float64Array;
}

/** A block, of the band from..to-1. */
export interface BlockPayload {
  readonly cells: Cells;
  readonly band: { readonly from: number; readonly to: number };
  readonly block: number;
  readonly slot: number;
}

/** For each labeling the sum of the points' silhouettes, and of their squares. */
export interface SilhouetteSums {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** What either task needs of its own: four queries and their distances to a block, or f64[clusters][BLOCK]. */
export function sizeScratch(width: number, clusters: number): number {
  return Math.max(width * 16 + BLOCK * 16, clusters * BLOCK * 8);
}

/**
 * The sums of a block of the band. Between two blocks of the band every distance is measured once, for the earlier one,
 * and added to the sums of both. Each sum is written by one task alone, so that the order of the tasks does not matter.
 */
export const distancesTask: NamedTask<BlockPayload, void> = {
  name: 'silhouetteDistances',
  run({ cells, band, block, slot }) {
    const { points, firstCells, starts, sums, scratch, scratchBytes } = cells;
    const { memory, width } = points;
    const { sumDistances } = loadKernel(silhouetteKernel, memory);
    const pointsOf = (b: number) => points.points + b * BLOCK * width * 4;
    const startsOf = (b: number) => starts + firstCells[b]! * 4;
    const countOf = (b: number) => firstCells[b + 1]! - firstCells[b]!;
    const sumsOf = (b: number, to: number) =>
      sums + ((b - band.from) * firstCells.at(-1)! + firstCells[to]!) * BLOCK * 8;
    for (let other = 0; other < firstCells.length - 1; other++) {
      const shared = other >= band.from && other < band.to && other !== block;
      if (shared && other < block) continue;
      if (shared) new Float64Array(memory.buffer, sumsOf(other, block), countOf(block) * BLOCK).fill(0);
      sumDistances(
        pointsOf(block),
        startsOf(block),
        countOf(block),
        pointsOf(other),
        startsOf(other),
        countOf(other),
        width,
        scratch + slot * scratchBytes,
        BLOCK,
        sumsOf(block, other),
        shared ? sumsOf(other, block) : 0,
      );
    }
  },
};

/** The silhouettes of a block, when all its sums are there. */
export const silhouettesTask: NamedTask<BlockPayload, SilhouetteSums> = {
  name: 'silhouettes',
  run({ cells, band, block, slot }) {
    const { points, firstCells, starts, labelings } = cells;
    const { memory } = points;
    const { addCells } = loadKernel(silhouetteKernel, memory);
    const count = firstCells.at(-1)!;
    const cellStarts = new Int32Array(memory.buffer, starts, count + 1);
    const cellSums = cells.sums + (block - band.from) * count * BLOCK * 8;
    const scratch = cells.scratch + slot * cells.scratchBytes;
    const sums = new Float64Array(labelings.length);
    const squares = new Float64Array(labelings.length);
    for (const [l, { clusterOf, sizes }] of labelings.entries()) {
      const clusters = new Int32Array(memory.buffer, clusterOf, count);
      const clusterSums = new Float64Array(memory.buffer, scratch, sizes.length * BLOCK).fill(0);
      addCells(cellSums, count, BLOCK, clusterOf, scratch);
      for (let cell = firstCells[block]!; cell < firstCells[block + 1]!; cell++) {
        for (let point = cellStarts[cell]!; point < cellStarts[cell + 1]!; point++) {
          const value = silhouetteOf(clusterSums, point % BLOCK, sizes, clusters[cell]!);
          sums[l]! += value;
          squares[l]! += value * value;
        }
      }
    }
    return { sums, squares };
  },
};

/** (b - a) / max(a, b): a the mean distance to the others of the own cluster, b to the nearest other; 0 where alone. */
function silhouetteOf(clusterSums: Float64Array, point: number, sizes: Float64Array, own: number): number {
  if (sizes[own] === 1) return 0;
  const a = clusterSums[own * BLOCK + point]! / (sizes[own]! - 1);
  let b = Number.POSITIVE_INFINITY;
  for (let c = 0; c < sizes.length; c++) {
    if (c !== own) b = Math.min(b, clusterSums[c * BLOCK + point]! / sizes[c]!);
  }
  const larger = Math.max(a, b);
  return larger > 0 ? (b - a) / larger : 0;
}
