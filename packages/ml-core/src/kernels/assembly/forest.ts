import { drawBelow, seedChance } from './inline/chance';
import {
  addUp,
  fillFour,
  fillFourSparse,
  fillOne,
  HISTOGRAM_BYTES,
  massOf,
  OCCUPIED_BYTES,
  occupyAll,
} from './inline/forest-histograms';
import { Plan } from './inline/forest-plan';
import { step } from './inline/walk';

/** A node still to be split: its rows are keys[from..to), and these their weight and that of the positives. */
// @ts-ignore: decorator
@unmanaged
class Task {
  node: i32;
  depth: i32;
  from: i32;
  to: i32;
  weight: i32;
  positive: i32;
}

/** Up to this many rows a histogram is read through the bits of its occupied bins; beyond, all bins are read. */
const SPARSE_ROWS: i32 = 400;

let plan: Plan = changetype<Plan>(0);
/** The node at hand: its weight and the weight of its positives. */
let nodeWeight: i32 = 0;
let nodePositive: i32 = 0;
let bestFeature: i32 = -1;
let bestBin: i32 = 0;
let bestGain: f64 = 0;
/** Weights on the left of the best split. */
let bestWeight: i32 = 0;
let bestPositive: i32 = 0;

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
  measureRows(drawn);
  pushTask(tasks, 0, 0, 0, drawn, nodeWeight, nodePositive);
  let count = 1;
  while (tasks >= plan.stack) {
    const task = changetype<Task>(tasks);
    const node = task.node;
    const depth = task.depth;
    const from = task.from;
    const to = task.to;
    tasks -= offsetof<Task>();
    nodeWeight = task.weight;
    nodePositive = task.positive;
    const value = <f32>(<f64>nodePositive / <f64>nodeWeight);
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
    const weight = nodeWeight - bestWeight;
    const positive = nodePositive - bestPositive;
    pushTask(tasks + offsetof<Task>(), count + 1, depth + 1, middle, to, weight, positive);
    pushTask(tasks + 2 * offsetof<Task>(), count, depth + 1, from, middle, bestWeight, bestPositive);
    tasks += 2 * offsetof<Task>();
    count += 2;
  }
  if (plan.outOfBagSums) scoreOutOfBag();
  return count;
}

function pushTask(at: usize, node: i32, depth: i32, from: i32, to: i32, weight: i32, positive: i32): void {
  const task = changetype<Task>(at);
  task.node = node;
  task.depth = depth;
  task.from = from;
  task.to = to;
  task.weight = weight;
  task.positive = positive;
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

/** The weights of the root. */
function measureRows(count: i32): void {
  const keys = plan.keys;
  const masses = plan.masses;
  const weights = plan.weights;
  const end = keys + (<usize>count << 2);
  let total = i32x4.splat(0);
  for (let at = keys; at < end; at += 4) total = i32x4.add(total, massOf(load<u32>(at), masses, weights));
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
    if (together == 1) fillOne(plan, first, end, load<u32>(features));
    else if (sparse) fillFourSparse(plan, first, end, features);
    else fillFour(plan, first, end, features);
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
  bestWeight = load<i32>(best, 4);
  bestPositive = load<i32>(best, 8);
  bestBin = load<i32>(best, 12);
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
