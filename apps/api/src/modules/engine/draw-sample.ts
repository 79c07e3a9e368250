import type { FeatureColumn } from '@holdfast/ml-core';

/** Which rows of one stratum are drawn: those with a smaller hash, and the first ones of an equal hash. */
interface Quota {
  readonly below: number;
  equal: number;
}

/**
 * The positions of the rows with the smallest hashes, ascending: `rows` of them, or with strata the share of each value,
 * rounded up. O(n log n), in 4 bytes a row besides the positions.
 */
export function drawSample(hashes: Uint32Array, rows: number, strata?: FeatureColumn): Int32Array {
  const values = strata && (strata.kind === 'numeric' ? strata.values : strata.codes);
  const stratumOf = (row: number) => values?.[row] ?? 0;
  const sizes = new Map<number, number>();
  for (let row = 0; row < hashes.length; row++)
    sizes.set(stratumOf(row), (sizes.get(stratumOf(row)) ?? 0) + 1);
  const quotas = new Map<number, Quota>();
  let drawn = 0;
  for (const [value, size] of sizes) {
    const count = Math.min(size, Math.ceil((rows * size) / hashes.length));
    quotas.set(
      value,
      quotaOf(
        hashesOf(hashes, size, (row) => Object.is(stratumOf(row), value)),
        count,
      ),
    );
    drawn += count;
  }
  const positions = new Int32Array(drawn);
  let at = 0;
  for (let row = 0; row < hashes.length; row++) {
    const quota = quotas.get(stratumOf(row))!;
    const hash = hashes[row]!;
    if (hash < quota.below || (hash === quota.below && quota.equal-- > 0)) positions[at++] = row;
  }
  return positions;
}

function hashesOf(hashes: Uint32Array, size: number, isOne: (row: number) => boolean): Uint32Array {
  if (size === hashes.length) return hashes.slice();
  const some = new Uint32Array(size);
  let at = 0;
  for (let row = 0; row < hashes.length; row++) if (isOne(row)) some[at++] = hashes[row]!;
  return some;
}

function quotaOf(hashes: Uint32Array, count: number): Quota {
  const sorted = hashes.sort();
  if (count === 0) return { below: 0, equal: 0 };
  const below = sorted[count - 1]!;
  return { below, equal: count - sorted.indexOf(below) };
}
