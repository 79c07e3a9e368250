import { addLanes } from './inline/vector';

/**
 * What k-means++ asks of a candidate: for each point the smaller of its squared distance so far and that to the
 * candidate, and their sum. points: f32[groups][width][8]; candidate: f32[width]; before, after: f32[groups][8].
 */
export function tryCandidate(
  points: usize,
  groups: i32,
  width: i32,
  candidate: usize,
  before: usize,
  after: usize,
): f64 {
  const bytes = <usize>width << 5;
  let total: f64 = 0;
  let point = points;
  for (let group = 0; group < groups; group++, before += 32, after += 32) {
    let low = f32x4.splat(0);
    let high = low;
    let at = candidate;
    for (const end = point + bytes; point < end; point += 32, at += 4) {
      const c = v128.load_splat<f32>(at);
      const x = f32x4.sub(v128.load(point), c);
      const y = f32x4.sub(v128.load(point, 16), c);
      low = f32x4.add(low, f32x4.mul(x, x));
      high = f32x4.add(high, f32x4.mul(y, y));
    }
    low = f32x4.min(low, v128.load(before));
    high = f32x4.min(high, v128.load(before, 16));
    v128.store(after, low);
    v128.store(after, high, 16);
    total += addLanes(f32x4.add(low, high));
  }
  return total;
}
