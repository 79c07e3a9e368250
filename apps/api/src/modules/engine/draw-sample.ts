import type { FeatureColumn } from '@holdfast/ml-core';

/**
 * The positions of the rows with the smallest hashes, ascending: `rows` of them, or with strata the share of each value,
 * rounded up. O(n log n).
 */
export function drawSample(hashes: Uint32Array, rows: number, strata?: FeatureColumn): Int32Array {
  const byHash = Int32Array.from(hashes.keys()).sort((a, b) => hashes[a]! - hashes[b]! || a - b);
  if (strata === undefined) return byHash.slice(0, rows).sort();
  const values = strata.kind === 'numeric' ? strata.values : strata.codes;
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  const taken = new Map<number, number>();
  return byHash
    .filter((row) => {
      const value = values[row]!;
      const place = taken.get(value) ?? 0;
      taken.set(value, place + 1);
      return place * hashes.length < rows * sizes.get(value)!;
    })
    .sort();
}
