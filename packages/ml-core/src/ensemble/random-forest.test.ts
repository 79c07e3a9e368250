import { describe, expect, it } from 'vitest';
import { createMatrix, matrixFromRows, takeRows } from '../matrix.js';
import { rocAuc } from '../metrics/ranking.js';
import { createLocalThreads } from '../parallel/local-threads.test-support.js';
import { createPool } from '../parallel/pool.js';
import { serveTasks } from '../tasks.js';
import { checkTrees, measureDepth, readNode } from '../tree/decision-trees.js';
import { makeProblem, sumLeavesPlainly } from '../tree/trees.test-support.js';
import { fitRandomForest, predictRandomForest } from './random-forest.js';

/** Every row in every tree and every feature in every node: nothing is left to chance but ties. */
const plain = { trees: 1, bootstrap: false, minSamplesLeaf: 1, maxDepth: 32 } as const;

describe('a random forest', () => {
  it('finds the split that a hand would', async () => {
    const X = matrixFromRows([
      [1, 5],
      [2, 6],
      [3, 5],
      [8, 6],
      [9, 5],
      [10, 6],
    ]);
    const { trees } = await fitRandomForest(X, Uint8Array.of(0, 0, 0, 1, 1, 1), { ...plain, maxFeatures: 2 });
    const leaf = { kind: 'leaf', cover: 3 };
    expect(readNode(trees, 0, 0)).toMatchObject({ kind: 'split', feature: 0, threshold: 5.5, cover: 6 });
    expect(readNode(trees, 0, 1)).toEqual({ ...leaf, value: 0 });
    expect(readNode(trees, 0, 2)).toEqual({ ...leaf, value: 1 });
  });

  it('chooses the split of the greatest Gini decrease, and leaves no leaf too small', async () => {
    // Feature 0 splits 1 | 5, feature 1 splits 3 | 3 with one on the wrong side: the second is better where leaves need 2.
    const X = matrixFromRows([
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    const y = Uint8Array.of(0, 0, 1, 1, 1, 1);
    const { trees } = await fitRandomForest(X, y, { ...plain, maxFeatures: 2, minSamplesLeaf: 2 });
    expect(readNode(trees, 0, 0)).toMatchObject({ feature: 1, threshold: 0.5 });
    expect(readNode(trees, 0, 1)).toMatchObject({ kind: 'leaf', cover: 3, value: Math.fround(1 / 3) });
  });

  it('goes on past features that are constant', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [4, 4, 4, 4, 4, 4, 4, 4, 4, i]);
    const y = Uint8Array.from(rows, (_, i) => (i < 20 ? 0 : 1));
    const model = await fitRandomForest(matrixFromRows(rows), y, {
      trees: 20,
      maxFeatures: 1,
      minSamplesLeaf: 1,
    });
    for (let t = 0; t < 20; t++) expect(readNode(model.trees, t, 0)).toMatchObject({ feature: 9 });
  });

  it.each([13, 14, 15, 16])(
    'of %i trees predicts alone what it predicts in bulk, as its nodes say',
    async (trees) => {
      const { X, y } = makeProblem(700, 7, 1);
      const model = await fitRandomForest(X, y, { trees, minSamplesLeaf: 1, maxDepth: 32, seed: 5 });
      const bulk = predictRandomForest(model, X);
      for (const row of [0, 350, 699])
        expect(predictRandomForest(model, takeRows(X, [row]))[0]).toBe(bulk[row]);
      expect(bulk).toEqual(sumLeavesPlainly(model.trees, X).map((sum) => sum / trees));
      checkTrees(model.trees);
    },
  );

  it('predicts many rows of many columns by shallow trees as their nodes say', async () => {
    const { X, y } = makeProblem(3500, 40, 2);
    const model = await fitRandomForest(X, y, { trees: 4, maxDepth: 3 });
    const expected = sumLeavesPlainly(model.trees, X).map((sum) => sum / 4);
    expect(predictRandomForest(model, X)).toEqual(expected);
  });

  it('is as good as its task allows on rows that it has not seen', async () => {
    const { X, y } = makeProblem(4000, 6, 2);
    const unseen = makeProblem(4000, 6, 3);
    const model = await fitRandomForest(X, y);
    const best = rocAuc(unseen.y, unseen.logOdds);
    expect(rocAuc(unseen.y, predictRandomForest(model, unseen.X))).toBeGreaterThan(best - 0.015);
  });

  it('keeps to maxDepth and minSamplesLeaf', async () => {
    const { X, y } = makeProblem(3000, 5, 4);
    const { trees } = await fitRandomForest(X, y, {
      trees: 10,
      maxDepth: 6,
      minSamplesLeaf: 25,
      bootstrap: false,
    });
    for (let t = 0; t < 10; t++) expect(measureDepth(trees, t)).toBe(6);
    expect(Math.min(...trees.covers)).toBeGreaterThanOrEqual(25);
  });

  it('is the same forest for a seed, another for another', async () => {
    const { X, y } = makeProblem(300, 5, 6);
    const first = await fitRandomForest(X, y, { trees: 5, seed: 8 });
    expect(await fitRandomForest(X, y, { trees: 5, seed: 8 })).toEqual(first);
    expect((await fitRandomForest(X, y, { trees: 5, seed: 9 })).trees).not.toEqual(first.trees);
  });

  it.each([1, 2, 3])('is the same forest on %i threads, out-of-bag scores included', async (count) => {
    const { X, y } = makeProblem(500, 9, 7);
    const options = { trees: 21, seed: 3, outOfBag: true, classWeight: 'balanced' } as const;
    const threads = createLocalThreads();
    const pool = createPool(threads.start(count, serveTasks));
    try {
      expect(await fitRandomForest(X, y, { ...options, pool })).toEqual(await fitRandomForest(X, y, options));
    } finally {
      threads.close();
    }
  });

  it('takes a weight of three for three equal rows', async () => {
    const { X, y } = makeProblem(200, 4, 9);
    const sampleWeight = Float64Array.from({ length: 200 }, (_, i) => i % 4);
    const repeated = Array.from({ length: 200 }, (_, i) => new Array<number>(i % 4).fill(i)).flat();
    const weighted = await fitRandomForest(X, y, { ...plain, maxFeatures: 4, sampleWeight });
    const twin = takeRows(X, repeated);
    const unweighted = await fitRandomForest(
      twin,
      Uint8Array.from(repeated, (i) => y[i]!),
      { ...plain, maxFeatures: 4 },
    );
    expect(predictRandomForest(weighted, twin)).toEqual(predictRandomForest(unweighted, twin));
    expect(weighted.trees.covers[0]).toBe(repeated.length);
  });

  it('balances classes by weight: the root is half positive', async () => {
    const { X, y } = makeProblem(1000, 4, 10);
    const { trees } = await fitRandomForest(X, y, { ...plain, classWeight: 'balanced' });
    expect(trees.values[0]).toBeCloseTo(0.5, 6);
    expect(trees.covers[0]).toBeCloseTo(1000, 2);
  });

  it('scores out of the bag about as well as on new rows, far from its own training rows', async () => {
    const { X, y } = makeProblem(2000, 6, 11);
    const unseen = makeProblem(4000, 6, 12);
    const model = await fitRandomForest(X, y, { outOfBag: true });
    const outside = rocAuc(unseen.y, predictRandomForest(model, unseen.X));
    expect(Math.abs(rocAuc(y, model.outOfBag!) - outside)).toBeLessThan(0.025);
    expect(rocAuc(y, predictRandomForest(model, X))).toBeGreaterThan(outside + 0.05);
  });

  it('leaves what it is given as it was', async () => {
    const { X, y } = makeProblem(100, 3, 13);
    const [data, target] = [X.data.slice(), y.slice()];
    await fitRandomForest(X, y, { trees: 2 });
    expect(X.data).toEqual(data);
    expect(y).toEqual(target);
  });

  it('reports progress to the end, and stops between trees when aborted', async () => {
    const { X, y } = makeProblem(100, 3, 14);
    const fractions: number[] = [];
    await fitRandomForest(X, y, { trees: 20, onProgress: (fraction) => void fractions.push(fraction) });
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    const signal = { aborted: false };
    const stopped = fitRandomForest(X, y, {
      signal,
      onProgress: () => {
        signal.aborted = true;
      },
    });
    await expect(stopped).rejects.toThrow('stopped by the caller');
  });
});

