/**
 * One pass of Lloyd's algorithm over groups [first, end): gives each point the label of its nearest centroid, and moves
 * its coordinates from the sums of the old cluster to those of the new one. Returns how many labels changed.
 *
 * points     f32[groups][width][8]
 * centroids  f32[(1 + width) (k - 1)]: for all but the first, half the squared norm and the coordinates, less those of the
 *            first; |c|²/2 - x·c orders centroids by distance, and less that of the first needs one product less. In
 *            blocks of at most five centroids, as `scoreAll` takes them, each block coordinate by coordinate
 * labels     u8[groups][8], 255 where there is none yet; sums f64[k][width], sizes i32[k]: of these groups alone
 * radii      f32[groups]: the largest |x| of the group
 * expiry     f32[groups]: see below; scratch: 32 k bytes; count: points in all, the rest of the last group is filling
 *
 * A group is passed over while no label in it can have changed. When a centroid moves by m and half its squared norm by h, no
 * score moves by more than h + |x| m. With `turned` and `moved` the sums of the largest h and m over all passes so far, a
 * group whose smallest gap between best and second-best score was g keeps its labels until 2 (turned + radius moved)
 * has grown by g; `expiry` is that point.
 */
export function assign(
  points: usize,
  first: i32,
  end: i32,
  count: i32,
  width: i32,
  k: i32,
  centroids: usize,
  labels: usize,
  radii: usize,
  expiry: usize,
  turned: f32,
  moved: f32,
  sums: usize,
  sizes: usize,
  scratch: usize,
): i32 {
  const bytes = <usize>width << 5;
  let changed = 0;
  for (let group = first; group < end; group++) {
    const slot = <usize>group << 2;
    const drift: f32 = 2 * (turned + load<f32>(radii + slot) * moved);
    if (drift < load<f32>(expiry + slot)) continue;

    const x = points + <usize>group * bytes;
    touchAhead(x + 6 * bytes, bytes);
    scoreAll(x, bytes, k, centroids, scratch);
    let best0 = f32x4.splat(0);
    let best1 = best0;
    let next0 = f32x4.splat(Infinity);
    let next1 = next0;
    let label0 = i32x4.splat(0);
    let label1 = label0;
    for (let c = 1, at = scratch; c < k; c++, at += 32) {
      const score0 = v128.load(at);
      const score1 = v128.load(at, 16);
      const label = i32x4.splat(c);
      label0 = i32x4.max_s(label0, v128.and(label, f32x4.lt(score0, best0)));
      label1 = i32x4.max_s(label1, v128.and(label, f32x4.lt(score1, best1)));
      next0 = f32x4.pmin(next0, f32x4.pmax(score0, best0));
      next1 = f32x4.pmin(next1, f32x4.pmax(score1, best1));
      best0 = f32x4.pmin(best0, score0);
      best1 = f32x4.pmin(best1, score1);
    }
    const gaps = f32x4.pmin(f32x4.sub(next0, best0), f32x4.sub(next1, best1));
    store<f32>(expiry + slot, drift + leastLane(gaps));

    const is = i64x2.extract_lane(i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_u(label0, label1), label0), 0);
    const was = load<i64>(labels + (<usize>group << 3));
    if (is == was) continue;
    store<i64>(labels + (<usize>group << 3), is);
    const live = min(8, count - (group << 3));
    for (let lane = 0; lane < live; lane++) {
      const from = <i32>((was >> (lane << 3)) & 255);
      const to = <i32>((is >> (lane << 3)) & 255);
      if (from == to) continue;
      changed++;
      movePoint(x + (<usize>lane << 2), bytes, width, from, to, sums, sizes);
    }
  }
  return changed;
}

/** Scores of eight points against all centroids but the first, at most five at a time so that sums stay in registers. */
@inline
function scoreAll(x: usize, bytes: usize, k: i32, centroids: usize, scores: usize): void {
  const values = (bytes >> 5) + 1;
  let left = k - 1;
  for (let blocks = (left + 4) / 5; blocks > 0; blocks--) {
    const size = (left + blocks - 1) / blocks;
    if (size == 5) scoreBlock(5, x, bytes, centroids, scores);
    else if (size == 4) scoreBlock(4, x, bytes, centroids, scores);
    else if (size == 3) scoreBlock(3, x, bytes, centroids, scores);
    else if (size == 2) scoreBlock(2, x, bytes, centroids, scores);
    else scoreBlock(1, x, bytes, centroids, scores);
    centroids += (<usize>size * values) << 2;
    scores += <usize>size << 5;
    left -= size;
  }
}

