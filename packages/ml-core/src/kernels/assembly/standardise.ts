/**
 * Adds what rows are above `origin`, times their weight, to `sums`, and weight times the square to `squares`, column by
 * column. rows: f64[count][columns]; weights: f64[count]; origin, sums, squares: f64[columns]; count a multiple of 4.
 */
export function addMoments(
  rows: usize,
  count: i32,
  columns: i32,
  weights: usize,
  origin: usize,
  sums: usize,
  squares: usize,
): void {
  const stride = <usize>columns << 3;
  const paired = stride & ~15;
  const end = weights + (<usize>count << 3);
  for (let a = rows; weights < end; a += stride << 2, weights += 32) {
    const b = a + stride;
    const c = b + stride;
    const d = c + stride;
    const weightA = v128.load_splat<f64>(weights);
    const weightB = v128.load_splat<f64>(weights, 8);
    const weightC = v128.load_splat<f64>(weights, 16);
    const weightD = v128.load_splat<f64>(weights, 24);
    for (let at: usize = 0; at < paired; at += 16) {
      const from = v128.load(origin + at);
      const aboveA = f64x2.sub(v128.load(a + at), from);
      const aboveB = f64x2.sub(v128.load(b + at), from);
      const aboveC = f64x2.sub(v128.load(c + at), from);
      const aboveD = f64x2.sub(v128.load(d + at), from);
      const weighedA = f64x2.mul(weightA, aboveA);
      const weighedB = f64x2.mul(weightB, aboveB);
      const weighedC = f64x2.mul(weightC, aboveC);
      const weighedD = f64x2.mul(weightD, aboveD);
      add(sums + at, f64x2.add(f64x2.add(weighedA, weighedB), f64x2.add(weighedC, weighedD)));
      const first = f64x2.add(f64x2.mul(weighedA, aboveA), f64x2.mul(weighedB, aboveB));
      const second = f64x2.add(f64x2.mul(weighedC, aboveC), f64x2.mul(weighedD, aboveD));
      add(squares + at, f64x2.add(first, second));
    }
    if (paired === stride) continue;
    for (let row = a + paired, weight = weights; weight < weights + 32; row += stride, weight += 8) {
      const above = load<f64>(row) - load<f64>(origin + paired);
      const weighed = load<f64>(weight) * above;
      store<f64>(sums + paired, load<f64>(sums + paired) + weighed);
      store<f64>(squares + paired, load<f64>(squares + paired) + weighed * above);
    }
  }
}

@inline
function add(at: usize, v: v128): void {
  v128.store(at, f64x2.add(v128.load(at), v));
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
