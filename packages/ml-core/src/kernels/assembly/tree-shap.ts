/**
 * Exact path-dependent Shapley values of one tree for a block of rows.
 *
 * A leaf is a game of its own: with the features that its path tests, each with the share z of training weight that it
 * lets through, a coalition S is worth value · Π(i in S) on_i · Π(i not in S) z_i, where on_i is 1 if the row passes every
 * test of feature i on the path, else 0. The Shapley weight of s of m - 1 others is the integral of t^s (1 - t)^(m - 1 - s)
 * over 0..1, so feature i's value is the integral of value · (on_i - z_i) · Π(j ≠ i) f_j, f_j = on_j t + z_j (1 - t): a
 * polynomial, which Gauss-Legendre quadrature of m / 2 points integrates exactly, adding up positive terms only.
 *
 * Going down, a row carries the product of all f at each point; coming up, the sum over the leaves below of value ·
 * product. At an edge of feature i that sum is weighed by w (on_i - z_i) / f_i. Where a feature comes again further down,
 * its edge replaces the factor of the one above, and takes back what that one will add for the leaves below.
 * So a row costs O(nodes × points), as in Linear TreeSHAP (Yu et al., 2022).
 */

/** Where everything lies, as byte offsets. */
// @ts-ignore: decorator
@unmanaged
class Plan {
  /** Rows of the block, a multiple of 16, of which `count` are wanted. */
  rows: i32;
  count: i32;
  columns: i32;
  /** A multiple of 4, and at least half the features of the longest path. */
  points: i32;
  /** f64[3][16]: places t and weights w of the quadrature, and w / (1 - t) */
  quadrature: usize;
  /** u32[levels][rows]: bit i is cleared where the row fails a test of the path's feature i */
  patterns: usize;
  /** f64[levels][rows][points]: products of f */
  products: usize;
  /** f64[levels][rows][points]: sums over the leaves below */
  sums: usize;
  /** f64[3][points]: what an edge makes of the product: if the feature was failed before, is failed here, is passed */
  ratios: usize;
  /** f64[levels][3][points]: how an edge weighs the sum, in the same three cases */
  parts: usize;
  /** i32[32]: the distinct features of the path */
  pathFeatures: usize;
  /** f64[32]: z of each */
  pathShares: usize;
}

let plan: Plan = changetype<Plan>(0);
let treeNodes: usize = 0;
let treeValues: usize = 0;
let treeCovers: usize = 0;
/** u8[columns][rows] */
let rowBins: usize = 0;
/** f64[rows][columns] */
let contributions: usize = 0;
let pointBytes: usize = 0;
let levelBytes: usize = 0;

/** Adds the contributions of a tree to those of every row. nodes, values and covers are those of the tree's root. */
export function addContributions(
  where: usize,
  nodes: usize,
  values: usize,
  covers: usize,
  bins: usize,
  to: usize,
): void {
  plan = changetype<Plan>(where);
  treeNodes = nodes;
  treeValues = values;
  treeCovers = covers;
  rowBins = bins;
  contributions = to;
  pointBytes = <usize>plan.points << 3;
  levelBytes = pointBytes * <usize>plan.rows;
  for (let at: usize = 0; at < <usize>plan.rows << 2; at += 16) v128.store(plan.patterns + at, i32x4.splat(-1));
  for (let at: usize = 0; at < levelBytes; at += 16) v128.store(plan.products + at, f64x2.splat(1));
  if (load<u32>(nodes) != 0) visit(0, 0, 0);
}

