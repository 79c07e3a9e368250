import { drawBelow, seedChance } from './inline/chance';
import { step } from './inline/walk';

/**
 * Where everything lies: byte offsets into the memory, written by the caller before the first tree.
 * Weights are whole numbers, and the caller sees to it that no sum of them reaches 2^31: sums are exact in any order.
 */
// @ts-ignore: decorator
@unmanaged
class Plan {
  rows: i32;
  columns: i32;
  featuresPerNode: i32;
  maxDepth: i32;
  minSamplesLeaf: i32;
  bootstrap: i32;
  /** u8[rows][columns] */
  bins: usize;
  /** u8[rows], 0 or 1 */
  target: usize;
  /** i32[rows], or 0 where only the draws and the class decide a row's weight */
  weights: usize;
  /** u8[rows]: how often the bootstrap drew the row */
  draws: usize;
  /** i32[256][4]: what a row adds to a histogram, by draws << 1 | target: 1, its weight, its weight if positive, 0 */
  masses: usize;
  /** u32[rows]: the rows in the tree, node after node, as row << 8 | draws << 1 | target */
  keys: usize;
  /** u32[rows] */
  spare: usize;
  /** i32[4][256][4], all zero between nodes */
  histograms: usize;
  /** u64[4][4]: one bit for each bin of the histograms, which of them are occupied; all zero between nodes */
  occupied: usize;
  /** i32[257][4]: rows, weight and positives up to each occupied bin, and the bin */
  prefixes: usize;
  /** u32[columns] */
  features: usize;
  /** Task[maxDepth + 2] */
  stack: usize;
  /** u32[nodes][2] */
  nodes: usize;
  /** f32[nodes]: share of positives by weight */
  values: usize;
  /** f32[nodes]: weight of the rows that reach the node, in the unit of the masses */
  covers: usize;
  /** f64[rows], in units of 2^-30; or 0 where out-of-bag scores are not wanted */
  outOfBagSums: usize;
  /** u16[rows] */
  outOfBagCounts: usize;
}

/** A node still to be split: its rows are keys[from..to). */
// @ts-ignore: decorator
@unmanaged
class Task {
  node: i32;
  depth: i32;
  from: i32;
  to: i32;
}

/** Up to this many rows a histogram is read through the bits of its occupied bins; beyond, all bins are read. */
const SPARSE_ROWS: i32 = 400;
const BIN_COUNT: usize = 256;
const BIN_BYTES: usize = 16;
const HISTOGRAM_BYTES: usize = BIN_COUNT * BIN_BYTES;
const OCCUPIED_BYTES: usize = BIN_COUNT / 8;
const TASK_BYTES: usize = 16;

let plan: Plan = changetype<Plan>(0);
/** The node at hand: its weight and the weight of its positives. */
let nodeWeight: f64 = 0;
let nodePositive: f64 = 0;
let bestFeature: i32 = -1;
let bestBin: i32 = 0;
let bestGain: f64 = 0;
/**
 * Grows one tree into nodes, values and covers, depth first, and adds its out-of-bag scores.
 * @returns how many nodes it has.
 */
export function growTree(where: usize, seedHigh: u32, seedLow: u32): i32 {
  plan = changetype<Plan>(where);
  seedChance((<u64>seedHigh << 32) | <u64>seedLow);
  const columns = plan.columns;
  for (let j = 0; j < columns; j++) store<i32>(plan.features + (<usize>j << 2), j);
  let drawn = 0;
  // A bootstrap may miss every row that has a weight: then it is drawn again.
  while (drawn == 0) {
    if (plan.bootstrap) drawRows();
    drawn = takeDrawnRows();
  }
  let tasks = plan.stack;
  pushTask(tasks, 0, 0, 0, drawn);
  let count = 1;
  while (tasks >= plan.stack) {
    const task = changetype<Task>(tasks);
    const node = task.node;
    const depth = task.depth;
    const from = task.from;
    const to = task.to;
    tasks -= TASK_BYTES;
    measureNode(from, to);
    const value = <f32>(nodePositive / nodeWeight);
    store<f32>(plan.values + (<usize>node << 2), value);
    store<f32>(plan.covers + (<usize>node << 2), <f32>nodeWeight);
    bestFeature = -1;
    if (depth < plan.maxDepth && to - from >= 2 * plan.minSamplesLeaf && value > 0 && value < 1) findSplit(from, to);
    const at = plan.nodes + (<usize>node << 3);
    if (bestFeature < 0) {
      store<i32>(at, node);
      store<i32>(at, 255, 4);
      continue;
    }
    store<i32>(at, count);
    store<i32>(at, (bestFeature << 16) | bestBin, 4);
    const middle = partition(from, to);
    pushTask(tasks + TASK_BYTES, count + 1, depth + 1, middle, to);
    pushTask(tasks + 2 * TASK_BYTES, count, depth + 1, from, middle);
    tasks += 2 * TASK_BYTES;
    count += 2;
  }
  if (plan.outOfBagSums) scoreOutOfBag();
  return count;
}

