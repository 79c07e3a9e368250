import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../matrix.js';
import { buildTrees, type PlainTree } from '../tree/build-trees.js';
import { treeShap } from './tree-shap.js';

interface Golden {
  readonly trees: PlainTree[];
  readonly rows: (number | null)[][];
  readonly base: number;
  readonly baseScore: number;
  readonly values: number[][];
}

const file = new URL('../../golden/tree-shap.golden.json', import.meta.url);
const golden: { columns: number; forest: Golden; boosting: Golden } = JSON.parse(readFileSync(file, 'utf8'));
const rowsOf = ({ rows }: Golden) =>
  matrixFromRows(rows.map((row) => row.map((value) => value ?? Number.NaN)));

describe('TreeSHAP on trees of scikit-learn', () => {
  it.each(['forest', 'boosting'] as const)('gives what the shap package gives for a %s', (kind) => {
    const expected = golden[kind];
    const trees = buildTrees(golden.columns, expected.trees);
    const common = { version: 1, seed: 0, trees } as const;
    const { base, values } =
      kind === 'forest'
        ? treeShap({ kind: 'randomForest', ...common }, rowsOf(expected))
        : treeShap({ kind: 'gradientBoosting', baseScore: expected.baseScore, ...common }, rowsOf(expected));
    expect(base).toBeCloseTo(expected.base, 7);
    expected.values.flat().forEach((value, i) => {
      expect(values.data[i]).toBeCloseTo(value, 7);
    });
  });
});
