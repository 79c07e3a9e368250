import { InvalidParameterError } from '../errors.js';
import { type DecisionTrees, LEAF_TEST } from './decision-trees.js';
import { type GrownTree, joinTrees } from './join-trees.js';

/** A tree as other libraries write it: node 0 is the root, a leaf has -1 for its left child. */
export interface PlainTree {
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly feature: ArrayLike<number>;
  /** A row goes left where its value ≤ threshold. */
  readonly threshold: ArrayLike<number>;
  /** 1 where a missing value goes right; Default: all go left. */
  readonly missingRight?: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  readonly cover: ArrayLike<number>;
}

/**
 * Builds trees that were grown elsewhere. Values and covers are rounded to float32.
 * @throws InvalidParameterError if one feature has more than 254 different thresholds.
 */
export function buildTrees(columns: number, plain: readonly PlainTree[]): DecisionTrees {
  const thresholds = Array.from({ length: columns }, () => new Set<number>());
  for (const tree of plain) {
    for (let i = 0; i < tree.left.length; i++) {
      if (tree.left[i]! >= 0) thresholds[tree.feature[i]!]!.add(tree.threshold[i]!);
    }
  }
  const points = thresholds.map((ofFeature) => Float64Array.from(ofFeature).sort());
  const splitOffsets = new Int32Array(columns + 1);
  points.forEach(({ length }, j) => {
    if (length >= LEAF_TEST) {
      throw new InvalidParameterError(`feature ${j} has ${length} thresholds; at most ${LEAF_TEST - 1} fit`);
    }
    splitOffsets[j + 1] = splitOffsets[j]! + length;
  });
  const splitPoints = new Float64Array(splitOffsets[columns]!);
  points.forEach((ofFeature, j) => {
    splitPoints.set(ofFeature, splitOffsets[j]);
  });
  const grown = plain.map((tree) => renumber(tree, points));
  return joinTrees(columns, { splitOffsets, splitPoints }, grown);
}

/** Level by level, so that siblings are neighbours and children come after their parent. */
function renumber(tree: PlainTree, points: readonly Float64Array[]): GrownTree {
  const order = [0];
  const nodes: number[] = [];
  for (let i = 0; i < order.length; i++) {
    const from = order[i]!;
    if (tree.left[from]! < 0) {
      nodes.push(i, LEAF_TEST);
      continue;
    }
    const feature = tree.feature[from]!;
    const missingRight = tree.missingRight?.[from] ?? 0;
    const split = points[feature]!.indexOf(tree.threshold[from]!) + 1 - missingRight;
    nodes.push(order.length, (feature << 16) | (missingRight << 8) | split);
    order.push(tree.left[from]!, tree.right[from]!);
  }
  return {
    nodes: Uint32Array.from(nodes),
    values: Float32Array.from(order, (from) => tree.value[from]!),
    covers: Float32Array.from(order, (from) => tree.cover[from]!),
  };
}
