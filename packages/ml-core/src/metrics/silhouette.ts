import { DegenerateDataError } from '../errors.js';
import { layoutRegions } from '../kernels/arena.js';
import { measureFrame, packPoints } from '../kernels/packed-points.js';
import { type NamedTask, runInSlots, runTask, scaleProgress } from '../parallel/run-in-slots.js';
import { createRandom } from '../random.js';
import { sampleRows } from '../sample-rows.js';
import type { Matrix, OnProgress, Pool, StopSignal } from '../types.js';
import { requireHooks, requireInstance, requireMatrixShape, requireOptions } from '../validation.js';
import { type CompactLabels, compactLabels } from './clustering.js';
import {
  BLOCK,
  type BlockPayload,
  type Cells,
  distancesTask,
  type SilhouetteSums,
  silhouettesTask,
  sizeScratch,
} from './silhouette-task.js';

/** A mean silhouette, and the standard error of its estimate; 0 where all rows were used. */
export interface Silhouette {
  readonly score: number;
  readonly standardError: number;
}

/** How silhouettes are computed. */
export interface SilhouetteOptions {
  /** Draws the rows where there are too many. */
  readonly seed?: number;
  readonly pool?: Pool;
  readonly signal?: StopSignal;
  readonly onProgress?: OnProgress;
}

/** Up to this many rows all pairs are measured. */
const EXACT_ROWS = 20_000;
/** Beyond, all pairs among this many. */
const SAMPLED_ROWS = 10_000;
/**
 * Drawn rows of each cluster, or all of a smaller one: alone in the sample a row would seem to be a cluster by itself.
 */
const LEAST_OF_CLUSTER = 2;
/** Sums that may be in memory at a time: all of them up to 20,000 rows in about 300 cells. */
const BAND_BYTES = 2 ** 26;

/**
 * Mean silhouette (Rousseeuw 1987), -1..1: how much nearer rows are to their own cluster than to the next one. All
 * pairs up to 20,000 rows; beyond, all pairs among 10,000 drawn rows and two at least of each cluster. O(rows² ×
 * columns). Memory: 4 bytes per value of those rows, 2 kB per cluster for each thread, and at most 64 MB for sums of
 * distances, or 2 kB a cluster where that is more.
 * @throws what `measureSilhouettes` throws
 */
export async function silhouetteScore(
  X: Matrix,
  labels: ArrayLike<number>,
  options?: SilhouetteOptions,
): Promise<number> {
  const [silhouette] = await measureSilhouettes(X, [labels], options);
  return silhouette!.score;
}

/**
 * The silhouettes of several labelings of the same rows for little more than the price of one: rows that all labelings
 * put together form a cell, distances are added up by cell, and cells to clusters for each labeling.
 * On a sample the standard error is that of a mean over the drawn rows. Otherwise as silhouetteScore, with cells for
 * clusters in what is said of sums. Where the sums of all rows do not fit, rows are taken in bands of those that do:
 * a distance is measured once within a band, and twice between two.
 * @throws DegenerateDataError if a labeling has not 2..rows-1 clusters; ShapeError or InvalidParameterError, naming the
 * argument.
 */
export async function measureSilhouettes(
  X: Matrix,
  labelings: readonly ArrayLike<number>[],
  options: SilhouetteOptions = {},
): Promise<Silhouette[]> {
  const { seed = 0, pool, signal, onProgress } = requireOptions(options);
  requireHooks(options);
  requireMatrixShape('X', X);
  requireInstance('labelings', labelings, Array);
  if (labelings.length === 0)
    throw new DegenerateDataError('labelings has 0 entries; it must have at least 1');
  const exact = X.rows <= EXACT_ROWS;
  const rows = exact ? sampleRows(X.rows, X.rows, createRandom(seed)) : drawRows(X.rows, labelings, seed);
  const cells = layoutCells(X, rows, labelings, pool);
  const slots = pool?.threads ?? 1;
  const blocks = cells.firstCells.length - 1;
  const parts: SilhouetteSums[] = [];
  for (let from = 0; from < blocks; from += cells.bandBlocks) {
    const band = { from, to: Math.min(blocks, from + cells.bandBlocks) };
    const jobs = <Result>(task: NamedTask<BlockPayload, Result>) =>
      Array.from({ length: band.to - from }, (_, i) => (slot: number) => {
        return runTask(pool, task, { cells, band, block: from + i, slot });
      });
    const told = scaleProgress(onProgress, from / blocks, band.to / blocks);
    await runInSlots(slots, jobs(distancesTask), { signal, onProgress: told, step: 'silhouettes' });
    parts.push(...(await runInSlots(slots, jobs(silhouettesTask), { signal })));
  }
  return labelings.map((_, l) => {
    const score = parts.reduce((sum, { sums }) => sum + sums[l]!, 0) / rows.length;
    const square = parts.reduce((sum, { squares }) => sum + squares[l]!, 0) / rows.length;
    const standardError = exact ? 0 : Math.sqrt(Math.max(0, square - score * score) / (rows.length - 1));
    return { score, standardError };
  });
}

