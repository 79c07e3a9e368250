/**
 * Turns values into bytes: `missing` where the value is NaN, else 1 + how many edges lie below it.
 *
 * rows: f64[count][columns]; edges: f64[columns][256], ascending, the rest of each row +infinity;
 * out: u8[count / block][width][block], so that a block of 1 is row after row, and one of all rows column after column.
 * Every search takes eight steps without a branch, so that neighbouring rows overlap in the processor.
 */
export function binRows(
  rows: usize,
  count: i32,
  columns: i32,
  edges: usize,
  out: usize,
  block: i32,
  width: i32,
  missing: i32,
): void {
  const stride = <usize>columns << 3;
  const jump = <usize>(block * (width - 1));
  for (let j: usize = 0; j < <usize>columns; j++) {
    const table = edges + (j << 11);
    let from = rows + (j << 3);
    let to = out + j * <usize>block;
    let left = block;
    for (let i = 0; i < count; i++) {
      const value = load<f64>(from);
      let below = halve(table, 0, 7, value);
      below = halve(table, below, 6, value);
      below = halve(table, below, 5, value);
      below = halve(table, below, 4, value);
      below = halve(table, below, 3, value);
      below = halve(table, below, 2, value);
      below = halve(table, below, 1, value);
      below = halve(table, below, 0, value);
      store<u8>(to, select<u8>(<u8>below + 1, <u8>missing, value == value));
      from += stride;
      to++;
      if (--left == 0) {
        left = block;
        to += jump;
      }
    }
  }
}

/** `below`, and 2^power more where that many more edges are less than the value. */
// @ts-ignore: decorator
@inline
function halve(table: usize, below: usize, power: usize, value: f64): usize {
  const middle = below + (<usize>1 << power) - 1;
  return below + (<usize>(load<f64>(table + (middle << 3)) < value) << power);
}
