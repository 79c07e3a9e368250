import { describe, expect, it } from 'vitest';
import { fitRandomForest as fitMain, predictRandomForest } from '../ensemble/random-forest.js';
import { treeShap } from '../inspection/tree-shap.js';
import { matrixFromRows } from '../matrix.js';
import { rocAuc } from '../metrics/ranking.js';
import { checkTrees, readNode } from '../tree/decision-trees.js';
import { makeProblem } from '../tree/trees.test-support.js';
import { fitRandomForest } from './random-forest.js';

describe('the reference forest', () => {
  it('finds the split that a hand would', async () => {
    const X = matrixFromRows([1, 2, 3, 8, 9, 10].map((value) => [value]));
    const options = { trees: 1, bootstrap: false, minSamplesLeaf: 1 };
    const { trees } = await fitRandomForest(X, Uint8Array.of(0, 0, 0, 1, 1, 1), options);
    expect(readNode(trees, 0, 0)).toMatchObject({ kind: 'split', feature: 0, threshold: 5.5, cover: 6 });
    expect(readNode(trees, 0, 1)).toMatchObject({ kind: 'leaf', value: 0, cover: 3 });
    expect(readNode(trees, 0, 2)).toMatchObject({ kind: 'leaf', value: 1, cover: 3 });
  });

  it('ranks new rows nearly as well as the main engine, which shares none of its growing', async () => {
    const { X, y } = makeProblem(300, 4, 1);
    const unseen = makeProblem(3000, 4, 2);
    const options = { trees: 15, maxFeatures: 4 };
    const [reference, main] = [await fitRandomForest(X, y, options), await fitMain(X, y, options)];
    const auc = rocAuc(unseen.y, predictRandomForest(reference, unseen.X));
    expect(auc).toBeGreaterThan(rocAuc(unseen.y, predictRandomForest(main, unseen.X)) - 0.03);
    checkTrees(reference.trees);
  });

  it('agrees with the main engine where neither has a choice', async () => {
    const { X, y } = makeProblem(120, 3, 3);
    const options = { trees: 1, bootstrap: false, minSamplesLeaf: 1, maxFeatures: 3, maxDepth: 1 };
    const [reference, main] = [await fitRandomForest(X, y, options), await fitMain(X, y, options)];
    expect(readNode(reference.trees, 0, 0)).toEqual(readNode(main.trees, 0, 0));
    expect(predictRandomForest(reference, X)).toEqual(predictRandomForest(main, X));
  });

  it('predicts probabilities that are means of leaf shares, and explains them', async () => {
    const { X, y } = makeProblem(150, 4, 4);
    const model = await fitRandomForest(X, y, { trees: 5 });
    const p = predictRandomForest(model, X);
    expect(Math.min(...p)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...p)).toBeLessThanOrEqual(1);
    const { base, values } = treeShap(model, X);
    expect(values.data.subarray(0, 4).reduce((sum, value) => sum + value, base)).toBeCloseTo(p[0]!, 12);
  });

  it('is the same forest for a seed, and draws no row that weighs nothing', async () => {
    const { X, y } = makeProblem(100, 3, 5);
    const sampleWeight = Float64Array.from({ length: 100 }, (_, i) => (i < 50 ? 1 : 0));
    const options = { trees: 2, seed: 7, sampleWeight };
    const model = await fitRandomForest(X, y, options);
    expect(await fitRandomForest(X, y, options)).toEqual(model);
    const flipped = Uint8Array.from(y, (label, i) => (i < 50 ? label : 1 - label));
    expect((await fitRandomForest(X, flipped, options)).trees).toEqual(model.trees);
  });

  it('balances classes by drawing them alike', async () => {
    const { X } = makeProblem(300, 3, 6);
    const y = Uint8Array.from({ length: 300 }, (_, i) => (i % 10 === 0 ? 1 : 0));
    const options = { trees: 10, maxDepth: 1, minSamplesLeaf: 60, classWeight: 'balanced' } as const;
    const mean = predictRandomForest(await fitRandomForest(X, y, options), X).reduce((a, b) => a + b) / 300;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.08);
  });

  it('refuses what the main engine refuses, and out-of-bag scores', async () => {
    const { X, y } = makeProblem(20, 3, 7);
    await expect(fitRandomForest(X, new Uint8Array(20))).rejects.toThrow(/only the class 0/);
    await expect(fitRandomForest(X, y, { maxDepth: 99 })).rejects.toThrow(/maxDepth is 99/);
    await expect(fitRandomForest(X, y, { outOfBag: true })).rejects.toThrow(/no out-of-bag scores/);
  });
});
