import { lloydKernel } from '../../kernels/generated/lloyd.js';
import { loadKernel } from '../../kernels/kernel.js';
import { CHUNK_GROUPS, type PackedPoints, readPoint, type Slot } from '../../kernels/packed-points.js';

/** When to stop: after `maxIterations` passes, or once the centroids' squared moves add up to at most `tolerance`. */
export interface LloydLimits {
  readonly maxIterations: number;
  readonly tolerance: number;
  /** Stops as well, with a greater one, once the inertia is not likely to come down to this. */
  readonly goal?: number;
}

/** Where Lloyd's algorithm ended, in packed units. The labels are left in the slot. */
export interface LloydResult {
  /** k × width, row by row. */
  readonly centroids: Float64Array;
  readonly sizes: Int32Array;
  readonly inertia: number;
  readonly iterations: number;
  /** How far scores may have drifted over all passes, as the kernel counts it. */
  readonly turned: number;
  readonly moved: number;
}

const NO_LABEL = 255;
/** A goal is given up if, after this many passes, it is still out of reach ... */
const FAIR_PASSES = 2;
/** ... even if the inertia falls this many times more by as much as in the last pass. */
const FALLS = 2;

/**
 * Runs Lloyd's algorithm (Lloyd 1982) from `start`, k × width in packed units.
 * The labels that remain belong to the centroids that are returned. A cluster that loses its last point takes the point
 * that is farthest from its own centroid. O(points × k × width) per pass, less where labels have settled.
 */
export function runLloyd(
  points: PackedPoints,
  slotIndex: number,
  start: Float64Array,
  { maxIterations, tolerance, goal = Number.POSITIVE_INFINITY }: LloydLimits,
): LloydResult {
  const { width, groups } = points;
  const slot = points.slots[slotIndex]!;
  const buffer = points.memory.buffer;
  const k = start.length / width;
  const { assign } = loadKernel(lloydKernel, points.memory);
  const chunks = Math.ceil(groups / CHUNK_GROUPS);
  const labels = labelsIn(points, slotIndex).fill(NO_LABEL);
  new Float32Array(buffer, slot.expiry, groups).fill(0);
  const chunkSums = new Float64Array(buffer, slot.sums, chunks * k * width).fill(0);
  const chunkSizes = new Int32Array(buffer, slot.sizes, chunks * k).fill(0);
  const sums = new Float64Array(k * width);
  const sizes = new Int32Array(k);

  let centroids = start;
  let turned = 0;
  let moved = 0;
  let iterations = 0;
  let settled = false;
  let before = Number.POSITIVE_INFINITY;
  for (;;) {
    const halfNorms = writeCentroids(points, slot, centroids);
    let changed = 0;
    for (let chunk = 0; chunk < chunks; chunk++) {
      changed += assign(
        points.points,
        chunk * CHUNK_GROUPS,
        Math.min(groups, (chunk + 1) * CHUNK_GROUPS),
        points.count,
        width,
        k,
        slot.centroids,
        slot.labels,
        points.radii,
        slot.expiry,
        turned,
        moved,
        slot.sums + chunk * k * width * 8,
        slot.sizes + chunk * k * 4,
        slot.scratch,
      );
    }
    addChunks(chunkSums, sums);
    addChunks(chunkSizes, sizes);
    const emptied = sizes.includes(0);
    if (settled || (changed === 0 && !emptied) || iterations === maxIterations) break;

    iterations++;
    const next = meansOf(sums, sizes, centroids);
    const inertia = inertiaOf(points.squares, next, sums, sizes);
    if (iterations >= FAIR_PASSES && inertia - FALLS * (before - inertia) > goal) break;
    before = inertia;
    const reseeded = emptied && reseedEmpty(points, labels, sizes, centroids, next);
    const move = measureMove(centroids, next, halfNorms, width);
    turned += move.turned;
    moved += move.moved;
    centroids = next;
    // The pass that follows gives the labels of these centroids.
    settled = move.squared <= tolerance && !reseeded;
  }
  return {
    centroids,
    sizes,
    inertia: inertiaOf(points.squares, centroids, sums, sizes),
    iterations,
    turned,
    moved,
  };
}

/** The labels that a fit left in its slot: a view, overwritten by the next fit there. */
export function labelsIn(points: PackedPoints, slotIndex: number): Uint8Array {
  return new Uint8Array(points.memory.buffer, points.slots[slotIndex]!.labels, points.groups * 8);
}

/** As many centroids as the kernel scores at a time. */
const BLOCK_CENTROIDS = 5;

/**
 * Writes the kernel's form of the centroids, differences from the first, and returns half the squared norms of the
 * centroids as rounded to float32.
 */
