import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../matrix.js';
import { buildTrees } from './build-trees.js';
import { checkTrees, measureDepth, readNode } from './decision-trees.js';
import { sumLeaves } from './sum-leaves.js';

/** x0 ≤ 5 ? 10 : (x1 ≤ -1 ? 20 : 30), missing x1 to the right. Its right subtree is written first. */
const written = {
  left: [3, -1, 4, -1, -1],
  right: [2, -1, 1, -1, -1],
  feature: [0, 0, 1, 0, 0],
  threshold: [5, 0, -1, 0, 0],
  missingRight: [0, 0, 1, 0, 0],
  value: [0, 30, 0, 10, 20],
  cover: [6, 1, 3, 3, 2],
};

describe('trees taken in from elsewhere', () => {
  const trees = buildTrees(2, [written]);

  it('score rows as they were written', () => {
    const rows = [
      [5, 0],
      [6, -1],
      [6, 0],
      [Number.NaN, 0],
      [6, Number.NaN],
    ];
    expect([...sumLeaves(trees, matrixFromRows(rows))]).toEqual([10, 20, 30, 10, 30]);
  });

  it('have siblings side by side', () => {
    expect(readNode(trees, 0, 0)).toMatchObject({
      kind: 'split',
      feature: 0,
      threshold: 5,
      left: 1,
      right: 2,
    });
    expect(readNode(trees, 0, 2)).toMatchObject({ feature: 1, threshold: -1, missingRight: true, left: 3 });
    expect(measureDepth(trees, 0)).toBe(2);
    checkTrees(trees);
  });

  it('may not have more thresholds than bins', () => {
    const count = 300;
    const chain = {
      left: Array.from({ length: 2 * count + 1 }, (_, i) => (i % 2 === 0 && i < 2 * count ? i + 1 : -1)),
      right: Array.from({ length: 2 * count + 1 }, (_, i) => (i % 2 === 0 && i < 2 * count ? i + 2 : -1)),
      feature: new Array<number>(2 * count + 1).fill(0),
      threshold: Array.from({ length: 2 * count + 1 }, (_, i) => i),
      value: new Array<number>(2 * count + 1).fill(0),
      cover: new Array<number>(2 * count + 1).fill(1),
    };
    expect(() => buildTrees(1, [chain])).toThrow('feature 0 has 300 thresholds; at most 254 fit');
  });
});

describe('damaged trees', () => {
  const whole = buildTrees(2, [written]);
  const setWords = (at: number, ...words: number[]) => {
    const nodes = whole.nodes.slice();
    nodes.set(words, at);
    return () => checkTrees({ ...whole, nodes });
  };

  it('are reported: a cycle, a child outside, a shared child', () => {
    expect(setWords(4, 0)).toThrow(/node 2 of tree 0 has the left child 0/);
    expect(setWords(4, 4)).toThrow(/node 2 of tree 0 has the left child 4 of 5 nodes/);
    expect(setWords(2, 3, 1)).toThrow(/node 2 of tree 0 shares a child/);
  });

  it('are reported: a feature or a split that does not exist, a leaf with a test', () => {
    expect(setWords(1, 2 << 16)).toThrow(/tests feature 2 of 2/);
    expect(setWords(1, 9)).toThrow(/node 0 of tree 0 has the test 9/);
    expect(setWords(3, 3)).toThrow(/node 1 of tree 0 is a leaf with the test 3/);
  });

  it('are reported: values that are not finite, arrays of the wrong length', () => {
    const values = whole.values.slice().fill(Number.NaN, 1, 2);
    expect(() => checkTrees({ ...whole, values })).toThrow('value 1 is NaN');
    const covers = whole.covers.slice().fill(0, 0, 1);
    expect(() => checkTrees({ ...whole, covers })).toThrow('cover 0 is 0');
    expect(() => checkTrees({ ...whole, columns: 3 })).toThrow(/splitOffsets has 3 entries for 3 columns/);
    expect(() => checkTrees({ ...whole, roots: Int32Array.of(0, 4) })).toThrow(
      /roots do not cover the nodes/,
    );
  });
});