/** SIZE is a constant wherever this is inlined, so what is beyond it leaves no code. */
@inline
function scoreBlock(SIZE: i32, x: usize, bytes: usize, centroids: usize, scores: usize): void {
  const step = <usize>SIZE << 2;
  let a0 = v128.load_splat<f32>(centroids);
  let b0 = a0;
  let a1 = SIZE > 1 ? v128.load_splat<f32>(centroids, 4) : a0;
  let b1 = a1;
  let a2 = SIZE > 2 ? v128.load_splat<f32>(centroids, 8) : a0;
  let b2 = a2;
  let a3 = SIZE > 3 ? v128.load_splat<f32>(centroids, 12) : a0;
  let b3 = a3;
  let a4 = SIZE > 4 ? v128.load_splat<f32>(centroids, 16) : a0;
  let b4 = a4;
  const end = x + bytes;
  for (let at = centroids + step; x < end; x += 32, at += step) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const w0 = v128.load_splat<f32>(at);
    a0 = f32x4.sub(a0, f32x4.mul(x0, w0));
    b0 = f32x4.sub(b0, f32x4.mul(x1, w0));
    if (SIZE > 1) {
      const w = v128.load_splat<f32>(at, 4);
      a1 = f32x4.sub(a1, f32x4.mul(x0, w));
      b1 = f32x4.sub(b1, f32x4.mul(x1, w));
    }
    if (SIZE > 2) {
      const w = v128.load_splat<f32>(at, 8);
      a2 = f32x4.sub(a2, f32x4.mul(x0, w));
      b2 = f32x4.sub(b2, f32x4.mul(x1, w));
    }
    if (SIZE > 3) {
      const w = v128.load_splat<f32>(at, 12);
      a3 = f32x4.sub(a3, f32x4.mul(x0, w));
      b3 = f32x4.sub(b3, f32x4.mul(x1, w));
    }
    if (SIZE > 4) {
      const w = v128.load_splat<f32>(at, 16);
      a4 = f32x4.sub(a4, f32x4.mul(x0, w));
      b4 = f32x4.sub(b4, f32x4.mul(x1, w));
    }
  }
  storePair(scores, a0, b0);
  if (SIZE > 1) storePair(scores + 32, a1, b1);
  if (SIZE > 2) storePair(scores + 64, a2, b2);
  if (SIZE > 3) storePair(scores + 96, a3, b3);
  if (SIZE > 4) storePair(scores + 128, a4, b4);
}

@inline
function storePair(at: usize, a: v128, b: v128): void {
  v128.store(at, a);
  v128.store(at, b, 16);
}

@inline
function leastLane(v: v128): f32 {
  return min(
    min(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    min(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

/**
 * Reads one word of each cache line of a later group. Kernel memory has small pages, at whose ends the processor's own
 * prefetching stops; a million rows go 1.2 to 1.8 times faster so. The memory must reach six groups past the last.
 */
@inline
function touchAhead(at: usize, bytes: usize): void {
  for (const end = at + bytes; at < end; at += 64) load<i32>(at);
}

function movePoint(x: usize, bytes: usize, width: i32, from: i32, to: i32, sums: usize, sizes: usize): void {
  const end = x + bytes;
  const paired = x + (bytes & ~63);
  let gaining = sums + (<usize>(to * width) << 3);
  add<i32>(sizes + (<usize>to << 2), 1);
  if (from == 255) {
    for (; x < paired; x += 64, gaining += 16) addPairTo(gaining, loadPair(x));
    if (x < end) add<f64>(gaining, <f64>load<f32>(x));
    return;
  }
  let losing = sums + (<usize>(from * width) << 3);
  add<i32>(sizes + (<usize>from << 2), -1);
  for (; x < paired; x += 64, gaining += 16, losing += 16) {
    const pair = loadPair(x);
    addPairTo(gaining, pair);
    addPairTo(losing, f64x2.neg(pair));
  }
  if (x < end) {
    const value = <f64>load<f32>(x);
    add<f64>(gaining, value);
    add<f64>(losing, -value);
  }
}

/** Two coordinates of a point, in float64. */
@inline
function loadPair(x: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load_lane<f32>(x + 32, v128.load32_zero(x), 1));
}

@inline
function addPairTo(at: usize, pair: v128): void {
  v128.store(at, f64x2.add(v128.load(at), pair));
}

@inline
function add<T>(at: usize, value: T): void {
  store<T>(at, load<T>(at) + value);
}