function writeCentroids({ memory, width }: PackedPoints, slot: Slot, centroids: Float64Array): Float64Array {
  const k = centroids.length / width;
  const halfNorms = new Float64Array(k);
  for (let c = 0; c < k; c++) {
    let square = 0;
    for (let i = c * width; i < (c + 1) * width; i++) square += Math.fround(centroids[i]!) ** 2;
    halfNorms[c] = square / 2;
  }
  const written = new Float32Array(memory.buffer, slot.centroids, (k - 1) * (1 + width));
  const blocks = Math.ceil((k - 1) / BLOCK_CENTROIDS);
  for (let block = 0, first = 1, at = 0; block < blocks; block++) {
    const size = Math.ceil((k - first) / (blocks - block));
    for (let c = first; c < first + size; c++) written[at++] = halfNorms[c]! - halfNorms[0]!;
    for (let j = 0; j < width; j++) {
      for (let c = first; c < first + size; c++) written[at++] = centroids[c * width + j]! - centroids[j]!;
    }
    first += size;
  }
  return halfNorms;
}

/** Adds the chunks' parts up, in order. */
function addChunks(parts: Float64Array | Int32Array, total: Float64Array | Int32Array): void {
  total.fill(0);
  const size = total.length;
  for (let from = 0; from < parts.length; from += size) {
    for (let i = 0; i < size; i++) total[i]! += parts[from + i]!;
  }
}

function meansOf(sums: Float64Array, sizes: Int32Array, previous: Float64Array): Float64Array {
  const width = sums.length / sizes.length;
  const means = new Float64Array(sums.length);
  for (let c = 0, i = 0; c < sizes.length; c++) {
    const size = sizes[c]!;
    for (let j = 0; j < width; j++, i++) means[i] = size > 0 ? sums[i]! / size : previous[i]!;
  }
  return means;
}

/** How far the centroids went: bounds on the change of any score (see the kernel), and the sum of the squared moves. */
function measureMove(from: Float64Array, to: Float64Array, halfNorms: Float64Array, width: number) {
  let turned = 0;
  let moved = 0;
  let squared = 0;
  for (let c = 0; c < halfNorms.length; c++) {
    let move = 0;
    let norm = 0;
    for (let i = c * width; i < (c + 1) * width; i++) {
      const value = Math.fround(to[i]!);
      const step = value - Math.fround(from[i]!);
      move += step * step;
      norm += value * value;
    }
    squared += move;
    moved = Math.max(moved, Math.sqrt(move));
    turned = Math.max(turned, Math.abs(norm / 2 - halfNorms[c]!));
  }
  return { turned, moved, squared };
}

/** Sum of the squared distances to the own centroid, from sums alone: |x|² - 2 c·Σx + n |c|². */
function inertiaOf(squares: number, centroids: Float64Array, sums: Float64Array, sizes: Int32Array): number {
  const width = sums.length / sizes.length;
  let inertia = squares;
  for (let c = 0, i = 0; c < sizes.length; c++) {
    for (let j = 0; j < width; j++, i++) {
      const value = centroids[i]!;
      inertia += value * (sizes[c]! * value - 2 * sums[i]!);
    }
  }
  return Math.max(0, inertia);
}

/** Puts each empty cluster on the point that is farthest from all centroids so far; says whether there was one. */
function reseedEmpty(
  points: PackedPoints,
  labels: Uint8Array,
  sizes: Int32Array,
  centroids: Float64Array,
  next: Float64Array,
): boolean {
  let reseeded = false;
  const { count, width } = points;
  const distances = new Float64Array(count);
  for (let i = 0; i < count; i++) distances[i] = squaredDistance(points, i, centroids, labels[i]!);
  for (let c = 0; c < sizes.length; c++) {
    if (sizes[c]! > 0) continue;
    let farthest = 0;
    for (let i = 1; i < count; i++) if (distances[i]! > distances[farthest]!) farthest = i;
    // On points with fewer distinct places than clusters the cluster stays empty.
    if (distances[farthest] === 0) break;
    const taken = readPoint(points, farthest);
    next.set(taken, c * width);
    reseeded = true;
    for (let i = 0; i < count; i++) {
      distances[i] = Math.min(distances[i]!, squaredDistance(points, i, taken, 0));
    }
  }
  return reseeded;
}

function squaredDistance(
  { memory, points, width }: PackedPoints,
  i: number,
  centroids: Float64Array,
  c: number,
): number {
  const group = new Float32Array(memory.buffer, points + Math.floor(i / 8) * width * 32, width * 8);
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const difference = group[j * 8 + (i % 8)]! - centroids[c * width + j]!;
    sum += difference * difference;
  }
  return sum;
}
