/**
 * Turns values into bin numbers: 0 where the value is missing (NaN), else 1 + how many edges lie below it.
 *
 * rows: f64[count][columns]; edges: f64[columns][256], ascending, the rest of each row +infinity; out: u8, of which rows
 * are rowStride apart and columns columnStride.
 * Every search takes eight steps without a branch, so that neighbouring rows overlap in the processor.
 */
export function binRows(rows: usize, count: i32, columns: i32, edges: usize, out: usize, rowStride: i32, columnStride: i32): void {
  const width: usize = columns;
  const stride = width << 3;
  for (let j: usize = 0; j < width; j++) {
    const table = edges + (j << 11);
    let from = rows + (j << 3);
    let to = out + j * <usize>columnStride;
    for (let i = 0; i < count; i++) {
      const value = load<f64>(from);
      let below: usize = 0;
      for (let half: usize = 128; half > 0; half >>= 1) {
        below += half * <usize>(load<f64>(table + ((below + half - 1) << 3)) < value);
      }
      store<u8>(to, value == value ? <u8>below + 1 : 0);
      from += stride;
      to += rowStride;
    }
  }
}
