/**
 * Exact path-dependent Shapley values of one tree for a block of rows.
 *
 * A leaf is a game of its own: with the features that its path tests, each with the share z of training weight that it
 * lets through, a coalition S is worth value · Π(i in S) on_i · Π(i not in S) z_i, where on_i is 1 if the row passes every
 * test of feature i on the path, else 0. The Shapley weight of s of m - 1 others is the integral of t^s (1 - t)^(m - 1 - s)
 * over 0..1, so feature i's value is the integral of value · (on_i - z_i) · Π(j ≠ i) (on_j t + z_j (1 - t)): a polynomial,
 * which Gauss-Legendre quadrature of ⌈m / 2⌉ points integrates exactly, adding up positive terms only.
 *
 * It depends on the row by the bits on_i alone, and few of the 2^m patterns occur: each is computed once a leaf. The whole
 * product at a point comes from tables over five bits each, and the product without i by a factor that the leaf knows.
 */

/** Bits of a pattern that share a table of products. */
const GROUP_BITS: i32 = 5;
const GROUP_SIZE: i32 = 1 << GROUP_BITS;
/** A leaf's path has at most 32 features, so at most 16 points and 7 groups. */
const POINT_BYTES: usize = 16 << 3;

/** Where everything lies, as byte offsets. */
// @ts-ignore: decorator
@unmanaged
class Plan {
  /** A multiple of 16. */
  rows: i32;
  columns: i32;
  /** u8[columns][rows] */
  bins: usize;
  /** u32[depth + 1][rows]: bit i is cleared where the row fails a test of the path's feature i */
  patterns: usize;
  /** f64[rows][columns] */
  contributions: usize;
  /** i32[32]: the distinct features of the path */
  pathFeatures: usize;
  /** f64[32]: z of each */
  pathShares: usize;
  /** f64[7][32][16]: the product of a group's factors, by its bits of the pattern and by point */
  products: usize;
  /** f64[16][32]: by point and feature, (1 - z) / the feature's factor where it is on */
  onParts: usize;
  /** f64[16]: by point, -1 / (1 - t): what makes the product the part of every feature that is off */
  offParts: usize;
  /** f64[16][2]: the product at each point, twice */
  product: usize;
  /** f64[17][32]: for n points, their places t, then from 16 on their weights */
  quadrature: usize;
  /** Slot[slotCount]: the patterns of the leaf at hand; slotCount a power of two above twice the rows */
  slots: usize;
  slotCount: i32;
  /** f64[rows][32]: contributions of each pattern */
  entries: usize;
}

/** A pattern of the leaf that `stamp` says. */
// @ts-ignore: decorator
@unmanaged
class Slot {
  stamp: u32;
  pattern: u32;
  entry: usize;
}

let plan: Plan = changetype<Plan>(0);
let treeNodes: usize = 0;
let treeValues: usize = 0;
let treeCovers: usize = 0;
/** Tells one leaf's slots from those of all before. */
let stamp: u32 = 0;

/** Adds the contributions of the tree to those of every row. nodes, values and covers are those of the tree's root. */
export function addContributions(where: usize, nodes: usize, values: usize, covers: usize): void {
  plan = changetype<Plan>(where);
  treeNodes = nodes;
  treeValues = values;
  treeCovers = covers;
  const end = plan.patterns + (<usize>plan.rows << 2);
  for (let at = plan.patterns; at < end; at += 16) v128.store(at, i32x4.splat(-1));
  visit(0, plan.patterns, 0);
}

function visit(node: usize, patterns: usize, features: i32): void {
  const left = <usize>load<u32>(treeNodes + (node << 3));
  if (left == node) {
    if (features) addLeaf(load<f32>(treeValues + (node << 2)), patterns, features);
    return;
  }
  const test = load<u32>(treeNodes + (node << 3), 4);
  const feature = <i32>(test >>> 16);
  let place = 0;
  while (place < features && load<i32>(plan.pathFeatures + (<usize>place << 2)) != feature) place++;
  const known = place < features;
  store<i32>(plan.pathFeatures + (<usize>place << 2), feature);
  const share = plan.pathShares + (<usize>place << 3);
  const before = known ? load<f64>(share) : 1;
  const below = patterns + (<usize>plan.rows << 2);
  for (let side: usize = 0; side < 2; side++) {
    const cover = <f64>load<f32>(treeCovers + ((left + side) << 2)) / <f64>load<f32>(treeCovers + (node << 2));
    store<f64>(share, before * cover);
    clearFailed(test, <u32>1 << place, side == 0, patterns, below);
    visit(left + side, below, known ? features : features + 1);
  }
  store<f64>(share, before);
}