/** Passes rows through an inner node that lies `level` steps deep, below `features` distinct features. */
function visit(node: usize, level: i32, features: i32): void {
  const at = treeNodes + (node << 3);
  const left = <usize>load<u32>(at);
  const test = load<u32>(at, 4);
  const feature = <i32>(test >>> 16);
  let place = 0;
  while (place < features && load<i32>(plan.pathFeatures + (<usize>place << 2)) != feature) place++;
  const known = place < features;
  const share = plan.pathShares + (<usize>place << 3);
  const above = known ? load<f64>(share) : 1;
  const cover = <f64>load<f32>(treeCovers + (node << 2));
  const sums = plan.sums + <usize>level * levelBytes;
  const used = <usize>plan.count * pointBytes;
  for (let i: usize = 0; i < used; i += 16) v128.store(sums + i, f64x2.splat(0));
  store<i32>(plan.pathFeatures + (<usize>place << 2), feature);
  for (let side: usize = 0; side < 2; side++) {
    const child = left + side;
    const here = (above * <f64>load<f32>(treeCovers + (child << 2))) / cover;
    store<f64>(share, here);
    tabulateEdge(level, above, here);
    clearFailed(test, <u32>1 << place, side == 0, level);
    if (<usize>load<u32>(treeNodes + (child << 3)) == child) {
      passLeaf(load<f32>(treeValues + (child << 2)), level, place, feature);
    } else {
      passDown(level, place);
      visit(child, level + 1, known ? features : features + 1);
      passUp(level, place, feature);
    }
  }
  store<f64>(share, above);
}

/** An edge whose feature has share `here`, and had `above` before (1 where it is new: then its factor was 1). */
function tabulateEdge(level: i32, above: f64, here: f64): void {
  const ratios = plan.ratios;
  const parts = plan.parts + <usize>(3 * level) * pointBytes;
  const one = f64x2.splat(1);
  const shareAbove = f64x2.splat(above);
  const shareHere = f64x2.splat(here);
  const failedBefore = f64x2.splat(here / above);
  for (let q: usize = 0; q < pointBytes; q += 16) {
    const t = v128.load(plan.quadrature + q);
    const w = v128.load(plan.quadrature + q, 128);
    const rest = f64x2.sub(one, t);
    const off = f64x2.mul(shareHere, rest);
    const on = f64x2.add(off, t);
    const partOff = f64x2.neg(v128.load(plan.quadrature + q, 256));
    const partOn = f64x2.div(f64x2.mul(w, f64x2.sub(one, shareHere)), on);
    v128.store(ratios + q, failedBefore);
    v128.store(parts + q, f64x2.splat(0));
    if (above == 1) {
      v128.store(ratios + pointBytes + q, off);
      v128.store(ratios + 2 * pointBytes + q, on);
      v128.store(parts + pointBytes + q, partOff);
      v128.store(parts + 2 * pointBytes + q, partOn);
      continue;
    }
    const inverse = f64x2.div(one, f64x2.add(f64x2.mul(shareAbove, rest), t));
    const partAbove = f64x2.mul(f64x2.mul(w, f64x2.sub(one, shareAbove)), inverse);
    v128.store(ratios + pointBytes + q, f64x2.mul(off, inverse));
    v128.store(ratios + 2 * pointBytes + q, f64x2.mul(on, inverse));
    v128.store(parts + pointBytes + q, f64x2.sub(partOff, partAbove));
    v128.store(parts + 2 * pointBytes + q, f64x2.sub(partOn, partAbove));
  }
}

/** Copies the patterns to the next level, and clears `bit` in those of the rows that do not go to the side. */
function clearFailed(test: u32, bit: u32, leftSide: bool, level: i32): void {
  const rows: usize = plan.rows;
  const from = plan.patterns + ((<usize>level * rows) << 2);
  const to = from + (rows << 2);
  const bins = rowBins + <usize>(test >>> 16) * rows;
  const missing = i8x16.splat(<i8>((test >>> 8) & 1));
  const split = i8x16.splat(<i8>(test & 255));
  const flip = i8x16.splat(leftSide ? 0 : -1);
  const clear = i32x4.splat(bit);
  for (let i: usize = 0; i < rows; i += 16) {
    const byte = i8x16.sub(v128.load(bins + i), missing);
    const failed = v128.xor(i8x16.gt_u(byte, split), flip);
    const low = i16x8.extend_low_i8x16_s(failed);
    const high = i16x8.extend_high_i8x16_s(failed);
    const a = from + (i << 2);
    const b = to + (i << 2);
    v128.store(b, v128.andnot(v128.load(a), v128.and(clear, i32x4.extend_low_i16x8_s(low))));
    v128.store(b, v128.andnot(v128.load(a, 16), v128.and(clear, i32x4.extend_high_i16x8_s(low))), 16);
    v128.store(b, v128.andnot(v128.load(a, 32), v128.and(clear, i32x4.extend_low_i16x8_s(high))), 32);
    v128.store(b, v128.andnot(v128.load(a, 48), v128.and(clear, i32x4.extend_high_i16x8_s(high))), 48);
  }
}

