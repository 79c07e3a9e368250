/** Which rows are meant, a bit a row, 32 a word. */
export type BitRows = Uint32Array;

/** The rows for which `belongs` holds. */
export function bitRows(rows: number, belongs: (row: number) => boolean): BitRows {
  const bits = new Uint32Array((rows + 31) >>> 5);
  for (let row = 0; row < rows; row++) if (belongs(row)) bits[row >>> 5]! |= 1 << (row & 31);
  return bits;
}

/** The rows in both. */
export function both(a: BitRows, b: BitRows): BitRows {
  const bits = new Uint32Array(a.length);
  for (let i = 0; i < a.length; i++) bits[i] = a[i]! & b[i]!;
  return bits;
}

/** How many rows are in both. */
export function countBoth(a: BitRows, b: BitRows): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) {
    let word = a[i]! & b[i]!;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
