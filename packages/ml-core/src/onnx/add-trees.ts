import { countTrees, type DecisionTrees, readNode } from '../tree/decision-trees.js';
import type { OnnxGraph } from './onnx-graph.js';

/** How ONNX numbers what it does with the values of a row's leaves, and with the outcome. */
const SUM = 1;
const AS_IT_IS = 0;

/** Adds the sum of the values of the leaves that each row of X falls into; returns its name. rows × 1, float64. */
export function addTrees(graph: OnnxGraph, trees: DecisionTrees, X: string): string {
  const { roots, features, thresholds, missingLeft, left, right, leafValues } = listSplits(trees);
  return graph.add('leaf_sum', 'TreeEnsemble', [X], {
    n_targets: 1,
    aggregate_function: SUM,
    post_transform: AS_IT_IS,
    tree_roots: roots,
    // Mode 0 takes the true side where the value ≤ split.
    nodes_modes: new Uint8Array(features.length),
    nodes_featureids: features,
    nodes_splits: thresholds,
    nodes_missing_value_tracks_true: missingLeft,
    nodes_truenodeids: left.to,
    nodes_trueleafs: left.isLeaf,
    nodes_falsenodeids: right.to,
    nodes_falseleafs: right.isLeaf,
    leaf_targetids: new Int32Array(leafValues.length),
    leaf_weights: leafValues,
  });
}

/** Where one side of each split leads: to which leaf, or to which split. */
interface Side {
  readonly to: Int32Array;
  readonly isLeaf: Int32Array;
}

/** All trees as splits and leaves, each numbered on its own from 0. */
interface SplitLists {
  /** The split that each tree starts with. */
  readonly roots: Int32Array;
  readonly features: Int32Array;
  readonly thresholds: Float64Array;
  readonly missingLeft: Int32Array;
  readonly left: Side;
  readonly right: Side;
  readonly leafValues: Float64Array;
}

function listSplits(trees: DecisionTrees): SplitLists {
  const { roots, number, isLeaf, splits, leaves } = numberNodes(trees);
  const lists: SplitLists = {
    roots,
    features: new Int32Array(splits),
    thresholds: new Float64Array(splits),
    missingLeft: new Int32Array(splits),
    left: { to: new Int32Array(splits), isLeaf: new Int32Array(splits) },
    right: { to: new Int32Array(splits), isLeaf: new Int32Array(splits) },
    leafValues: new Float64Array(leaves),
  };
  const lead = ({ left, right }: SplitLists, split: number, toLeft: number, toRight: number) => {
    left.to[split] = number[toLeft]!;
    left.isLeaf[split] = isLeaf[toLeft]!;
    right.to[split] = number[toRight]!;
    right.isLeaf[split] = isLeaf[toRight]!;
  };
  for (let t = 0; t < countTrees(trees); t++) {
    const root = trees.roots[t]!;
    for (let at = root; at < trees.roots[t + 1]!; at++) {
      const node = readNode(trees, t, at - root);
      if (node.kind === 'leaf') {
        lists.leafValues[number[at]!] = node.value;
        if (at === root) lead(lists, roots[t]!, at, at);
        continue;
      }
      const split = number[at]!;
      lists.features[split] = node.feature;
      lists.thresholds[split] = node.threshold;
      lists.missingLeft[split] = node.missingRight ? 0 : 1;
      lead(lists, split, root + node.left, root + node.right);
    }
  }
  return lists;
}

/** Numbers splits and leaves. A tree that is only a leaf gets a split as well, of which both sides lead to the leaf. */
function numberNodes(trees: DecisionTrees) {
  const number = new Int32Array(trees.values.length);
  const isLeaf = new Uint8Array(trees.values.length);
  const roots = new Int32Array(countTrees(trees));
  let splits = 0;
  let leaves = 0;
  for (let t = 0; t < roots.length; t++) {
    const root = trees.roots[t]!;
    roots[t] = splits;
    for (let at = root; at < trees.roots[t + 1]!; at++) {
      isLeaf[at] = trees.nodes[2 * at] === at - root ? 1 : 0;
      number[at] = isLeaf[at] ? leaves++ : splits++;
    }
    if (isLeaf[root]) splits++;
  }
  return { number, isLeaf, roots, splits, leaves };
}
