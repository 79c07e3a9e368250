import { plusPlusKernel } from '../kernels/generated/plus-plus.js';
import { loadKernel } from '../kernels/kernel.js';
import type { Random } from '../random.js';
import { readPoint } from './lloyd.js';
import type { PackedPoints } from './packed-points.js';

/** Candidates a step, of which the best is kept. scikit-learn takes 2 + ln k; a fixed number makes starts nest. */
const CANDIDATES = 4;

/**
 * Draws k starting centroids, in packed units, by greedy k-means++ (Arthur and Vassilvitskii 2007): each is a point
 * drawn with a probability in proportion to its squared distance from those before. The first c of them are what the
 * same generator gives for c clusters. O(points × k × width).
 */
export function drawStarts(points: PackedPoints, slotIndex: number, k: number, random: Random): Float64Array {
  const { memory, count, groups, width } = points;
  const slot = points.slots[slotIndex]!;
  const { tryCandidate } = loadKernel(plusPlusKernel, memory);
  const candidate = new Float32Array(memory.buffer, slot.scratch, width);
  const [first, second, third] = [0, 1, 2].map((i) => slot.distances + i * groups * 32);
  let [nearest, best, trial] = [first!, second!, third!];
  const starts = new Float64Array(k * width);

  // Filling points count as covered from the start, and are never drawn.
  const unset = new Float32Array(memory.buffer, nearest, groups * 8);
  unset.fill(Number.POSITIVE_INFINITY, 0, count).fill(0, count);
  let start = readPoint(points, random.integer(count));
  candidate.set(start);
  let potential = tryCandidate(points.points, groups, width, slot.scratch, nearest, nearest);
  starts.set(start);
  for (let c = 1; c < k; c++) {
    let least = Number.POSITIVE_INFINITY;
    for (let t = 0; t < CANDIDATES; t++) {
      const distances = new Float32Array(memory.buffer, nearest, count);
      const drawn = readPoint(points, drawProportional(distances, potential, random));
      candidate.set(drawn);
      const left = tryCandidate(points.points, groups, width, slot.scratch, nearest, trial);
      if (left < least) {
        least = left;
        start = drawn;
        [best, trial] = [trial, best];
      }
    }
    potential = least;
    [nearest, best] = [best, nearest];
    starts.set(start, c * width);
  }
  return starts;
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
