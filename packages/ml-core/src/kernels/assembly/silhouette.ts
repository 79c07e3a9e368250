import { addPair } from './inline/vector';

/**
 * Distances from four consecutive points, the queries, to every point, added up cell by cell. Cells are runs of
 * points: cell c is [starts[c], starts[c + 1]).
 *
 * points f32[groups][width][8]; first: the first query, a multiple of 4; queries: f32[width][4] of scratch;
 * distances: f32[4][groups][8] of scratch; starts: i32[cells + 1]; sums: f64[4][cells], added up in float64.
 */
export function sumDistances(
  points: usize,
  groups: i32,
  width: i32,
  first: i32,
  queries: usize,
  distances: usize,
  starts: usize,
  cells: i32,
  sums: usize,
): void {
  const bytes = <usize>width << 5;
  const from = points + <usize>(first >> 3) * bytes + (<usize>(first & 7) << 2);
  for (let j = 0; j < width; j++) {
    v128.store(queries + (<usize>j << 4), v128.load(from + (<usize>j << 5)));
  }
  measure(points, groups, bytes, queries, distances);
  for (let query = 0; query < 4; query++) {
    addCells(distances + <usize>(query * groups) * 32, starts, cells, sums + (<usize>(query * cells) << 3));
  }
}

/** Euclidean distances, by differences: norms and products would lose those between near points to rounding. */
@inline
function measure(points: usize, groups: i32, bytes: usize, queries: usize, distances: usize): void {
  const row = <usize>groups << 5;
  let x = points;
  for (const end = points + <usize>groups * bytes; x < end; distances += 32) {
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    let c0 = a0;
    let c1 = a0;
    let d0 = a0;
    let d1 = a0;
    let at = queries;
    for (const stop = x + bytes; x < stop; x += 32, at += 16) {
      const x0 = v128.load(x);
      const x1 = v128.load(x, 16);
      const a = v128.load_splat<f32>(at);
      a0 = addSquare(a0, x0, a);
      a1 = addSquare(a1, x1, a);
      const b = v128.load_splat<f32>(at, 4);
      b0 = addSquare(b0, x0, b);
      b1 = addSquare(b1, x1, b);
      const c = v128.load_splat<f32>(at, 8);
      c0 = addSquare(c0, x0, c);
      c1 = addSquare(c1, x1, c);
      const d = v128.load_splat<f32>(at, 12);
      d0 = addSquare(d0, x0, d);
      d1 = addSquare(d1, x1, d);
    }
    storeRoots(distances, a0, a1);
    storeRoots(distances + row, b0, b1);
    storeRoots(distances + 2 * row, c0, c1);
    storeRoots(distances + 3 * row, d0, d1);
  }
}

@inline
function addSquare(sum: v128, x: v128, y: v128): v128 {
  const difference = f32x4.sub(x, y);
  return f32x4.add(sum, f32x4.mul(difference, difference));
}

@inline
function storeRoots(at: usize, low: v128, high: v128): void {
  v128.store(at, f32x4.sqrt(low));
  v128.store(at, f32x4.sqrt(high), 16);
}

@inline
function addCells(distances: usize, starts: usize, cells: i32, sums: usize): void {
  let at = distances;
  for (let cell = 0; cell < cells; cell++, starts += 4, sums += 8) {
    const end = distances + (<usize>load<i32>(starts, 4) << 2);
    let low = f64x2.splat(0);
    let high = low;
    for (; at + 16 <= end; at += 16) {
      low = f64x2.add(low, f64x2.promote_low_f32x4(v128.load64_zero(at)));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.load64_zero(at, 8)));
    }
    let sum = addPair(f64x2.add(low, high));
    for (; at < end; at += 4) sum += <f64>load<f32>(at);
    store<f64>(sums, sum);
  }
}
