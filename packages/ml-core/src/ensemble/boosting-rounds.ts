import { createArena } from '../kernels/arena.js';
import { boostingKernel } from '../kernels/generated/boosting.js';
import { loadKernel } from '../kernels/kernel.js';
import type { Matrix } from '../matrix.js';
import { binMatrix, measureBinRegions } from '../tree/bin-matrix.js';
import type { FeatureBins } from '../tree/bins.js';
import type { GrownTree } from '../tree/join-trees.js';

/** What every tree keeps to. */
export interface BoostingSettings {
  readonly learningRate: number;
  readonly maxLeaves: number;
  readonly maxDepth: number;
  readonly minSamplesLeaf: number;
  readonly l2: number;
}

/** A boosting in progress: each call of growTree takes one step and returns its tree. */
export interface BoostingRounds {
  readonly baseScore: number;
  growTree(): GrownTree;
  /** Mean log loss of the rows held out, by weight; NaN without any. */
  heldOutLoss(): number;
}

const LEAF_BYTES = 56;
/** The words of Plan in kernels/assembly/boosting.ts, before its five numbers in float64. */
const PLAN_WORDS = 20;
const PLAN_NUMBERS_AT = 80;
const MIN_CURVATURE = 1e-3;

/** What is learned from. Rows of weight 0 are in neither list. */
export interface BoostingRows {
  readonly X: Matrix;
  readonly y: Uint8Array;
  readonly weights: Float64Array;
  readonly training: Uint32Array;
  readonly heldOut: Uint32Array;
}

/** Bins the rows and lays out everything the kernel needs. Already validated. */
export function prepareRounds(
  given: BoostingRows,
  bins: FeatureBins,
  settings: BoostingSettings,
): BoostingRounds {
  const { heldOut, y, weights } = given;
  const { baseScore, total } = measureBase(given);
  const arena = layOut(given, bins, settings, total);
  const { offsets } = arena;
  const { buffer } = arena.memory;
  const raw = new Float64Array(buffer, offsets.raw, y.length).fill(baseScore);
  const kernel = loadKernel(boostingKernel, arena.memory);

  function growTree(): GrownTree {
    kernel.differentiate(offsets.plan);
    const count = kernel.growTree(offsets.plan);
    if (heldOut.length > 0) kernel.moveHeldOut(offsets.plan, offsets.heldOut, heldOut.length);
    const tree = {
      nodes: new Uint32Array(buffer, offsets.nodes, 2 * count).slice(),
      values: new Float32Array(buffer, offsets.values, count).slice(),
      covers: new Float32Array(buffer, offsets.covers, count).slice(),
    };
    addUpCovers(tree);
    return tree;
  }

  function heldOutLoss(): number {
    let loss = 0;
    let weight = 0;
    for (const i of heldOut) {
      const margin = y[i] ? raw[i]! : -raw[i]!;
      loss += weights[i]! * (Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin))));
      weight += weights[i]!;
    }
    return loss / weight;
  }

  return { baseScore, growTree, heldOutLoss };
}

/** Log-odds and weight of the training rows together. */
function measureBase({ y, weights, training }: BoostingRows): { baseScore: number; total: number } {
  let total = 0;
  let positive = 0;
  for (const i of training) {
    total += weights[i]!;
    positive += y[i]! * weights[i]!;
  }
  return { baseScore: Math.log(positive / (total - positive)), total };
}

function layOut(
  { X, y, weights, training, heldOut }: BoostingRows,
  bins: FeatureBins,
  settings: BoostingSettings,
  total: number,
) {
  const { rows, columns } = X;
  // The kernel takes rows by pairs.
  const padded = rows + (rows % 2);
  const nodes = 2 * settings.maxLeaves - 1;
  // A feature has a bin more than split points, and one for missing values.
  const binOffsets = Uint32Array.from(bins.splitOffsets, (points, j) => points + 2 * j);
  const arena = createArena({
    ...measureBinRegions(columns),
    plan: PLAN_NUMBERS_AT + 5 * 8,
    bins: padded * columns,
    ...{ target: 8 * padded, weights: 8 * padded, raw: 8 * padded, gradients: 8 * padded },
    ...{ order: 4 * training.length, spare: 4 * training.length, heldOut: 4 * heldOut.length },
    binOffsets: binOffsets.byteLength,
    histograms: settings.maxLeaves * binOffsets[columns]! * 16,
    leaves: settings.maxLeaves * LEAF_BYTES,
    ...{ nodes: 8 * nodes, values: 4 * nodes, covers: 4 * nodes },
  });
  const { offsets } = arena;
  const { buffer } = arena.memory;
  binMatrix(arena, bins, X.data, columns, 0, rows);
  new Float64Array(buffer, offsets.target, rows).set(y);
  new Float64Array(buffer, offsets.weights, rows).set(weights);
  new Uint32Array(buffer, offsets.order, training.length).set(training);
  new Uint32Array(buffer, offsets.heldOut, heldOut.length).set(heldOut);
  new Uint32Array(buffer, offsets.binOffsets, columns + 1).set(binOffsets);
  const weighted = training.some((i) => weights[i] !== 1) ? 1 : 0;
  new Uint32Array(buffer, offsets.plan, PLAN_WORDS).set([
    ...[padded, columns, settings.maxLeaves, settings.maxDepth, settings.minSamplesLeaf],
    ...[
      training.length,
      weighted,
      offsets.bins,
      offsets.target,
      offsets.weights,
      offsets.raw,
      offsets.gradients,
    ],
    ...[offsets.order, offsets.spare, offsets.binOffsets, offsets.histograms, offsets.leaves],
    ...[offsets.nodes, offsets.values, offsets.covers],
  ]);
  // Gradients are at most 1 and curvatures at most 1/4 of a row's weight: no sum of them passes 2³⁰.
  const gradientUnit = 2 ** 30 / total;
  const curvatureUnit = 2 ** 32 / total;
  new Float64Array(buffer, offsets.plan + PLAN_NUMBERS_AT, 5).set([
    ...[gradientUnit, curvatureUnit, settings.l2 * curvatureUnit, MIN_CURVATURE * curvatureUnit],
    (-settings.learningRate * curvatureUnit) / gradientUnit,
  ]);
  return arena;
}

/** The kernel knows the covers of leaves; children come after their parent, so backwards all others follow. */
function addUpCovers({ nodes, covers }: GrownTree): void {
  for (let i = covers.length - 1; i >= 0; i--) {
    const left = nodes[2 * i]!;
    if (left !== i) covers[i] = covers[left]! + covers[left + 1]!;
  }
}
