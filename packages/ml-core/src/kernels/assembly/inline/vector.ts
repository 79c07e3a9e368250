/** The four lanes of a float32 vector added up in float64, first to last. */
@inline
export function addLanes(v: v128): f64 {
  return (
    <f64>f32x4.extract_lane(v, 0) +
    <f64>f32x4.extract_lane(v, 1) +
    <f64>f32x4.extract_lane(v, 2) +
    <f64>f32x4.extract_lane(v, 3)
  );
}

/** The two lanes of a float64 vector added up. */
@inline
export function addPair(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/**
 * a + b·x + c·x² + d·x³ of two numbers, given their squares too. Long polynomials are put together of these rather than term
 * by term: the processor can work on the pieces side by side.
 */
@inline
export function cubicPair(a: f64, b: f64, c: f64, d: f64, x: v128, square: v128): v128 {
  const low = f64x2.add(f64x2.splat(a), f64x2.mul(f64x2.splat(b), x));
  const high = f64x2.add(f64x2.splat(c), f64x2.mul(f64x2.splat(d), x));
  return f64x2.add(low, f64x2.mul(square, high));
}
