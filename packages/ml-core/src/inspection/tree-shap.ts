import type { GradientBoostingModel } from '../ensemble/gradient-boosting.js';
import type { RandomForestModel } from '../ensemble/random-forest.js';
import { ShapeError } from '../errors.js';
import { createArena } from '../kernels/arena.js';
import { treeShapKernel } from '../kernels/generated/tree-shap.js';
import { loadKernel } from '../kernels/kernel.js';
import { createMatrix, type Matrix } from '../matrix.js';
import { binMatrix, measureBinRegions } from '../tree/bin-matrix.js';
import { countTrees, type DecisionTrees, MAX_DEPTH, measureDepth } from '../tree/decision-trees.js';
import { refuseInfinity } from '../tree/refuse-infinity.js';
import { requireMatrix } from '../validation.js';
import { gaussLegendre } from './gauss-legendre.js';

/** How much each feature moved each row's raw output away from `base`: base + the sum of a row of `values` is the output. */
export interface Contributions {
  /** What the model puts out on average over its training rows, as its trees have kept them. */
  readonly base: number;
  /** rows × columns. */
  readonly values: Matrix;
}

/** Rows that go through a tree together: what they carry stays in the first-level cache. Few rows take a small block. */
const BLOCK_ROWS = 64;
const SMALL_BLOCK_ROWS = 16;
/** Rows that are binned together. */
const CHUNK_ROWS = 4096;
const MOST_POINTS = MAX_DEPTH / 2;
const PLAN_WORDS = 12;
/** Where `count` is among them. */
const PLAN_COUNT = 1;

/**
 * Exact path-dependent TreeSHAP (Lundberg et al., Nature Machine Intelligence 2, 2020) of a forest's probability or a
 * boosting model's log-odds: the Shapley values of the game in which features that are not known follow the training
 * rows' shares down the trees. `base` + contributions = raw output to rounding (1e-12).
 *
 * O(rows × nodes × depth / 2): 100 trees of 700 nodes take about 1 ms a row, and 9 ms where it comes alone.
 * @throws ShapeError if X has other columns than the model was fitted on; InvalidParameterError for what predicting refuses.
 */
export function treeShap(model: RandomForestModel | GradientBoostingModel, X: Matrix): Contributions {
  requireExplainable(model, X);
  const { trees } = model;
  const { base } = recall(trees);
  const values = sumContributions(trees, X);
  if (model.kind === 'gradientBoosting') return { base: model.baseScore + base, values };
  const count = countTrees(trees);
  for (let i = 0; i < values.data.length; i++) values.data[i]! /= count;
  return { base: base / count, values };
}

/** Throws what `treeShap` does if X is not what the model can be asked about. */
export function requireExplainable(model: RandomForestModel | GradientBoostingModel, X: Matrix): void {
  const { columns } = model.trees;
  if (X.columns !== columns) {
    throw new ShapeError(`X has ${X.columns} columns; the model was fitted on ${columns}`);
  }
  if (model.kind === 'gradientBoosting') refuseInfinity(X);
  else if (X.rows > 0) requireMatrix('X', X);
}

/** What is found out about trees once and kept for as long as they are. */
interface Recalled {
  /** Expected sum of leaf values. */
  readonly base: number;
  /** Steps to the deepest leaf. */
  readonly depth: number;
  /** Memory for a few rows: services explain customers one by one, and the trees are copied in only once. */
  small?: Desk;
}

const recalled = new WeakMap<DecisionTrees, Recalled>();

function recall(trees: DecisionTrees): Recalled {
  let known = recalled.get(trees);
  if (!known) {
    let depth = 1;
    for (let t = 0; t < countTrees(trees); t++) depth = Math.max(depth, measureDepth(trees, t));
    known = { base: expectedSum(trees), depth };
    recalled.set(trees, known);
  }
  return known;
}

/** The sum over the trees of their leaf values, each weighed by the share of training rows that reached it. */
function expectedSum({ roots, nodes, values, covers }: DecisionTrees): number {
  const shares = new Float64Array(values.length);
  let sum = 0;
  for (let t = 0; t + 1 < roots.length; t++) {
    const root = roots[t]!;
    shares[root] = 1;
    for (let i = root; i < roots[t + 1]!; i++) {
      const left = root + nodes[2 * i]!;
      if (left === i) {
        sum += shares[i]! * values[i]!;
        continue;
      }
      shares[left] = (shares[i]! * covers[left]!) / covers[i]!;
      shares[left + 1] = (shares[i]! * covers[left + 1]!) / covers[i]!;
    }
  }
  return sum;
}

