import { sigmoidPair } from './inline/sigmoid';
import { step } from './inline/walk';

/** Where everything lies, as byte offsets, and what each tree keeps to. Written by the caller before the first tree. */
// @ts-ignore: decorator
@unmanaged
class Plan {
  columns: i32;
  maxLeaves: i32;
  maxDepth: i32;
  minSamplesLeaf: i32;
  trainingRows: i32;
  /** 0 where every training row weighs 1 */
  weighted: i32;
  /** 1 where the units are so coarse that the sums of NARROW_ROWS rows share a word of 64 bits */
  narrow: i32;
  /** u8[rows][columns] */
  bins: usize;
  /** f64[rows], 0 or 1 */
  target: usize;
  /** f64[rows] */
  weights: usize;
  /** f64[rows]: log-odds so far */
  raw: usize;
  /** i32[rows][2]: gradient and curvature of the loss, as whole multiples of a unit */
  gradients: usize;
  /** u32[trainingRows], ascending */
  training: usize;
  /** u32[trainingRows]: the rows in the tree, leaf after leaf, ascending in each */
  order: usize;
  /** u32[trainingRows] */
  spare: usize;
  /** u32[columns + 1]: where each feature's bins begin in a histogram */
  binOffsets: usize;
  /** With room for one bin more */
  histogramBytes: i32;
  /** i32[maxLeaves][bins of all features][4]: sums of gradient and curvature, and how many rows */
  histograms: usize;
  /** Leaf[maxLeaves] */
  leaves: usize;
  /** u32[nodes][2] */
  nodes: usize;
  /** f32[nodes] */
  values: usize;
  /** f32[nodes]: training rows by weight */
  covers: usize;
  /** What is to be counted next: order[countFrom..countTo), into a histogram. Written here, read by the caller. */
  countFrom: i32;
  countTo: i32;
  countInto: usize;
  /** Gradients and curvatures are kept as whole multiples of 1 / unit. */
  gradientUnit: f64;
  curvatureUnit: f64;
  /** In units of curvature, as the next one. */
  l2: f64;
  minCurvature: f64;
  /** Turns gradient / curvature, in their units, into a leaf's value. */
  stepFactor: f64;
}

/** A leaf of the tree so far: its rows are order[from..to), its sums in units, and its best split where gain > 0. */
// @ts-ignore: decorator
@unmanaged
class Leaf {
  node: i32;
  depth: i32;
  from: i32;
  to: i32;
  histogram: usize;
  feature: i32;
  test: i32;
  leftRows: i32;
  gradient: f64;
  curvature: f64;
  gain: f64;
}

/** In a word of 64 bits: 27 for the sum of gradients, then 24 for that of curvatures, then 13 for the rows. */
const NARROW_ROWS: usize = 8191;
const GRADIENT_SHIFT: i32 = 37;
const CURVATURE_SHIFT: i32 = 13;
const CURVATURE_MASK: i64 = 0xff_ffff;
/** Bytes of a feature in a narrow histogram. */
const NARROW_BYTES: usize = 256 * 8;
/** Fewer rows than these are counted straight into the wide histogram. */
const FEW_ROWS: usize = 512;

let plan: Plan = changetype<Plan>(0);
/** The tree so far. */
let leafCount = 0;
let nodeCount = 0;
/** The halves of the leaf split last: one has the histogram of the whole, the other, which has fewer rows, a free one. */
let leftHalf: Leaf = changetype<Leaf>(0);
let rightHalf: Leaf = changetype<Leaf>(0);

/** Makes training rows from..to ready for a tree: the derivatives of the log loss, and their place in order. */
export function beginRows(where: usize, from: i32, to: i32): void {
  plan = changetype<Plan>(where);
  const training = plan.training;
  const end = <usize>to << 2;
  for (let i = <usize>from << 2; i < end; i += 4) store<u32>(plan.order + i, load<u32>(training + i));
  // By pairs: a neighbour of another thread gets the same from both.
  const last = <usize>load<u32>(training + end - 4);
  const one = f64x2.splat(1);
  const gradientUnit = f64x2.splat(plan.gradientUnit);
  const curvatureUnit = f64x2.splat(plan.curvatureUnit);
  for (let i = <usize>load<u32>(training + (<usize>from << 2)) & ~1; i <= last; i += 2) {
    const at = i << 3;
    const p = sigmoidPair(v128.load(plan.raw + at));
    const weight = v128.load(plan.weights + at);
    const slope = f64x2.mul(f64x2.sub(p, v128.load(plan.target + at)), weight);
    const bend = f64x2.mul(f64x2.mul(p, f64x2.sub(one, p)), weight);
    const g = i32x4.trunc_sat_f64x2_s_zero(f64x2.nearest(f64x2.mul(slope, gradientUnit)));
    const h = i32x4.trunc_sat_f64x2_s_zero(f64x2.nearest(f64x2.mul(bend, curvatureUnit)));
    v128.store(plan.gradients + at, i32x4.shuffle(g, h, 0, 4, 1, 5));
  }
}

