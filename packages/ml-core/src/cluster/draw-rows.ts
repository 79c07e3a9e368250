import type { Random } from '../random.js';

/** `size` different rows, ascending, each as likely as any other. */
export function drawRows(count: number, size: number, random: Random): Int32Array {
  const rows = new Int32Array(size);
  // Selection sampling (Knuth, The Art of Computer Programming 3.4.2, algorithm S).
  for (let row = 0, taken = 0; taken < size; row++) {
    if (random.next() * (count - row) < size - taken) rows[taken++] = row;
  }
  return rows;
}
