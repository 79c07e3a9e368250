import { exponentialPair } from './inline/sigmoid';
import { addPair, cubicPair } from './inline/vector';

/**
 * The log-odds of each of `count` rows: out[i] = parameters[columns] + Σ parameters[j] · (rows[i][j] - means[j]).
 * rows: f64[count][columns]; means: f64[columns]; parameters: f64[columns + 1]; out: f64[count]; count a multiple of 4.
 */
export function scoreRows(
  rows: usize,
  count: i32,
  columns: i32,
  means: usize,
  parameters: usize,
  out: usize,
): void {
  const stride = <usize>columns << 3;
  const paired = stride & ~15;
  const intercept = v128.load_splat<f64>(parameters + stride);
  const end = out + (<usize>count << 3);
  for (let a = rows; out < end; a += stride << 2, out += 32) {
    const b = a + stride;
    const c = b + stride;
    const d = c + stride;
    let sumA = f64x2.splat(0);
    let sumB = sumA;
    let sumC = sumA;
    let sumD = sumA;
    for (let at: usize = 0; at < paired; at += 16) {
      const mean = v128.load(means + at);
      const parameter = v128.load(parameters + at);
      sumA = f64x2.add(sumA, f64x2.mul(f64x2.sub(v128.load(a + at), mean), parameter));
      sumB = f64x2.add(sumB, f64x2.mul(f64x2.sub(v128.load(b + at), mean), parameter));
      sumC = f64x2.add(sumC, f64x2.mul(f64x2.sub(v128.load(c + at), mean), parameter));
      sumD = f64x2.add(sumD, f64x2.mul(f64x2.sub(v128.load(d + at), mean), parameter));
    }
    if (paired < stride) {
      const mean = v128.load64_zero(means + paired);
      const parameter = v128.load64_zero(parameters + paired);
      sumA = f64x2.add(sumA, f64x2.mul(f64x2.sub(v128.load64_zero(a + paired), mean), parameter));
      sumB = f64x2.add(sumB, f64x2.mul(f64x2.sub(v128.load64_zero(b + paired), mean), parameter));
      sumC = f64x2.add(sumC, f64x2.mul(f64x2.sub(v128.load64_zero(c + paired), mean), parameter));
      sumD = f64x2.add(sumD, f64x2.mul(f64x2.sub(v128.load64_zero(d + paired), mean), parameter));
    }
    v128.store(out, f64x2.add(intercept, addLanewise(sumA, sumB)));
    v128.store(out, f64x2.add(intercept, addLanewise(sumC, sumD)), 16);
  }
}

/** [the lanes of a added up, the lanes of b added up] */
@inline
function addLanewise(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}

/**
 * Turns log-odds into what the loss does there: the residual weight · (p - label) replaces z, `curvatures` receives
 * √(weight · p · (1 - p)) unless it is 0.
 * z, weights, curvatures: f64[count]; labels: u8[count], 0 or 1; count even.
 * @returns the loss, Σ weight · log(1 + e^∓z)
 */
export function addLosses(z: usize, labels: usize, weights: usize, count: i32, curvatures: usize): f64 {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  let losses = zero;
  for (const end = labels + <usize>count; labels < end; labels += 2, z += 16, weights += 16) {
    const weight = v128.load(weights);
    const label = i64x2.replace_lane(i64x2.splat(load<u8>(labels)), 1, load<u8>(labels, 1));
    const sign = i64x2.shl(label, 63);
    // Log-odds of the other label, and of the two the rarer's odds.
    const miss = v128.xor(v128.load(z), sign);
    const odds = exponentialPair(f64x2.neg(f64x2.abs(miss)));
    const likely = f64x2.div(one, f64x2.add(one, odds));
    const rare = f64x2.mul(odds, likely);
    const wrong = v128.bitselect(likely, rare, f64x2.gt(miss, zero));
    v128.store(z, v128.xor(f64x2.mul(weight, wrong), sign));
    const loss = f64x2.add(f64x2.pmax(miss, zero), logOneAndPair(odds));
    losses = f64x2.add(losses, f64x2.mul(weight, loss));
    if (!curvatures) continue;
    v128.store(curvatures, f64x2.sqrt(f64x2.mul(weight, f64x2.mul(rare, likely))));
    curvatures += 16;
  }
  return addPair(losses);
}

