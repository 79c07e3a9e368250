import type { FeatureBins } from './bins.js';
import type { DecisionTrees } from './decision-trees.js';

/** One tree, as DecisionTrees keeps it: two words of `nodes`, a value and a cover for each node. */
export interface GrownTree {
  readonly nodes: Uint32Array;
  readonly values: Float32Array;
  readonly covers: Float32Array;
}

/** Lays trees that were grown on the same bins one after the other. Covers are divided by `unit`. */
export function joinTrees(
  columns: number,
  bins: FeatureBins,
  grown: readonly GrownTree[],
  unit = 1,
): DecisionTrees {
  const roots = new Int32Array(grown.length + 1);
  for (let t = 0; t < grown.length; t++) roots[t + 1] = roots[t]! + grown[t]!.values.length;
  const count = roots[grown.length]!;
  const nodes = new Uint32Array(2 * count);
  const values = new Float32Array(count);
  const covers = new Float32Array(count);
  for (let t = 0; t < grown.length; t++) {
    nodes.set(grown[t]!.nodes, 2 * roots[t]!);
    values.set(grown[t]!.values, roots[t]!);
    covers.set(grown[t]!.covers, roots[t]!);
  }
  if (unit !== 1) for (let i = 0; i < count; i++) covers[i]! /= unit;
  return { columns, ...bins, roots, nodes, values, covers };
}