function pushTask(at: usize, node: i32, depth: i32, from: i32, to: i32): void {
  const task = changetype<Task>(at);
  task.node = node;
  task.depth = depth;
  task.from = from;
  task.to = to;
}

/** The bootstrap: as many draws with replacement as there are rows, kept as counts. */
function drawRows(): void {
  const rows = plan.rows;
  const draws = plan.draws;
  for (let i: usize = 0; i < <usize>rows; i++) store<u8>(draws + i, 0);
  for (let i = 0; i < rows; i++) {
    const at = draws + <usize>drawBelow(rows);
    const drawn = load<u8>(at);
    store<u8>(at, drawn + <u8>(drawn < 127));
  }
}

/** @returns how many distinct rows the tree sees: drawn, and of a weight above 0. */
function takeDrawnRows(): i32 {
  const rows = plan.rows;
  const keys = plan.keys;
  const weights = plan.weights;
  let count: i32 = 0;
  for (let i: usize = 0; i < <usize>rows; i++) {
    const drawn: u32 = load<u8>(plan.draws + i);
    store<u32>(keys + (<usize>count << 2), (<u32>i << 8) | (drawn << 1) | load<u8>(plan.target + i));
    count += i32(drawn != 0 && (weights == 0 || load<i32>(weights + (i << 2)) > 0));
  }
  return count;
}

/** A row's part in a histogram. */
// @ts-ignore: decorator
@inline
function massOf(key: u32, masses: usize, weights: usize): v128 {
  const mass = v128.load(masses + (<usize>(key & 255) << 4));
  if (!weights) return mass;
  const weight = i32x4.splat(load<i32>(weights + (<usize>(key >>> 8) << 2)));
  return i32x4.mul(mass, i32x4.replace_lane(weight, 0, 1));
}

function measureNode(from: i32, to: i32): void {
  const keys = plan.keys;
  const masses = plan.masses;
  const weights = plan.weights;
  const end = keys + (<usize>to << 2);
  let total = i32x4.splat(0);
  for (let at = keys + (<usize>from << 2); at < end; at += 4) {
    total = i32x4.add(total, massOf(load<u32>(at), masses, weights));
  }
  nodeWeight = i32x4.extract_lane(total, 1);
  nodePositive = i32x4.extract_lane(total, 2);
}

/** Looks for the best split among featuresPerNode features drawn at random, and on until there is one. */
function findSplit(from: i32, to: i32): void {
  const columns = plan.columns;
  const wanted = plan.featuresPerNode;
  const first = plan.keys + (<usize>from << 2);
  const end = plan.keys + (<usize>to << 2);
  const sparse = to - from <= SPARSE_ROWS;
  bestGain = -1;
  let visited = 0;
  while (visited < columns && (visited < wanted || bestFeature < 0)) {
    const features = plan.features + (<usize>visited << 2);
    const together = wanted - visited >= 4 ? 4 : 1;
    for (let t = 0; t < together; t++) drawFeature(visited + t);
    visited += together;
    if (together == 1) fillOne(first, end, load<u32>(features));
    else if (sparse) fillFourSparse(first, end, features);
    else fillFour(first, end, features);
    for (let t = 0; t < together; t++) {
      const occupied = plan.occupied + <usize>t * OCCUPIED_BYTES;
      if (!sparse) occupyAll(occupied);
      readHistogram(load<i32>(features + (<usize>t << 2)), plan.histograms + <usize>t * HISTOGRAM_BYTES, occupied, to - from);
    }
  }
}

