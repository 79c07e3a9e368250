import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitGradientBoosting, gradientBoostingLogOdds } from '../ensemble/gradient-boosting.js';
import { fitRandomForest, predictRandomForest } from '../ensemble/random-forest.js';
import { createMatrix, matrixFromRows, takeRows } from '../matrix.js';
import { createRandom } from '../random.js';
import { buildTrees } from '../tree/build-trees.js';
import { countTrees, type DecisionTrees, readNode } from '../tree/decision-trees.js';
import { drawTree, makeProblem } from '../tree/trees.test-support.js';
import type { Matrix } from '../types.js';
import { gaussLegendre } from './gauss-legendre.js';
import { treeShap } from './tree-shap.js';

/** What the trees are expected to add up to for a row of which only the features in `known` (as bits) are known. */
function worthOf(trees: DecisionTrees, row: ArrayLike<number>, known: number): number {
  const expect = (tree: number, at: number): number => {
    const node = readNode(trees, tree, at);
    if (node.kind === 'leaf') return node.value;
    const value = row[node.feature]!;
    const right = Number.isNaN(value) ? node.missingRight : value > node.threshold;
    if ((known >> node.feature) & 1) return expect(tree, right ? node.right : node.left);
    const [left, other] = [readNode(trees, tree, node.left), readNode(trees, tree, node.right)];
    return (left.cover * expect(tree, node.left) + other.cover * expect(tree, node.right)) / node.cover;
  };
  let sum = 0;
  for (let t = 0; t < countTrees(trees); t++) sum += expect(t, 0);
  return sum;
}

/** Shapley values by their definition: over every coalition of the others. O(2^columns). */
function shapleyByDefinition(trees: DecisionTrees, row: ArrayLike<number>): number[] {
  const { columns } = trees;
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const worth = Array.from({ length: 2 ** columns }, (_, known) => worthOf(trees, row, known));
  return Array.from({ length: columns }, (_, feature) => {
    let value = 0;
    for (let known = 0; known < worth.length; known++) {
      if ((known >> feature) & 1) continue;
      const size = known.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(columns - size - 1)) / factorial(columns);
      value += weight * (worth[known | (1 << feature)]! - worth[known]!);
    }
    return value;
  });
}

function expectSums(base: number, values: Matrix, output: Float64Array, digits: number) {
  const gaps = output.map((expected, i) => {
    const row = values.data.subarray(i * values.columns, (i + 1) * values.columns);
    return Math.abs(row.reduce((sum, value) => sum + value, base) - expected);
  });
  expect(gaps.reduce((worst, gap) => Math.max(worst, gap), 0)).toBeCloseTo(0, digits);
}

