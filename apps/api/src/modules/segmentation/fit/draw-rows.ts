import { createRandom } from '@holdfast/ml-core';

/** At least this many rows (or all) are drawn from each cluster, so that a small one is visible as a shape. */
const LEAST_PER_CLUSTER = 30;

/** Rows in random order, cut to the sample size, including rows of every cluster of every k. */
export function drawRows(
  rows: number,
  clusterings: readonly { readonly k: number; readonly labels: ArrayLike<number> }[],
  sample: number,
  seed: number,
): Int32Array {
  const shuffled = Int32Array.from({ length: rows }, (_, i) => i);
  createRandom(seed).shuffle(shuffled);
  if (rows <= sample) return shuffled;
  const place = new Int32Array(rows);
  shuffled.forEach((row, i) => {
    place[row] = i;
  });
  const chosen = new Set<number>();
  for (const { k, labels } of clusterings) {
    const seen = new Int32Array(k);
    for (const row of shuffled) {
      if (seen[labels[row]!]!++ < LEAST_PER_CLUSTER) chosen.add(row);
    }
  }
  for (let i = 0; chosen.size < sample; i++) chosen.add(shuffled[i]!);
  return Int32Array.from(chosen).sort((a, b) => place[a]! - place[b]!);
}
