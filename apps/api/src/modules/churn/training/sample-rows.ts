import { hashKeys } from '@holdfast/ml-core';

/**
 * The numbers of all rows, or of `most` of many, with the same share of both answers. Which ones follows from their keys
 * alone, so that models of other seeds are judged on the same; fewer are among the more.
 */
export function sampleRows(y: Uint8Array, keys: Int32Array, most: number): Int32Array {
  const all = Int32Array.from(y.keys());
  if (y.length <= most) return all;
  const draw = hashKeys(keys);
  const positives = y.reduce((sum, label) => sum + label, 0);
  const quota = [0, Math.round((most * positives) / y.length)];
  quota[0] = most - quota[1]!;
  const taken = all
    .sort((a, b) => draw[a]! - draw[b]! || keys[a]! - keys[b]!)
    .filter((i) => quota[y[i]!]!-- > 0);
  return taken.sort();
}