function sumContributions(trees: DecisionTrees, X: Matrix): Matrix {
  const { rows, columns, data } = X;
  const { arena, kernel, block, chunk } =
    rows <= SMALL_BLOCK_ROWS ? smallDesk(trees) : layOut(trees, rows, BLOCK_ROWS);
  const { memory, offsets } = arena;
  const plan = new Uint32Array(memory.buffer, offsets.plan, PLAN_WORDS);
  const contributions = new Float64Array(memory.buffer, offsets.contributions, chunk * columns);
  const values = createMatrix(rows, columns);
  for (let first = 0; first < rows; first += chunk) {
    const count = Math.min(chunk, rows - first);
    binMatrix(arena, trees, data, columns, first, count, { block });
    contributions.fill(0);
    for (let row = 0; row < count; row += block) {
      plan[PLAN_COUNT] = Math.min(block, count - row);
      const bins = offsets.bins + row * columns;
      const to = offsets.contributions + 8 * row * columns;
      for (let t = 0; t < countTrees(trees); t++) {
        const root = trees.roots[t]!;
        const [node, value, cover] = [
          offsets.nodes + 8 * root,
          offsets.values + 4 * root,
          offsets.covers + 4 * root,
        ];
        kernel.addContributions(offsets.plan, node, value, cover, bins, to);
      }
    }
    values.data.set(contributions.subarray(0, count * columns), first * columns);
  }
  return values;
}

type Desk = ReturnType<typeof layOut>;

function smallDesk(trees: DecisionTrees): Desk {
  const known = recall(trees);
  known.small ??= layOut(trees, SMALL_BLOCK_ROWS, SMALL_BLOCK_ROWS);
  return known.small;
}

/** Memory for up to `rows` rows at a time, that go through the trees in blocks, with trees and quadrature written to it. */
function layOut(trees: DecisionTrees, rows: number, block: number) {
  const { columns, nodes, values, covers } = trees;
  const chunk = Math.min(CHUNK_ROWS, Math.ceil(rows / block) * block);
  const levels = recall(trees).depth;
  // Half as many points as a path can have features, in the kernel's steps of four.
  const points = 4 * Math.ceil(Math.min(levels, columns) / 8);
  const arena = createArena({
    ...measureBinRegions(columns),
    plan: 4 * PLAN_WORDS,
    bins: columns * chunk,
    contributions: 8 * columns * chunk,
    quadrature: 8 * 3 * MOST_POINTS,
    patterns: 4 * block * (levels + 1),
    products: 8 * points * block * (levels + 1),
    sums: 8 * points * block * (levels + 1),
    ratios: 8 * 3 * points,
    parts: 8 * 3 * points * levels,
    pathFeatures: 4 * MAX_DEPTH,
    pathShares: 8 * MAX_DEPTH,
    nodes: nodes.byteLength,
    values: values.byteLength,
    covers: covers.byteLength,
  });
  const { memory, offsets } = arena;
  new Uint32Array(memory.buffer, offsets.nodes, nodes.length).set(nodes);
  new Float32Array(memory.buffer, offsets.values, values.length).set(values);
  new Float32Array(memory.buffer, offsets.covers, covers.length).set(covers);
  const rule = gaussLegendre(points);
  const quadrature = new Float64Array(memory.buffer, offsets.quadrature, 3 * MOST_POINTS);
  quadrature.set(rule.points);
  quadrature.set(rule.weights, MOST_POINTS);
  quadrature.set(
    rule.weights.map((weight, q) => weight / (1 - rule.points[q]!)),
    2 * MOST_POINTS,
  );
  // In the order of the fields of Plan in kernels/assembly/tree-shap.ts.
  new Uint32Array(memory.buffer, offsets.plan, PLAN_WORDS).set([
    ...[block, block, columns, points, offsets.quadrature, offsets.patterns, offsets.products, offsets.sums],
    ...[offsets.ratios, offsets.parts, offsets.pathFeatures, offsets.pathShares],
  ]);
  return { arena, kernel: loadKernel(treeShapKernel, memory), block, chunk };
}
