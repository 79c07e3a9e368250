import { type Arena, createArena } from '../kernels/arena.js';
import { gramKernel } from '../kernels/generated/gram.js';
import { logisticKernel } from '../kernels/generated/logistic.js';
import { loadKernel } from '../kernels/kernel.js';
import type { Matrix } from '../types.js';

/** A target, its features and the weights of the rows. */
export interface WeightedRows {
  readonly X: Matrix;
  /** What is taken off each column, */
  readonly means: Float64Array;
  /** and what it is divided by; one more, 1, for the intercept. */
  readonly scales: Float64Array;
  readonly y: Uint8Array;
  readonly weights: Float64Array;
  /** The rows that count: one piece of SAMPLED_ROWS in this many, or all rows at 1. */
  readonly every: number;
}

/** A sample consists of runs of this many rows: single rows would each wait for memory. */
export const SAMPLED_ROWS = 64;

/**
 * One pass over the rows that count: the logistic loss at `parameters`, its gradient and, if asked for, its Hessian.
 * Parameters are the coefficients followed by the intercept; the Hessian is (d + 1) × (d + 1), row-major, and only its
 * upper triangle means anything. Both are overwritten. Rows pass block by block through a small kernel memory, are
 * centred there as they are read, and never scaled: the parameters are. O(n·d) without, O(n·d²/2) with the Hessian;
 * already validated.
 *
 * @returns the loss, Σ weight · log(1 + exp(∓z))
 */
export function logisticPass(
  { X, y, weights, means, scales, every }: WeightedRows,
  parameters: Float64Array,
  gradient: Float64Array,
  hessian?: Float64Array,
): number {
  const { rows, columns, data } = X;
  const { arena, tileRows, width } = workspaceFor(columns);
  const { memory, offsets } = arena;
  const view = (at: number, length: number) => new Float64Array(memory.buffer, at, length);
  const { scoreRows, addLosses, addScaledRows, scaleRows } = loadKernel(logisticKernel, memory);
  const { addGram } = loadKernel(gramKernel, memory);
  const block = view(offsets.rows, BLOCK_ROWS * columns);
  const labels = new Uint8Array(memory.buffer, offsets.labels, BLOCK_ROWS);
  const masses = view(offsets.masses, BLOCK_ROWS);
  const curvatures = hessian ? offsets.curvatures : 0;
  view(offsets.means, columns).set(means);
  view(offsets.parameters, columns + 1).set(parameters.map((value, j) => value / scales[j]!));
  view(offsets.gradient, columns + 1).fill(0);
  if (hessian) view(offsets.gram, width * width).fill(0);

  let loss = 0;
  const most = every === 1 ? BLOCK_ROWS : SAMPLED_ROWS;
  for (let first = 0; first < rows; first += most * every) {
    const count = Math.min(most, rows - first);
    block.set(data.subarray(first * columns, (first + count) * columns));
    labels.set(y.subarray(first, first + count));
    masses.set(weights.subarray(first, first + count));
    // The kernel takes four rows at a time: what fills the last block up weighs nothing.
    const padded = (count + 3) & ~3;
    block.fill(0, count * columns, padded * columns);
    masses.fill(0, count, padded);
    scoreRows(offsets.rows, padded, columns, offsets.means, offsets.parameters, offsets.factors);
    loss += addLosses(offsets.factors, offsets.labels, offsets.masses, padded, curvatures);
    addScaledRows(offsets.rows, padded, columns, offsets.means, offsets.factors, offsets.gradient);
    if (!hessian) continue;
    for (let from = 0; from < count; from += tileRows) {
      const tile = Math.min(tileRows, count - from);
      const roots = offsets.curvatures + from * 8;
      const rows = offsets.rows + from * columns * 8;
      scaleRows(rows, tile, columns, offsets.means, roots, offsets.scaled, width);
      addGram(offsets.scaled, tile, width, offsets.gram);
    }
  }
  gradient.set(view(offsets.gradient, columns + 1).map((value, j) => value / scales[j]!));
  for (let i = 0; hessian && i <= columns; i++) {
    const row = view(offsets.gram + i * width * 8, columns + 1);
    hessian.set(
      row.map((value, j) => value / scales[i]! / scales[j]!),
      i * (columns + 1),
    );
  }
  return loss;
}

type Region =
  | 'rows'
  | 'labels'
  | 'masses'
  | 'factors'
  | 'curvatures'
  | 'scaled'
  | 'means'
  | 'parameters'
  | 'gradient'
  | 'gram';

interface Workspace {
  readonly arena: Arena<Region>;
  readonly columns: number;
  /** Columns of a scaled row: those of X, one for the intercept, and one more where that makes them even. */
  readonly width: number;
  /** Rows that are scaled and added to the Hessian together. */
  readonly tileRows: number;
}

/** Rows copied in together: enough that the copies cost little beside the work, few enough for a second-level cache. */
const BLOCK_ROWS = 1024;
/** A tile of scaled rows should stay in a first-level cache beside the sums that it is added to. */
const TILE_VALUES = 2560;

let last: Workspace | undefined;

/** The memory of the last pass serves the next one of the same width: a fit makes a dozen, a pass nothing that lasts. */
function workspaceFor(columns: number): Workspace {
  if (last?.columns === columns) return last;
  const width = (columns + 2) & ~1;
  const tileRows = Math.max(8, Math.floor(TILE_VALUES / width));
  const arena = createArena<Region>({
    rows: 8 * BLOCK_ROWS * columns,
    labels: BLOCK_ROWS,
    masses: 8 * BLOCK_ROWS,
    factors: 8 * BLOCK_ROWS,
    curvatures: 8 * BLOCK_ROWS,
    scaled: 8 * tileRows * width,
    means: 8 * columns,
    parameters: 8 * (columns + 1),
    gradient: 8 * (columns + 1),
    gram: 8 * width * width,
  });
  last = { arena, columns, width, tileRows };
  return last;
}
