
/**
 * Subtracts `shift` from each of `count` rows in place and adds the rows up into `sums`.
 * rows: f64[count][width]; shift, sums: f64[width].
 */
export function centreRows(rows: usize, count: i32, width: i32, shift: usize, sums: usize): void {
  const stride = <usize>width << 3;
  for (let row = rows, end = rows + <usize>count * stride; row < end; row += stride) {
    for (let at: usize = 0; at < stride; at += 8) {
      const value = load<f64>(row + at) - load<f64>(shift + at);
      store<f64>(row + at, value);
      store<f64>(sums + at, load<f64>(sums + at) + value);
    }
  }
}

/**
 * Adds XᵀX of a block of rows to `gram`: its upper triangle, and whatever the 2 × 4 tiles on the diagonal touch below it.
 * rows: f64[count][width], width even; gram: f64[width][width].
 * A tile of products stays in registers over all rows, so a block should fit the first-level cache.
 */
export function addGram(rows: usize, count: i32, width: i32, gram: usize): void {
  const stride = <usize>width << 3;
  const end = rows + <usize>count * stride;
  for (let left: usize = 0; left < stride; left += 16) {
    let right = left;
    for (; right + 32 <= stride; right += 32) addWideTile(rows, end, stride, left, right, gram);
    if (right < stride) addNarrowTile(rows, end, stride, left, right, gram);
  }
}

/** Columns left, left + 1 against the four from right. */
@inline
function addWideTile(rows: usize, end: usize, stride: usize, left: usize, right: usize, gram: usize): void {
  let upper0 = f64x2.splat(0);
  let upper1 = upper0;
  let lower0 = upper0;
  let lower1 = upper0;
  for (let row = rows; row < end; row += stride) {
    const a = v128.load_splat<f64>(row + left);
    const b = v128.load_splat<f64>(row + left, 8);
    const x = v128.load(row + right);
    const y = v128.load(row + right, 16);
    upper0 = f64x2.add(upper0, f64x2.mul(a, x));
    upper1 = f64x2.add(upper1, f64x2.mul(a, y));
    lower0 = f64x2.add(lower0, f64x2.mul(b, x));
    lower1 = f64x2.add(lower1, f64x2.mul(b, y));
  }
  const upper = gram + (left >> 3) * stride + right;
  addTo(upper, upper0);
  addTo(upper + 16, upper1);
  addTo(upper + stride, lower0);
  addTo(upper + stride + 16, lower1);
}

/** Columns left, left + 1 against the last two. */
@inline
function addNarrowTile(rows: usize, end: usize, stride: usize, left: usize, right: usize, gram: usize): void {
  let upper0 = f64x2.splat(0);
  let lower0 = upper0;
  for (let row = rows; row < end; row += stride) {
    const x = v128.load(row + right);
    upper0 = f64x2.add(upper0, f64x2.mul(v128.load_splat<f64>(row + left), x));
    lower0 = f64x2.add(lower0, f64x2.mul(v128.load_splat<f64>(row + left, 8), x));
  }
  const upper = gram + (left >> 3) * stride + right;
  addTo(upper, upper0);
  addTo(upper + stride, lower0);
}

@inline
function addTo(at: usize, v: v128): void {
  v128.store(at, f64x2.add(v128.load(at), v));
}
