import { Plan } from './boosting-plan';
import { drawBelow } from './chance';

/** A leaf of the tree so far: its rows are order[from..to), its sums in units, and its best split where gain > 0. */
// @ts-ignore: decorator
@unmanaged
export class Leaf {
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

/** The whole leaf's sums, from the bins of its first feature. */
export function sumHistogram(plan: Plan, leaf: Leaf): void {
  const end = leaf.histogram + (<usize>load<u32>(plan.binOffsets, 4) << 4);
  let sum = i32x4.splat(0);
  for (let at = leaf.histogram; at < end; at += 16) sum = i32x4.add(sum, v128.load(at));
  leaf.gradient = i32x4.extract_lane(sum, 0);
  leaf.curvature = i32x4.extract_lane(sum, 1);
}

/** Looks at every feature, at each of its cuts or at one drawn at random, with the missing values on either side. */
export function findSplit(plan: Plan, leaf: Leaf): void {
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
    if (plan.cutSeed) {
      lookAtOne(plan, leaf, j, first, last, missing, base);
    } else if (i32x4.extract_lane(missing, 2)) {
      // From the missing values alone on the left; then with them on the right.
      scanBins(plan, leaf, j, first, last, none, 0, base);
      scanBins(plan, leaf, j, first + 16, last, none, 256, base);
    } else {
      scanBins(plan, leaf, j, first + 16, last, none, 1, base);
    }
  }
}

/** Looks at one of the cuts that every feature of the leaf has as likely as another. */
function lookAtOne(plan: Plan, leaf: Leaf, feature: i32, first: usize, last: usize, missing: v128, base: f64): void {
  const none = i32x4.splat(0);
  const hasMissing = i32x4.extract_lane(missing, 2) != 0;
  const from = hasMissing ? first : first + 16;
  if (from >= last) return;
  const cut = from + (<usize>drawBelow(<u32>((last - from) >> 4)) << 4);
  let sum = none;
  for (let at = from; at < cut; at += 16) sum = i32x4.add(sum, v128.load(at));
  const number = <i32>((cut - first) >> 4);
  scanBins(plan, leaf, feature, cut, cut + 16, sum, number, base);
  if (!hasMissing || cut == first) return;
  scanBins(plan, leaf, feature, cut, cut + 16, i32x4.sub(sum, missing), 256 | (number - 1), base);
}

/**
 * Keeps the best split after one of the bins first..last, if it gains more than the leaf's best so far: the decrease of
 * Σ gradient² / (curvature + l2). `test` is that of the first bin, `before` the sum of those before it.
 */
function scanBins(plan: Plan, leaf: Leaf, feature: i32, first: usize, last: usize, before: v128, test: i32, base: f64): void {
  const minimum = plan.minSamplesLeaf;
  const most = leaf.to - leaf.from - minimum;
  const whole = f64x2(leaf.gradient, leaf.curvature);
  const l2 = f64x2.splat(plan.l2);
  const least = plan.minCurvature;
  let best = leaf.gain + base;
  let sum = before;
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