describe('TreeSHAP', () => {
  it('shares one split as a hand would', async () => {
    const X = matrixFromRows([[1], [1], [1], [2]]);
    const options = { trees: 1, bootstrap: false, minSamplesLeaf: 1 };
    const model = await fitRandomForest(X, Uint8Array.of(0, 0, 0, 1), options);
    const { base, values } = treeShap(model, matrixFromRows([[1], [2]]));
    expect(base).toBe(0.25);
    expect(values.data[0]).toBeCloseTo(-0.25, 14);
    expect(values.data[1]).toBeCloseTo(0.75, 14);
  });

  it.each([
    { columns: 4, maxDepth: 3 },
    { columns: 7, maxDepth: 12 },
  ])('gives the Shapley values of $columns features by their definition', async ({ columns, maxDepth }) => {
    const { X, y } = makeProblem(300, columns, 1);
    const model = await fitRandomForest(X, y, {
      trees: 3,
      maxDepth,
      minSamplesLeaf: 1,
      classWeight: 'balanced',
    });
    const sample = takeRows(X, [0, 1, 2, 150, 299]);
    const { values } = treeShap(model, sample);
    for (let i = 0; i < sample.rows; i++) {
      const expected = shapleyByDefinition(model.trees, sample.data.subarray(i * columns, (i + 1) * columns));
      for (let j = 0; j < columns; j++)
        expect(values.data[i * columns + j]).toBeCloseTo(expected[j]! / 3, 12);
    }
  });

  it('adds up to the probability, on deep trees of many features too', async () => {
    const { X, y } = makeProblem(1500, 40, 2);
    const model = await fitRandomForest(X, y, { trees: 4, maxDepth: 32, minSamplesLeaf: 1 });
    const sample = takeRows(
      X,
      Array.from({ length: 100 }, (_, i) => i),
    );
    const { base, values } = treeShap(model, sample);
    expectSums(base, values, predictRandomForest(model, sample), 11);
  });

  it('adds up to the log-odds of boosting, where missing values have a side', async () => {
    const { X, y } = makeProblem(800, 5, 7, 0.2);
    const model = await fitGradientBoosting(X, y, { maxIterations: 10 });
    const { base, values } = treeShap(model, X);
    expectSums(base, values, gradientBoostingLogOdds(model, X), 12);
    const expected = shapleyByDefinition(model.trees, X.data.subarray(0, 5));
    for (let j = 0; j < 5; j++) expect(values.data[j]).toBeCloseTo(expected[j]!, 12);
  });

  it('gives a row the same values alone as among others', async () => {
    const { X, y } = makeProblem(3500, 40, 3);
    const model = await fitRandomForest(X, y, { trees: 3 });
    const all = treeShap(model, X).values;
    for (const row of [0, 31, 32, 3499]) {
      const alone = treeShap(model, takeRows(X, [row])).values;
      expect(alone.data).toEqual(all.data.slice(row * 40, (row + 1) * 40));
    }
  });

  it('gives the raw output that predicting gives, to the last bit, of any trees and number of rows', () => {
    const shapes = fc.record({
      seed: fc.nat(),
      columns: fc.integer({ min: 1, max: 9 }),
      maxDepth: fc.integer({ min: 0, max: 9 }),
      rows: fc.oneof(fc.integer({ min: 0, max: 70 }), fc.constantFrom(128, 300, 4100)),
    });
    fc.assert(
      fc.property(shapes, ({ seed, columns, maxDepth, rows }) => {
        const random = createRandom(seed);
        const count = rows > 1000 ? 2 : 1 + random.integer(12);
        const plain = Array.from({ length: count }, () => drawTree(random, columns, maxDepth));
        const common = { version: 1, seed: 0, trees: buildTrees(columns, plain) } as const;
        const X = createMatrix(rows, columns);
        for (let i = 0; i < X.data.length; i++) X.data[i] = random.integer(7) - 3;
        const forest = { kind: 'randomForest', ...common } as const;
        const ofForest = treeShap(forest, X);
        expect(ofForest.rawOutput).toEqual(predictRandomForest(forest, X));
        expectSums(ofForest.base, ofForest.values, ofForest.rawOutput, 9);
        for (let i = 0; i < X.data.length; i++) if (random.next() < 0.2) X.data[i] = Number.NaN;
        const boosting = { kind: 'gradientBoosting', baseScore: random.normal(), ...common } as const;
        const ofBoosting = treeShap(boosting, X);
        expect(ofBoosting.rawOutput).toEqual(gradientBoostingLogOdds(boosting, X));
        expectSums(ofBoosting.base, ofBoosting.values, ofBoosting.rawOutput, 9);
      }),
    );
  });

  it('gives nothing to a feature that no tree asks for', async () => {
    const { X, y } = makeProblem(200, 3, 4);
    for (let i = 0; i < 200; i++) X.data[3 * i + 1] = 5;
    const { values } = treeShap(await fitRandomForest(X, y, { trees: 3 }), X);
    for (let i = 0; i < 200; i++) expect(values.data[3 * i + 1]).toBe(0);
  });

  it('explains no rows with no values', async () => {
    const { X, y } = makeProblem(50, 3, 5);
    const { values, rawOutput } = treeShap(await fitRandomForest(X, y, { trees: 1 }), createMatrix(0, 3));
    expect([values.rows, rawOutput.length]).toEqual([0, 0]);
  });

  it('refuses what predicting refuses: missing values for a forest, infinity for boosting', async () => {
    const { X, y } = makeProblem(50, 2, 8);
    const [forest, boosting] = [await fitRandomForest(X, y, { trees: 1 }), await fitGradientBoosting(X, y)];
    const rowOf = (value: number) => matrixFromRows([[0, value]]);
    expect(() => treeShap(forest, rowOf(Number.NaN))).toThrow('X is NaN at row 0, column 1');
    expect(() => treeShap(boosting, rowOf(Infinity))).toThrow('X is Infinity at row 0, column 1');
    expect(treeShap(boosting, rowOf(Number.NaN)).values.rows).toBe(1);
  });

  it('refuses rows of another width', async () => {
    const { X, y } = makeProblem(50, 3, 6);
    const model = await fitRandomForest(X, y, { trees: 1 });
    expect(() => treeShap(model, createMatrix(1, 2))).toThrow('X has 2 columns; the model was fitted on 3');
  });
});

describe('Gauss-Legendre quadrature', () => {
  it.each([1, 2, 5, 16])('of %i points integrates powers up to 2n - 1 exactly', (n) => {
    const { points, weights } = gaussLegendre(n);
    for (let power = 0; power < 2 * n; power++) {
      const sum = weights.reduce((total, weight, q) => total + weight * points[q]! ** power, 0);
      expect(sum).toBeCloseTo(1 / (power + 1), 14);
    }
  });
});
