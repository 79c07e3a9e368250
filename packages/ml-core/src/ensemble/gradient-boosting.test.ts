import { afterAll, describe, expect, it } from 'vitest';
import { createMatrix, matrixFromRows, takeRows } from '../matrix.js';
import { rocAuc } from '../metrics/ranking.js';
import { createLocalThreads } from '../parallel/local-threads.test-support.js';
import { createPool } from '../parallel/pool.js';
import { serveTasks } from '../tasks.js';
import { checkTrees, countTrees, measureDepth, readNode } from '../tree/decision-trees.js';
import { makeProblem, sumLeavesPlainly } from '../tree/trees.test-support.js';
import type { Matrix } from '../types.js';
import {
  fitGradientBoosting,
  type GradientBoostingModel,
  type GradientBoostingOptions,
  gradientBoostingLogOdds,
} from './gradient-boosting.js';

const threads = createLocalThreads();
afterAll(() => threads.close());

const small = { maxIterations: 20, minSamplesLeaf: 5 } as const;

/** Mean log loss of the model's own probabilities. */
function lossOf(model: GradientBoostingModel, X: Matrix, y: Uint8Array): number {
  const logOdds = gradientBoostingLogOdds(model, X);
  return logOdds.reduce((sum, z, i) => sum + Math.log1p(Math.exp(y[i] ? -z : z)), 0) / y.length;
}