/** Copies the patterns, and clears `bit` in those of the rows that do not go to the side. */
function clearFailed(test: u32, bit: u32, leftSide: bool, from: usize, to: usize): void {
  const bins = plan.bins + <usize>(test >>> 16) * <usize>plan.rows;
  const missing = i8x16.splat(<i8>((test >>> 8) & 1));
  const split = i8x16.splat(<i8>(test & 255));
  const flip = i8x16.splat(leftSide ? 0 : -1);
  const clear = i32x4.splat(bit);
  const rows: usize = plan.rows;
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

function addLeaf(value: f64, patterns: usize, features: i32): void {
  const used: u32 = features == 32 ? ~0 : (1 << features) - 1;
  const last: u32 = plan.slotCount - 1;
  const rowBytes = <usize>plan.columns << 3;
  const end = patterns + (<usize>plan.rows << 2);
  const partBytes = <usize>features << 3;
  const entryBytes = (partBytes + 15) & ~15;
  const pathFeatures = plan.pathFeatures;
  const slots = plan.slots;
  let row = plan.contributions;
  let free = plan.entries;
  prepareLeaf(value, features);
  stamp++;
  for (let at = patterns; at < end; at += 4) {
    const pattern = load<u32>(at) & used;
    let place = (pattern ^ (pattern >>> 12) ^ (pattern >>> 24)) & last;
    let slot = changetype<Slot>(slots + <usize>place * offsetof<Slot>());
    while (slot.stamp == stamp && slot.pattern != pattern) {
      place = (place + 1) & last;
      slot = changetype<Slot>(slots + <usize>place * offsetof<Slot>());
    }
    if (slot.stamp != stamp) {
      slot.stamp = stamp;
      slot.pattern = pattern;
      slot.entry = free;
      computeEntry(pattern, features, free);
      free += entryBytes;
    }
    const entry = slot.entry;
    for (let i: usize = 0; i < partBytes; i += 8) {
      const to = row + (<usize>load<u32>(pathFeatures + (i >> 1)) << 3);
      store<f64>(to, load<f64>(to) + load<f64>(entry + i));
    }
    row += rowBytes;
  }
}

/** Tabulates, point by point, all that the leaf's entries have in common. */
function prepareLeaf(value: f64, features: i32): void {
  const points = (features + 1) >> 1;
  const rule = plan.quadrature + (<usize>points << 8);
  for (let q = 0; q < points; q++) {
    const t = load<f64>(rule + (<usize>q << 3));
    const rest = 1 - t;
    store<f64>(plan.offParts + (<usize>q << 3), -1 / rest);
    let start = value * load<f64>(rule + (<usize>q << 3), 128);
    let products = plan.products + (<usize>q << 3);
    for (let first = 0; first < features; first += GROUP_BITS) {
      const bits = min(GROUP_BITS, features - first);
      for (let b = 0; b < bits; b++) start *= load<f64>(plan.pathShares + (<usize>(first + b) << 3)) * rest;
      store<f64>(products, start);
      for (let b = 0; b < bits; b++) {
        const share = load<f64>(plan.pathShares + (<usize>(first + b) << 3));
        const on = share * rest + t;
        store<f64>(plan.onParts + (<usize>q << 8) + (<usize>(first + b) << 3), (1 - share) / on);
        const ratio = on / (share * rest);
        const half = POINT_BYTES << b;
        for (let at: usize = 0; at < half; at += POINT_BYTES) {
          store<f64>(products + half + at, load<f64>(products + at) * ratio);
        }
      }
      products += POINT_BYTES * GROUP_SIZE;
      start = 1;
    }
  }
}

/** The contributions of the path's features in the leaf's game, for one pattern. An odd number is filled up by a pair. */
function computeEntry(pattern: u32, features: i32, entry: usize): void {
  const points: usize = (features + 1) >> 1;
  const product = plan.product;
  const onParts = plan.onParts;
  let off = f64x2.splat(0);
  for (let q: usize = 0; q < points; q++) {
    let group = plan.products + (q << 3);
    let bits = pattern;
    let here = v128.load_splat<f64>(group + <usize>(bits & (GROUP_SIZE - 1)) * POINT_BYTES);
    for (let first = GROUP_BITS; first < features; first += GROUP_BITS) {
      group += POINT_BYTES * GROUP_SIZE;
      bits >>>= GROUP_BITS;
      here = f64x2.mul(here, v128.load_splat<f64>(group + <usize>(bits & (GROUP_SIZE - 1)) * POINT_BYTES));
    }
    v128.store(product + (q << 4), here);
    off = f64x2.add(off, f64x2.mul(here, v128.load_splat<f64>(plan.offParts + (q << 3))));
  }
  const row = i64x2.splat(pattern);
  let bit = i64x2(1, 2);
  for (let i: usize = 0; i < <usize>features; i += 2) {
    let on = f64x2.splat(0);
    for (let q: usize = 0; q < points; q++) {
      on = f64x2.add(on, f64x2.mul(v128.load(product + (q << 4)), v128.load(onParts + (q << 8) + (i << 3))));
    }
    v128.store(entry + (i << 3), v128.bitselect(on, off, i64x2.eq(v128.and(row, bit), bit)));
    bit = i64x2.shl(bit, 2);
  }
}
