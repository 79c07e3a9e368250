/**
 * 1 / (1 + e^-x) of two numbers, to 4e-13 of the value: e^-x = 2^k · e^r with |r| ≤ ln 2 / 2, and the Taylor polynomial of
 * e^r to r^11. Our own, as WebAssembly has none, and the same on every machine.
 */
// @ts-ignore: decorator
@inline
export function sigmoidPair(x: v128): v128 {
  const one = f64x2.splat(1);
  const minus = f64x2.min(f64x2.max(f64x2.neg(x), f64x2.splat(-700)), f64x2.splat(700));
  // Adding 1.5 · 2^52 rounds to a whole number and leaves it in the low bits.
  const magic = f64x2.splat(6755399441055744);
  const shifted = f64x2.add(f64x2.mul(minus, f64x2.splat(1.4426950408889634)), magic);
  const k = f64x2.sub(shifted, magic);
  const r = f64x2.sub(
    f64x2.sub(minus, f64x2.mul(k, f64x2.splat(0.693147180369123816490))),
    f64x2.mul(k, f64x2.splat(1.90821492927058770002e-10)),
  );
  let e = f64x2.splat(1.0 / 39916800);
  e = f64x2.add(f64x2.mul(e, r), f64x2.splat(1.0 / 3628800));
  e = f64x2.add(f64x2.mul(e, r), f64x2.splat(1.0 / 362880));
  e = f64x2.add(f64x2.mul(e, r), f64x2.splat(1.0 / 40320));
  e = f64x2.add(f64x2.mul(e, r), f64x2.splat(1.0 / 5040));
  e = f64x2.add(f64x2.mul(e, r), f64x2.splat(1.0 / 720));
  e = f64x2.add(f64x2.mul(e, r), f64x2.splat(1.0 / 120));
  e = f64x2.add(f64x2.mul(e, r), f64x2.splat(1.0 / 24));
  e = f64x2.add(f64x2.mul(e, r), f64x2.splat(1.0 / 6));
  e = f64x2.add(f64x2.mul(e, r), f64x2.splat(0.5));
  e = f64x2.add(f64x2.mul(e, r), one);
  e = f64x2.add(f64x2.mul(e, r), one);
  const power = i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52);
  return f64x2.div(one, f64x2.add(one, f64x2.mul(e, power)));
}
