import { Plan } from './inline/boosting-plan';
import { findSplit, Leaf, sumHistogram } from './inline/boosting-split';
import { seedChance } from './inline/chance';
import { step } from './inline/walk';

/**
 * How the trees of boosting grow, leaf by leaf. This side says which rows are to be counted; when they are, it goes on.
 */

let plan: Plan = changetype<Plan>(0);
/** The tree so far. */
let leafCount = 0;
let nodeCount = 0;
/** The halves of the leaf split last: one has the histogram of the whole, the other, which has fewer rows, a free one. */
let leftHalf: Leaf = changetype<Leaf>(0);
let rightHalf: Leaf = changetype<Leaf>(0);

/** Plants a tree of one leaf, and asks for its histogram. */
export function plantTree(where: usize): void {
  plan = changetype<Plan>(where);
  if (plan.cutSeed) seedChance(plan.cutSeed);
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
  sumHistogram(plan, leafAt(0));
  findSplit(plan, leafAt(0));
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
  sumHistogram(plan, leftHalf);
  sumHistogram(plan, rightHalf);
  findSplit(plan, leftHalf);
  findSplit(plan, rightHalf);
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
  const bins = plan.columnBins + <usize>(test >>> 16) * <usize>plan.rows;
  const missingRight: u32 = (test >>> 8) & 1;
  const split = test & 255;
  const end = plan.order + (<usize>leaf.to << 2);
  let left = plan.order + (<usize>leaf.from << 2);
  let right = plan.spare;
  for (let at = left; at < end; at += 4) {
    const id = load<u32>(at);
    const byte: u32 = load<u8>(bins + <usize>id);
    const goesRight = <usize>(((byte - missingRight) & 255) > split) << 2;
    store<u32>(left, id);
    store<u32>(right, id);
    left += 4 - goesRight;
    right += goesRight;
  }
  let from = plan.spare;
  for (; left + 16 <= end; left += 16, from += 16) v128.store(left, v128.load(from));
  for (; left < end; left += 4, from += 4) store<u32>(left, load<u32>(from));
}

/** Writes the leaf's node, and moves its rows by its value: one Newton step, shortened. */
function finishLeaf(leaf: Leaf): void {
  const node = <usize>leaf.node;
  const curvature = leaf.curvature + plan.l2;
  // Only a tree without splits can have less: rows about which nothing is left to learn.
  const value: f32 = curvature < plan.minCurvature ? 0 : <f32>((plan.stepFactor * leaf.gradient) / curvature);
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
