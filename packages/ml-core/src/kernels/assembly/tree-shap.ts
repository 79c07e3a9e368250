/**
 * Exact path-dependent Shapley values of one tree for a block of rows.
 *
 * A leaf is a game of its own: with the features that its path tests, each with the share z of training weight that it
 * lets through, a coalition S is worth value · Π(i in S) on_i · Π(i not in S) z_i, where on_i is 1 if the row passes every
 * test of feature i on the path, else 0. The Shapley weight of s of m - 1 others is the integral of t^s (1 - t)^(m - 1 - s)
 * over 0..1, so feature i's value is the integral of value · (on_i - z_i) · Π(j ≠ i) f_j, f_j = on_j t + z_j (1 - t): a
 * polynomial, which Gauss-Legendre quadrature of m / 2 points integrates exactly.
 *
 * Going down, a row carries the product of all f at each point, times the point's weight; coming up, the sum over the leaves
 * below of their value times the f of the edges below. An edge of feature i changes the product by a factor k, which is f_i,
 * or f_i over the F there was where the feature comes again; so a node with the sums L and R on its two sides has the sum
 * k_L L + k_R R itself. The feature gets the integral of product / F² · (c_L L + c_R R) there. With Z the share there was (and
 * Z = F = 1 where the feature is new), c is Z - z on the side where the row goes, and -z on the other: this takes back what
 * the node above with the same feature gave it for the leaves here. Where the row had failed the feature before, k is z / Z,
 * and there is nothing more to give.
 * So a row costs O(nodes × points), as in Linear TreeSHAP (Yu et al., 2022).
 */

/** Where everything lies, as byte offsets. */
// @ts-ignore: decorator
@unmanaged
class Plan {
  /** Rows of the block, 16 or 32, of which `count` are wanted: a set of them is a bit for each row. */
  rows: i32;
  count: i32;
  columns: i32;
  /** Of the quadrature: an even number, and at least half the most features that a path of the tree has. */
  points: i32;
  /** f64[5][points]: 1 - t, t and weight of each point; then 1 and 0, which stand for 1 - t and t where a row had failed */
  quadrature: usize;
  /** {f64; u32; u32}[columns]: each feature's share on the path so far, and the set of rows that passed its tests; 1 and all */
  path: usize;
  /** u32[levels][rows]: which of the node's cases a row is, as an offset into its tables */
  cases: usize;
  /** f64[levels][3][3 · points + 2]: for each case k_L, k_R and 1 / F² at each point, c_L and c_R */
  caseTables: usize;
  /** f64[levels][rows][points] */
  products: usize;
  /** f64[2 · levels + 1][rows][points]: sums of the root, and of the two sides of each node */
  sums: usize;
}

/** The cases: a row goes left, it goes right, or it had failed the feature before. */
const LEFT: u32 = 0;
const RIGHT: u32 = 1;
const FAILED: u32 = 2;

let plan: Plan = changetype<Plan>(0);
let treeNodes: usize = 0;
let treeValues: usize = 0;
let treeCovers: usize = 0;
/** u8[columns][rows] */
let rowBins: usize = 0;
/** f64[rows][columns] */
let contributions: usize = 0;
/** f64[rows] */
let leafSums: usize = 0;
/** The set of the rows that are wanted. */
let wanted: u32 = 0;
let pointBytes: usize = 0;
let levelBytes: usize = 0;
let caseBytes: usize = 0;

/**
 * Adds the contributions of a tree to those of every row, and the value of the leaf that the row is in to its sum. nodes,
 * values and covers are those of the tree's root.
 */
export function explainTree(
  where: usize,
  nodes: usize,
  values: usize,
  covers: usize,
  bins: usize,
  to: usize,
  sums: usize,
): void {
  plan = changetype<Plan>(where);
  treeNodes = nodes;
  treeValues = values;
  treeCovers = covers;
  rowBins = bins;
  contributions = to;
  leafSums = sums;
  wanted = <u32>-1 >>> (32 - plan.count);
  pointBytes = <usize>plan.points << 3;
  levelBytes = pointBytes * <usize>plan.rows;
  caseBytes = 3 * pointBytes + 16;
  if (load<u32>(nodes) == 0) {
    addLeaf(wanted, load<f32>(values));
    return;
  }
  const weights = plan.quadrature + 2 * pointBytes;
  const end = plan.products + <usize>plan.count * pointBytes;
  for (let row = plan.products; row < end; row += pointBytes) {
    for (let q: usize = 0; q < pointBytes; q += 16) v128.store(row + q, v128.load(weights + q));
  }
  visit(0, 0, wanted, plan.sums);
}

