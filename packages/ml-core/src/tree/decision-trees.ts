import { ArtefactError } from '../errors.js';
import { showValue } from '../show-value.js';
import { requireInteger, requireObject } from '../validation.js';
import type { FeatureBins } from './bins.js';

/**
 * Decision trees as flat arrays: what forests and boosting are made of.
 *
 * Nodes lie tree after tree; tree t has those from `roots[t]` to `roots[t + 1]`, its root first, and children are
 * numbered within their tree. Node i is two words of `nodes`: at 2i its left child (the right one follows it), at 2i +
 * 1 its test, feature << 16 | missingRight << 8 | split. A missing value goes right where missingRight is 1, else left;
 * any other goes left where it is ≤ split point number split + missingRight - 1 of the feature (number -1 stands for
 * -infinity). A leaf is its own left child and its test is LEAF_TEST. Split points are raw feature values: trees score
 * rows on their own.
 */
export interface DecisionTrees extends FeatureBins {
  readonly columns: number;
  readonly roots: Int32Array;
  readonly nodes: Uint32Array;
  /** One per node: the share of positives (forest) or the step in log-odds (boosting; 0 inside). */
  readonly values: Float32Array;
  /** One per node: the weight of the training rows that reached it. */
  readonly covers: Float32Array;
}

/** The test that no bin passes: of a leaf. */
export const LEAF_TEST = 255;

/** The most steps from a root to a leaf, and twice the most points of a quadrature (see tree-shap.ts). */
export const MAX_DEPTH = 32;

/** The most features: twice their number shares a word with the split (see sum-leaves.ts). */
export const MAX_COLUMNS = 32_767;

/** A node in plain fields, for exporting and drawing trees. */
export type TreeNode =
  | { readonly kind: 'leaf'; readonly value: number; readonly cover: number }
  | {
      readonly kind: 'split';
      readonly feature: number;
      /** Goes left where the value ≤ threshold. */
      readonly threshold: number;
      readonly missingRight: boolean;
      /** Node numbers within the tree. */
      readonly left: number;
      readonly right: number;
      readonly cover: number;
    };

/** How many trees there are. @throws InvalidParameterError for anything that is not a set of trees */
export function countTrees(trees: DecisionTrees): number {
  return requireObject('trees.roots', requireObject('trees', trees).roots).length - 1;
}

/**
 * Node `node` of tree `tree` in plain fields. What is in the trees is trusted, see `checkTrees`.
 * @throws InvalidParameterError where there is no such tree or node
 */
export function readNode(trees: DecisionTrees, tree: number, node: number): TreeNode {
  requireTree(trees, tree);
  requireInteger('node', node, 0, trees.roots[tree + 1]! - trees.roots[tree]! - 1);
  const at = trees.roots[tree]! + node;
  const left = trees.nodes[2 * at]!;
  const test = trees.nodes[2 * at + 1]!;
  const cover = trees.covers[at]!;
  if (left === node) return { kind: 'leaf', value: trees.values[at]!, cover };
  const feature = test >>> 16;
  const missingRight = (test & 256) !== 0;
  const point = (test & 255) + (missingRight ? 0 : -1);
  return {
    kind: 'split',
    feature,
    threshold: point < 0 ? -Infinity : trees.splitPoints[trees.splitOffsets[feature]! + point]!,
    missingRight,
    left,
    right: left + 1,
    cover,
  };
}

function requireTree(trees: DecisionTrees, tree: number): void {
  requireInteger('tree', tree, 0, countTrees(trees) - 1);
}

/**
 * Steps from the root of a tree to its deepest leaf. Children come after their parent, so one pass is enough.
 * @throws InvalidParameterError where there is no such tree
 */
