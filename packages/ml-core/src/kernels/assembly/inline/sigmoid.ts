import { cubicPair } from './vector';

/** 1 / (1 + e^-x) of two numbers, to 4e-13 of the value. */
// @ts-ignore: decorator
@inline
export function sigmoidPair(x: v128): v128 {
  const one = f64x2.splat(1);
  return f64x2.div(one, f64x2.add(one, exponentialPair(f64x2.neg(x))));
}

/**
 * e^x of two numbers, to 4e-13 of the value; beyond ±700 as there. e^x = 2^k · e^r with |r| ≤ ln 2 / 2, and the Taylor
 * polynomial of e^r to r^11. Our own, as WebAssembly has none, and the same on every machine.
 */
// @ts-ignore: decorator
@inline
export function exponentialPair(x: v128): v128 {
  const bounded = f64x2.pmin(f64x2.pmax(x, f64x2.splat(-700)), f64x2.splat(700));
  // Adding 1.5 · 2^52 rounds to a whole number and leaves it in the low bits.
  const magic = f64x2.splat(6755399441055744);
  const shifted = f64x2.add(f64x2.mul(bounded, f64x2.splat(1.4426950408889634)), magic);
  const k = f64x2.sub(shifted, magic);
  const r = f64x2.sub(
    f64x2.sub(bounded, f64x2.mul(k, f64x2.splat(0.693147180369123816490))),
    f64x2.mul(k, f64x2.splat(1.90821492927058770002e-10)),
  );
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const low = cubicPair(1, 1, 1.0 / 2, 1.0 / 6, r, r2);
  const middle = cubicPair(1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, r, r2);
  const high = cubicPair(1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, r, r2);
  const e = f64x2.add(low, f64x2.mul(r4, f64x2.add(middle, f64x2.mul(r4, high))));
  return f64x2.mul(e, i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52));
}