describe('a random forest refuses', () => {
  const { X, y } = makeProblem(20, 3, 15);

  it('one class, naming it', async () => {
    await expect(fitRandomForest(X, new Uint8Array(20))).rejects.toThrow(/only the class 0/);
    await expect(fitRandomForest(createMatrix(1, 3), Uint8Array.of(1))).rejects.toThrow(/only the class 1/);
  });

  it('a class whose rows all weigh nothing', async () => {
    const sampleWeight = Float64Array.from(y);
    await expect(fitRandomForest(X, y, { sampleWeight })).rejects.toThrow(
      /rows of class 0 have a total weight of 0/,
    );
  });

  it('NaN and infinity, naming the place', async () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const damaged = createMatrix(20, 3, X.data.slice());
      damaged.data[4] = value;
      await expect(fitRandomForest(damaged, y)).rejects.toThrow(`X is ${value} at row 1, column 1`);
      const model = await fitRandomForest(X, y, { trees: 1 });
      expect(() => predictRandomForest(model, damaged)).toThrow(`X is ${value} at row 1, column 1`);
    }
  });

  it('options out of range, with both sides', async () => {
    await expect(fitRandomForest(X, y, { trees: 0 })).rejects.toThrow(
      'trees is 0; it must be an integer 1..10000',
    );
    await expect(fitRandomForest(X, y, { maxDepth: 33 })).rejects.toThrow(
      'maxDepth is 33; it must be an integer 1..32',
    );
    await expect(fitRandomForest(X, y, { maxFeatures: 4 })).rejects.toThrow(
      'maxFeatures is 4; it must be an integer 1..3',
    );
    await expect(fitRandomForest(X, y, { outOfBag: true, bootstrap: false })).rejects.toThrow(
      /no row is out of the bag/,
    );
  });

  it('rows of another width', async () => {
    const model = await fitRandomForest(X, y, { trees: 1 });
    expect(() => predictRandomForest(model, createMatrix(2, 4))).toThrow(
      'X has 4 columns; the model was fitted on 3',
    );
  });
});
