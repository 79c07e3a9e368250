import { sigmoidPair } from './inline/sigmoid';

/**
 * The log-odds of each of `count` rows: out[i] = parameters[columns] + Σ parameters[j] · rows[i][j].
 * rows: f64[count][columns]; parameters: f64[columns + 1]; out: f64[count].
 */
export function scoreRows(rows: usize, count: i32, columns: i32, parameters: usize, out: usize): void {
  const stride = <usize>columns << 3;
  const paired = stride & ~15;
  const intercept = load<f64>(parameters + stride);
  for (let i = 0, row = rows; i < count; i++, row += stride) {
    let sums = f64x2.splat(0);
    for (let at: usize = 0; at < paired; at += 16) {
      sums = f64x2.add(sums, f64x2.mul(v128.load(row + at), v128.load(parameters + at)));
    }
    let z = intercept + f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
    if (paired < stride) z += load<f64>(row + paired) * load<f64>(parameters + paired);
    store<f64>(out + (<usize>i << 3), z);
  }
}

/**
 * Turns log-odds into what the loss does there: the residual weight · (p - label) replaces z, `curvatures` receives
 * √(weight · p · (1 - p)).
 * z, weights, curvatures: f64[count]; labels: u8[count], 0 or 1; count even.
 * @returns the loss, Σ weight · log(1 + e^∓z)
 */
export function addLosses(z: usize, labels: usize, weights: usize, count: i32, curvatures: usize): f64 {
  const one = f64x2.splat(1);
  let losses = f64x2.splat(0);
  for (let i: usize = 0, end = <usize>count; i < end; i += 2) {
    const at = i << 3;
    const sign = f64x2.replace_lane(f64x2.splat(2 * <f64>load<u8>(labels + i) - 1), 1, 2 * <f64>load<u8>(labels + i, 1) - 1);
    const margin = f64x2.mul(v128.load(z + at), sign);
    const weight = v128.load(weights + at);
    const wrong = sigmoidPair(f64x2.neg(margin));
    const rarer = f64x2.min(wrong, f64x2.sub(one, wrong));
    const variance = f64x2.mul(rarer, f64x2.sub(one, rarer));
    v128.store(z + at, f64x2.mul(f64x2.mul(f64x2.neg(sign), weight), wrong));
    v128.store(curvatures + at, f64x2.sqrt(f64x2.mul(weight, variance)));
    const certain = f64x2.max(f64x2.neg(margin), f64x2.splat(0));
    losses = f64x2.add(losses, f64x2.mul(weight, f64x2.add(certain, minusLogOfRest(rarer))));
  }
  return f64x2.extract_lane(losses, 0) + f64x2.extract_lane(losses, 1);
}

/** -log(1 - s) for s of 0 to 1/2 as 2 · artanh(q), q = s / (2 - s) ≤ 1/3: the series to q^33 is exact to 1e-17. */
@inline
function minusLogOfRest(s: v128): v128 {
  const q = f64x2.div(s, f64x2.sub(f64x2.splat(2), s));
  const square = f64x2.mul(q, q);
  let sum = f64x2.splat(1.0 / 33);
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 31));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 29));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 27));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 25));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 23));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 21));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 19));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 17));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 15));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 13));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 11));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 9));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 7));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 5));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.0 / 3));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1));
  return f64x2.mul(f64x2.add(q, q), sum);
}

/**
 * Adds factor · row to `sums`, and the factors alone to its last entry.
 * rows: f64[count][columns]; factors: f64[count]; sums: f64[columns + 1].
 */
export function addScaledRows(rows: usize, count: i32, columns: i32, factors: usize, sums: usize): void {
  const stride = <usize>columns << 3;
  const paired = stride & ~15;
  for (let i = 0, row = rows; i < count; i++, row += stride) {
    const factor = load<f64>(factors + (<usize>i << 3));
    const both = f64x2.splat(factor);
    for (let at: usize = 0; at < paired; at += 16) {
      v128.store(sums + at, f64x2.add(v128.load(sums + at), f64x2.mul(both, v128.load(row + at))));
    }
    if (paired < stride) {
      store<f64>(sums + paired, load<f64>(sums + paired) + factor * load<f64>(row + paired));
    }
    store<f64>(sums + stride, load<f64>(sums + stride) + factor);
  }
}

/**
 * Writes factor · [row, 1] with what is left of `width` as zeros: ready for `addGram`.
 * rows: f64[count][columns]; factors: f64[count]; out: f64[count][width], width > columns.
 */
export function scaleRows(
  rows: usize,
  count: i32,
  columns: i32,
  factors: usize,
  out: usize,
  width: i32,
): void {
  const stride = <usize>columns << 3;
  const paired = stride & ~15;
  const wide = <usize>width << 3;
  for (let i = 0, row = rows, to = out; i < count; i++, row += stride, to += wide) {
    const factor = load<f64>(factors + (<usize>i << 3));
    const both = f64x2.splat(factor);
    for (let at: usize = 0; at < paired; at += 16) v128.store(to + at, f64x2.mul(both, v128.load(row + at)));
    if (paired < stride) store<f64>(to + paired, factor * load<f64>(row + paired));
    store<f64>(to + stride, factor);
    for (let at = stride + 8; at < wide; at += 8) store<f64>(to + at, 0);
  }
}