/** Plants a tree of one leaf, and asks for its histogram. */
export function plantTree(where: usize): void {
  plan = changetype<Plan>(where);
  leafCount = 1;
  nodeCount = 1;
  const root = leafAt(0);
  root.node = 0;
  root.depth = 0;
  root.from = 0;
  root.to = plan.trainingRows;
  root.histogram = plan.histograms;
  askForCount(root);
}

/** Once the root is counted: looks for its split. */
export function judgeRoot(where: usize): void {
  plan = changetype<Plan>(where);
  sumHistogram(leafAt(0));
  findSplit(leafAt(0));
}

/**
 * Splits the leaf that gains most and asks for the histogram of the half with fewer rows.
 * @returns 0 where the tree is full then, or no leaf could be split: nothing is to be counted any more.
 */
export function splitBest(where: usize): i32 {
  plan = changetype<Plan>(where);
  if (leafCount == plan.maxLeaves) return 0;
  const leaf = bestLeaf();
  if (leaf.gain <= 0) return 0;
  splitLeaf(leaf, leafAt(leafCount++), nodeCount);
  nodeCount += 2;
  if (leafCount == plan.maxLeaves) {
    measureLeaf(leftHalf);
    measureLeaf(rightHalf);
    return 0;
  }
  const leftSmaller = leftHalf.to - leftHalf.from < rightHalf.to - rightHalf.from;
  askForCount(leftSmaller ? leftHalf : rightHalf);
  return 1;
}

/** Once the smaller half is counted: takes it from the whole, and looks for the splits of both. */
export function judgeHalves(where: usize): void {
  plan = changetype<Plan>(where);
  const counted = plan.countInto;
  const other = leftHalf.histogram == counted ? rightHalf.histogram : leftHalf.histogram;
  for (let i: usize = 0; i < <usize>plan.histogramBytes; i += 16) {
    v128.store(other + i, i32x4.sub(v128.load(other + i), v128.load(counted + i)));
  }
  sumHistogram(leftHalf);
  sumHistogram(rightHalf);
  findSplit(leftHalf);
  findSplit(rightHalf);
}

/** Gives the leaves their values, and moves the training rows' log-odds by them. @returns how many nodes the tree has. */
export function finishTree(where: usize): i32 {
  plan = changetype<Plan>(where);
  for (let i = 0; i < leafCount; i++) finishLeaf(leafAt(i));
  return nodeCount;
}

/** Moves the log-odds of rows that the tree was not grown on. ids: u32[count]. */
export function moveHeldOut(where: usize, ids: usize, count: i32): void {
  plan = changetype<Plan>(where);
  for (let i: usize = 0; i < <usize>count; i++) {
    const id = <usize>load<u32>(ids + (i << 2));
    const row = plan.bins + id * <usize>plan.columns;
    let node: usize = 0;
    for (;;) {
      const next = step(plan.nodes, node, row);
      if (next == node) break;
      node = next;
    }
    const at = plan.raw + (id << 3);
    store<f64>(at, load<f64>(at) + <f64>load<f32>(plan.values + (node << 2)));
  }
}

function leafAt(index: i32): Leaf {
  return changetype<Leaf>(plan.leaves + <usize>index * offsetof<Leaf>());
}

function askForCount(leaf: Leaf): void {
  plan.countFrom = leaf.from;
  plan.countTo = leaf.to;
  plan.countInto = leaf.histogram;
}

function bestLeaf(): Leaf {
  let best = leafAt(0);
  for (let i = 1; i < leafCount; i++) {
    const leaf = leafAt(i);
    if (leaf.gain > best.gain) best = leaf;
  }
  return best;
}

/**
 * Sums each feature's bins over the rows order[from..to) into a histogram.
 * narrow: u64[columns][256], all zero before and after, which is small enough to stay in the first-level cache.
 */
