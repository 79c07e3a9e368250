import { afterAll, describe, expect, it } from 'vitest';
import { type ClassifierAlgorithm, predictProba, rawOutput } from '../classifier.js';
import { createMatrix, matrixFromRows, takeRows } from '../matrix.js';
import { trainClassifier } from '../model-selection/train-classifier.js';
import { createLocalThreads } from '../parallel/local-threads.test-support.js';
import { createPool } from '../parallel/pool.js';
import type { FeatureColumn, FeatureTable } from '../preprocessing/feature-table.js';
import { applyPreprocessor } from '../preprocessing/pipeline.js';
import { createRandom } from '../random.js';
import { serveTasks } from '../tasks.js';
import type { Matrix } from '../types.js';
import { contributions, mergeBySource } from './contributions.js';
import { contributionsInChunks } from './contributions-in-chunks.js';
import { permutationImportance } from './permutation-importance.js';

const algorithms: ClassifierAlgorithm[] = ['logisticRegression', 'randomForest', 'gradientBoosting'];
const rows = 2000;
const random = createRandom(3);
const plan = Int32Array.from({ length: rows }, () => random.integer(3));
const spend = Float64Array.from({ length: rows }, () => (random.next() < 0.1 ? Number.NaN : random.normal()));
const y = Uint8Array.from({ length: rows }, (_, i) => {
  const z = 2 * (spend[i]! || 0) + (plan[i] === 2 ? 1 : 0) - 0.5;
  return random.next() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
});
const columns: FeatureColumn[] = [
  { kind: 'numeric', name: 'constant', values: new Float64Array(rows).fill(7) },
  { kind: 'numeric', name: 'spend', values: spend },
  { kind: 'numeric', name: 'noise', values: Float64Array.from({ length: rows }, random.normal) },
  { kind: 'categorical', name: 'plan', codes: plan, levels: ['basic', 'plus', 'pro'] },
];
const table: FeatureTable = { rows, columns };
const few = { randomForest: { trees: 20 }, gradientBoosting: { maxIterations: 30 } };
const threads = createLocalThreads();
afterAll(() => threads.close());

describe.each(algorithms)('contributions of %s', (algorithm) => {
  it('are the same in chunks, on any number of threads, and refuse the same', async () => {
    const { preprocessor, model } = await trainClassifier({ table, y, algorithm, ...few });
    const X = applyPreprocessor(preprocessor, table);
    const whole = contributions(model, X);
    const told: number[] = [];
    const onProgress = (fraction: number) => void told.push(fraction);
    expect(await contributionsInChunks(model, X, { onProgress })).toEqual(whole);
    for (const count of [1, 3]) {
      const pool = createPool(threads.start(count, serveTasks));
      expect(await contributionsInChunks(model, X, { pool })).toEqual(whole);
    }
    expect(told).toEqual(
      algorithm === 'logisticRegression' ? [] : [1, 2, 3, 4, 5, 6, 7, 8].map((i) => i / 8),
    );
    X.data[1999 * X.columns] = Number.POSITIVE_INFINITY;
    await expect(contributionsInChunks(model, X)).rejects.toThrow('X is Infinity at row 1999, column 0');
  });

  it('come with the raw output to the last bit, of weighted rows and missing categories, alone or together', async () => {
    const codes = plan.map((level) => (random.next() < 0.2 ? -1 : level));
    const gaps = { rows, columns: [...columns.slice(0, 3), { ...columns[3]!, codes }] } as FeatureTable;
    const imbalance = 'classWeight';
    const { preprocessor, model } = await trainClassifier({ table: gaps, y, algorithm, imbalance, ...few });
    const X = applyPreprocessor(preprocessor, gaps);
    const output = rawOutput(model, X);
    expect(contributions(model, X).rawOutput).toEqual(output);
    expect((await contributionsInChunks(model, X)).rawOutput).toEqual(output);
    for (const row of [0, 700, 1999]) {
      expect(contributions(model, takeRows(X, [row])).rawOutput).toEqual(output.slice(row, row + 1));
    }
  });

  it('and the base add up to the raw output, before and after merging', async () => {
    const { preprocessor, model } = await trainClassifier({ table, y, algorithm, ...few });
    const X = applyPreprocessor(preprocessor, table);
    const { base, rawOutput: output, values } = contributions(model, X);
    const merged = mergeBySource(values, preprocessor.sourceIndex, table.columns.length);
    expect(merged).toMatchObject({ rows, columns: 4 });
    for (let i = 0; i < rows; i++) {
      const sum = (matrix: typeof values) =>
        matrix.data
          .subarray(i * matrix.columns, (i + 1) * matrix.columns)
          .reduce((total, v) => total + v, base);
      expect(Math.abs(sum(values) - output[i]!)).toBeLessThan(1e-9);
      expect(Math.abs(sum(merged) - output[i]!)).toBeLessThan(1e-9);
    }
  });

  it('give every original column one place, and nothing to one that was dropped', async () => {
    const { preprocessor, model } = await trainClassifier({ table, y, algorithm, ...few });
    const { values } = contributions(model, applyPreprocessor(preprocessor, table));
    const { data } = mergeBySource(values, preprocessor.sourceIndex, 4);
    const size = (column: number) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += Math.abs(data[i * 4 + column]!);
      return sum / rows;
    };
    expect(size(0)).toBe(0);
    expect(size(1)).toBeGreaterThan(size(3));
    expect(size(3)).toBeGreaterThan(size(2));
  });
});