/** Brings a feature that was not yet visited in this node to place `visited`. */
function drawFeature(visited: i32): u32 {
  const here = plan.features + (<usize>visited << 2);
  const there = here + (<usize>drawBelow(plan.columns - visited) << 2);
  const feature = load<u32>(there);
  store<u32>(there, load<u32>(here));
  store<u32>(here, feature);
  return feature;
}

// @ts-ignore: decorator
@inline
function addMass(histogram: usize, bin: usize, mass: v128): void {
  const at = histogram + (bin << 4);
  v128.store(at, i32x4.add(v128.load(at), mass));
}

/** Marks a bin as occupied. */
// @ts-ignore: decorator
@inline
function occupy(occupied: usize, bin: usize): void {
  const at = occupied + ((bin >> 6) << 3);
  store<u64>(at, load<u64>(at) | (<u64>1 << <u64>bin));
}

function occupyAll(occupied: usize): void {
  v128.store(occupied, i32x4.splat(-1));
  v128.store(occupied, i32x4.splat(-1), 16);
}

function fillOne(first: usize, end: usize, feature: u32): void {
  const columns: usize = plan.columns;
  const bins = plan.bins + <usize>feature;
  const histogram = plan.histograms;
  const occupied = plan.occupied;
  const masses = plan.masses;
  const weights = plan.weights;
  for (let at = first; at < end; at += 4) {
    const key = load<u32>(at);
    const bin: usize = load<u8>(bins + <usize>(key >>> 8) * columns);
    addMass(histogram, bin, massOf(key, masses, weights));
    occupy(occupied, bin);
  }
}

/** Four histograms in one pass, while the row's cache line is at hand. */
function fillFour(first: usize, end: usize, features: usize): void {
  const columns: usize = plan.columns;
  const a = plan.bins + <usize>load<u32>(features);
  const b = plan.bins + <usize>load<u32>(features, 4);
  const c = plan.bins + <usize>load<u32>(features, 8);
  const d = plan.bins + <usize>load<u32>(features, 12);
  const histogram = plan.histograms;
  const masses = plan.masses;
  const weights = plan.weights;
  for (let at = first; at < end; at += 4) {
    const key = load<u32>(at);
    const row = <usize>(key >>> 8) * columns;
    const mass = massOf(key, masses, weights);
    addMass(histogram, load<u8>(a + row), mass);
    addMass(histogram + HISTOGRAM_BYTES, load<u8>(b + row), mass);
    addMass(histogram + 2 * HISTOGRAM_BYTES, load<u8>(c + row), mass);
    addMass(histogram + 3 * HISTOGRAM_BYTES, load<u8>(d + row), mass);
  }
}

/** The same, marking the bins: they are few. */
function fillFourSparse(first: usize, end: usize, features: usize): void {
  const columns: usize = plan.columns;
  const a = plan.bins + <usize>load<u32>(features);
  const b = plan.bins + <usize>load<u32>(features, 4);
  const c = plan.bins + <usize>load<u32>(features, 8);
  const d = plan.bins + <usize>load<u32>(features, 12);
  const masses = plan.masses;
  const weights = plan.weights;
  for (let at = first; at < end; at += 4) {
    const key = load<u32>(at);
    const row = <usize>(key >>> 8) * columns;
    const mass = massOf(key, masses, weights);
    addSparse(0, load<u8>(a + row), mass);
    addSparse(1, load<u8>(b + row), mass);
    addSparse(2, load<u8>(c + row), mass);
    addSparse(3, load<u8>(d + row), mass);
  }
}

// @ts-ignore: decorator
@inline
function addSparse(which: usize, bin: usize, mass: v128): void {
  addMass(plan.histograms + which * HISTOGRAM_BYTES, bin, mass);
  occupy(plan.occupied + which * OCCUPIED_BYTES, bin);
}

/**
 * Keeps the bin whose split lowers the Gini impurity most, and leaves the histogram and its bits zero.
 * With weight w and positives p on the left of W and P in all, the decrease is (pW - Pw)² / (w (W - w)) up to a factor;
 * it is looked at for two bins at a time.
 */
