import { measureFrame, packPoints } from '../cluster/packed-points.js';
import { sampleRows } from '../cluster/sample-rows.js';
import type { Matrix } from '../matrix.js';
import type { Pool } from '../parallel/pool.js';
import type { OnProgress, StopSignal } from '../parallel/progress.js';
import { runInSlots, runTask } from '../parallel/run-in-slots.js';
import { createRandom } from '../random.js';
import { requireMatrixShape } from '../validation.js';
import { compactLabels } from './clustering.js';
import { type Cells, layoutScratch, silhouetteTask } from './silhouette-task.js';

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
/** Points of one task: fixed, so that sums are added in the same order whoever computes them. */
const CHUNK = 512;

/**
 * Mean silhouette (Rousseeuw 1987), -1..1: how much nearer rows are to their own cluster than to the next one.
 * All pairs up to 20,000 rows; beyond, all pairs among 10,000 drawn rows. O(rows² × columns).
 * @throws DegenerateDataError if there are not 2..rows-1 clusters.
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
 * On a sample the standard error is that of a mean over the drawn rows. Otherwise as silhouetteScore.
 */
export async function measureSilhouettes(
  X: Matrix,
  labelings: readonly ArrayLike<number>[],
  { seed = 0, pool, signal, onProgress }: SilhouetteOptions = {},
): Promise<Silhouette[]> {
  requireMatrixShape('X', X);
  const exact = X.rows <= EXACT_ROWS;
  const rows = sampleRows(X.rows, exact ? X.rows : SAMPLED_ROWS, createRandom(seed));
  const cells = sortIntoCells(X, rows, labelings, pool);
  const slots = pool?.threads ?? 1;
  const jobs = Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, chunk) => (slot: number) => {
    const to = Math.min(rows.length, (chunk + 1) * CHUNK);
    return runTask(pool, silhouetteTask, { cells, slot, from: chunk * CHUNK, to });
  });
  const parts = await runInSlots(slots, jobs, { signal, onProgress, step: 'silhouettes' });
  return labelings.map((_, l) => {
    const score = parts.reduce((sum, { sums }) => sum + sums[l]!, 0) / rows.length;
    const square = parts.reduce((sum, { squares }) => sum + squares[l]!, 0) / rows.length;
    const standardError = exact ? 0 : Math.sqrt(Math.max(0, square - score * score) / (rows.length - 1));
    return { score, standardError };
  });
}

/** Lays the drawn rows out cell by cell, in shared memory where there is a pool. */
function sortIntoCells(
  X: Matrix,
  rows: Int32Array,
  labelings: readonly ArrayLike<number>[],
  pool: Pool | undefined,
): Cells {
  const compact = labelings.map((labels) => compactLabels(X.rows, labels, rows));
  const cellOf = new Int32Array(rows.length);
  let cells = 1;
  for (const { labels, clusters } of compact) {
    const known = new Map<number, number>();
    for (let i = 0; i < rows.length; i++) {
      const key = cellOf[i]! * clusters + labels[i]!;
      if (!known.has(key)) known.set(key, known.size);
      cellOf[i] = known.get(key)!;
    }
    cells = known.size;
  }
  const starts = new Int32Array(cells + 1);
  for (const cell of cellOf) starts[cell + 1]!++;
  for (let cell = 0; cell < cells; cell++) starts[cell + 1]! += starts[cell]!;
  const sorted = new Int32Array(rows.length);
  const clusterOf = compact.map(() => new Int32Array(cells));
  const next = starts.slice();
  for (let i = 0; i < rows.length; i++) {
    const cell = cellOf[i]!;
    sorted[next[cell]!++] = rows[i]!;
    for (const [l, { labels }] of compact.entries()) clusterOf[l]![cell] = labels[i]!;
  }

  const groups = Math.ceil(rows.length / 8);
  const startBytes = Math.ceil((cells + 1) / 16) * 64;
  const scratchBytes = layoutScratch(groups, X.columns, cells).end;
  const room = startBytes + scratchBytes * (pool?.threads ?? 1);
  const points = packPoints(X, measureFrame(X), { rows: sorted, room, shared: pool !== undefined });
  new Int32Array(points.memory.buffer, points.room, cells + 1).set(starts);
  return {
    points,
    cells,
    starts: points.room,
    scratch: points.room + startBytes,
    scratchBytes,
    labelings: compact.map(({ sizes }, l) => ({ clusterOf: clusterOf[l]!, sizes })),
  };
}
