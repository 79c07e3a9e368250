/**
 * Adds the squared distance from the mean to `squares`, column by column.
 * rows: f64[count][columns]; means, squares: f64[columns].
 */
export function addSquares(rows: usize, count: i32, columns: i32, means: usize, squares: usize): void {
  const stride = <usize>columns << 3;
  const paired = stride & ~15;
  for (let i = 0, row = rows; i < count; i++, row += stride) {
    for (let at: usize = 0; at < paired; at += 16) {
      const distance = f64x2.sub(v128.load(row + at), v128.load(means + at));
      v128.store(squares + at, f64x2.add(v128.load(squares + at), f64x2.mul(distance, distance)));
    }
    if (paired < stride) {
      const distance = load<f64>(row + paired) - load<f64>(means + paired);
      store<f64>(squares + paired, load<f64>(squares + paired) + distance * distance);
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