function readHistogram(feature: i32, histogram: usize, occupied: usize, count: i32): void {
  const minimum = plan.minSamplesLeaf;
  const last = count - minimum;
  let from = plan.prefixes;
  let end = addUp(histogram, occupied, from);
  while (from < end && load<i32>(from) < minimum) from += 16;
  while (from < end && load<i32>(end - 16) > last) end -= 16;
  if (from == end) return;
  // A last one without a pair is paired with itself.
  v128.store(end, v128.load(end - 16));
  const weight = f64x2.splat(nodeWeight);
  const positive = f64x2.splat(nodePositive);
  let gain = bestGain;
  let best: usize = 0;
  for (; from < end; from += 32) {
    const both = i32x4.shuffle(v128.load(from), v128.load(from, 16), 1, 5, 2, 6);
    const w = f64x2.convert_low_i32x4_s(both);
    const p = f64x2.convert_low_i32x4_s(i64x2.shuffle(both, both, 1, 0));
    const gap = f64x2.sub(f64x2.mul(p, weight), f64x2.mul(positive, w));
    const decrease = f64x2.div(f64x2.mul(gap, gap), f64x2.mul(w, f64x2.sub(weight, w)));
    const first = f64x2.extract_lane(decrease, 0);
    const second = f64x2.extract_lane(decrease, 1);
    if (first > gain) {
      gain = first;
      best = from;
    }
    if (second > gain) {
      gain = second;
      best = from + 16;
    }
  }
  if (best == 0) return;
  bestGain = gain;
  bestFeature = feature;
  bestBin = load<i32>(best, 12);
}

/** Writes what lies up to each occupied bin, and which bin it is, to `to`, and zeroes the histogram. @returns the end. */
function addUp(histogram: usize, occupied: usize, to: usize): usize {
  const zero = i32x4.splat(0);
  let sum = zero;
  for (let base = 0; base < 256; base += 64) {
    const word = occupied + (base >> 3);
    let bits = load<u64>(word);
    store<u64>(word, 0);
    while (bits) {
      const bin = base + <i32>ctz(bits);
      bits &= bits - 1;
      const at = histogram + (<usize>bin << 4);
      sum = i32x4.add(sum, v128.load(at));
      v128.store(at, zero);
      v128.store(to, i32x4.replace_lane(sum, 3, bin));
      to += 16;
    }
  }
  return to;
}

/** Puts the rows that go left before the others, each side in its order. @returns where the right side begins. */
function partition(from: i32, to: i32): i32 {
  const columns: usize = plan.columns;
  const bins = plan.bins + <usize>bestFeature;
  const split: u32 = bestBin;
  let left = plan.keys + (<usize>from << 2);
  let right = plan.spare;
  const end = plan.keys + (<usize>to << 2);
  for (let at = left; at < end; at += 4) {
    const key = load<u32>(at);
    const goesRight = <usize>(load<u8>(bins + <usize>(key >>> 8) * columns) > split);
    store<u32>(left, key);
    store<u32>(right, key);
    left += 4 - (goesRight << 2);
    right += goesRight << 2;
  }
  for (let at = left, from = plan.spare; at < end; at += 4, from += 4) store<u32>(at, load<u32>(from));
  return <i32>((left - plan.keys) >> 2);
}

/** Adds the tree's value of every row that it did not see. */
function scoreOutOfBag(): void {
  const rows: usize = plan.rows;
  const columns: usize = plan.columns;
  for (let i: usize = 0; i < rows; i++) {
    if (load<u8>(plan.draws + i)) continue;
    const row = plan.bins + i * columns;
    let node: usize = 0;
    for (;;) {
      const next = step(plan.nodes, node, row);
      if (next == node) break;
      node = next;
    }
    const sum = plan.outOfBagSums + (i << 3);
    const count = plan.outOfBagCounts + (i << 1);
    // Whole multiples of 2^-30 add up exactly, in whatever order threads bring them.
    store<f64>(sum, load<f64>(sum) + nearest(<f64>load<f32>(plan.values + (node << 2)) * 1073741824));
    store<u16>(count, load<u16>(count) + 1);
  }
}
