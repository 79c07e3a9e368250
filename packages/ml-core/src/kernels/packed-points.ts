import type { Matrix } from '../types.js';
import { refuseOverflow } from '../validation.js';
import { createArena, layoutRegions } from './arena.js';
import { packKernel } from './generated/pack.js';
import { type KernelMemory, loadKernel } from './kernel.js';

/** Where packed coordinates have their zero and their unit: packed = (x - origin) × scale. */
export interface Frame {
  /** About the mean of each column. */
  readonly origin: Float64Array;
  /** A power of two that brings the typical deviation near 1, so that float32 neither overflows nor cancels. */
  readonly scale: number;
  /** Mean over the columns of their variance, in packed units: what tolerances are relative to. */
  readonly meanVariance: number;
}

/**
 * Points in kernel memory: float32, eight together feature by feature (see kernels/assembly/pack.ts), with room for
 * `slots` fits at a time. Plain data; with shared memory any thread can work on it.
 */
export interface PackedPoints {
  readonly memory: KernelMemory;
  readonly count: number;
  readonly width: number;
  readonly groups: number;
  /** Sum of the squared packed coordinates, as rounded. */
  readonly squares: number;
  readonly points: number;
  readonly radii: number;
  readonly slots: readonly Slot[];
  /** Where the room that was asked for begins. */
  readonly room: number;
}

/** The working space of one fit on packed points: byte offsets, with the shapes of kernels/assembly/lloyd.ts. */
export interface Slot {
  readonly centroids: number;
  readonly labels: number;
  readonly expiry: number;
  readonly sums: number;
  readonly sizes: number;
  readonly scratch: number;
  /** Twice f32[groups][8] for k-means++, absent unless asked for. */
  readonly distances: number;
}

/**
 * Groups whose sums are kept apart: 16,384 points. Fixed, so that sums are added in the same order whoever computes
 * them.
 */
export const CHUNK_GROUPS = 2048;

/** Rows are copied in and converted this many at a time: few enough to stay in the second-level cache. */
const STAGED_ROWS = 512;
/** Origins lie on a grid this fine, so that whole numbers and simple fractions are exact after the shift. */
const ORIGINS_PER_UNIT = 16;
/** The kernel touches memory six groups ahead of where it works. */
const GROUPS_AHEAD = 6;

/**
 * Measures the frame of a matrix in one pass: its column means and overall deviation, in float64.
 * @throws InvalidParameterError naming the first cell that is NaN or infinite.
 */
export function measureFrame(X: Matrix): Frame {
  const { rows, columns } = X;
  const { memory, offsets } = createArena({
    rows: STAGED_ROWS * columns * 8,
    first: columns * 8,
    sums: columns * 8,
  });
  const { measureRows } = loadKernel(packKernel, memory);
  // Measured from the first row, so that columns far from zero keep their digits.
  const first = X.data.subarray(0, columns);
  new Float64Array(memory.buffer, offsets.first, columns).set(first);
  const staged = new Float64Array(memory.buffer, offsets.rows, STAGED_ROWS * columns);
  let squares = 0;
  for (let from = 0; from < rows; from += STAGED_ROWS) {
    const count = Math.min(STAGED_ROWS, rows - from);
    staged.set(X.data.subarray(from * columns, (from + count) * columns));
    squares += measureRows(offsets.rows, count, columns, offsets.first, offsets.sums);
  }
  if (!Number.isFinite(squares)) refuseOverflow('X', X);
  const means = new Float64Array(memory.buffer, offsets.sums, columns).map((sum) => sum / rows);
  const meanSquare = means.reduce((sum, mean) => sum + mean * mean, 0);
  const variance = Math.max(0, squares / rows - meanSquare) / columns;
  const scale = variance > 0 ? 2 ** -Math.round(Math.log2(variance) / 2) : 1;
  const grid = scale * ORIGINS_PER_UNIT;
  const origin = means.map((mean, column) => Math.round((first[column]! + mean) * grid) / grid);
  return { origin, scale, meanVariance: variance * scale * scale };
}