/** 0 where the row had failed the feature before, 1 where it fails it here, 2 where it passes; as bytes of a table. */
// @ts-ignore: decorator
@inline
function caseOf(patterns: usize, below: usize, place: i32): usize {
  return <usize>(((load<u32>(patterns) >>> place) & 1) + ((load<u32>(patterns + below) >>> place) & 1)) * pointBytes;
}

/** Makes the products of the next level. */
function passDown(level: i32, place: i32): void {
  const below = <usize>plan.rows << 2;
  const ratios = plan.ratios;
  let patterns = plan.patterns + <usize>level * below;
  let from = plan.products + <usize>level * levelBytes;
  const end = from + <usize>plan.count * pointBytes;
  while (from < end) {
    const ratio = ratios + caseOf(patterns, below, place);
    for (let q: usize = 0; q < pointBytes; q += 32) {
      const at = from + q;
      v128.store(at + levelBytes, f64x2.mul(v128.load(at), v128.load(ratio + q)));
      v128.store(at + levelBytes, f64x2.mul(v128.load(at, 16), v128.load(ratio + q, 16)), 16);
    }
    from += pointBytes;
    patterns += 4;
  }
}

/** Weighs the sums of the next level for the edge's feature, and adds them to this level's. */
function passUp(level: i32, place: i32, feature: i32): void {
  const below = <usize>plan.rows << 2;
  const parts = plan.parts + <usize>(3 * level) * pointBytes;
  const rowBytes = <usize>plan.columns << 3;
  let patterns = plan.patterns + <usize>level * below;
  let sums = plan.sums + <usize>level * levelBytes;
  let to = contributions + (<usize>feature << 3);
  const end = sums + <usize>plan.count * pointBytes;
  while (sums < end) {
    const part = parts + caseOf(patterns, below, place);
    let total = f64x2.splat(0);
    for (let q: usize = 0; q < pointBytes; q += 32) {
      const at = sums + q;
      const a = v128.load(at + levelBytes);
      const b = v128.load(at + levelBytes, 16);
      total = f64x2.add(total, f64x2.mul(a, v128.load(part + q)));
      total = f64x2.add(total, f64x2.mul(b, v128.load(part + q, 16)));
      v128.store(at, f64x2.add(v128.load(at), a));
      v128.store(at, f64x2.add(v128.load(at, 16), b), 16);
    }
    addTotal(to, total);
    sums += pointBytes;
    to += rowBytes;
    patterns += 4;
  }
}

/** Down to a leaf and up again in one. */
function passLeaf(value: f64, level: i32, place: i32, feature: i32): void {
  const below = <usize>plan.rows << 2;
  const ratios = plan.ratios;
  const parts = plan.parts + <usize>(3 * level) * pointBytes;
  const rowBytes = <usize>plan.columns << 3;
  const values = f64x2.splat(value);
  let patterns = plan.patterns + <usize>level * below;
  let products = plan.products + <usize>level * levelBytes;
  let sums = plan.sums + <usize>level * levelBytes;
  let to = contributions + (<usize>feature << 3);
  const end = sums + <usize>plan.count * pointBytes;
  while (sums < end) {
    const which = caseOf(patterns, below, place);
    const ratio = ratios + which;
    const part = parts + which;
    let total = f64x2.splat(0);
    for (let q: usize = 0; q < pointBytes; q += 32) {
      const a = f64x2.mul(f64x2.mul(v128.load(products + q), v128.load(ratio + q)), values);
      const b = f64x2.mul(f64x2.mul(v128.load(products + q, 16), v128.load(ratio + q, 16)), values);
      total = f64x2.add(total, f64x2.mul(a, v128.load(part + q)));
      total = f64x2.add(total, f64x2.mul(b, v128.load(part + q, 16)));
      v128.store(sums + q, f64x2.add(v128.load(sums + q), a));
      v128.store(sums + q, f64x2.add(v128.load(sums + q, 16), b), 16);
    }
    addTotal(to, total);
    products += pointBytes;
    sums += pointBytes;
    to += rowBytes;
    patterns += 4;
  }
}

// @ts-ignore: decorator
@inline
function addTotal(to: usize, total: v128): void {
  store<f64>(to, load<f64>(to) + f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1));
}