describe('contributions of a linear model', () => {
  it('by hand: coefficient times distance from the mean', () => {
    const model = {
      kind: 'logisticRegression',
      version: 1,
      coefficients: Float64Array.of(2, -1),
      intercept: 0.5,
      means: Float64Array.of(1, 3),
      iterations: 1,
      converged: true,
    } as const;
    const { base, rawOutput, values } = contributions(model, matrixFromRows([[2, 5]]));
    expect(base).toBe(-0.5);
    expect([...rawOutput]).toEqual([-0.5]);
    expect([...values.data]).toEqual([2, -2]);
    expect(() => contributions(model, matrixFromRows([[1]]))).toThrow(
      'X has 1 columns; the model was fitted on 2',
    );
  });
});

describe('mergeBySource', () => {
  it('by hand', () => {
    const merged = mergeBySource(
      matrixFromRows([
        [1, 2, 4],
        [8, 16, 32],
      ]),
      Int32Array.of(2, 0, 2),
      3,
    );
    expect([...merged.data]).toEqual([2, 0, 5, 16, 0, 40]);
  });

  it('refuses a source outside', () => {
    const values = matrixFromRows([[1, 2]]);
    expect(() => mergeBySource(values, Int32Array.of(0, 3), 3)).toThrow(
      'sourceIndex holds 3; it must be 0..2',
    );
    expect(() => mergeBySource(values, Int32Array.of(0), 3)).toThrow('sourceIndex has 1 values');
  });
});

describe('permutationImportance', () => {
  it('ranks what the target was made of above noise, and gives noise about nothing', async () => {
    const { preprocessor, model } = await trainClassifier({ table, y, algorithm: 'logisticRegression' });
    const X = applyPreprocessor(preprocessor, table);
    const asked = {
      ...{ predict: (rows: Matrix) => predictProba(model, rows), X, y, repeats: 4 },
      ...{ sourceIndex: preprocessor.sourceIndex, columnCount: table.columns.length },
    };
    const measured = permutationImportance(asked);
    const of = (name: string) => measured[table.columns.findIndex((column) => column.name === name)]!;
    expect(of('spend').importance).toBeGreaterThan(0.1);
    expect(of('plan').importance).toBeGreaterThan(Math.abs(of('noise').importance));
    expect(Math.abs(of('noise').importance)).toBeLessThan(0.02);
    expect(of('constant')).toEqual({ importance: 0, standardDeviation: 0 });
    expect(of('spend').standardDeviation).toBeGreaterThan(0);
    expect(permutationImportance(asked)).toEqual(measured);
    expect(X).toEqual(applyPreprocessor(preprocessor, table));
  });

  it('shuffles the columns of a group alike: two that undo each other still do', () => {
    const random = createRandom(2);
    const X = createMatrix(300, 2);
    const labels = new Uint8Array(300);
    for (let i = 0; i < 300; i++) {
      const value = random.normal();
      X.data.set([value, -value + (i % 2)], 2 * i);
      labels[i] = i % 2;
    }
    const sums = (rows: Matrix) =>
      Float64Array.from(labels, (_, i) => rows.data[2 * i]! + rows.data[2 * i + 1]!);
    const fallOf = (sourceIndex: Int32Array, columnCount: number) =>
      permutationImportance({ predict: sums, X, y: labels, sourceIndex, columnCount });
    const [together] = fallOf(Int32Array.of(0, 0), 1);
    expect(together!.importance).toBeGreaterThan(0.4);
    expect(fallOf(Int32Array.of(0, 1), 2)[0]!.importance).toBeGreaterThan(0.2);
  });
});
