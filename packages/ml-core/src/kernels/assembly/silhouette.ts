import { addPair } from './inline/vector';

/**
 * Distances between the points of one block, the queries, and those of another. Each is measured once and added up twice,
 * in float64: from the query to the other point's cell, which gives `rows`, and from the other point to the query's
 * cell, which gives `columns`, left out where that is 0. Cells are runs of points within a block: cell c is
 * [starts[c], starts[c + 1]).
 *
 * queries, points: f32[groups][width][8]; queryStarts, starts: i32[cells + 1]; scratch: f32[width][4] and
 * f32[4][groups][8]; rows: f64[cells][stride]; columns: f64[queryCells][stride], zeroed beforehand.
 */
export function sumDistances(
  queries: usize,
  queryStarts: usize,
  queryCells: i32,
  points: usize,
  starts: usize,
  cells: i32,
  width: i32,
  scratch: usize,
  stride: i32,
  rows: usize,
  columns: usize,
): void {
  const bytes = <usize>width << 5;
  const count = load<i32>(starts + (<usize>cells << 2)) - load<i32>(starts);
  const row = <usize>((count + 7) >> 3) << 5;
  const distances = scratch + (<usize>width << 4);
  const firstQuery = load<i32>(queryStarts);
  const queryCount = load<i32>(queryStarts + (<usize>queryCells << 2)) - firstQuery;
  const both = columns != 0;
  for (let query = 0; query < queryCount; query++, rows += 8) {
    const lane = query & 3;
    if (lane === 0) {
      const from = queries + <usize>(query >> 3) * bytes + (<usize>(query & 4) << 2);
      for (let j = 0; j < width; j++) {
        v128.store(scratch + (<usize>j << 4), v128.load(from + (<usize>j << 5)));
      }
      measure(points, bytes, scratch, distances, row);
    }
    const measured = distances + <usize>lane * row;
    addRow(measured, starts, cells, rows, stride);
    if (!both) continue;
    if (firstQuery + query === load<i32>(queryStarts, 4)) {
      queryStarts += 4;
      columns += <usize>stride << 3;
    }
    addColumn(measured, count, columns);
  }
}

/** Euclidean distances, by differences: norms and products would lose those between near points to rounding. */
@inline
function measure(points: usize, bytes: usize, queries: usize, distances: usize, row: usize): void {
  let x = points;
  for (const end = distances + row; distances < end; distances += 32) {
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
function addRow(distances: usize, starts: usize, cells: i32, sums: usize, stride: i32): void {
  const origin = distances - (<usize>load<i32>(starts) << 2);
  let at = distances;
  for (let cell = 0; cell < cells; cell++, sums += <usize>stride << 3) {
    starts += 4;
    const end = origin + (<usize>load<i32>(starts) << 2);
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

@inline
function addColumn(distances: usize, count: i32, sums: usize): void {
  for (const end = distances + (<usize>count << 2); distances < end; distances += 8, sums += 16) {
    const pair = f64x2.promote_low_f32x4(v128.load64_zero(distances));
    v128.store(sums, f64x2.add(v128.load(sums), pair));
  }
}

/**
 * Adds the sums of cells up by cluster. cellSums: f64[cells][stride]; clusterOf: i32[cells];
 * clusterSums: f64[clusters][stride], zeroed beforehand. The stride is even.
 */
export function addCells(cellSums: usize, cells: i32, stride: i32, clusterOf: usize, clusterSums: usize): void {
  const bytes = <usize>stride << 3;
  for (const end = cellSums + <usize>cells * bytes; cellSums < end; clusterOf += 4) {
    let sums = clusterSums + <usize>load<i32>(clusterOf) * bytes;
    for (const next = cellSums + bytes; cellSums < next; cellSums += 16, sums += 16) {
      v128.store(sums, f64x2.add(v128.load(sums), v128.load(cellSums)));
    }
  }
}