/** Adds a leaf's value to the sums of the rows that are in it. */
// @ts-ignore: decorator
@inline
function addLeaf(here: u32, value: f64): void {
  for (let rest = here; rest; rest &= rest - 1) {
    const at = leafSums + (<usize>ctz(rest) << 3);
    store<f64>(at, load<f64>(at) + value);
  }
}

/** Passes the rows, of which those of `here` get there, through an inner node `level` steps deep; its sums go to `to`. */
function visit(node: usize, level: usize, here: u32, to: usize): void {
  const at = treeNodes + (node << 3);
  const left = <usize>load<u32>(at);
  const test = load<u32>(at, 4);
  const feature = <usize>(test >>> 16);
  const own = plan.path + (feature << 4);
  const share = load<f64>(own);
  const passed = load<u32>(own, 8);
  const scale = share / <f64>load<f32>(treeCovers + (node << 2));
  const leftShare = scale * <f64>load<f32>(treeCovers + (left << 2));
  const rightShare = scale * <f64>load<f32>(treeCovers + (left << 2), 4);
  const right = findRight(test);
  // A bit for each case that there is.
  let seen = u32((passed & ~right & wanted) != 0) << LEFT;
  seen |= u32((passed & right & wanted) != 0) << RIGHT;
  seen |= u32((~passed & wanted) != 0) << FAILED;
  for (; seen; seen &= seen - 1) tabulateCase(ctz(seen), level, share, leftShare, rightShare);
  writeCases(passed, right, level);
  const sides = plan.sums + (2 * level + 1) * levelBytes;
  let steps: usize = 0;
  for (let side: usize = 0; side < 2; side++) {
    const child = left + side;
    const sums = sides + side * levelBytes;
    const goes = side ? right : ~right;
    if (<usize>load<u32>(treeNodes + (child << 3)) == child) {
      const value = <f64>load<f32>(treeValues + (child << 2));
      addLeaf(here & goes, value);
      for (let q: usize = 0; q < pointBytes; q += 16) v128.store(sums + q, f64x2.splat(value));
      continue;
    }
    store<f64>(own, side ? rightShare : leftShare);
    store<u32>(own, passed & goes, 8);
    passDown(level, side);
    visit(child, level + 1, here & goes, sums);
    steps |= 1 << side;
  }
  store<f64>(own, share);
  store<u32>(own, passed, 8);
  passUp(level, feature, sides, (steps & 1) * pointBytes, (steps >> 1) * pointBytes, to);
}

/** The set of rows that go right, wherever in the tree they are. */
// @ts-ignore: decorator
@inline
function findRight(test: u32): u32 {
  const rows: usize = plan.rows;
  const bins = rowBins + <usize>(test >>> 16) * rows;
  const missing = i8x16.splat(<i8>((test >>> 8) & 1));
  const split = i8x16.splat(<i8>test);
  let right = i8x16.bitmask(i8x16.gt_u(i8x16.sub(v128.load(bins), missing), split));
  if (rows > 16) right |= i8x16.bitmask(i8x16.gt_u(i8x16.sub(v128.load(bins, 16), missing), split)) << 16;
  return right;
}

/** Writes each row's case. */
// @ts-ignore: decorator
@inline
function writeCases(passed: u32, right: u32, level: usize): void {
  const count: u32 = plan.count;
  const cases = plan.cases + ((level * <usize>plan.rows) << 2);
  const bits = i32x4(1, 2, 4, 8);
  const failing = i32x4.splat(FAILED * <u32>caseBytes);
  const turning = i32x4.splat(RIGHT * <u32>caseBytes);
  for (let i: u32 = 0; i < count; i += 4) {
    const failed = i32x4.eq(v128.and(i32x4.splat(passed >>> i), bits), i32x4.splat(0));
    const goesRight = i32x4.eq(v128.and(i32x4.splat(right >>> i), bits), bits);
    v128.store(cases + (<usize>i << 2), v128.bitselect(failing, v128.and(goesRight, turning), failed));
  }
}

