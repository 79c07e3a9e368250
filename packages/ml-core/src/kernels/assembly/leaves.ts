/** Steps that all rows take at once. */
const TOP_LEVELS: i32 = 5;
/** Bytes of their tests. */
const TOP_BYTES: usize = 4 * 32;

/**
 * Adds a tree's leaf value of each row to its sum.
 *
 * A node is two words: its left child (the right one follows it) and its test, column << 16 | byte: a row goes right where
 * its byte is greater. A leaf is its own left child and its test, 255, is never passed, so that stepping on stays.
 *
 * Sixteen rows are put to all tests of the first five levels at once, without a look at where they are. From there eight
 * go down together: a single one would wait for memory at every step.
 *
 * top: u32[64], the tests of the first five levels, those of each from left to right, one word unused, and the nodes that
 * come after them; a leaf further up stands in for all that would be below it. nodes: u32[][2]; values: f32 a node; depth:
 * steps to the deepest leaf; bins: u8[count / 16][columns][16], count a multiple of 16 (pad with any bytes); sums:
 * f64[count].
 */
export function addLeaves(
  top: usize,
  nodes: usize,
  values: usize,
  depth: i32,
  bins: usize,
  count: i32,
  columns: i32,
  sums: usize,
): void {
  const blockBytes = <usize>columns << 4;
  const end = sums + (<usize>count << 3);
  const steps = depth - TOP_LEVELS;
  let rows = bins;
  for (let at = sums; at < end; at += 128) {
    const places = descendTop(top, rows);
    walk(i64x2.extract_lane(places, 0), top + TOP_BYTES, nodes, values, steps, rows, at);
    walk(i64x2.extract_lane(places, 1), top + TOP_BYTES, nodes, values, steps, rows + 8, at + 64);
    rows += blockBytes;
  }
}

/** Which of the 32 nodes after the first five levels each of sixteen rows comes to, a byte each. */
// @ts-ignore: decorator
@inline
function descendTop(top: usize, rows: usize): v128 {
  const a = goesRight(top, rows);
  const b = ofTwo(top + 4, rows, a);
  const c = ofFour(top + 12, rows, a, b);
  const d = ofEight(top + 28, rows, a, b, c);
  const e = v128.bitselect(ofEight(top + 92, rows, b, c, d), ofEight(top + 60, rows, b, c, d), a);
  let place = i8x16.neg(a);
  place = i8x16.sub(i8x16.add(place, place), b);
  place = i8x16.sub(i8x16.add(place, place), c);
  place = i8x16.sub(i8x16.add(place, place), d);
  return i8x16.sub(i8x16.add(place, place), e);
}

/** Which rows pass a test. */
// @ts-ignore: decorator
@inline
function goesRight(test: usize, rows: usize): v128 {
  return i8x16.gt_u(v128.load(rows + (<usize>load<u16>(test, 2) << 4)), v128.load8_splat(test));
}

/** Which rows pass that one of two tests that `a` has led them to. */
// @ts-ignore: decorator
@inline
function ofTwo(tests: usize, rows: usize, a: v128): v128 {
  return v128.bitselect(goesRight(tests + 4, rows), goesRight(tests, rows), a);
}

/** That one of four, by `a` first and `b` then. */
// @ts-ignore: decorator
@inline
function ofFour(tests: usize, rows: usize, a: v128, b: v128): v128 {
  return v128.bitselect(ofTwo(tests + 8, rows, b), ofTwo(tests, rows, b), a);
}

// @ts-ignore: decorator
@inline
function ofEight(tests: usize, rows: usize, a: v128, b: v128, c: v128): v128 {
  return v128.bitselect(ofFour(tests + 16, rows, b, c), ofFour(tests, rows, b, c), a);
}

/** Takes eight rows from their places, a byte each, to their leaves, and adds the values. */
// @ts-ignore: decorator
@inline
function walk(places: u64, starts: usize, nodes: usize, values: usize, steps: i32, rows: usize, sums: usize): void {
  let n0 = startOf(places, 0, starts);
  let n1 = startOf(places, 8, starts);
  let n2 = startOf(places, 16, starts);
  let n3 = startOf(places, 24, starts);
  let n4 = startOf(places, 32, starts);
  let n5 = startOf(places, 40, starts);
  let n6 = startOf(places, 48, starts);
  let n7 = startOf(places, 56, starts);
  for (let t = 0; t < steps; t++) {
    n0 = step(nodes, n0, rows, 0);
    n1 = step(nodes, n1, rows, 1);
    n2 = step(nodes, n2, rows, 2);
    n3 = step(nodes, n3, rows, 3);
    n4 = step(nodes, n4, rows, 4);
    n5 = step(nodes, n5, rows, 5);
    n6 = step(nodes, n6, rows, 6);
    n7 = step(nodes, n7, rows, 7);
  }
  addPair(sums, values, n0, n1);
  addPair(sums + 16, values, n2, n3);
  addPair(sums + 32, values, n4, n5);
  addPair(sums + 48, values, n6, n7);
}

// @ts-ignore: decorator
@inline
function startOf(places: u64, shift: u64, starts: usize): usize {
  return <usize>load<u32>(starts + (<usize>((places >> shift) & 255) << 2));
}

// @ts-ignore: decorator
@inline
function step(nodes: usize, node: usize, rows: usize, lane: usize): usize {
  const at = nodes + (node << 3);
  const byte = load<u8>(rows + (<usize>load<u16>(at, 6) << 4) + lane);
  return <usize>load<u32>(at) + <usize>(byte > load<u8>(at, 4));
}

// @ts-ignore: decorator
@inline
function addPair(at: usize, values: usize, left: usize, right: usize): void {
  const pair = v128.load_lane<f32>(values + (right << 2), v128.load_zero<f32>(values + (left << 2)), 1);
  v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(pair)));
}
