/**
 * Adds what rows are above `first` to `sums`, and its square to `squares`, column by column.
 * rows: f64[count][columns]; first, sums, squares: f64[columns].
 */
export function addMoments(
  rows: usize,
  count: i32,
  columns: i32,
  first: usize,
  sums: usize,
  squares: usize,
): void {
  const stride = <usize>columns << 3;
  const paired = stride & ~15;
  for (let i = 0, row = rows; i < count; i++, row += stride) {
    for (let at: usize = 0; at < paired; at += 16) {
      const above = f64x2.sub(v128.load(row + at), v128.load(first + at));
      v128.store(sums + at, f64x2.add(v128.load(sums + at), above));
      v128.store(squares + at, f64x2.add(v128.load(squares + at), f64x2.mul(above, above)));
    }
    if (paired < stride) {
      const above = load<f64>(row + paired) - load<f64>(first + paired);
      store<f64>(sums + paired, load<f64>(sums + paired) + above);
      store<f64>(squares + paired, load<f64>(squares + paired) + above * above);
    }
  }
}

/** rows = (rows - means) · factors, column by column, in place. rows: f64[count][columns]; the others: f64[columns]. */
export function rescaleRows(rows: usize, count: i32, columns: i32, means: usize, factors: usize): void {
  const stride = <usize>columns << 3;
  const paired = stride & ~15;
  for (let i = 0, row = rows; i < count; i++, row += stride) {
    for (let at: usize = 0; at < paired; at += 16) {
      const distance = f64x2.sub(v128.load(row + at), v128.load(means + at));
      v128.store(row + at, f64x2.mul(distance, v128.load(factors + at)));
    }
    if (paired < stride) {
      const distance = load<f64>(row + paired) - load<f64>(means + paired);
      store<f64>(row + paired, distance * load<f64>(factors + paired));
    }
  }
}