describe('gradient boosting', () => {
  it('takes the Newton step that a hand would', async () => {
    // Half positive: p = 1/2, so gradients are ±1/2 and curvatures 1/4; both sides step by 4 · (1/2) / (4 · 1/4 + 1).
    const X = matrixFromRows([[1], [2], [3], [4], [5], [6], [7], [8]]);
    const y = Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    const options = { maxIterations: 1, minSamplesLeaf: 1, maxLeaves: 2, l2: 1, learningRate: 0.5 };
    const { trees, baseScore } = await fitGradientBoosting(X, y, options);
    expect(baseScore).toBe(0);
    expect(readNode(trees, 0, 0)).toMatchObject({ kind: 'split', feature: 0, threshold: 4.5, cover: 8 });
    expect(readNode(trees, 0, 1)).toMatchObject({ kind: 'leaf', value: -0.5, cover: 4 });
    expect(readNode(trees, 0, 2)).toMatchObject({ kind: 'leaf', value: 0.5, cover: 4 });
  });

  it.each([
    ['right', [Number.NaN, Number.NaN, 7, 8], 'missingRight', true],
    ['left', [Number.NaN, Number.NaN, 1, 2], 'missingRight', false],
  ] as const)('learns that missing values belong to the %s', async (_, ones, key, expected) => {
    const zeros = expected ? [1, 2, 3, 4] : [5, 6, 7, 8];
    const X = matrixFromRows([...zeros, ...ones].map((value) => [value]));
    const y = Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    const { trees } = await fitGradientBoosting(X, y, { maxIterations: 1, minSamplesLeaf: 1, maxLeaves: 2 });
    expect(readNode(trees, 0, 0)).toMatchObject({ [key]: expected });
    expect(readNode(trees, 0, 1)).toMatchObject({ kind: 'leaf', cover: 4 });
  });

  it('can separate missing values from all others', async () => {
    const X = matrixFromRows([[3], [1], [2], [4], [Number.NaN], [Number.NaN]]);
    const y = Uint8Array.of(0, 0, 0, 0, 1, 1);
    const { trees } = await fitGradientBoosting(X, y, { maxIterations: 1, minSamplesLeaf: 2, maxLeaves: 2 });
    const [left, right] = [readNode(trees, 0, 1), readNode(trees, 0, 2)];
    expect([left.cover, right.cover].sort()).toEqual([2, 4]);
  });

  it('counts each row where it belongs, and steps as far as its gradients say, over many thousand rows', async () => {
    const { X, y } = makeProblem(20_000, 5, 14, 0.1);
    const { trees, baseScore } = await fitGradientBoosting(X, y, { maxIterations: 1, earlyStopping: false });
    const p = 1 / (1 + Math.exp(-baseScore));
    const sums = new Map<number, { rows: number; gradient: number }>();
    for (let i = 0; i < X.rows; i++) {
      let node = readNode(trees, 0, 0);
      let at = 0;
      while (node.kind === 'split') {
        const value = X.data[i * X.columns + node.feature]!;
        const left = Number.isNaN(value) ? !node.missingRight : value <= node.threshold;
        at = left ? node.left : node.right;
        node = readNode(trees, 0, at);
      }
      const sum = sums.get(at) ?? { rows: 0, gradient: 0 };
      sums.set(at, { rows: sum.rows + 1, gradient: sum.gradient + p - y[i]! });
    }
    expect(sums.size).toBe(31);
    for (const [leaf, { rows, gradient }] of sums) {
      const { cover, ...node } = readNode(trees, 0, leaf);
      expect(cover).toBe(rows);
      const step = (-0.1 * gradient) / (rows * p * (1 - p));
      expect(node.kind === 'leaf' && node.value).toBeCloseTo(step, 3);
    }
  });

  it('is the same model on one thread and on several', async () => {
    const { X, y } = makeProblem(80_000, 3, 15);
    const options = { maxIterations: 2, earlyStopping: false };
    const alone = await fitGradientBoosting(X, y, options);
    for (const count of [2, 3]) {
      const pool = createPool(threads.start(count, serveTasks));
      expect(await fitGradientBoosting(X, y, { ...options, pool })).toEqual(alone);
    }
  });

  it('predicts alone what it predicts in bulk, as its nodes say, with missing values', async () => {
    const { X, y } = makeProblem(600, 5, 1, 0.2);
    const model = await fitGradientBoosting(X, y, small);
    const bulk = gradientBoostingLogOdds(model, X);
    expect(gradientBoostingLogOdds(model, takeRows(X, [17]))[0]).toBe(bulk[17]);
    expect(bulk).toEqual(sumLeavesPlainly(model.trees, X).map((sum) => model.baseScore + sum));
    checkTrees(model.trees);
  });

  it('lowers the loss with every tree', async () => {
    const { X, y } = makeProblem(1000, 5, 2);
    const losses = [];
    for (const maxIterations of [1, 2, 4, 8, 16]) {
      losses.push(lossOf(await fitGradientBoosting(X, y, { maxIterations }), X, y));
    }
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
  });

  it('is as good as its task allows on rows that it has not seen', async () => {
    const { X, y } = makeProblem(4000, 6, 3);
    const unseen = makeProblem(4000, 6, 4);
    const model = await fitGradientBoosting(X, y, { maxIterations: 50 });
    const best = rocAuc(unseen.y, unseen.logOdds);
    expect(rocAuc(unseen.y, gradientBoostingLogOdds(model, unseen.X))).toBeGreaterThan(best - 0.015);
  });

  it('keeps to maxLeaves, maxDepth and minSamplesLeaf', async () => {
    const { X, y } = makeProblem(2000, 5, 5);
    const options = { maxIterations: 10, maxLeaves: 9, maxDepth: 4, minSamplesLeaf: 40 };
    const { trees } = await fitGradientBoosting(X, y, options);
    for (let t = 0; t < 10; t++) {
      expect(trees.roots[t + 1]! - trees.roots[t]!).toBeLessThanOrEqual(17);
      expect(measureDepth(trees, t)).toBeLessThanOrEqual(4);
    }
    expect(Math.min(...trees.covers)).toBeGreaterThanOrEqual(40);
  });

  it('stops early on noise, at the trees that helped rows held out', async () => {
    const { X } = makeProblem(600, 5, 6);
    const noise = makeProblem(600, 1, 7).y;
    const model = await fitGradientBoosting(X, noise, { earlyStopping: true, patience: 5 });
    expect(countTrees(model.trees)).toBeLessThan(20);
    expect(countTrees((await fitGradientBoosting(X, noise)).trees)).toBe(100);
  });

  it('is the same model for a seed', async () => {
    const { X, y } = makeProblem(500, 5, 8, 0.1);
    const options: GradientBoostingOptions = { ...small, seed: 4, earlyStopping: true };
    expect(await fitGradientBoosting(X, y, options)).toEqual(await fitGradientBoosting(X, y, options));
  });

  it('does not care for the order of the rows', async () => {
    const { X, y } = makeProblem(400, 5, 9, 0.1);
    const backwards = Array.from({ length: 400 }, (_, i) => 399 - i);
    const turned = await fitGradientBoosting(takeRows(X, backwards), y.slice().reverse(), small);
    expect(turned).toEqual(await fitGradientBoosting(X, y, small));
  });

  it('takes weights as rows repeated, to the last bit', async () => {
    const { X, y } = makeProblem(700, 4, 10);
    const repeated = Array.from({ length: 700 }, (_, i) => new Array<number>(i % 4).fill(i)).flat();
    const options = { maxIterations: 20, minSamplesLeaf: 1 };
    const sampleWeight = Float64Array.from({ length: 700 }, (_, i) => i % 4);
    const weighted = await fitGradientBoosting(X, y, { ...options, sampleWeight });
    const target = Uint8Array.from(repeated, (i) => y[i]!);
    const written = await fitGradientBoosting(takeRows(X, repeated), target, options);
    expect(gradientBoostingLogOdds(written, X)).toEqual(gradientBoostingLogOdds(weighted, X));
  });

  it('draws cuts by the seed alone, on any number of threads', async () => {
    const { X, y } = makeProblem(80_000, 3, 16, 0.1);
    const options = { maxIterations: 2, earlyStopping: false, extraTrees: true, seed: 5 };
    const alone = await fitGradientBoosting(X, y, options);
    const pool = createPool(threads.start(2, serveTasks));
    expect(await fitGradientBoosting(X, y, { ...options, pool })).toEqual(alone);
    expect((await fitGradientBoosting(X, y, { ...options, seed: 6 })).trees).not.toEqual(alone.trees);
  });

  it('sends the rows, missing values too, to where a cut drawn at random was counted', async () => {
    const { X, y } = makeProblem(3000, 5, 17, 0.2);
    const { trees } = await fitGradientBoosting(X, y, { maxIterations: 20, extraTrees: true });
    checkTrees(trees);
    const reached = new Float32Array(trees.covers.length);
    for (let t = 0; t < countTrees(trees); t++) {
      for (let i = 0; i < X.rows; i++) {
        let at = 0;
        for (;;) {
          reached[trees.roots[t]! + at]!++;
          const node = readNode(trees, t, at);
          if (node.kind === 'leaf') break;
          const value = X.data[i * X.columns + node.feature]!;
          const left = Number.isNaN(value) ? !node.missingRight : value <= node.threshold;
          at = left ? node.left : node.right;
        }
      }
    }
    expect(reached).toEqual(trees.covers);
  });

  it('follows noise less where cuts are drawn', async () => {
    const { X, y } = makeProblem(1000, 12, 18);
    const unseen = makeProblem(4000, 12, 19);
    const options = { maxIterations: 200, learningRate: 0.05 };
    const [best, drawn] = [
      await fitGradientBoosting(X, y, options),
      await fitGradientBoosting(X, y, { ...options, extraTrees: true }),
    ].map((model) => lossOf(model, unseen.X, unseen.y));
    expect(drawn).toBeLessThan(best! - 0.01);
  });

  it('knows no unit of weights', async () => {
    const { X, y } = makeProblem(1000, 4, 13);
    const plain = gradientBoostingLogOdds(await fitGradientBoosting(X, y), X);
    for (const weight of [2 ** -11, 1 / 1000, 1024, 2 ** 290]) {
      const sampleWeight = new Float64Array(1000).fill(weight);
      const scaled = gradientBoostingLogOdds(await fitGradientBoosting(X, y, { sampleWeight }), X);
      for (let i = 0; i < 1000; i++) expect(scaled[i]).toBeCloseTo(plain[i]!, 5);
    }
  });

  it('learns something of the others beside one row that weighs a million', async () => {
    const { X, y } = makeProblem(2000, 4, 14);
    const sampleWeight = new Float64Array(2000).fill(1);
    for (const heavy of [1e6, 1e15]) {
      sampleWeight[7] = heavy;
      const logOdds = gradientBoostingLogOdds(await fitGradientBoosting(X, y, { sampleWeight }), X);
      expect(logOdds.every(Number.isFinite)).toBe(true);
      if (heavy === 1e6) expect(rocAuc(y, logOdds)).toBeGreaterThan(0.65);
    }
  });

  it.each([
    [20_000, 1],
    [40_000, 2],
    [20_000, 20],
  ])('makes finite trees of %d rows with %d of a class', async (rows, positives) => {
    const { X } = makeProblem(rows, 3, 15);
    const y = new Uint8Array(rows);
    for (let i = 0; i < positives; i++) y[Math.floor((i * rows) / positives)] = 1;
    for (const earlyStopping of [false, true]) {
      const { trees } = await fitGradientBoosting(X, y, { earlyStopping, maxIterations: 30 });
      expect(trees.values.every(Number.isFinite)).toBe(true);
    }
  });

  it('leaves what it is given as it was, and reports progress', async () => {
    const { X, y } = makeProblem(101, 3, 11);
    const [data, target] = [X.data.slice(), y.slice()];
    const told: number[] = [];
    await fitGradientBoosting(X, y, { ...small, onProgress: (fraction) => void told.push(fraction) });
    expect([X.data, y, told.at(-1)]).toEqual([data, target, 1]);
  });

  it('predicts the base rate where nothing can be learned: constant columns, one row per class', async () => {
    const constant = createMatrix(100, 2, new Float64Array(200).fill(3));
    const y = Uint8Array.from({ length: 100 }, (_, i) => (i < 20 ? 1 : 0));
    const model = await fitGradientBoosting(constant, y, small);
    expect(gradientBoostingLogOdds(model, constant)[0]).toBeCloseTo(Math.log(0.25), 6);
    const two = await fitGradientBoosting(matrixFromRows([[0], [1]]), Uint8Array.of(0, 1));
    expect(gradientBoostingLogOdds(two, matrixFromRows([[5]]))[0]).toBeCloseTo(0, 12);
  });
});