/** Rows drawn evenly, and further ones of the clusters that have too few of them; ascending. */
function drawRows(count: number, labelings: readonly ArrayLike<number>[], seed: number): Int32Array {
  const drawn = new Set(sampleRows(count, SAMPLED_ROWS, createRandom(seed)));
  for (const labels of labelings) {
    const found = new Map<number, number>();
    for (const row of drawn) found.set(labels[row]!, (found.get(labels[row]!) ?? 0) + 1);
    for (let row = 0; row < count; row++) {
      const rows = found.get(labels[row]!) ?? 0;
      if (rows >= LEAST_OF_CLUSTER || drawn.has(row)) continue;
      drawn.add(row);
      found.set(labels[row]!, rows + 1);
    }
  }
  return Int32Array.from(drawn).sort();
}

/** Lays the drawn rows out cell by cell, in shared memory where there is a pool, with the room that the tasks need. */
function layoutCells(
  X: Matrix,
  rows: Int32Array,
  labelings: readonly ArrayLike<number>[],
  pool: Pool | undefined,
): Cells {
  const compact = labelings.map((labels) => compactLabels(X.rows, labels, rows));
  const order = orderByLabels(compact, rows.length);
  const { starts, firstCells } = cutIntoCells(compact, order);
  const count = starts.length;
  const blockBytes = count * BLOCK * 8;
  const bandBlocks = Math.min(firstCells.length, Math.max(1, Math.floor(BAND_BYTES / blockBytes)));
  const scratchBytes = sizeScratch(X.columns, Math.max(...compact.map(({ clusters }) => clusters)));
  const { offsets, end } = layoutRegions({
    starts: (count + 1) * 4,
    clusters: compact.length * count * 4,
    sums: bandBlocks * blockBytes,
    scratch: scratchBytes * (pool?.threads ?? 1),
  });
  const sorted = order.map((i) => rows[i]!);
  const points = packPoints(X, measureFrame(X), { rows: sorted, room: end, shared: pool !== undefined });
  const { memory, room } = points;
  new Int32Array(memory.buffer, room + offsets.starts, count + 1).set([...starts, rows.length]);
  return {
    points,
    firstCells: Int32Array.of(...firstCells, count),
    starts: room + offsets.starts,
    labelings: compact.map(({ labels, sizes }, l) => {
      const clusterOf = room + offsets.clusters + l * count * 4;
      new Int32Array(memory.buffer, clusterOf, count).set(starts.map((start) => labels[order[start]!]!));
      return { clusterOf, sizes };
    }),
    bandBlocks,
    sums: room + offsets.sums,
    scratch: room + offsets.scratch,
    scratchBytes,
  };
}

/** Where the cells of the ordered rows begin, and the first cell of each block. */
function cutIntoCells(labelings: readonly CompactLabels[], order: Int32Array) {
  const starts: number[] = [];
  const firstCells: number[] = [];
  for (let at = 0; at < order.length; at++) {
    const opensBlock = at % BLOCK === 0;
    if (opensBlock) firstCells.push(starts.length);
    if (opensBlock || labelings.some(({ labels }) => labels[order[at]!] !== labels[order[at - 1]!])) {
      starts.push(at);
    }
  }
  return { starts, firstCells };
}

/** The rows in an order that brings those together that all labelings put together. */
function orderByLabels(labelings: readonly CompactLabels[], rows: number): Int32Array {
  const groupOf = new Int32Array(rows);
  let groups = 1;
  for (const { labels, clusters } of labelings) {
    const known = new Map<number, number>();
    for (let i = 0; i < rows; i++) {
      const key = groupOf[i]! * clusters + labels[i]!;
      if (!known.has(key)) known.set(key, known.size);
      groupOf[i] = known.get(key)!;
    }
    groups = known.size;
  }
  const next = new Int32Array(groups + 1);
  for (const group of groupOf) next[group + 1]!++;
  for (let group = 0; group < groups; group++) next[group + 1]! += next[group]!;
  const order = new Int32Array(rows);
  for (let i = 0; i < rows; i++) order[next[groupOf[i]!]!++] = i;
  return order;
}