export function countRows(where: usize, from: i32, to: i32, histogram: usize, narrow: usize): void {
  plan = changetype<Plan>(where);
  for (let at: usize = 0; at < <usize>plan.histogramBytes; at += 16) v128.store(histogram + at, i32x4.splat(0));
  let first = plan.order + (<usize>from << 2);
  const end = plan.order + (<usize>to << 2);
  if (!plan.narrow || <usize>(to - from) < FEW_ROWS) return countWide(first, end, histogram);
  while (first < end) {
    const last = min(end, first + (NARROW_ROWS << 2));
    countNarrow(first, last, narrow);
    widen(narrow, histogram);
    first = last;
  }
}

/** Adds a histogram to another one. */
export function addHistogram(where: usize, from: usize, to: usize): void {
  plan = changetype<Plan>(where);
  for (let i: usize = 0; i < <usize>plan.histogramBytes; i += 16) {
    v128.store(to + i, i32x4.add(v128.load(to + i), v128.load(from + i)));
  }
}

/** At most NARROW_ROWS rows. */
function countNarrow(first: usize, end: usize, narrow: usize): void {
  const columns: usize = plan.columns;
  const bins = plan.bins;
  const gradients = plan.gradients;
  for (let at = first; at < end; at += 4) {
    const id = <usize>load<u32>(at);
    const both = load<u64>(gradients + (id << 3));
    const mass = (both << GRADIENT_SHIFT) + ((both >>> 32) << CURVATURE_SHIFT) + 1;
    let row = bins + id * columns;
    let feature = narrow;
    let left = columns;
    for (; left >= 4; left -= 4) {
      const four = load<u32>(row);
      let place = feature + ((four & 255) << 3);
      store<u64>(place, load<u64>(place) + mass);
      place = feature + ((four >>> 5) & 2040);
      store<u64>(place, load<u64>(place, NARROW_BYTES) + mass, NARROW_BYTES);
      place = feature + ((four >>> 13) & 2040);
      store<u64>(place, load<u64>(place, 2 * NARROW_BYTES) + mass, 2 * NARROW_BYTES);
      place = feature + ((four >>> 21) & 2040);
      store<u64>(place, load<u64>(place, 3 * NARROW_BYTES) + mass, 3 * NARROW_BYTES);
      row += 4;
      feature += 4 * NARROW_BYTES;
    }
    for (; left > 0; left--) {
      const place = feature + (<usize>load<u8>(row++) << 3);
      store<u64>(place, load<u64>(place) + mass);
      feature += NARROW_BYTES;
    }
  }
}

/** Adds the narrow sums to the wide ones, two bins at a time, and leaves them zero. A bin too many adds its zero to the next. */
function widen(narrow: usize, histogram: usize): void {
  const low = i64x2.splat(0xffff_ffff);
  const curvatureMask = i64x2.splat(CURVATURE_MASK);
  const rowMask = i64x2.splat((1 << CURVATURE_SHIFT) - 1);
  const zero = i64x2.splat(0);
  for (let j = 0; j < plan.columns; j++) {
    const offsets = plan.binOffsets + (<usize>j << 2);
    const end = histogram + (<usize>load<u32>(offsets, 4) << 4);
    let to = histogram + (<usize>load<u32>(offsets) << 4);
    let at = narrow + <usize>j * NARROW_BYTES;
    for (; to < end; to += 32) {
      const words = v128.load(at);
      v128.store(at, zero);
      const gradient = v128.and(i64x2.shr_s(words, GRADIENT_SHIFT), low);
      const curvature = v128.and(i64x2.shr_u(words, CURVATURE_SHIFT), curvatureMask);
      const both = v128.or(gradient, i64x2.shl(curvature, 32));
      const rows = v128.and(words, rowMask);
      v128.store(to, i32x4.add(v128.load(to), i64x2.shuffle(both, rows, 0, 2)));
      v128.store(to, i32x4.add(v128.load(to, 16), i64x2.shuffle(both, rows, 1, 3)), 16);
      at += 16;
    }
  }
}