describe('gradient boosting refuses', () => {
  const { X, y } = makeProblem(20, 3, 12);

  it('one class, naming it', async () => {
    await expect(fitGradientBoosting(X, new Uint8Array(20).fill(1))).rejects.toThrow(/only the class 1/);
  });

  it('infinity, naming the place', async () => {
    const damaged = createMatrix(20, 3, X.data.slice());
    damaged.data[7] = Number.NEGATIVE_INFINITY;
    await expect(fitGradientBoosting(damaged, y)).rejects.toThrow('X is -Infinity at row 2, column 1');
  });

  it('options out of range, with both sides', async () => {
    const refused = (options: GradientBoostingOptions) => expect(fitGradientBoosting(X, y, options)).rejects;
    await refused({ learningRate: 0 }).toThrow(/learningRate is 0/);
    await refused({ maxLeaves: 1 }).toThrow('maxLeaves is 1; it must be an integer 2..1024');
    await refused({ l2: -1 }).toThrow('l2 is -1');
    await refused({ validationShare: 1 }).toThrow(/validationShare is 1/);
  });

  it('what would not fit into memory, before it begins', async () => {
    const wide = makeProblem(600, 3000, 13);
    await expect(fitGradientBoosting(wide.X, wide.y, { maxLeaves: 1024 })).rejects.toThrow(
      /bytes of kernel memory/,
    );
  });
});
