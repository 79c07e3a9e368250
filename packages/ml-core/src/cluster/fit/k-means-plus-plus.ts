import { plusPlusKernel } from '../../kernels/generated/plus-plus.js';
import { loadKernel } from '../../kernels/kernel.js';
import { type PackedPoints, readPoint } from '../../kernels/packed-points.js';
import type { Random } from '../../random.js';

/** Candidates per step, of which the best is kept. scikit-learn takes 2 + ln k; a fixed number makes starts nest. */
const CANDIDATES = 4;

/**
 * Draws k starting centroids, in packed units, by greedy k-means++ (Arthur and Vassilvitskii 2007): each is a point
 * drawn with a probability in proportion to its squared distance from those before. The first c of them are what the
 * same generator gives for c clusters. O(points × k × width).
 */
export function drawStarts(points: PackedPoints, slotIndex: number, k: number, random: Random): Float64Array {
  const starts = new Float64Array(k * points.width);
  const distances = createDistances(points, slotIndex);
  const first = readPoint(points, random.integer(points.count));
  starts.set(first);
  distances.measure([first]);
  for (let c = 1; c < k; c++) {
    const drawn = distances.draw(random);
    distances.add(drawn);
    starts.set(drawn, c * points.width);
  }
  return starts;
}

/** The squared distance of each point to the nearest of some places, in a slot's own memory. */
export interface Distances {
  /** Forgets all places but these. */
  measure(places: readonly Float64Array[]): void;
  add(place: Float64Array): void;
  /** Draws candidates in proportion to the distances: of them the one that would leave the least sum of distances. */
  draw(random: Random): Float64Array;
}

export function createDistances(points: PackedPoints, slotIndex: number): Distances {
  const { memory, count, groups, width } = points;
  const slot = points.slots[slotIndex]!;
  const { tryCandidate } = loadKernel(plusPlusKernel, memory);
  const candidate = new Float32Array(memory.buffer, slot.scratch, width);
  const nearest = new Float32Array(memory.buffer, slot.distances, groups * 8);
  const trial = slot.distances + groups * 32;
  let potential = 0;

  /** The sum of distances if the place were added, each of them written to `after`. */
  function tryPlace(place: Float64Array, after: number): number {
    candidate.set(place);
    return tryCandidate(points.points, groups, width, slot.scratch, slot.distances, after);
  }

  function add(place: Float64Array): void {
    potential = tryPlace(place, slot.distances);
  }

  return {
    add,
    measure(places) {
      // Points that only fill the last group count as covered from the start, and are never drawn.
      nearest.fill(Number.POSITIVE_INFINITY, 0, count).fill(0, count);
      for (const place of places) add(place);
    },
    draw(random) {
      let least = Number.POSITIVE_INFINITY;
      let chosen: Float64Array = new Float64Array(width);
      for (let t = 0; t < CANDIDATES; t++) {
        const drawn = readPoint(points, drawProportional(nearest.subarray(0, count), potential, random));
        const left = tryPlace(drawn, trial);
        if (left >= least) continue;
        least = left;
        chosen = drawn;
      }
      return chosen;
    },
  };
}

/** An index drawn with probability weights[i] / total; uniformly where all weights are 0. */
function drawProportional(weights: Float32Array, total: number, random: Random): number {
  if (!(total > 0)) return random.integer(weights.length);
  let left = random.next() * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    last = i;
    left -= weight;
    if (left < 0) break;
  }
  return last;
}