function countWide(first: usize, end: usize, histogram: usize): void {
  const columns: usize = plan.columns;
  const bins = plan.bins;
  const gradients = plan.gradients;
  const binOffsets = plan.binOffsets;
  const oneRow = i32x4(0, 0, 1, 0);
  for (let at = first; at < end; at += 4) {
    const id = <usize>load<u32>(at);
    const mass = v128.or(v128.load_zero<i64>(gradients + (id << 3)), oneRow);
    const row = bins + id * columns;
    let j: usize = 0;
    for (; j + 4 <= columns; j += 4) {
      const four = load<u32>(row + j);
      const offsets = binOffsets + (j << 2);
      addMass(histogram, load<u32>(offsets) + (four & 255), mass);
      addMass(histogram, load<u32>(offsets, 4) + ((four >>> 8) & 255), mass);
      addMass(histogram, load<u32>(offsets, 8) + ((four >>> 16) & 255), mass);
      addMass(histogram, load<u32>(offsets, 12) + (four >>> 24), mass);
    }
    for (; j < columns; j++) addMass(histogram, load<u32>(binOffsets + (j << 2)) + load<u8>(row + j), mass);
  }
}

// @ts-ignore: decorator
@inline
function addMass(histogram: usize, bin: u32, mass: v128): void {
  const at = histogram + (<usize>bin << 4);
  v128.store(at, i32x4.add(v128.load(at), mass));
}

/** The whole leaf's sums, from the bins of its first feature. */
function sumHistogram(leaf: Leaf): void {
  const end = leaf.histogram + (<usize>load<u32>(plan.binOffsets, 4) << 4);
  let sum = i32x4.splat(0);
  for (let at = leaf.histogram; at < end; at += 16) sum = i32x4.add(sum, v128.load(at));
  leaf.gradient = i32x4.extract_lane(sum, 0);
  leaf.curvature = i32x4.extract_lane(sum, 1);
}

/** Looks at every feature and bin, with the missing values on either side. */
function findSplit(leaf: Leaf): void {
  leaf.gain = 0;
  const rows = leaf.to - leaf.from;
  if (rows < 2 * plan.minSamplesLeaf || leaf.depth >= plan.maxDepth) return;
  const base = (leaf.gradient * leaf.gradient) / (leaf.curvature + plan.l2);
  const none = i32x4.splat(0);
  for (let j = 0; j < plan.columns; j++) {
    const offsets = plan.binOffsets + (<usize>j << 2);
    const first = leaf.histogram + (<usize>load<u32>(offsets) << 4);
    const last = leaf.histogram + (<usize>load<u32>(offsets, 4) << 4) - 16;
    const missing = v128.load(first);
    if (i32x4.extract_lane(missing, 2)) {
      // From the missing values alone on the left; then with them on the right.
      scanBins(leaf, j, first, last, none, 0, base);
      scanBins(leaf, j, first + 16, last, none, 256, base);
    } else {
      scanBins(leaf, j, first + 16, last, none, 1, base);
    }
  }
}

/**
 * Keeps the best split after one of the bins first..last, if it gains more than the leaf's best so far: the decrease of
 * Σ gradient² / (curvature + l2). `test` is that of the first bin.
 */
function scanBins(leaf: Leaf, feature: i32, first: usize, last: usize, none: v128, test: i32, base: f64): void {
  const minimum = plan.minSamplesLeaf;
  const most = leaf.to - leaf.from - minimum;
  const whole = f64x2(leaf.gradient, leaf.curvature);
  const l2 = f64x2.splat(plan.l2);
  const least = plan.minCurvature;
  let best = leaf.gain + base;
  let sum = none;
  let bestAt: usize = 0;
  let bestRows = 0;
  // An empty bin gains what the one before it did, which is no more: to look whether it is empty would cost more.
  for (let at = first; at < last; at += 16) {
    sum = i32x4.add(sum, v128.load(at));
    const rows = i32x4.extract_lane(sum, 2);
    if (rows < minimum) continue;
    if (rows > most) break;
    const left = f64x2.convert_low_i32x4_s(sum);
    const right = f64x2.sub(whole, left);
    const curvatures = i64x2.shuffle(left, right, 1, 3);
    const gradients = i64x2.shuffle(left, right, 0, 2);
    const gains = f64x2.div(f64x2.mul(gradients, gradients), f64x2.add(curvatures, l2));
    const gain = f64x2.extract_lane(gains, 0) + f64x2.extract_lane(gains, 1);
    if (!(gain > best)) continue;
    if (f64x2.extract_lane(curvatures, 0) < least || f64x2.extract_lane(curvatures, 1) < least) continue;
    best = gain;
    bestAt = at;
    bestRows = rows;
  }
  if (bestAt == 0) return;
  leaf.gain = best - base;
  leaf.feature = feature;
  leaf.test = test + <i32>((bestAt - first) >> 4);
  leaf.leftRows = bestRows;
}