/** What an edge does to the rows of a case, where the feature had `share` before and has the others after it. */
function tabulateCase(which: u32, level: usize, share: f64, leftShare: f64, rightShare: f64): void {
  const failed = which == FAILED;
  const goesRight = which == RIGHT;
  const rests = plan.quadrature + (failed ? 3 * pointBytes : 0);
  const table = plan.caseTables + (3 * level + <usize>which) * caseBytes;
  const near = table + (goesRight ? pointBytes : 0);
  const far = table + (goesRight ? 0 : pointBytes);
  const before = f64x2.splat(share);
  const nearShare = f64x2.splat(goesRight ? rightShare : leftShare);
  const farShare = f64x2.splat(goesRight ? leftShare : rightShare);
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  for (let q: usize = 0; q < pointBytes; q += 16) {
    const rest = v128.load(rests + q);
    const t = v128.load(rests + pointBytes + q);
    const inverse = share == 1 ? one : f64x2.div(one, f64x2.add(f64x2.mul(before, rest), t));
    v128.store(near + q, f64x2.mul(f64x2.add(f64x2.mul(nearShare, rest), t), inverse));
    v128.store(far + q, f64x2.mul(f64x2.mul(farShare, rest), inverse));
    v128.store(table + 2 * pointBytes + q, f64x2.mul(inverse, failed ? zero : inverse));
  }
  const toLeft = goesRight ? -leftShare : share - leftShare;
  const toRight = goesRight ? share - rightShare : -rightShare;
  v128.store(table + 3 * pointBytes, f64x2(toLeft, toRight));
}

/** Makes the products of the next level. */
function passDown(level: usize, side: usize): void {
  const tables = plan.caseTables + 3 * level * caseBytes + side * pointBytes;
  let cases = plan.cases + level * (<usize>plan.rows << 2);
  let from = plan.products + level * levelBytes;
  const end = from + <usize>plan.count * pointBytes;
  while (from < end) {
    const factors = tables + <usize>load<u32>(cases);
    const to = from + levelBytes;
    for (let q: usize = 0; q < pointBytes; q += 16) {
      v128.store(to + q, f64x2.mul(v128.load(from + q), v128.load(factors + q)));
    }
    from += pointBytes;
    cases += 4;
  }
}

/** Puts the sums of both sides together to the node's, and gives the feature its part. A step is 0 where all rows share a sum. */
function passUp(level: usize, feature: usize, sides: usize, leftStep: usize, rightStep: usize, to: usize): void {
  const tables = plan.caseTables + 3 * level * caseBytes;
  const rowBytes = <usize>plan.columns << 3;
  let left = sides;
  let right = sides + levelBytes;
  let cases = plan.cases + level * (<usize>plan.rows << 2);
  let products = plan.products + level * levelBytes;
  let out = contributions + (feature << 3);
  const end = to + <usize>plan.count * pointBytes;
  while (to < end) {
    const table = tables + <usize>load<u32>(cases);
    let leftTotal = f64x2.splat(0);
    let rightTotal = f64x2.splat(0);
    for (let q: usize = 0; q < pointBytes; q += 16) {
      const a = v128.load(left + q);
      const b = v128.load(right + q);
      const factors = table + q;
      v128.store(to + q, f64x2.add(f64x2.mul(a, v128.load(factors)), f64x2.mul(b, v128.load(factors + pointBytes))));
      const product = f64x2.mul(v128.load(products + q), v128.load(factors + 2 * pointBytes));
      leftTotal = f64x2.add(leftTotal, f64x2.mul(product, a));
      rightTotal = f64x2.add(rightTotal, f64x2.mul(product, b));
    }
    const totals = f64x2.add(i64x2.shuffle(leftTotal, rightTotal, 0, 2), i64x2.shuffle(leftTotal, rightTotal, 1, 3));
    const parts = f64x2.mul(totals, v128.load(table + 3 * pointBytes));
    store<f64>(out, load<f64>(out) + (f64x2.extract_lane(parts, 0) + f64x2.extract_lane(parts, 1)));
    left += leftStep;
    right += rightStep;
    products += pointBytes;
    out += rowBytes;
    cases += 4;
    to += pointBytes;
  }
}
