import type { GradientBoostingModel } from '../ensemble/gradient-boosting.js';
import type { RandomForestModel } from '../ensemble/random-forest.js';
import { ShapeError } from '../errors.js';
import { createArena } from '../kernels/arena.js';
import { treeShapKernel } from '../kernels/generated/tree-shap.js';
import { loadKernel } from '../kernels/kernel.js';
import { createMatrix, type Matrix } from '../matrix.js';
import { binMatrix, measureBinRegions } from '../tree/bin-matrix.js';
import { countTrees, type DecisionTrees, MAX_DEPTH, measureDepth } from '../tree/decision-trees.js';
import { gaussLegendre } from './gauss-legendre.js';

/** How much each feature moved each row's raw output away from `base`: base + the sum of a row of `values` is the output. */
export interface Contributions {
  /** What the model puts out on average over its training rows, as its trees have kept them. */
  readonly base: number;
  /** rows × columns. */
  readonly values: Matrix;
}

/** Rows that go through a tree together: enough for the same patterns to come back, few enough to stay in the cache. */
const BLOCK_ROWS = 2048;
const SLOT_BYTES = 12;
const MOST_POINTS = MAX_DEPTH / 2;

/**
 * Exact path-dependent TreeSHAP (Lundberg et al., Nature Machine Intelligence 2, 2020) of a forest's probability or a
 * boosting model's log-odds: the Shapley values of the game in which features that are not known follow the training
 * rows' shares down the trees. `base` + contributions = raw output to rounding (1e-12).
 *
 * About O(rows × leaves × features on a path); 100 trees of 500 leaves take some 0.5 ms a row.
 * @throws ShapeError if X has other columns than the model was fitted on.
 */
export function treeShap(model: RandomForestModel | GradientBoostingModel, X: Matrix): Contributions {
  const { trees } = model;
  if (X.columns !== trees.columns) {
    throw new ShapeError(`X has ${X.columns} columns; the model was fitted on ${trees.columns}`);
  }
  const values = sumContributions(trees, X);
  const base = expectedSum(trees);
  if (model.kind === 'gradientBoosting') return { base: model.baseScore + base, values };
  const count = countTrees(trees);
  for (let i = 0; i < values.data.length; i++) values.data[i]! /= count;
  return { base: base / count, values };
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
  const { roots, nodes, values, covers } = trees;
  const block = Math.min(BLOCK_ROWS, Math.ceil(rows / 16) * 16);
  const slotCount = 2 ** Math.ceil(Math.log2(2 * block + 1));
  let depth = 0;
  for (let t = 0; t < countTrees(trees); t++) depth = Math.max(depth, measureDepth(trees, t));
  const arena = createArena({
    ...measureBinRegions(columns),
    plan: 64,
    bins: columns * block,
    patterns: 4 * block * (depth + 1),
    contributions: 8 * block * columns,
    pathFeatures: 4 * MAX_DEPTH,
    pathShares: 8 * MAX_DEPTH,
    products: 8 * 7 * 32 * MOST_POINTS,
    onParts: 8 * MOST_POINTS * MAX_DEPTH,
    offParts: 8 * MOST_POINTS,
    product: 16 * MOST_POINTS,
    quadrature: 8 * 2 * MOST_POINTS * (MOST_POINTS + 1),
    slots: SLOT_BYTES * slotCount,
    entries: 8 * MAX_DEPTH * block,
    nodes: nodes.byteLength,
    values: values.byteLength,
    covers: covers.byteLength,
  });
  const { memory, offsets } = arena;
  new Uint32Array(memory.buffer, offsets.nodes, nodes.length).set(nodes);
  new Float32Array(memory.buffer, offsets.values, values.length).set(values);
  new Float32Array(memory.buffer, offsets.covers, covers.length).set(covers);
  new Float64Array(memory.buffer, offsets.quadrature, 2 * MOST_POINTS * (MOST_POINTS + 1)).set(
    tabulateQuadrature(),
  );
  // In the order of the fields of Plan in kernels/assembly/tree-shap.ts.
  new Uint32Array(memory.buffer, offsets.plan, 15).set([
    ...[block, columns, offsets.bins, offsets.patterns, offsets.contributions, offsets.pathFeatures],
    ...[offsets.pathShares, offsets.products, offsets.onParts, offsets.offParts, offsets.product],
    ...[offsets.quadrature, offsets.slots, slotCount, offsets.entries],
  ]);
  const { addContributions } = loadKernel(treeShapKernel, memory);
  const contributions = new Float64Array(memory.buffer, offsets.contributions, block * columns);
  const sums = createMatrix(rows, columns);
  for (let first = 0; first < rows; first += block) {
    const count = Math.min(block, rows - first);
    binMatrix(arena, trees, data, columns, first, count, { block });
    contributions.fill(0);
    for (let t = 0; t < countTrees(trees); t++) {
      const root = roots[t]!;
      addContributions(
        offsets.plan,
        offsets.nodes + 8 * root,
        offsets.values + 4 * root,
        offsets.covers + 4 * root,
      );
    }
    sums.data.set(contributions.subarray(0, count * columns), first * columns);
  }
  return sums;
}

/** The rules of 1 to 16 points: 16 places, then 16 weights; the kernel takes points in pairs, so an odd one has weight 0. */
function tabulateQuadrature(): Float64Array {
  const table = new Float64Array(2 * MOST_POINTS * (MOST_POINTS + 1));
  for (let n = 1; n <= MOST_POINTS; n++) {
    const { points, weights } = gaussLegendre(n);
    const at = 2 * MOST_POINTS * n;
    table.fill(0.5, at, at + MOST_POINTS);
    table.set(points, at);
    table.set(weights, at + MOST_POINTS);
  }
  return table;
}