/** Options of packPoints. */
export interface PackOptions {
  /** The most clusters that a fit on these points will have; by default none can be fitted. */
  readonly maxK?: number;
  /** The rows to pack, in this order; by default all. */
  readonly rows?: Int32Array;
  /** Fits at a time. */
  readonly slots?: number;
  /** Whether k-means++ will run on them. */
  readonly starts?: boolean;
  /** Bytes to leave free for the caller's own use. */
  readonly room?: number;
  readonly shared?: boolean;
}

/**
 * Packs rows of X into `frame`.
 * Memory: 4 bytes per value and half a byte per row, and for each slot 1.5 bytes per row, 9.5 with `starts`.
 */
export function packPoints(X: Matrix, frame: Frame, options: PackOptions): PackedPoints {
  const { maxK = 0, rows, slots = maxK > 0 ? 1 : 0, starts = false, room = 0, shared = false } = options;
  const width = X.columns;
  const count = rows ? rows.length : X.rows;
  const groups = Math.ceil(count / 8);
  const slot = layoutSlot(groups, width, maxK, starts);
  const { memory, offsets } = createArena(
    {
      origin: width * 8,
      staged: STAGED_ROWS * width * 8,
      radii: groups * 4,
      points: (groups + GROUPS_AHEAD) * width * 32,
      slots: slots * slot.end,
      room,
    },
    { shared },
  );
  const { packRows } = loadKernel(packKernel, memory);
  new Float64Array(memory.buffer, offsets.origin, width).set(frame.origin);
  const staged = new Float64Array(memory.buffer, offsets.staged, STAGED_ROWS * width);
  let squares = 0;
  for (let from = 0; from < count; from += STAGED_ROWS) {
    const size = Math.min(STAGED_ROWS, count - from);
    stageRows(X, rows, from, size, staged);
    const points = offsets.points + from * width * 4;
    const radii = offsets.radii + from / 2;
    squares += packRows(offsets.staged, size, width, offsets.origin, frame.scale, points, radii);
  }
  return {
    memory,
    count,
    width,
    groups,
    squares,
    points: offsets.points,
    radii: offsets.radii,
    slots: Array.from({ length: slots }, (_, s) => moveSlot(slot.offsets, offsets.slots + s * slot.end)),
    room: offsets.room,
  };
}

/** Point i in packed units. */
export function readPoint({ memory, points, width }: PackedPoints, i: number): Float64Array {
  const group = new Float32Array(memory.buffer, points + Math.floor(i / 8) * width * 32, width * 8);
  return Float64Array.from({ length: width }, (_, j) => group[j * 8 + (i % 8)]!);
}

function layoutSlot(groups: number, width: number, maxK: number, starts: boolean) {
  const chunks = Math.ceil(groups / CHUNK_GROUPS);
  return layoutRegions({
    centroids: maxK * (1 + width) * 4,
    labels: groups * 8,
    expiry: groups * 4,
    sums: chunks * maxK * width * 8,
    sizes: chunks * maxK * 4,
    scratch: Math.max(maxK * 32, width * 4),
    distances: starts ? 2 * groups * 32 : 0,
  });
}

function moveSlot(slot: Slot, by: number): Slot {
  const moved = Object.entries(slot).map(([name, offset]) => [name, offset + by]);
  return Object.fromEntries(moved) as Slot;
}

function stageRows(
  X: Matrix,
  rows: Int32Array | undefined,
  from: number,
  size: number,
  staged: Float64Array,
): void {
  const { columns, data } = X;
  if (!rows) {
    staged.set(data.subarray(from * columns, (from + size) * columns));
    return;
  }
  for (let i = 0; i < size; i++) {
    const row = rows[from + i]! * columns;
    for (let j = 0; j < columns; j++) staged[i * columns + j] = data[row + j]!;
  }
}