/** Makes the leaf its own left half, and `right` the other; the half with fewer rows gets a histogram of its own. */
function splitLeaf(leaf: Leaf, right: Leaf, child: i32): void {
  const at = plan.nodes + (<usize>leaf.node << 3);
  const middle = leaf.from + leaf.leftRows;
  let test = leaf.test;
  // A feature without missing values here sends them, should they come, where most rows went.
  const offset = leaf.histogram + (<usize>load<u32>(plan.binOffsets + (<usize>leaf.feature << 2)) << 4);
  if (load<i32>(offset, 8) == 0 && 2 * leaf.leftRows < leaf.to - leaf.from) test = 256 | (test - 1);
  store<i32>(at, child);
  store<i32>(at, (leaf.feature << 16) | test, 4);
  store<f32>(plan.values + (<usize>leaf.node << 2), 0);
  partition(leaf, (leaf.feature << 16) | test);
  right.node = child + 1;
  right.depth = leaf.depth + 1;
  right.from = middle;
  right.to = leaf.to;
  right.gain = 0;
  leaf.node = child;
  leaf.depth++;
  leaf.to = middle;
  leaf.gain = 0;
  const index = (changetype<usize>(right) - plan.leaves) / offsetof<Leaf>();
  const free = plan.histograms + index * <usize>plan.histogramBytes;
  const whole = leaf.histogram;
  const leftSmaller = leaf.to - leaf.from < right.to - right.from;
  leaf.histogram = leftSmaller ? free : whole;
  right.histogram = leftSmaller ? whole : free;
  leftHalf = leaf;
  rightHalf = right;
}

/** The leaf's sums from its rows, where it will not be split and needs no histogram. */
function measureLeaf(leaf: Leaf): void {
  let g: i64 = 0;
  let h: i64 = 0;
  for (let i = leaf.from; i < leaf.to; i++) {
    const at = plan.gradients + (<usize>load<u32>(plan.order + (<usize>i << 2)) << 3);
    g += load<i32>(at);
    h += load<i32>(at, 4);
  }
  leaf.gradient = <f64>g;
  leaf.curvature = <f64>h;
}

/** Puts the rows that go left before the others, each side in its order. */
function partition(leaf: Leaf, test: u32): void {
  const columns: usize = plan.columns;
  const bins = plan.bins + <usize>(test >>> 16);
  const missingRight: u32 = (test >>> 8) & 1;
  const split = test & 255;
  const end = plan.order + (<usize>leaf.to << 2);
  let left = plan.order + (<usize>leaf.from << 2);
  let right = plan.spare;
  for (let at = left; at < end; at += 4) {
    const id = load<u32>(at);
    const byte: u32 = load<u8>(bins + <usize>id * columns);
    const goesRight = <usize>(((byte - missingRight) & 255) > split) << 2;
    store<u32>(left, id);
    store<u32>(right, id);
    left += 4 - goesRight;
    right += goesRight;
  }
  for (let from = plan.spare; left < end; left += 4, from += 4) store<u32>(left, load<u32>(from));
}

/** Writes the leaf's node, and moves its rows by its value: one Newton step, shortened. */
function finishLeaf(leaf: Leaf): void {
  const node = <usize>leaf.node;
  const value = <f32>((plan.stepFactor * leaf.gradient) / (leaf.curvature + plan.l2));
  store<i32>(plan.nodes + (node << 3), leaf.node);
  store<i32>(plan.nodes + (node << 3), 255, 4);
  store<f32>(plan.values + (node << 2), value);
  const raw = plan.raw;
  const order = plan.order;
  const move = <f64>value;
  for (let i: usize = leaf.from; i < <usize>leaf.to; i++) {
    const at = raw + (<usize>load<u32>(order + (i << 2)) << 3);
    store<f64>(at, load<f64>(at) + move);
  }
  store<f32>(plan.covers + (node << 2), coverOf(leaf));
}

/** Weight of the leaf's rows. */
function coverOf(leaf: Leaf): f32 {
  const weights = plan.weights;
  const order = plan.order;
  if (!plan.weighted) return <f32>(leaf.to - leaf.from);
  let cover: f64 = 0;
  for (let i: usize = leaf.from; i < <usize>leaf.to; i++) {
    cover += load<f64>(weights + (<usize>load<u32>(order + (i << 2)) << 3));
  }
  return <f32>cover;
}
