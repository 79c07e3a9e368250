import type { Random } from './random.js';

/**
 * `size` of `rows` row indices, ascending: one drawn from each of as many equal stretches, so that every part of a
 * sorted table is seen. All rows where `size` is not smaller.
 */
export function sampleRows(rows: number, size: number, random: Random): Int32Array {
  if (size >= rows) return Int32Array.from({ length: rows }, (_, row) => row);
  const sample = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const from = Math.floor((i * rows) / size);
    const to = Math.floor(((i + 1) * rows) / size);
    sample[i] = from + random.integer(to - from);
  }
  return sample;
}
