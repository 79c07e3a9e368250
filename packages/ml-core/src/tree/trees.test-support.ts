import { createMatrix } from '../matrix.js';
import { createRandom, type Random } from '../random.js';
import type { Matrix } from '../types.js';
import type { PlainTree } from './build-trees.js';
import { countTrees, type DecisionTrees, readNode } from './decision-trees.js';

/**
 * A seeded problem with a line, a step, a product of two features and noise; `logOdds` are those that y was drawn from.
 */
export function makeProblem(rows: number, columns: number, seed: number, missingShare = 0) {
  const random = createRandom(seed);
  const X = createMatrix(rows, columns);
  const y = new Uint8Array(rows);
  const logOdds = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = X.data.subarray(i * columns, (i + 1) * columns);
    for (let j = 0; j < columns; j++) row[j] = j % 3 === 2 ? random.integer(4) : random.normal();
    const [a = 0, b = 0, c = 0] = row;
    logOdds[i] = 1.5 * a + (c > 1 ? 1 : -1) + a * b - 0.5;
    y[i] = random.next() < 1 / (1 + Math.exp(-logOdds[i]!)) ? 1 : 0;
    for (let j = 0; j < columns; j++) if (random.next() < missingShare) row[j] = Number.NaN;
  }
  return { X, y, logOdds };
}

/**
 * A tree of any shape, from a single leaf on, whose thresholds are -2..2 and whose covers add up. Its values are of so
 * many sizes that their sum depends on their order.
 */
export function drawTree(random: Random, columns: number, maxDepth: number): PlainTree {
  const tree = {
    left: [] as number[],
    right: [] as number[],
    feature: [] as number[],
    threshold: [] as number[],
    missingRight: [] as number[],
    value: [] as number[],
    cover: [] as number[],
  };
  const grow = (depth: number): number => {
    const at = tree.left.push(-1) - 1;
    tree.right.push(-1);
    tree.feature.push(random.integer(columns));
    tree.threshold.push(random.integer(5) - 2);
    tree.missingRight.push(random.integer(2));
    tree.value.push(random.normal() / 2 ** random.integer(60));
    tree.cover.push(1 + random.integer(9));
    if (depth === maxDepth || random.next() < 0.2) return at;
    tree.left[at] = grow(depth + 1);
    tree.right[at] = grow(depth + 1);
    tree.cover[at] = tree.cover[tree.left[at]!]! + tree.cover[tree.right[at]!]!;
    return at;
  };
  grow(0);
  return tree;
}

/** What `sumLeaves` must give, one readable node after the other. */
export function sumLeavesPlainly(trees: DecisionTrees, X: Matrix): Float64Array {
  return Float64Array.from({ length: X.rows }, (_, i) => {
    let sum = 0;
    for (let t = 0; t < countTrees(trees); t++) {
      let node = readNode(trees, t, 0);
      while (node.kind === 'split') {
        const value = X.data[i * X.columns + node.feature]!;
        const right = Number.isNaN(value) ? node.missingRight : value > node.threshold;
        node = readNode(trees, t, right ? node.right : node.left);
      }
      sum += node.value;
    }
    return sum;
  });
}