export function measureDepth(trees: DecisionTrees, tree: number): number {
  requireTree(trees, tree);
  const root = trees.roots[tree]!;
  const count = trees.roots[tree + 1]! - root;
  const depths = new Uint8Array(count);
  let deepest = 0;
  for (let i = 0; i < count; i++) {
    const left = trees.nodes[2 * (root + i)]!;
    if (left === i) continue;
    const depth = depths[i]! + 1;
    depths[left] = depth;
    depths[left + 1] = depth;
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

/**
 * Throws for trees on which scoring could loop, leave its arrays, or compute with NaN, as a damaged file might hold.
 * @throws ArtefactError that names the place; InvalidParameterError for anything that is not a set of trees.
 */
export function checkTrees(trees: DecisionTrees): void {
  requireObject('trees', trees);
  for (const [name, type] of Object.entries(arrayTypes)) {
    const array = (trees as unknown as Record<string, unknown>)[name];
    refuseUnless(array instanceof type, `${name} is ${showValue(array)}, not a ${type.name}`);
  }
  const { columns, roots, nodes, values, covers, splitOffsets, splitPoints } = trees;
  const count = values.length;
  refuseUnless(columns >= 1 && columns <= MAX_COLUMNS, `columns is ${columns}; it must be 1..${MAX_COLUMNS}`);
  refuseUnless(
    nodes.length === 2 * count && covers.length === count,
    'nodes, values and covers differ in length',
  );
  refuseUnless(
    splitOffsets.length === columns + 1,
    `splitOffsets has ${splitOffsets.length} entries for ${columns} columns`,
  );
  refuseUnless(
    splitOffsets[0] === 0 && splitOffsets[columns] === splitPoints.length,
    'splitOffsets do not cover splitPoints',
  );
  for (let j = 0; j < columns; j++) {
    const points = splitOffsets[j + 1]! - splitOffsets[j]!;
    refuseUnless(points >= 0 && points < LEAF_TEST, `feature ${j} has ${points} split points`);
  }
  for (let i = 0; i < splitPoints.length; i++) {
    refuseUnless(Number.isFinite(splitPoints[i]), `split point ${i} is ${splitPoints[i]}`);
  }
  for (let i = 0; i < count; i++) {
    refuseUnless(Number.isFinite(values[i]), `value ${i} is ${values[i]}`);
    refuseUnless(covers[i]! > 0 && covers[i]! < Infinity, `cover ${i} is ${covers[i]}`);
  }
  refuseUnless(roots.length > 1 && roots[0] === 0 && roots.at(-1) === count, 'roots do not cover the nodes');
  for (let t = 0; t + 1 < roots.length; t++) checkTree(trees, t);
}

const arrayTypes = {
  roots: Int32Array,
  nodes: Uint32Array,
  values: Float32Array,
  covers: Float32Array,
  splitOffsets: Int32Array,
  splitPoints: Float64Array,
};

function checkTree(trees: DecisionTrees, tree: number): void {
  const { columns, roots, nodes, splitOffsets } = trees;
  const root = roots[tree]!;
  const count = roots[tree + 1]! - root;
  refuseUnless(count >= 1, `tree ${tree} has ${count} nodes`);
  const depths = new Uint8Array(count);
  const reached = new Uint8Array(count);
  reached[0] = 1;
  for (let i = 0; i < count; i++) {
    const where = `node ${i} of tree ${tree}`;
    refuseUnless(reached[i] === 1, `${where} has no parent before it`);
    const left = nodes[2 * (root + i)]!;
    const test = nodes[2 * (root + i) + 1]!;
    if (left === i) {
      refuseUnless(test === LEAF_TEST, `${where} is a leaf with the test ${test}`);
      continue;
    }
    refuseUnless(left > i && left + 1 < count, `${where} has the left child ${left} of ${count} nodes`);
    refuseUnless(!reached[left] && !reached[left + 1], `${where} shares a child`);
    refuseUnless(depths[i]! < MAX_DEPTH, `${where} is deeper than ${MAX_DEPTH}`);
    const feature = test >>> 16;
    refuseUnless(feature < columns, `${where} tests feature ${feature} of ${columns}`);
    const points = splitOffsets[feature + 1]! - splitOffsets[feature]!;
    const split = (test & 255) + ((test >>> 8) & 255);
    refuseUnless(split <= points && (test & 0xfe00) === 0, `${where} has the test ${test}`);
    reached[left] = 1;
    reached[left + 1] = 1;
    depths[left] = depths[i]! + 1;
    depths[left + 1] = depths[i]! + 1;
  }
}

function refuseUnless(holds: boolean, found: string): void {
  if (!holds) throw new ArtefactError(`the trees are damaged: ${found}`);
}