/** log(1 + x) for x of 0 to 1 as 2 · artanh(q), q = x / (2 + x) ≤ 1/3: the series to q^25 is exact to 1e-14. */
@inline
function logOneAndPair(x: v128): v128 {
  const q = f64x2.div(x, f64x2.add(f64x2.splat(2), x));
  const s = f64x2.mul(q, q);
  const s2 = f64x2.mul(s, s);
  const s4 = f64x2.mul(s2, s2);
  const low = cubicPair(1, 1.0 / 3, 1.0 / 5, 1.0 / 7, s, s2);
  const middle = cubicPair(1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, s, s2);
  const high = cubicPair(1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23, s, s2);
  const rest = f64x2.add(middle, f64x2.mul(s4, f64x2.add(high, f64x2.mul(s4, f64x2.splat(1.0 / 25)))));
  return f64x2.mul(f64x2.add(q, q), f64x2.add(low, f64x2.mul(s4, rest)));
}

/**
 * Adds factor · (row - means) to `sums`, and the factors alone to its last entry.
 * rows: f64[count][columns]; means: f64[columns]; factors: f64[count]; sums: f64[columns + 1]; count a multiple of 4.
 */
export function addScaledRows(
  rows: usize,
  count: i32,
  columns: i32,
  means: usize,
  factors: usize,
  sums: usize,
): void {
  const stride = <usize>columns << 3;
  const paired = stride & ~15;
  const end = factors + (<usize>count << 3);
  for (let a = rows; factors < end; a += stride << 2, factors += 32) {
    const b = a + stride;
    const c = b + stride;
    const d = c + stride;
    const factorA = v128.load_splat<f64>(factors);
    const factorB = v128.load_splat<f64>(factors, 8);
    const factorC = v128.load_splat<f64>(factors, 16);
    const factorD = v128.load_splat<f64>(factors, 24);
    for (let at: usize = 0; at < paired; at += 16) {
      const mean = v128.load(means + at);
      const partA = f64x2.mul(factorA, f64x2.sub(v128.load(a + at), mean));
      const partB = f64x2.mul(factorB, f64x2.sub(v128.load(b + at), mean));
      const partC = f64x2.mul(factorC, f64x2.sub(v128.load(c + at), mean));
      const partD = f64x2.mul(factorD, f64x2.sub(v128.load(d + at), mean));
      const parts = f64x2.add(f64x2.add(partA, partB), f64x2.add(partC, partD));
      v128.store(sums + at, f64x2.add(v128.load(sums + at), parts));
    }
    if (paired < stride) {
      for (let row = a + paired, factor = factors; factor < factors + 32; row += stride, factor += 8) {
        const part = load<f64>(factor) * (load<f64>(row) - load<f64>(means + paired));
        store<f64>(sums + paired, load<f64>(sums + paired) + part);
      }
    }
    const factor = addPair(f64x2.add(v128.load(factors), v128.load(factors, 16)));
    store<f64>(sums + stride, load<f64>(sums + stride) + factor);
  }
}

/**
 * Writes factor · [row - means, 1] with what is left of `width` as zeros: ready for `addGram`.
 * rows: f64[count][columns]; means: f64[columns]; factors: f64[count]; out: f64[count][width], width > columns.
 */
export function scaleRows(
  rows: usize,
  count: i32,
  columns: i32,
  means: usize,
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
    for (let at: usize = 0; at < paired; at += 16) {
      v128.store(to + at, f64x2.mul(both, f64x2.sub(v128.load(row + at), v128.load(means + at))));
    }
    if (paired < stride) {
      store<f64>(to + paired, factor * (load<f64>(row + paired) - load<f64>(means + paired)));
    }
    store<f64>(to + stride, factor);
    for (let at = stride + 8; at < wide; at += 8) store<f64>(to + at, 0);
  }
}
