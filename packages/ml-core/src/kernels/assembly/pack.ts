/**
 * Adds up what is needed to centre and scale a block of rows: per column the sum, and over everything the sum of squares,
 * both of x - origin in float64. rows: f64[count][width]; origin, sums: f64[width]. Returns the sum of squares.
 */
export function measureRows(rows: usize, count: i32, width: i32, origin: usize, sums: usize): f64 {
  const stride = <usize>width << 3;
  let squares: f64 = 0;
  for (let row = rows, end = rows + <usize>count * stride; row < end; row += stride) {
    for (let at: usize = 0; at < stride; at += 8) {
      const value = load<f64>(row + at) - load<f64>(origin + at);
      store<f64>(sums + at, load<f64>(sums + at) + value);
      squares += value * value;
    }
  }
  return squares;
}

/**
 * Writes rows as groups of eight points, each group feature by feature: f64[count][width] to f32[groups][width][8] of
 * (x - origin) * scale, so that one vector load brings the same feature of four points. A last group that is not full
 * is filled with points at the origin. `radii` gets each group's largest distance from the origin, rounded up: f32[groups].
 * Returns the sum of the squared distances, which is not finite where the rows were not.
 */
export function packRows(
  rows: usize,
  count: i32,
  width: i32,
  origin: usize,
  scale: f64,
  groups: usize,
  radii: usize,
): f64 {
  const stride = <usize>width << 3;
  let squares: f64 = 0;
  for (let first = 0; first < count; first += 8) {
    const live = min(8, count - first);
    let low = f32x4.splat(0);
    let high = low;
    for (let at: usize = 0; at < stride; at += 8, groups += 32) {
      const centre = load<f64>(origin + at);
      let value = rows + at;
      for (let lane: usize = 0; lane < <usize>live; lane++, value += stride) {
        const packed = <f32>((load<f64>(value) - centre) * scale);
        store<f32>(groups + (lane << 2), packed);
        squares += <f64>packed * <f64>packed;
      }
      for (let lane = <usize>live; lane < 8; lane++) store<f32>(groups + (lane << 2), 0);
      const x = v128.load(groups);
      const y = v128.load(groups, 16);
      low = f32x4.add(low, f32x4.mul(x, x));
      high = f32x4.add(high, f32x4.mul(y, y));
    }
    const most = f32x4.max(low, high);
    const largest = max(
      max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
      max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
    );
    store<f32>(radii, sqrt<f32>(largest) * 1.00001);
    radii += 4;
    rows += <usize>live * stride;
  }
  return squares;
}
